"""
Let this room's tests import their helpers by name.

The folder is called as the package it tests, so `from classroom import ...` must stay the package.
"""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
