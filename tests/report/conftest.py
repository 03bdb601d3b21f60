"""
Make folders and pages once for all tests that read the same one.
"""

import pytest
from sweep_folders import Page, make_folder


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """
    Return how to make a folder; the same one is made once.
    """
    known = {}

    def make(*vary, **more):
        key = (vary, tuple(sorted((name, str(value)) for name, value in more.items())))
        if key not in known:
            path = tmp_path_factory.mktemp("sweeps") / "mine"
            known[key] = make_folder(path, *vary, **more)
        return known[key]

    return make


@pytest.fixture(scope="session")
def page():
    """
    Return how to make the page of a folder and read it back; the same one is made once.
    """
    from sim.report.sweep_page import sweep_page

    known = {}

    def make(made, lang="en", against=None):
        key = (made.path, lang, against and against.path)
        if key not in known:
            known[key] = Page(sweep_page(made.path, lang, against and against.path))
        return known[key]

    return make
