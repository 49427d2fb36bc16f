"""Writes first_study.ipynb, with its output, from first_study.py; ``make notebook`` runs it.

Without make: ``pip install -e ".[notebook]"`` and ``python docs/notebooks/make_notebook.py``.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
SOURCE, NOTEBOOK = HERE / "first_study.py", HERE / "first_study.ipynb"
MADE = re.compile(r"Made with model `\w+`.*")
SECONDS = 600  # for one cell, on a slow machine


class Cell(NamedTuple):
    """A cell: ``markdown`` or ``code``, and its text."""

    kind: str
    text: str


def cells(source: str) -> list[Cell]:
    """The cells of a script in percent format."""
    parts = re.split(r"^# %%( \[markdown\])?\n", source, flags=re.MULTILINE)[1:]
    return [_cell(bool(mark), text) for mark, text in zip(parts[::2], parts[1::2], strict=True)]


def _cell(prose: bool, text: str) -> Cell:
    if prose:
        return Cell("markdown", re.sub(r"^# ?", "", text.strip(), flags=re.MULTILINE))
    return Cell("code", text.strip())


def main() -> None:
    """Execute the cells in a kernel of their own and write the notebook; nothing in it depends on the machine."""
    import nbformat
    from nbclient import NotebookClient

    _sign()
    new = {"markdown": nbformat.v4.new_markdown_cell, "code": nbformat.v4.new_code_cell}
    made = [
        new[each.kind](each.text, id=f"cell-{number:02}") for number, each in enumerate(cells(_source()), 1)
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = nbformat.v4.new_notebook(cells=made, metadata={"kernelspec": kernel})
    NotebookClient(notebook, timeout=SECONDS, record_timing=False).execute()
    notebook.metadata = {"kernelspec": kernel}
    nbformat.write(notebook, NOTEBOOK)


def _source() -> str:
    return SOURCE.read_text(encoding="utf-8")


def _sign() -> None:
    """Say in the source which model made the output."""
    from tup_sim.files.manifest import fingerprint
    from tup_sim.reporting.markdown import made_with

    made = made_with(fingerprint(), f"{date.today():%Y-%m-%d}")
    SOURCE.write_text(MADE.sub(made, _source(), count=1), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
