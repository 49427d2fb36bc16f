"""docs/structures.md: every pair of rival submodels, with all cells, losers too, and what is not built or not run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tup_sim.reporting.markdown import markdown_table
from validation.kept_structures import Found
from validation.structures import CRITERION, FULL, Cell, Much, Pair, Standing, decide, rows_decide


class Tried(NamedTuple):
    """A pair with what was found of those of its submodels that could be run.

    Attributes:
        pair: as declared.
        missing: letter to why it could not be run.
        found: of the others; None where it was not run with this model.
        looks: how often each row was looked at for a structure or a verdict.
    """

    pair: Pair
    missing: Mapping[str, str]
    found: Found | None
    looks: Mapping[str, int]


def structures_document(tried: Iterable[Tried], look: bool, facts: Sequence[str]) -> str:
    """The whole document.

    Args:
        tried: every pair, run or not.
        look: whether that is too little to decide anything.
        facts: lines on version, date, seed and command.
    """
    amount = (
        f"{FULL.at_rest} runs of each organisation for the targets; {FULL.worlds} worlds over the judged numbers with "
        f"{FULL.runs} runs of every arm in each, where two submodels or more pass the first part of the criterion"
    )
    parts = [
        "# Rival submodels, and what decided between them",
        "\n".join(f"- {fact}" for fact in [*facts, "a look: it decides nothing" if look else amount]),
        f"*Criterion, fixed before anything was run*: {CRITERION}",
        "Declared in `experiments/structures.yaml`. Only open rows discriminate; the rows that were held out are used "
        "for no structure. A row *holds* if every one of its predictions has its sign, as mean over the runs of a "
        "world, in at least 70 % of the worlds. Where fewer than two submodels pass the first part, rows can decide "
        "nothing; they are shown from fewer worlds, or not run.",
        *(_section(each, look) for each in tried),
    ]
    return "\n\n".join(parts) + "\n"


def _section(tried: Tried, look: bool) -> str:
    pair = tried.pair
    parts = [f"## {pair.pair}. {pair.question.capitalize()}", pair.reason]
    others = f"; beside them {', '.join(pair.evidence)}" if pair.evidence else ""
    parts.append(f"Discriminated by {', '.join(pair.rows)}{others}.")
    named = [(letter, each.what, tried.missing.get(letter, "yes")) for letter, each in pair.submodels.items()]
    parts.append(markdown_table(("submodel", "what it does", "built"), named))
    if tried.found and tried.found.rivals:
        parts += [_cells(tried.found, tried), _decided(tried.found, look)]
    elif len(pair.submodels) - len(tried.missing) < 2:  # one alone has no rival
        parts.append("*Not run*: fewer than two of them are built.")
    else:
        parts.append("*Not run* with this model.")
    return "\n\n".join(parts)


def _cells(found: Found, tried: Tried) -> str:
    rows = [
        (
            each.letter,
            f"{each.met} of {each.targets}",
            *_of_rows(each, tried.pair.rows),
            f"{each.rows} of {len(each.cells)}" if each.cells else "",
            str(each.judged),
        )
        for each in found.rivals
    ]
    looks = ("looks", "", *(str(tried.looks.get(row, 0)) for row in tried.pair.rows), "", "")
    head = ("submodel", "targets met", *tried.pair.rows, "rows that hold (*)", "judged numbers")
    return markdown_table(head, [*rows, looks])


def _of_rows(standing: Standing, rows: Sequence[str]) -> list[str]:
    """The cells of its rows; empty where they were not run."""
    cells: Mapping[str, Cell] = {each.row: each for each in standing.cells}
    return [_cell(cells[row]) if row in cells else "" for row in rows]


def _cell(cell: Cell) -> str:
    return f"{cell.right} of {cell.worlds}{' *' if cell.holds else ''}"


def _decided(found: Found, look: bool) -> str:
    decision = decide(found.rivals)
    if look:
        return f"By these few runs it would be: {decision.winner or 'none'} ({decision.why}). They decide nothing."
    said = f"**{decision.winner or 'Undecided'}** ({decision.why})."
    if rows_decide(found.rivals):
        return said
    return f"{said} {_beside(found.much, any(each.cells for each in found.rivals))}"


def _beside(much: Much, ran: bool) -> str:
    """What rows are worth that could decide nothing."""
    if ran:
        return f"The rows, from {much.worlds} worlds with {much.runs} runs each, decided nothing."
    return "Rows were not run: they could decide nothing."
