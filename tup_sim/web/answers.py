"""What a page shows of results: sentences, cards with dots, the table. What they say is said by what writes briefs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from markupsafe import Markup, escape

from tup_sim.api.experiments import Results
from tup_sim.files.store_file import FILE, is_there
from tup_sim.reporting.brief.page import page
from tup_sim.reporting.brief.pictures import pictures
from tup_sim.reporting.brief.roles import happens, names_of
from tup_sim.reporting.brief.said_first import Sentence, three_sentences
from tup_sim.reporting.brief.speech import Speech, scale, speech_of
from tup_sim.reporting.brief.verdicts import Answer, answer
from tup_sim.reporting.brief.wording import in_a_word, in_words, sentence
from tup_sim.reporting.tables import experiment_view
from tup_sim.reporting.view import as_html
from tup_sim.study.findings import Findings
from tup_sim.study.results import Key
from tup_sim.web.first_page import first_page, question

KEPT = 24  # answers that are at hand
WIDTH, LEFT, RADIUS, ROW = 320.0, 8.0, 4.5, 34.0  # of a picture of dots, in its own units
SHAPES = ("open", "full", "square")
_DRAWING = Lock()  # pictures of a brief are drawn one at a time


class Said(NamedTuple):
    """One comparison in one outcome.

    Attributes:
        name: what is compared.
        verdict: better, worse, or what else the judge says; for how it looks.
        word: the verdict in a word.
        text: the difference in a sentence, with its range and in how many runs it went that way.
    """

    name: str
    verdict: str
    word: str
    text: str


class Card(NamedTuple):
    """One outcome: its name, what is said of each comparison, and the runs as dots."""

    name: str
    said: list[Said]
    dots: Markup


class Shown(NamedTuple):
    """Everything that a page shows of one answer.

    Attributes:
        sentences: what it costs, what helps, and what it costs to help.
        cards: an outcome each.
        table: every difference with its interval, as HTML.
        arms: what the worlds are called, in the order of their dots.
        runs: of each arm.
        begin, end: of the weeks that are looked at, with their Mondays where these are known.
    """

    sentences: list[Sentence]
    cards: list[Card]
    table: Markup
    arms: list[str]
    runs: int
    begin: str
    end: str


def found_in(folder: Path, name: str) -> Findings:
    """What is kept under a name; of the question that the page opens with, what came with the package.

    Raises:
        KeyError: nothing is.
        TupSimError: it cannot be read.
    """
    came = first_page() if name == question().name else None
    if is_there(folder / FILE):
        there = Results(folder)
        if came is None or came.stale or name in there:
            return there[name].findings
    if came is None or came.stale:
        raise KeyError(name)
    return came.found()


@cache
def came_with_the_package(lang: str) -> Shown:
    """What a page shows of the answer that came with the package, which is there.

    Raises:
        TupSimError: its question cannot be loaded.
    """
    came = first_page()
    assert came is not None
    return shown_of(came.found(), lang)


@lru_cache(maxsize=KEPT)
def shown(folder: Path, name: str, runs: int, lang: str) -> Shown:
    """What a page shows of an answer; worked out once for so many runs.

    Args:
        folder: of results.
        name: of the results.
        runs: of each arm that are complete; with more, it is another answer.
        lang: ``en`` or ``nl``.

    Raises:
        KeyError: there are no such results.
        TupSimError: they cannot be read.
    """
    return shown_of(first_runs(found_in(folder, name), runs), lang)


def first_runs(found: Findings, runs: int) -> Findings:
    """The same with so many runs of each arm: what else is there belongs to a stage that is under way."""
    each = tuple(
        replace(arm, asked=runs, results=tuple(one for one in arm.results if one.replication < runs))
        for arm in found.found
    )
    return replace(found, found=each)


def shown_of(found: Findings, lang: str) -> Shown:
    """What a page shows of findings."""
    main = found.experiment.outcomes[0]
    speech = replace(speech_of(found.experiment, lang), plain=True)
    begin, end = found.experiment.windows.get(main.window, (0.0, 0.0))
    chosen = len(found.experiment.points) > 2 or not happens(found.experiment, found.experiment.points[1])
    return Shown(
        three_sentences(found, speech)[: None if chosen else 1],
        [_card(found, key, speech) for key in found.experiment.outcomes],
        Markup(as_html(experiment_view(found, lang), 3)),
        [found.experiment.label(point, lang) for point in found.experiment.points],
        min(each.finished for each in found.found),
        speech.week(begin),
        speech.week(end),
    )


def brief_of(found: Findings, lang: str) -> str:
    """The brief, as ``tup-sim report`` writes it."""
    speech = speech_of(found.experiment, lang)
    with _DRAWING:
        return page(found, speech, pictures(found, speech))


def _card(found: Findings, key: Key, speech: Speech) -> Card:
    points = found.experiment.comparisons()
    compared = zip(names_of(found.experiment, points, speech), points, strict=True)
    said = [_said(name, answer(found, point, key), speech) for name, point in compared]
    return Card(speech.named(key), said, dots(found, key, speech))


def _said(name: str, each: Answer, speech: Speech) -> Said:
    clear = each.judged.clear
    text = sentence(each, speech) if clear else in_words(each, speech)
    return Said(name, each.judged.value or each.verdict, in_a_word(each, speech), text)


# ------------------------------------------------------------------- the dots


def dots(found: Findings, key: Key, speech: Speech) -> Markup:
    """Every run as a dot, a row for each arm on one axis; shapes tell the arms apart besides their place."""
    rows = [
        [scale(key) * value for value in each.values(*key) if math.isfinite(value)] for each in found.found
    ]
    values = [value for row in rows for value in row]
    if not values:
        return Markup("")
    low, high = min(values), max(values)
    names = [found.experiment.label(point, speech.lang) for point in found.experiment.points]
    parts = [row_of_dots(row, low, high, number) for number, row in enumerate(rows)]
    height = ROW * len(rows) + 18
    ends = _ends(low, high, height - 4, speech)
    about = speech.say("web-dots", outcome=speech.named(key), names=speech.listed(names))
    head = f'<svg class="dots" role="img" viewBox="0 0 {WIDTH:g} {height:g}" aria-label="{escape(about)}">'
    return Markup(f"{head}<title>{escape(about)}</title>{''.join(parts)}{ends}</svg>")


def row_of_dots(values: Sequence[float], low: float, high: float, number: int) -> str:
    """The dots of an arm as parts of an SVG; those that would lie on each other are stacked.

    Args:
        values: one for each run.
        low: at the left end.
        high: at the right end.
        number: of the row; it decides on its place and on the shape of its dots.
    """
    base, room = ROW * (number + 1) - 4, 2 * RADIUS
    columns: dict[int, int] = {}
    found = [f'<line class="axis" x1="0" x2="{WIDTH:g}" y1="{base + 3:g}" y2="{base + 3:g}"/>']
    most = max(1, int((ROW - 6) // room))
    for value in sorted(values):
        part = (value - low) / (high - low) if high > low else 0.5
        column = round(part * (WIDTH - 2 * LEFT) / room)
        up = columns.get(column, 0)
        columns[column] = up + 1
        x = LEFT + column * room
        y = base - RADIUS + 2 - min(up, most) * room * (1 if up < most else 0.9)
        found.append(_dot(min(x, WIDTH - RADIUS), max(y, RADIUS), SHAPES[min(number, len(SHAPES) - 1)]))
    return "".join(found)


def _dot(x: float, y: float, shape: str) -> str:
    if shape == "square":
        side = 2 * RADIUS - 1.5
        corner = f'x="{x - side / 2:.1f}" y="{y - side / 2:.1f}"'
        return f'<rect class="square" {corner} width="{side:g}" height="{side:g}"/>'
    return f'<circle class="{shape}" cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS - 0.75:g}"/>'


def _ends(low: float, high: float, height: float, speech: Speech) -> str:
    """The numbers at both ends of the axis."""
    half = (high - low) / 2
    left, right = (escape(speech.rounded(value, half)) for value in (low, high))
    return f'<text x="0" y="{height:g}">{left}</text><text class="right" x="{WIDTH:g}" y="{height:g}">{right}</text>'
