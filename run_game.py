"""The composition root: hands the command line the shells that `sim` may not know."""

import sys
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


if __name__ == "__main__":
    sys.exit(main())
