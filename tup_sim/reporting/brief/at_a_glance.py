"""The picture of the answer: every comparison of the first page in the outcome that the question is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tup_sim.reporting.brief.canvas import Picture
from tup_sim.reporting.brief.differences import drawn
from tup_sim.reporting.brief.roles import names_of, shown_first, with_table
from tup_sim.reporting.brief.speech import Speech
from tup_sim.reporting.brief.verdicts import answer
from tup_sim.study.findings import Findings

NARROW = 3.6  # inches: half a page of A4, and the width of a phone


def answer_picture(found: Findings, speech: Speech) -> Iterator[Picture]:
    """The differences of the first page; nothing if no run knows the outcome."""
    key = found.experiment.outcomes[0]
    rows = [answer(found, point, key) for point in shown_first(found.experiment)]
    rows = [each for each in rows if each.difference.n]
    if rows:
        names = names_of(found.experiment, [each.point for each in rows], speech)
        title = speech.say("title-answer", outcome=speech.outcome(key))
        picture = drawn("answer-differences", title, rows, names, NARROW, speech)
        yield replace(picture, caption=with_table(picture.caption, [each.point for each in rows], speech))
