"""How far the work is: a bar in a notebook, whatever function was given elsewhere, otherwise nothing."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from tup_sim.errors import Message
from tup_sim.study.execute import Progress


class Watched:
    """A ``files.conducting.Watcher`` that shows a bar in a notebook, or tells a function.

    What should be known of results (the model has changed) becomes a warning.

    Args:
        progress: called with the numbers done and asked for; None for a bar where there is a notebook.
    """

    def __init__(self, progress: Progress | None = None) -> None:
        self.done, self._progress = 0, progress
        self._bar: Any = None

    def __call__(self, done: int, total: int) -> None:
        """So many of so many are finished."""
        self.done = done
        if self._progress is not None:
            self._progress(done, total)
        elif in_notebook():
            self._show(done, total)

    def note(self, text: Message) -> None:
        """What goes on at the moment is not shown."""

    def clear(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.update(_display().HTML(""))
            self._bar = None

    def tell(self, text: Message) -> None:
        """Warn of something that should be known."""
        warnings.warn(str(text), UserWarning, stacklevel=4)

    def _show(self, done: int, total: int) -> None:
        shown = _display()
        bar = shown.HTML(f'<progress value="{done}" max="{total}"></progress> {done} / {total}')
        if self._bar is None:
            self._bar = shown.display(bar, display_id=True)
        else:
            self._bar.update(bar)


def _display() -> Any:
    """What shows things in a notebook; there in every notebook."""
    return import_module("IPython.display")


def in_notebook() -> bool:
    """Whether this is a notebook, whose pictures can change."""
    shell = sys.modules.get("IPython") and sys.modules["IPython"].get_ipython()
    return type(shell).__name__ == "ZMQInteractiveShell"


@contextmanager
def telling(progress: Progress | None) -> Iterator[Watched]:
    """Somebody who is told how far it is, for as long as it lasts."""
    told = Watched(progress)
    try:
        yield told
    finally:
        told.clear()
