"""The command line of the balance tables."""

import sys

from bench.balance.cli import main

if __name__ == "__main__":
    sys.exit(main())
