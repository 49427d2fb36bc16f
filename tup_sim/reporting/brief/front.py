"""The first two pages: the answer, one table, what it depends on, how far to trust it, and how to make it again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from tup_sim.reporting.brief.limits import general, score_in_short
from tup_sim.reporting.brief.one_table import FirstTable, counted_in_worlds, first_table
from tup_sim.reporting.brief.roles import shown_first
from tup_sim.reporting.brief.said_first import Sentence, helping, three_sentences
from tup_sim.reporting.brief.speech import Speech
from tup_sim.reporting.choices import choices
from tup_sim.study.beside import CONTACT, POSTS, beside, week_by_week
from tup_sim.study.findings import Findings

FIRST_LIMITS = (1, 2, 3, 4, 6)  # of those in the annex, what nobody should miss


class Front(NamedTuple):
    """What stands on the first two pages.

    Attributes:
        sentences: what it costs, what helps, and what it costs to help.
        table: the comparisons in one table.
        more: that others stand in the annex; empty if none does.
        depends: whether the answer holds with other assumptions.
        evidence: how much of what the report says comes out of the model.
        limits: what nobody should miss.
        words: what is meant by words of these pages.
    """

    sentences: list[Sentence]
    table: FirstTable
    more: str
    depends: list[str]
    evidence: str
    limits: list[str]
    words: list[str]


def front(found: Findings, speech: Speech) -> Front:
    """The first two pages; outcomes are called by their plain names.

    Args:
        found: what the experiment found.
        speech: the language.
    """
    plain = replace(speech, plain=True)
    left = len(found.experiment.comparisons()) - len(shown_first(found.experiment))
    return Front(
        sentences=three_sentences(found, plain),
        table=first_table(found, plain),
        more=speech.many("front-more", left) if left else "",
        depends=list(_depends(found, plain)),
        evidence=score_in_short(speech, str((found.manifest or {}).get("model", ""))),
        limits=list(general(found, FIRST_LIMITS, speech)),
        words=list(_words(found, plain)),
    )


def _depends(found: Findings, speech: Speech) -> Iterator[str]:
    """How the assumptions were moved and what became of the best choice, or that nobody moved them."""
    asked = found.experiment
    if not asked.worlds:
        yield speech.say("no-worlds")
        return
    said = "front-worlds" if counted_in_worlds(found) else "front-worlds-none"
    yield speech.say(said, n=len(asked.ranges), worlds=len(asked.worlds))
    helps = helping(found)
    name = f"“{asked.label(helps[0].point, speech.lang)}”" if helps else ""
    for each in choices(found, speech.lang) if helps else ():
        yield from [said for said in each.worlds[1:] if name in said][:1]


def _words(found: Findings, speech: Speech) -> Iterator[str]:
    """What is meant by words of these pages that not everybody knows."""
    asked = found.experiment
    yield speech.say("words-run")
    yield speech.say("words-between")
    shown = {key.outcome for key in (asked.outcomes[0], week_by_week(asked), *beside(asked))}
    for name in (POSTS, CONTACT, "contact_ratio", "core_met", "work_pressure"):
        if name in shown:
            yield speech.say(f"words-{name}")
