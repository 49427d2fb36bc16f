"""Tables in Markdown, and the lines that say which command and which model made them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def written_by(command: str, text: str) -> str:
    """A document whose first line says the command that writes it."""
    return f"<!-- Written by: {command} -->\n\n{text}"


def made_with(model: str, day: str) -> str:
    """The line of a document with results that says which model made them; docs/older_models.py looks for it.

    Args:
        model: fingerprint of the model.
        day: when, as ``2026-11-25``.
    """
    return f"Made with model `{model}`, {day}."


def markdown_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; a bar in a cell is written so that it does not end the cell."""
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in (head, *rows)]
    return "\n".join([lines[0], "|" + "---|" * len(head), *lines[1:]])
