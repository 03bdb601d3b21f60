"""The command line of the calibration."""

import sys

from bench.calibration.cli import main

if __name__ == "__main__":
    sys.exit(main())
