"""The composition root: hands the command line the shells that `sim` may not know."""

import os
import sys
import threading
from argparse import Namespace

from sim.cli import main as command_line


def window(said: Namespace) -> int:
    """Open the game on a screen."""
    from game.app import run

    return run(said)


def classes(said: Namespace) -> int:
    """Serve classes to browsers."""
    from classroom.serving import serve

    return serve(said)


def main() -> int:
    """Run the command line of the whole product."""
    return command_line(window=window, serve=classes)


def entry() -> int:
    """Run it as a program, which ends though a thread that a strategy's file began goes on."""
    code = main()
    own = any(name.startswith("own_strategy_") for name in sys.modules)
    if own and any(not one.daemon for one in threading.enumerate()[1:]):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    return code


if __name__ == "__main__":
    sys.exit(entry())
