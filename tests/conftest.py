"""What holds for every test: no window on a screen, no clock in a property, the same examples every time."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import settings

# Tests run the source, whatever compiled files lie beside it, unless tests/compiled.py says otherwise. Whoever imports
# the package decides its form, so this comes first.
os.environ.setdefault("TUP_SIM_FORM", "source")

from tup_sim.model.catalogue import HOUSE, using

os.environ.setdefault("MPLBACKEND", "Agg")

# Started in the background by a shell, a program inherits deafness to Ctrl-C, and so would those the tests start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# The width of somebody's window, or of a test runner's worker, decides nothing; a test that is about it sets it.
os.environ.pop("COLUMNS", None)

# A slow machine is no mistake in the model, so no deadline. TUP_SIM_TESTS=explore looks for new examples.
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("TUP_SIM_TESTS", "ci"))


def pytest_collection_finish() -> None:
    """Thousands of tests, and runs that they share, stay until the end: the collector need not look through them
    again and again. It took a quarter of the time of tests that run the model.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(autouse=True)
def only_the_house() -> Iterator[None]:
    """A plug-in that one test puts in force, even by reading a command, is out of force in the next."""
    with using(HOUSE):
        yield
