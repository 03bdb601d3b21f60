"""
Set what every test shares: no screen, no sound, and the two depths of search for counterexamples.
"""

import os

import pytest
from hypothesis import HealthCheck, settings

# SDL reads these when pygame is first imported, so they stand before any test module is loaded.
os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

# A deadline per example would make a busy machine look like a broken law.
settings.register_profile("quick", max_examples=30, deadline=None, derandomize=True)
settings.register_profile(
    "deep",
    max_examples=2000,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


LONG = (
    "test_resume.py",
    "test_window.py",
    "test_blunder.py",
    "test_security_canaries.py",
    "test_student_browser.py",
    "test_teacher_wall.py",
    "test_journeys.py",
    "test_whole_lesson.py",
)
"""Files that take a minute and more: begun last, one of them alone would hold up the end."""


def pytest_collection_modifyitems(items):
    """
    Begin with the longest files, since each stays on one worker.
    """
    items.sort(key=lambda item: LONG.index(item.path.name) if item.path.name in LONG else len(LONG))


@pytest.fixture(autouse=True)
def _own_data_folder(monkeypatch, tmp_path_factory):
    """
    Keep records and settings of the person who runs the tests out of reach.
    """
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.getbasetemp() / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.getbasetemp() / "config"))
