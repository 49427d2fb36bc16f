"""What stands on the page, section by section, as plain values for the template."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tup_sim.reporting.brief.again import commands_of, where_the_file_is
from tup_sim.reporting.brief.canvas import Picture
from tup_sim.reporting.brief.front import front
from tup_sim.reporting.brief.house import house, in_short
from tup_sim.reporting.brief.limits import limits
from tup_sim.reporting.brief.speech import Speech, scale
from tup_sim.reporting.brief.verdicts import Answer, answer, answers
from tup_sim.reporting.brief.wording import (
    bounds,
    by_verdict,
    half_width,
    lead,
    sentence,
    signed,
    smallest,
    versus,
    with_factors,
)
from tup_sim.reporting.brief.worlds import Holds, holds
from tup_sim.reporting.choices import choices
from tup_sim.reporting.numerals import from_to
from tup_sim.reporting.shared_luck import luck_sentence
from tup_sim.reporting.view import Row, Table, grouped
from tup_sim.statistics import FEWEST
from tup_sim.study.cells import visible
from tup_sim.study.experiment import DesignPoint
from tup_sim.study.findings import Check, Findings
from tup_sim.study.results import Key

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = Path(__file__).parent
SHOWN, FEW, SMALL = 5, 3, 0.001  # errors; weeks that are named one by one; chances that are not told apart


class Card(NamedTuple):
    """One comparison: what it is called, the main outcome in a sentence, and the others by verdict."""

    name: str
    verdict: str
    said: str
    others: list[tuple[str, str, list[str]]]


class Gallery(NamedTuple):
    """Pictures of one kind, and how to read them."""

    kind: str
    caption: str
    pictures: list[Picture]


class Group(NamedTuple):
    """Everything that is compared with one point."""

    reference: str
    cards: list[Card]


def first_sheets(found: Findings, speech: Speech, pictures: Sequence[Picture]) -> dict[str, Any]:
    """What stands on the first two sheets, by the names that the template has for it.

    Args:
        found: what the experiment found.
        speech: the language.
        pictures: drawn before, in the same language.
    """
    return {
        "title": found.experiment.title.in_language(speech.lang),
        "question": found.experiment.question.in_language(speech.lang),
        "facts": _facts(found, speech),
        "alarms": list(_alarms(found, speech)),
        "front": front(found, speech),
        "about": _about(found, found.experiment.outcomes[0], speech),
        "first": [each for each in pictures if each.kind == "answer"],
        "commands": commands_of(found),
        "file": where_the_file_is(found, speech),
    }


def page(found: Findings, speech: Speech, pictures: Sequence[Picture]) -> str:
    """The whole brief as HTML.

    Args:
        found: what the experiment found.
        speech: the language.
        pictures: drawn before, in the same language.
    """
    main = found.experiment.outcomes[0]
    compared = list(answers(found, main))
    return _environment().get_template("brief.html").render(
        **first_sheets(found, speech, pictures),
        lang=speech.lang,
        say=speech.say,
        style=(FOLDER / "brief.css").read_text("utf-8"),
        made=_made(found, speech),
        older=bool((found.manifest or {}).get("model_changed")),
        lead=lead(found.experiment, compared, speech),
        groups=[_group(found, number, main, speech) for number in found.experiment.references()],
        galleries=_galleries([each for each in pictures if each.kind != "answer"]),
        worlds=_worlds(found, speech),
        main=speech.named(main),
        choices=list(choices(found, speech.lang)),
        luck=list(_luck(found, speech)),
        checks=[(_came_out(each), each.said.in_language(speech.lang)) for each in found.checks],
        failed=_failed(found, speech),
        limits=list(limits(found, speech)),
        house=house(found.experiment, speech),
        numbers=_numbers(found, speech),
        provenance=list(_provenance(found, speech)),
    )  # fmt: skip


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_visible,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _visible(value: Any) -> Any:
    """A text without signs that steer; what is marked as safe was made by the program."""
    return visible(value) if type(value) is str else value


# ------------------------------------------------------------------ the head


def _facts(found: Findings, speech: Speech) -> list[str]:
    """In one line how much was done, and when."""
    runs = sum(each.finished for each in found.found) + len(found.worlds)
    weeks = found.experiment.points[0].scenario.parameters.horizon
    day = speech.day(str((found.manifest or {}).get("ended", "")))
    facts = [speech.say("runs", n=speech.number(runs, 0)), speech.many("of-weeks", weeks), day]
    return [each for each in facts if each]


def _made(found: Findings, speech: Speech) -> str:
    """Which model made the results; empty if that is not known."""
    manifest = found.manifest or {}
    day = speech.day(str(manifest.get("ended", "")))
    return speech.say("made", model=manifest["model"], day=day) if manifest.get("model") and day else ""


def _alarms(found: Findings, speech: Speech) -> Iterator[str]:
    """What the reader has to know before anything else."""
    yield from (each.said.in_language(speech.lang) for each in found.checks if not each.passed)
    if (found.manifest or {}).get("model_changed"):
        yield speech.say("model-changed")
    if found.experiment.quick:
        yield speech.say("alarm-quick")
    if found.failures:
        yield speech.many("alarm-failed", len(found.failures))
    if not found.complete:
        least = min(len(each.results) for each in found.found)
        yield speech.say("alarm-incomplete", least=least, asked=found.experiment.at_least)
    yield from _few(found, speech)
    if (found.manifest or {}).get("smallest_changed"):
        yield speech.say("alarm-smallest")


def _few(found: Findings, speech: Speech) -> Iterator[str]:
    """That somebody asked for fewer runs than the experiment file does."""
    wanted, asked = _as_written(found).get("at_least", 0), found.experiment.at_least
    if asked < wanted and not found.experiment.quick:
        yield speech.many("alarm-few", asked, wanted=wanted)


def _as_written(found: Findings) -> Mapping[str, Any]:
    """What the manifest keeps of the experiment file."""
    kept: Mapping[str, Any] = (found.manifest or {}).get("as_written", {})
    return kept


# ---------------------------------------------------------------- the answer


def _about(found: Findings, main: Key, speech: Speech) -> str:
    begin, end = found.experiment.windows.get(main.window, (0.0, 0.0))
    runs = speech.say("runs", n=from_to((each.finished for each in found.found), speech.lang))
    said = speech.say("about-answer", begin=speech.week(begin), end=speech.week(end), runs=runs)
    return " ".join([said, *_start(found, speech)])


def _start(found: Findings, speech: Speech) -> Iterator[str]:
    """The organisation, and when what is done to it begins."""
    if sizes := in_short(found.experiment, speech):
        yield speech.say("about-base", parts=speech.listed(sizes))
    starts = {change[1] for each in found.experiment.points if (change := each.scenario.first_change())}
    weeks = [speech.week(week) for week in sorted(starts)]
    if weeks:
        few = speech.listed(weeks) if len(weeks) <= FEW else speech.say("span", low=weeks[0], high=weeks[-1])
        yield speech.many("about-start", len(weeks), weeks=few)
    if speech.starts:
        yield speech.say("about-week-0", day=speech.day(str(speech.starts)))


def _group(found: Findings, reference: int, main: Key, speech: Speech) -> Group:
    experiment = found.experiment
    cards = [_card(found, point, main, speech) for point in experiment.compared_with(reference)]
    return Group(with_factors(experiment, experiment.points[reference], speech), cards)


def _card(found: Findings, point: DesignPoint, main: Key, speech: Speech) -> Card:
    first, *others = (answer(found, point, key) for key in found.experiment.outcomes)
    name = with_factors(found.experiment, point, speech)
    return Card(name, first.verdict, sentence(first, speech), by_verdict(others, speech))


def _galleries(pictures: Sequence[Picture]) -> list[Gallery]:
    """The pictures by kind, in the order in which the kinds first occur."""
    kinds = dict.fromkeys((each.kind, each.caption) for each in pictures)
    return [
        Gallery(kind, caption, [each for each in pictures if (each.kind, each.caption) == (kind, caption)])
        for kind, caption in kinds
    ]


# ------------------------------------------------ what the answer depends on


def _worlds(found: Findings, speech: Speech) -> Table | None:
    """Per outcome that matters its comparisons: as assumed, in how many worlds the same way, and how far it moves."""
    keys = dict.fromkeys((found.experiment.outcomes[0], *found.experiment.smallest))
    rows = {
        key: [_world(found, each, speech) for a in answers(found, key) if (each := holds(found, a))]
        for key in keys
    }
    head = _columns(("comparison", "as-is", "held", "nine-in-ten"), speech)
    groups = [(speech.named(key), inside) for key, inside in rows.items() if inside]
    return grouped(head, groups) if groups else None


def _columns(names: Iterable[str], speech: Speech) -> Row:
    return tuple(speech.say(f"column-{name}") for name in names)


def _world(found: Findings, each: Holds, speech: Speech) -> Row:
    asked, factor = each.answer, scale(each.answer.key)
    width = factor * (each.high - each.low) / 2
    ends = [speech.end(factor * end, width, sign=True) for end in (each.low, each.high)]
    return (
        versus(found.experiment, asked.point, speech),
        speech.verdict(asked.judged),
        _held(each, speech),
        speech.say("span", low=ends[0], high=ends[1]),
    )


def _held(each: Holds, speech: Speech) -> str:
    if not each.share.n:
        return speech.say("held-unclear")
    ends = (speech.number(100 * end, 0) for end in (each.share.low, each.share.high))
    low, high = ends
    return speech.many("held", each.worlds, hits=each.hits, low=low, high=high)


def _came_out(check: Check) -> str:
    if not check.applies:
        return "not-applicable"
    return "passed" if check.passed else "not-passed"


def _luck(found: Findings, speech: Speech) -> Iterator[tuple[str, str]]:
    """Per outcome what it saved that all points met the same luck."""
    for key in found.experiment.outcomes:
        known = (each.contrast for each in answers(found, key))
        if said := luck_sentence((each for each in known if each), speech.lang):
            yield speech.outcome(key), said


def _failed(found: Findings, speech: Speech) -> list[str]:
    """The first errors, and how many more there are."""
    errors = [str(each) for each in found.failures]
    more = len(errors) - SHOWN
    return errors[:SHOWN] + ([speech.many("more-errors", more)] if more > 0 else [])


# ---------------------------------------------------- numbers and provenance


def _numbers(found: Findings, speech: Speech) -> Table:
    """Per comparison a row for every outcome."""
    asked = found.experiment
    names = "outcome unit reference level difference interval holm n smallest verdict"
    groups = (
        (versus(asked, each, speech), [_number(answer(found, each, key), speech) for key in asked.outcomes])
        for each in asked.comparisons()
    )
    return grouped(_columns(names.split(), speech), groups)


def _number(each: Answer, speech: Speech) -> Row:
    key, difference, factor = each.key, each.difference, scale(each.key)
    least = smallest(key, each.smallest, speech) if each.smallest is not None else "–"
    front = (speech.outcome(key), speech.unit(key))
    if not each.contrast or not difference.n:
        return (*front, *("–" for _ in range(5)), "0", least, speech.say("verdict-none"))
    base, half = factor * each.contrast.base, half_width(each)
    between = speech.say("span", **bounds(each, speech)) if difference.n > 1 else "–"
    holm = _chance(each.contrast.holm if difference.n >= FEWEST else math.nan, speech)
    levels = (speech.rounded(base, half), speech.rounded(base + factor * difference.mean, half))
    rest = (signed(each, speech), between, holm, str(difference.n), least)
    return (*front, *levels, *rest, speech.verdict(each.judged))


def _provenance(found: Findings, speech: Speech) -> Iterator[tuple[str, str]]:
    """What is needed to make the results again: what the manifest tells, as far as there is a word for it."""
    experiment = found.experiment
    own = {"experiment": experiment.name, "claims": ", ".join(experiment.claims), "seed": experiment.seed}
    own["plugins"] = ", ".join(_plugins(found.manifest or {}))
    for name, value in {**own, **dict(_flat(found.manifest or {}))}.items():
        if value not in ("", None) and speech.knows(f"manifest-{name}"):
            yield speech.say(f"manifest-{name}"), _plain(value, speech)


def _plugins(manifest: Mapping[str, Any]) -> Iterator[str]:
    """The plug-ins by file, package and version, and digest of their source."""
    for each in manifest.get("inputs", {}).get("plugins", ()):
        if isinstance(each, Mapping):  # in the first archives only digests were kept
            yield " ".join(each[name] for name in ("file", "package", "version", "digest") if name in each)


def _chance(p: float, speech: Speech) -> str:
    return f"< {speech.number(SMALL, 3)}" if p < SMALL else speech.number(p, 3) if p == p else "–"


def _flat(data: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in data.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def _plain(value: Any, speech: Speech) -> str:
    if isinstance(value, bool):
        return speech.say("yes" if value else "no")
    return speech.number(value, 0) if isinstance(value, float) else str(value)
