"""What came out of what was chosen: looked up in the menu, judged by the judge, in the words of a brief."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup, escape

from tup_sim.measures import outcome_of
from tup_sim.reporting.brief.speech import Speech, scale
from tup_sim.reporting.brief.verdicts import Beside
from tup_sim.reporting.brief.wording import half_width, in_a_word, in_words, sentence, signed
from tup_sim.reporting.numerals import cleaned, digits_for, end_places
from tup_sim.statistics import Shown, paired_difference
from tup_sim.study.results import Contrast, Key
from tup_sim.texts import many, say
from tup_sim.web.answers import LEFT, ROW, WIDTH, row_of_dots
from tup_sim.web.asking import SMALLEST
from tup_sim.web.classroom.hour import Entry, Hour, Team
from tup_sim.web.classroom.kinds import NOTHING, PREDICT
from tup_sim.web.lessons import LATE, Lesson, Menu

ALIKE, WORSE = "alike", "worse"  # beside better: what a team can predict
HIT, MISS, UNTOLD = "hit", "miss", "untold"  # where the runs cannot tell, no prediction is right or wrong


class Came(NamedTuple):
    """What came out in one outcome.

    Attributes:
        outcome: as the lesson names it.
        name: what it is called.
        truth: better, worse, alike (too small to matter, or the same) or untold (the runs cannot tell): what a
            prediction is held against.
        word: what the judge says, in a word or a few: that nothing can be told and that too little differs are two.
        mean: the mean difference with its sign; empty where no difference that matters is clear.
        counts: what it counts, as hours.
        text: all of it in a sentence.
        pairs: the difference in every pair of runs, as it is said.
        unit: of figures of it as a page shows them, or their scale.
        figures: the mean difference and the ends of its interval, as a page counts and rounds them.
    """

    outcome: str
    name: str
    truth: str
    word: str
    mean: str
    counts: str
    text: str
    pairs: tuple[float, ...]
    unit: str
    figures: tuple[float, ...]

    @property
    def amount(self) -> str:
        """The mean difference and what it counts."""
        return f"{self.mean} {self.counts}".strip()


class Prediction(NamedTuple):
    """What a team said beside what came: the outcome, what was said, and what the words of the pages call it.

    A prediction is a ``hit`` or a ``miss``, or ``untold`` where the runs cannot tell.
    """

    came: Came
    said: str
    mark: str


class Hits(NamedTuple):
    """Predictions of a class: how many came true, of how many that can be told, and how many cannot be."""

    true: int = 0
    told: int = 0
    untold: int = 0


class Outcomes:
    """Looks up and judges.

    Args:
        lesson: that the class has.
        menu: its answers.
    """

    def __init__(self, lesson: Lesson, menu: Menu) -> None:
        self.lesson, self.menu = lesson, menu
        self._known = lru_cache(maxsize=512)(self._judged)

    def name(self, outcome: str, lang: str) -> str:
        """What an outcome is called."""
        return _speech(lang).outcome(Key.of(outcome))

    def named(self, outcome: str, lang: str) -> str:
        """What an outcome is called, with its unit or what its scale means."""
        return _speech(lang).named(Key.of(outcome))

    def of_the_cut(self, lang: str) -> tuple[Came, ...]:
        """The cut without measures, beside no cut."""
        return self._known(None, None, lang)

    def of(self, package: frozenset[str], surprise: str | None, lang: str) -> tuple[Came, ...]:
        """A package, beside doing nothing in the same world; nothing where it is not in the menu."""
        if not (self.menu.has(package, surprise) and self.menu.has(NOTHING, surprise)):
            return ()
        return self._known(package, surprise, lang)

    def revealed(self, hour: Hour, team: Team, step: int, lang: str) -> tuple[Came, ...]:
        """What came of what a team was asked in a step."""
        if hour.steps[step][0] == PREDICT:
            return self.of_the_cut(lang)
        return self.of(hour.package(team, step), hour.surprised(step), lang)

    def predictions(self, came: Sequence[Came], entry: Entry | None) -> list[Prediction]:
        """What was said beside what came, in the order of the outcomes."""
        said = dict(entry.said) if entry else {}
        return [
            Prediction(each, said[each.outcome], _mark(each, said[each.outcome]))
            for each in came
            if each.outcome in said
        ]

    def hits(self, hour: Hour, step: int) -> Hits:
        """How many predictions of the class came true; late ones do not count."""
        found = [
            each.mark
            for team in hour.teams.values()
            if team.in_time(step)
            for each in self.predictions(self.revealed(hour, team, step, "en"), team.entries[step])
        ]
        true, untold = found.count(HIT), found.count(UNTOLD)
        return Hits(true, len(found) - untold, untold)

    def _judged(self, package: frozenset[str] | None, surprise: str | None, lang: str) -> tuple[Came, ...]:
        menu = self.menu
        base = menu.base if package is None else menu.values(NOTHING, surprise)
        mine = menu.values(package or NOTHING, surprise)
        return tuple(_came(each, mine[each], base[each], lang) for each in self.lesson.outcomes)


def _mark(came: Came, said: str) -> str:
    if came.truth == UNTOLD:
        return UNTOLD
    return HIT if said == came.truth else MISS


def _speech(lang: str) -> Speech:
    return Speech(lang, LATE, plain=True)


def _came(outcome: str, mine: Sequence[float], base: Sequence[float], lang: str) -> Came:
    key, speech = Key.of(outcome), _speech(lang)
    difference = paired_difference(mine, base)
    contrast = cleaned(Contrast(key, math.fsum(base) / len(base), difference, difference.p, math.nan))
    least = SMALLEST.get(outcome, outcome_of(key.outcome).smallest_at(contrast.base))
    pairs = tuple(one - other for one, other in zip(mine, base, strict=True))
    found = Beside(key, contrast, pairs, least)
    clear = found.judged.clear
    unclear = UNTOLD if found.judged.shown is Shown.CANNOT_TELL else ALIKE
    mean = signed(found, speech) if clear else ""
    return Came(
        outcome,
        speech.outcome(key),
        (found.judged.value or ALIKE) if clear else unclear,
        in_a_word(found, speech),
        mean,
        speech.counted(key, mean) if clear else "",
        sentence(found, speech) if clear else in_words(found, speech),
        tuple(scale(key) * each for each in pairs),
        speech.unit(key),
        tuple(_rounded(scale(key) * each, half_width(found)) for each in found.difference[:3]),
    )


def _rounded(value: float, half: float) -> float:
    """A figure with the digits that an interval with this half-width leaves."""
    if not (math.isfinite(value) and math.isfinite(half) and half > 0):
        return value
    return round(value, end_places(value, digits_for(half, max(half, abs(value))))) + 0.0


def hits_in_words(hits: Hits, lang: str) -> str:
    """How many predictions of a class came true, and of how many nothing can be told; empty if there are none.

    Args:
        hits: of the class.
        lang: ``en`` or ``nl``.
    """
    told = many(lang, "class-hits", hits.true, n=hits.true, all=hits.told) if hits.told else ""
    untold = say(lang, "class-hits-untold", n=hits.untold) if hits.untold else ""
    return f"{told} {untold}".strip()


def span_of(came: Sequence[Came]) -> tuple[float, float]:
    """The ends of an axis on which several can be drawn; nought lies on it."""
    values = [value for each in came for value in each.pairs if math.isfinite(value)]
    return min([0.0, *values]), max([0.0, *values])


def picture(came: Came, span: tuple[float, float], lang: str) -> Markup:
    """The difference in every pair of runs as a dot, and where there is none as a line."""
    low, high = span
    about = escape(_speech(lang).say("class-dots", outcome=came.name, n=len(came.pairs)))
    nought = LEFT + (0.0 - low) / (high - low) * (WIDTH - 2 * LEFT) if high > low else WIDTH / 2
    parts = row_of_dots([each for each in came.pairs if math.isfinite(each)], low, high, 1)
    line = f'<line class="nought" x1="{nought:.1f}" x2="{nought:.1f}" y1="{ROW:g}" y2="{2 * ROW:g}"/>'
    head = f'<svg class="dots" role="img" viewBox="0 {ROW:g} {WIDTH:g} {ROW + 2:g}" aria-label="{about}">'
    return Markup(f"{head}<title>{about}</title>{line}{parts}</svg>")
