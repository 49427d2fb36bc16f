"""A table for a paper: base mean, difference, interval, unit and n of every comparison, and interaction contrasts."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from tup_sim.reporting.judged import in_words
from tup_sim.reporting.markdown import markdown_table
from tup_sim.reporting.numerals import bounds, cleaned, decimals, numeral, shift
from tup_sim.reporting.plain import values_of
from tup_sim.reporting.words import label, unit, window_name
from tup_sim.statistics import Difference, Judgement
from tup_sim.study.experiment import DesignPoint
from tup_sim.study.findings import Findings
from tup_sim.study.interactions import Interaction, interactions
from tup_sim.study.results import HORIZON, Key
from tup_sim.texts import say

if TYPE_CHECKING:
    from pandas import DataFrame

HEAD = ("compared", "outcome", "unit", "base", "difference", "interval", "n", "verdict")
NUMBERS = range(3, 7)  # columns that are set to the right
SPECIAL = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "±": r"$\pm$", "×": r"$\times$",
}  # fmt: skip
MINUS = re.compile(r"(?<!\w)-(?=\d)")


class Row(NamedTuple):
    """A difference of a table, with what is needed to write it.

    Attributes:
        heading: the question, or that these are interactions.
        compared: what is compared, and with what.
        key: outcome and window.
        base: mean of the reference; NaN for an interaction.
        difference: with its interval.
        judged: what the judge says.
        point: what is compared; None for an interaction.
    """

    heading: str
    compared: str
    key: Key
    base: float
    difference: Difference
    judged: Judgement
    point: DesignPoint | None


def rows_of(found: Findings, lang: str, outcomes: Sequence[Key] = ()) -> list[Row]:
    """Every comparison in these outcomes, question by question, then the interactions.

    Args:
        found: what the experiment found.
        lang: ``en`` or ``nl``.
        outcomes: which; those that the experiment looks at if none are named.
    """
    keys = outcomes or found.experiment.outcomes
    return [*_compared(found, lang, keys), *_interactions(found, lang, keys)]


def _compared(found: Findings, lang: str, keys: Sequence[Key]) -> Iterator[Row]:
    asked = found.experiment
    for text, points in asked.asked():
        for key in keys:
            for point in points:
                if contrast := found.contrast(point, key):
                    contrast = cleaned(contrast)
                    pair = (point, asked.points[point.reference or 0])
                    mine, its = (asked.label(each, lang) for each in pair)
                    judged = contrast.judged(asked.smallest_of(key, contrast.base))
                    name = say(lang, "versus", point=mine, reference=its)
                    heading = text.in_language(lang)
                    yield Row(heading, name, key, contrast.base, contrast.difference, judged, point)


def _interactions(found: Findings, lang: str, keys: Sequence[Key]) -> Iterator[Row]:
    for key in keys:
        for each in interactions(found, key):
            name = _of_both(found, each, lang)
            yield Row(say(lang, "interactions"), name, key, math.nan, each.difference, each.judged, None)


def _of_both(found: Findings, each: Interaction, lang: str) -> str:
    """``cut of 20 % × peers``, with the levels of all other factors behind it."""
    asked = found.experiment

    def named(factor: str, level: str) -> str:
        return asked.factor(factor).level(level).label.in_language(lang)

    both = " × ".join(named(*pair) for pair in zip(each.factors, each.levels, strict=True))
    others = ", ".join(named(*pair) for pair in each.others.items())
    return f"{both} ({others})" if others else both


# ------------------------------------------------------------------ as a file


def as_frame(found: Findings, lang: str, outcomes: Sequence[Key] = ()) -> DataFrame:
    """The same as numbers: a row per difference, a column per factor, as a number where its levels have values."""
    from pandas import DataFrame

    asked = found.experiment
    factors = [factor.name for factor in asked.factors]
    columns = [
        "heading",
        "compared",
        *factors,
        "outcome",
        "window",
        "unit",
        "base_mean",
        "difference",
        "low",
        "high",
    ]
    rows = []
    for row in rows_of(found, lang, outcomes):
        numbers = values_of(asked, row.point) if row.point else {}
        levels = [numbers.get(name, row.point.levels.get(name, "") if row.point else "") for name in factors]
        front = (row.heading, row.compared, *levels, *row.key, unit(lang, row.key.outcome), row.base)
        rows.append((*front, *row.difference[:4], row.judged.shown.value))
    return DataFrame(rows, columns=[*columns, "n", "verdict"])


def as_latex(found: Findings, lang: str, outcomes: Sequence[Key] = ()) -> str:
    """The table for LaTeX, with the rules of booktabs; its note says what the intervals are."""
    width = len(HEAD)
    lines = [
        r"% \usepackage{booktabs}",
        rf"\begin{{tabular}}{{{''.join('r' if n in NUMBERS else 'l' for n in range(width))}}}",
        r"\toprule",
        " & ".join(_tex(say(lang, f"paper-{name}")) for name in HEAD) + r" \\",
    ]
    for heading, cells in by_heading(found, lang, outcomes):
        lines += [r"\midrule", rf"\multicolumn{{{width}}}{{l}}{{\textit{{{_tex(heading)}}}}} \\"]
        lines += [" & ".join(map(_tex, row)) + r" \\" for row in cells]
    note = rf"\multicolumn{{{width}}}{{p{{\linewidth}}}}{{\footnotesize {_tex(say(lang, 'paper-note'))}}} \\"
    return "\n".join([*lines, r"\bottomrule", note, r"\end{tabular}", ""])


def as_markdown_text(found: Findings, lang: str, outcomes: Sequence[Key] = ()) -> str:
    """The table for Markdown."""
    rows: list[tuple[str, ...]] = []
    for heading, cells in by_heading(found, lang, outcomes):
        rows += [(f"**{heading}**", *[""] * (len(HEAD) - 1)), *cells]
    head = tuple(say(lang, f"paper-{name}") for name in HEAD)
    return "\n\n".join([markdown_table(head, rows), say(lang, "paper-note"), ""])


def as_html(found: Findings, lang: str, outcomes: Sequence[Key] = ()) -> str:
    """The table as a page of its own, which a word processor opens and keeps as a table."""
    title = escape(found.experiment.title.in_language(lang))
    head = "".join(f'<th scope="col">{escape(say(lang, f"paper-{name}"))}</th>' for name in HEAD)
    body = []
    for heading, cells in by_heading(found, lang, outcomes):
        body.append(f'<tbody><tr><th scope="rowgroup" colspan="{len(HEAD)}">{escape(heading)}</th></tr>')
        body += [f'<tr><th scope="row">{escape(row[0])}</th>{_cells(row[1:])}</tr>' for row in cells]
        body.append("</tbody>")
    table = (
        f"<table><caption>{title}</caption><thead><tr>{head}</tr></thead>\n" + "\n".join(body) + "</table>"
    )
    note = f"<p>{escape(say(lang, 'paper-note'))}</p>"
    front = f'<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title></head><body>'
    return f"{front}\n{table}\n{note}\n</body></html>\n"


def _cells(row: Sequence[str]) -> str:
    return "".join(f"<td>{escape(cell)}</td>" for cell in row)


WRITERS: dict[str, Callable[[Findings, str, Sequence[Key]], str]] = {
    "latex": as_latex,
    "markdown": as_markdown_text,
    "html": as_html,
}


def by_heading(
    found: Findings, lang: str, outcomes: Sequence[Key]
) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """Per heading its rows, as text.

    Args:
        found: what the experiment found.
        lang: ``en`` or ``nl``.
        outcomes: which; those that the experiment looks at if none are named.
    """
    groups: dict[str, list[tuple[str, ...]]] = {}
    for row in rows_of(found, lang, outcomes):
        groups.setdefault(row.heading, []).append(_as_text(row, lang))
    yield from groups.items()


def _as_text(row: Row, lang: str) -> tuple[str, ...]:
    """A row as people read it, its numbers with the digits that the interval carries."""
    mean, low, high, n = row.difference[:4]
    places = decimals(mean, low, high)
    name = label(lang, row.key.outcome)
    if row.key.window != HORIZON:
        name = f"{name} ({window_name(lang, row.key.window)})"
    base = (
        ""
        if math.isnan(row.base)
        else numeral(row.base, decimals(row.base, math.nan, math.nan, digits=4), lang)
    )
    if not n:
        return (
            row.compared,
            name,
            unit(lang, row.key.outcome),
            base,
            "",
            "",
            "0",
            in_words(row.judged, lang),
        )
    moved, between = shift(mean, places, lang), bounds(low, high, places, lang, sign=True)
    return (
        row.compared,
        name,
        unit(lang, row.key.outcome),
        base,
        moved,
        between,
        str(n),
        in_words(row.judged, lang),
    )


def _tex(text: str) -> str:
    """A text in which no sign means anything to LaTeX; a minus in front of a number is one."""
    return MINUS.sub("$-$", "".join(SPECIAL.get(sign, sign) for sign in text))
