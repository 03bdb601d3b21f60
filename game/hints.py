"""
Wishes to SDL that must be set before pygame is imported. Imports nothing of pygame.

Without a graphics card SDL pushes the window through software OpenGL on X11; plain shared memory
is about twenty times faster. Every wish yields to what the environment already says.
"""

import os
import sys


def set_hints() -> None:
    """Set the defaults of this platform."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    if sys.platform.startswith("linux"):
        os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")
    if sys.platform == "win32":
        os.environ.setdefault("SDL_WINDOWS_DPI_AWARENESS", "permonitorv2")
