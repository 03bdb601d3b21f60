"""
A real window under Xvfb, and a person at its keyboard: xdotool. Skipped where either is missing.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))

MISSING = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]


def pytest_collection_modifyitems(items):
    """Mark everything here slow, and skip it with a reason where there is no X server."""
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.slow)
            if MISSING:
                item.add_marker(pytest.mark.skip(reason=f"not installed: {', '.join(MISSING)}"))


@pytest.fixture(scope="session")
def display():
    """Return the name of a fresh X display."""
    server = subprocess.Popen(
        # Without -noreset it starts anew when its last client goes, and refuses the next meanwhile.
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1600x900x24", "-nolisten", "tcp", "-noreset"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    yield f":{server.stdout.readline().strip()}"
    server.terminate()
    server.wait(10)


@pytest.fixture(scope="session")
def cache(tmp_path_factory):
    """Return a cache folder that all windows of a run share, as they would on one machine."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def home(tmp_path, display, cache):
    """Return a person's machine: a screen, empty folders, and the windows opened on it."""
    from windows import Home

    made = Home(folder=tmp_path / "data", cache=cache, display=display)
    yield made
    made.clear()
