"""The answer in three sentences: what it costs, what helps, and what it costs to help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tup_sim.measures import outcome_of
from tup_sim.reporting.brief.one_table import column
from tup_sim.reporting.brief.roles import happens, shown_first
from tup_sim.reporting.brief.speech import HUNDRED, Speech
from tup_sim.reporting.brief.verdicts import Answer, answer
from tup_sim.reporting.brief.wording import (
    bounds,
    in_a_word,
    in_so_many_runs,
    in_words,
    may_be_small,
    sizes,
    versus,
)
from tup_sim.reporting.choices import choices
from tup_sim.statistics.judge import GOOD
from tup_sim.study.beside import CONTACT, GRANTED, beside
from tup_sim.study.experiment import DesignPoint
from tup_sim.study.findings import Findings

HELPS = 2  # alternatives of which it is told how much they help, and what they cost
NOTHING = ("negligible", "same")  # verdicts by which a thing does not change


class Sentence(NamedTuple):
    """One of the three: what it is about, and what it says, in parts."""

    head: str
    parts: list[str]


def three_sentences(found: Findings, speech: Speech) -> list[Sentence]:
    """The answer to a question in euro, posts, people and per 100 clients; the judge decides each part.

    Args:
        found: what the experiment found.
        speech: the language, which calls outcomes by their plain names.
    """
    compared = _compared(found)
    heads = (speech.say(f"head-first-{number}") for number in range(1, 4))
    helps = helping(found)
    parts = (
        _costs(found, compared, speech),
        _helps(found, compared, helps, speech),
        _price(found, helps, speech),
    )
    return [Sentence(head, list(each)) for head, each in zip(heads, parts, strict=True)]


def _compared(found: Findings) -> list[Answer]:
    """The comparisons of the first page in the outcome that the question is about."""
    main = found.experiment.outcomes[0]
    return [answer(found, point, main) for point in shown_first(found.experiment)]


# ------------------------------------------------------------- what it costs


def _costs(found: Findings, compared: Sequence[Answer], speech: Speech) -> Iterator[str]:
    """What happens, or the alternative that is worst, and everything that changes with it."""
    happening = [each for each in compared if happens(found.experiment, each.point)]
    worst = happening or [each for each in compared if each.judged.value == "worse"]
    if not worst and _has_direction(compared):
        yield speech.say("costs-none")
        return
    told = max(
        _plans(found, happening) or worst or compared,
        key=lambda each: (each.judged.clear, abs(each.difference.mean)),
    )
    yield _named(found, told, speech)
    yield from _beside(found, told.point, speech)
    if worse := _elsewhere(found, told.point, "worse", speech):
        yield speech.say("costs-elsewhere", outcomes=worse)
    if len(happening) > 1:
        yield speech.many("costs-others", len(happening) - 1)


def _plans(found: Findings, happening: Sequence[Answer]) -> list[Answer]:
    """What happens with choices made in it, where what happens without them is compared as well: the plan."""
    with_more = Counter(point.number for point in found.experiment.comparisons())
    return [each for each in happening if with_more[each.point.number] > 1]


def _elsewhere(found: Findings, point: DesignPoint, value: str, speech: Speech) -> str:
    """Other outcomes of the question that clearly get better, or worse, by more than what matters."""
    told = {found.experiment.outcomes[0].outcome, *(key.outcome for key in beside(found.experiment))}
    others = [key for key in found.experiment.outcomes if key.outcome not in told]
    changed = [key for key in others if answer(found, point, key).verdict == value]
    return speech.listed([_small(speech.outcome(key)) for key in changed])


def _named(found: Findings, each: Answer, speech: Speech) -> str:
    """A comparison, and what is said of it in the outcome that the question is about."""
    name, said = versus(found.experiment, each.point, speech), in_words(each, speech)
    told = speech.say("told", name=_capital(name), said=_small(said))
    often = [in_so_many_runs(each, speech)] if each.judged.clear else []
    return " ".join([told, *may_be_small(each, speech), *often])


def _beside(found: Findings, point: DesignPoint, speech: Speech) -> Iterator[str]:
    """Money, posts, people and time with clients: what changes, and what cannot be told."""
    each = [answer(found, point, key) for key in beside(found.experiment)]
    each = [one for one in each if one.verdict != "none"]
    if changed := [_part(one, speech) for one in each if one.judged.clear]:
        yield _capital(speech.listed(changed)) + "."
    if unclear := [one for one in each if not one.judged.clear and one.verdict not in NOTHING]:
        told = [_unclear(one, speech) for one in unclear]
        yield speech.say("cannot-tell", outcomes="; ".join(told))
    if each and all(one.verdict in NOTHING for one in each):
        names = [_small(speech.outcome(one.key)) for one in each]
        yield speech.say("no-change", outcomes=speech.listed(names))


def _part(each: Answer, speech: Speech) -> str:
    """One thing that changes: so many euros, posts, people, or hours per 100 clients, more or fewer.

    How sure that is stands in the table; of what does not stand there it is said here.
    """
    way = "higher" if each.difference.mean > 0 else "lower"
    mean, low, high = sizes(each, _whole(each), speech)
    said = speech.say(f"part-{each.key.outcome}-{way}", n=mean)
    if each.key.outcome != GRANTED or mean == low == high:
        return said
    return f"{said} {speech.say('between', low=low, high=high)}"


def _unclear(each: Answer, speech: Speech) -> str:
    """One thing that may change either way, and how far; called as in the table, with what is counted."""
    name, _, unit = _small(column(each.key, speech)).removesuffix(")").rpartition(" (")
    if each.difference.n < 2 or not name:
        return name or unit
    ends = bounds(each, speech, _whole(each))
    return f"{name} ({speech.say('short-between', **ends)} {unit})"


def _whole(each: Answer) -> int:
    """Time with clients is told per 100 of them."""
    return HUNDRED if each.key.outcome == CONTACT else 1


# ---------------------------------------------------------------- what helps


def helping(found: Findings) -> list[Answer]:
    """The alternatives that were shown to help, the one that helps most first."""
    chosen = [each for each in _compared(found) if not happens(found.experiment, each.point)]
    better = [each for each in chosen if each.judged.value == "better"]
    return sorted(better, key=lambda each: -abs(each.difference.mean))


def _helps(
    found: Findings, compared: Sequence[Answer], helps: Sequence[Answer], speech: Speech
) -> Iterator[str]:
    """Which alternatives help, which do not, and of which it cannot be told."""
    chosen = [each for each in compared if not happens(found.experiment, each.point)]
    if not _has_direction(compared):
        yield speech.say("helps-neutral", outcome=speech.outcome(found.experiment.outcomes[0]))
        return
    if not chosen:
        yield speech.say("helps-not-asked")
    elif not helps:
        yield speech.say("helps-none", outcome=_small(speech.outcome(found.experiment.outcomes[0])))
        yield from _helps_elsewhere(found, chosen, speech)
    told = helps[:HELPS]
    yield from (_named(found, each, speech) for each in told)
    others: dict[str, list[str]] = {}
    for each in (one for one in chosen if one not in told):
        name = f"“{found.experiment.label(each.point, speech.lang)}”"
        others.setdefault(_capital(in_a_word(each, speech)), []).append(name)
    for word, names in others.items():
        yield speech.say("helps-not", verdict=word, names=speech.listed(names))
    if helps and len(best := list(choices(found, speech.lang))) == 1:
        yield best[0].now


def _helps_elsewhere(found: Findings, chosen: Sequence[Answer], speech: Speech) -> Iterator[str]:
    """What gets clearly better though the outcome that the question is about does not."""
    for each in chosen:
        if better := _elsewhere(found, each.point, "better", speech):
            name = found.experiment.label(each.point, speech.lang)
            yield speech.say("helps-elsewhere", name=name, outcomes=better)


# ------------------------------------------------------- what it costs to help


def _price(found: Findings, helps: Sequence[Answer], speech: Speech) -> Iterator[str]:
    """What the alternatives that help change in money, posts, people and time with clients."""
    if not helps:
        yield speech.say("price-none")
    for each in helps[:HELPS]:
        first, *rest = list(_beside(found, each.point, speech)) or [""]
        yield speech.say("price-of", name=found.experiment.label(each.point, speech.lang))
        yield from (_small(first), *rest)


def _has_direction(compared: Sequence[Answer]) -> bool:
    """Whether it is known which way is good."""
    return bool(compared) and outcome_of(compared[0].key.outcome).better in GOOD


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
