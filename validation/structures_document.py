"""docs/structures.md: every pair of rival submodels, with all cells, losers too, and what is not built yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tup_sim.reporting.markdown import markdown_table
from validation.structures import CRITERION, Much, Pair, Standing, decide


class Tried(NamedTuple):
    """A pair with what was found of those of its submodels that could be run.

    Attributes:
        pair: as declared.
        missing: letter to why it could not be run.
        found: of the others; empty if fewer than two could be run.
        looks: how often each row was looked at for a structure or a verdict.
    """

    pair: Pair
    missing: Mapping[str, str]
    found: Sequence[Standing]
    looks: Mapping[str, int]


def structures_document(tried: Iterable[Tried], much: Much, look: bool, facts: Sequence[str]) -> str:
    """The whole document.

    Args:
        tried: every pair, run or not.
        much: how much was run.
        look: whether that is too little to decide anything.
        facts: lines on version, date, seed and command.
    """
    amount = (
        f"{much.worlds} worlds over the judged numbers, {much.runs} runs of every arm in each; {much.at_rest} runs of "
        "each organisation for the targets"
    )
    parts = [
        "# Rival submodels, and what decided between them",
        "\n".join(
            f"- {fact}" for fact in [*facts, amount + (" (a look: it decides nothing)" if look else "")]
        ),
        f"*Criterion, fixed before anything was run*: {CRITERION}",
        "Declared in `experiments/structures.yaml`. Only open rows discriminate; the rows that were held out are used "
        "for no structure. A row *holds* if every one of its predictions has its sign, as mean over the runs of a "
        "world, in at least 70 % of the worlds.",
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
    if tried.found:
        parts += [_cells(tried), _decided(tried, look)]
    else:
        parts.append("*Not run*: fewer than two of them are built.")
    return "\n\n".join(parts)


def _cells(tried: Tried) -> str:
    rows = [
        (
            each.letter,
            f"{each.met} of {each.targets}",
            *(f"{cell.right} of {cell.worlds}{' *' if cell.holds else ''}" for cell in each.cells),
            f"{each.rows} of {len(each.cells)}",
            str(each.judged),
        )
        for each in tried.found
    ]
    looks = ("looks", "", *(str(tried.looks.get(row, 0)) for row in tried.pair.rows), "", "")
    head = ("submodel", "targets met", *tried.pair.rows, "rows that hold (*)", "judged numbers")
    return markdown_table(head, [*rows, looks])


def _decided(tried: Tried, look: bool) -> str:
    found = decide(tried.found)
    if look:
        return f"By these few runs it would be: {found.winner or 'none'} ({found.why}). They decide nothing."
    return f"**{found.winner or 'Undecided'}** ({found.why})."
