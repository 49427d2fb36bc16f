"""The table that holds the model against the statements of the report, as Markdown and as plain data."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from tup_sim.reporting.markdown import markdown_table
from tup_sim.reporting.numerals import bounds, decimals, numeral
from tup_sim.statistics import Interval, Verdict
from validation.evidence import Evidence, Judged, Prediction
from validation.foretold import foretold
from validation.kept_evidence import lines_of
from validation.score import BURNT, BY_LUCK, first_version_text
from validation.structures import SHARE

TAGS = ("emergent", "mediated", "written", "identity")
SHOWN = (
    Verdict.REPRODUCED,
    Verdict.SLIGHT,
    Verdict.ABSENT,
    Verdict.CONTRADICTED,
    Verdict.CANNOT_TELL,
    Verdict.NOT_TESTED,
)


class Said(NamedTuple):
    """A statement of the report, as the register has it.

    Attributes:
        statement: one sentence.
        origin: where it stands and on what evidence.
        lives: what represents it in the model; empty if nothing does.
        missing: what of it is not in the model, and why.
    """

    statement: str
    origin: str
    lives: str = ""
    missing: str = ""


Register = Mapping[str, Said]
NONE: Mapping[str, int] = MappingProxyType({})
NOW = "Now: "  # begins a note on today's rules
FORETOLD = "<!-- foretold -->"  # where it stands; it is counted from the finished document, as the score is


def evidence_document(
    found: Sequence[Evidence],
    register: Register,
    examined: Mapping[str, str],
    facts: Sequence[str],
    looks: Mapping[str, int] = NONE,
) -> str:
    """The whole document.

    Args:
        found: what the runs say, in the order of the register.
        register: every statement by its id.
        examined: what was concluded about hypotheses that did not come out, by their name.
        facts: lines on version, date, runs and command.
        looks: how often each row was looked at, by its name.
    """
    tested = [each for each in found if each.verdict is not Verdict.NOT_TESTED]
    untested = {each.hypothesis.name: each.hypothesis.not_tested for each in found if each not in tested}
    shown = {each.hypothesis.name for each in tested}
    others = [
        _row(name, said, untested.get(name, "")) for name, said in register.items() if name not in shown
    ]
    parts = [
        "# What the report says, and what the model shows",
        "\n".join(f"- {fact}" for fact in facts),
        HOW_TO_READ,
        "## Scores",
        _scores(found),
        FORETOLD,
        _robust(found),
        _luck(found),
        first_version_text(),
        "## At a glance",
        _glance(tested, register, looks),
        "## Statement by statement",
        *(
            evidence_block(
                each, register[each.hypothesis.claim], examined.get(each.hypothesis.name, ""), looks
            )
            for each in tested
        ),
        "## Statements without an experiment",
        markdown_table(("id", "statement", "in the model", "not there, or not tested"), others),
    ]
    text = "\n\n".join(filter(None, parts)) + "\n"
    findings = [each for each in lines_of(text) if each.finding]
    return text.replace(FORETOLD, foretold(findings) if findings else "")


def _row(name: str, said: Said, not_tested: str) -> tuple[str, ...]:
    return (
        name,
        f"{said.statement} ({said.origin})",
        said.lives,
        " ".join(filter(None, (said.missing, not_tested))),
    )


HOW_TO_READ = (
    "A line is *reproduced* if all of its 95 % interval has the predicted sign and the middle is at least the "
    "smallest difference that matters, *slight* if the sign is right and the middle is less, *absent* if all of the "
    "interval lies within the smallest difference to either side (equivalence, whatever the sign), *contradicted* if "
    "all of it has the other sign and the middle is at least the smallest difference, and *cannot tell* otherwise, "
    "also where the sign is the other one and the size may not matter. The smallest difference of each outcome, in "
    "its own unit, was fixed before anything was judged by it (`tup_sim/measures/smallest.py`). A statement is "
    "contradicted if one of its lines is, else absent if one is, else cannot tell if one is, else slight if one is: "
    "all lines must come out. *Identity* and *written* say that the code does what a rule states; only *mediated* "
    "and *emergent* count as findings. *Worlds*: the part of draws over the plausible ranges of all assumptions in "
    "which the sign holds on average over two runs of each arm; a finding is *robust* from 70 % on. *Without*: what "
    "is left when the mechanism that should cause it is off in all arms; it *says nothing* where the outcome cannot "
    "move then. *Looks*: how often this row has been looked at, by `experiments/looks.csv`. Directions only: nobody "
    "measured how large these effects are. *Open* rows may be looked at while structure is chosen, for no value; "
    "*held out* ones were not to be looked at. "
    f"{BURNT} "
    "*Second tries* (b) have other arms, because the first ones could not show the statement; they were chosen after "
    "the first verdict was read and get the first runs only, so they are a look and not an independent test."
)


def evidence_rows(found: Iterable[Evidence], looks: Mapping[str, int] = NONE) -> list[dict[str, Any]]:
    """One row per prediction, as plain data; None where there is no number."""
    return [
        {
            "id": each.hypothesis.name,
            "tag": each.hypothesis.tag,
            "split": each.hypothesis.split,
            "verdict": each.verdict.value,
            "looks": looks.get(each.hypothesis.name, 0),
            "predicted": said(judged.prediction),
            "mean": _known(judged.found.mean),
            "low": _known(judged.found.low),
            "high": _known(judged.found.high),
            "runs": judged.found.n,
            "smallest": judged.small,
            "without": each.without.value if each.without else None,
            "same_sign": _known(each.same_sign.mean),
            "worlds": each.same_sign.n,
        }
        for each in found
        for judged in each.judged
    ]


def said(prediction: Prediction) -> str:
    """A prediction in one line: ``turnover@late: more - base < 0``."""
    terms = [_term(arm, weight, first=not n) for n, (arm, weight) in enumerate(prediction.weights.items())]
    return f"{prediction.key.text}: {' '.join(terms)} {'>' if prediction.sign > 0 else '<'} {-prediction.plus + 0.0:g}"


def _term(arm: str, weight: float, first: bool) -> str:
    size = "" if abs(weight) == 1 else f"{abs(weight):g} x "
    sign = ("- " if weight < 0 else "") if first else ("- " if weight < 0 else "+ ")
    return f"{sign}{size}{arm}"


def _scores(found: Sequence[Evidence]) -> str:
    first = [each for each in found if not each.hypothesis.again]
    rows = [(f"*{tag}*", [each for each in first if each.hypothesis.tag == tag]) for tag in TAGS]
    findings = [each for each in first if each.finding]
    rows += [
        ("**findings** (mediated, emergent)", findings),
        ("findings, open", [each for each in findings if each.hypothesis.split == "open"]),
        ("findings, held out", [each for each in findings if each.hypothesis.split == "held_out"]),
    ]
    head = ("", *(verdict.value for verdict in SHOWN))
    lines = ("single predictions of findings", *_counted(line for each in findings for line in each.judged))
    again = ("second tries", *_counted(each for each in found if each.hypothesis.again))
    return markdown_table(head, [*((name, *_counted(each)) for name, each in rows), lines, again])


def _robust(found: Sequence[Evidence]) -> str:
    """How many of the findings that come out do so in other worlds too; empty if none was tried there."""
    tried = [
        each
        for each in found
        if each.verdict is Verdict.REPRODUCED
        and each.finding
        and not each.hypothesis.again
        and each.same_sign.n > 0
    ]
    held = [each.hypothesis.name for each in tried if each.same_sign.mean >= SHARE]
    return (
        f"{len(held)} of the {len(tried)} findings tried in other worlds are robust: {', '.join(held) or 'none'}."
        if tried
        else ""
    )


def _glance(tested: Sequence[Evidence], register: Register, looks: Mapping[str, int]) -> str:
    rows = [
        (
            each.hypothesis.name,
            register[each.hypothesis.claim].statement,
            f"{each.hypothesis.tag}, {_half(each)}{', extension' if each.hypothesis.extensions else ''}",
            each.verdict.value,
            str(looks.get(each.hypothesis.name, 0)),
            each.without.value if each.without else "",
            f"{100 * each.same_sign.mean:.0f} % of {each.same_sign.n}" if each.same_sign.n else "",
        )
        for each in tested
    ]
    return markdown_table(("id", "statement", "kind", "verdict", "looks", "without", "worlds"), rows)


def _counted(found: Iterable[Evidence | Judged]) -> list[str]:
    counts = Counter(each.verdict for each in found)
    return [str(counts[verdict]) for verdict in SHOWN]


def _half(found: Evidence) -> str:
    return "tried again" if found.hypothesis.again else found.hypothesis.split.replace("_", " ")


def _luck(found: Sequence[Evidence]) -> str:
    tested = [each for each in found if each.judged and not each.hypothesis.again]
    halves = Counter(each.hypothesis.split for each in tested for _ in each.judged)
    lines = sum(halves.values())
    return (
        f"{len(tested)} statements were tested, in {lines} lines ({halves['open']} open, {halves['held_out']} held "
        f"out). If none of them were so, about {BY_LUCK * lines:.1f} lines would still get an interval with the "
        "predicted sign by luck, and as many with the other."
    )


def evidence_block(found: Evidence, said: Said, examined: str = "", looks: Mapping[str, int] = NONE) -> str:
    """The chain of one statement: the report, the model, the experiment, the verdict, and what was made of it."""
    hypothesis = found.hypothesis
    lines = [
        each for each in (f"{said.statement} ({said.origin})", _model(said)) if each and not hypothesis.again
    ]
    if found.verdict is Verdict.NOT_TESTED:
        return "\n\n".join([f"### {hypothesis.name}: not tested", *lines, hypothesis.not_tested])
    head = ("predicted", "found", "95 % interval", "runs", "smallest", "verdict")
    parts = [
        f"### {hypothesis.name}: {found.verdict.value}",
        *lines,
        markdown_table(head, [_line(each) for each in found.judged]),
        f"{hypothesis.tag.capitalize()}: {hypothesis.because}. "
        f"{_extension(found)}{_without(found)} {_worlds(found.same_sign)} "
        f"Looks: {looks.get(hypothesis.name, 0)}. {_split(found)}",
    ]
    return "\n\n".join([*parts, _examined(examined)] if examined else parts)


def _examined(note: str) -> str:
    """What was made of it; a note that does not say otherwise is of the first version."""
    _, new, said = note.partition(NOW)
    return f"*Examined:* {said}" if new else f"*Examined in the first version:* {note}"


def _model(said: Said) -> str:
    there = f"*In the model:* {said.lives}." if said.lives else ""
    return " ".join(filter(None, (there, f"*Not there:* {said.missing}" if said.missing else "")))


def _line(judged: Judged) -> tuple[str, ...]:
    mean, low, high, n = judged.found
    places = decimals(mean, low, high)
    least = "-" if judged.small is None else f"{judged.small:.2g}"
    numbers = (numeral(mean, places, sign=True), bounds(low, high, places), str(n), least)
    return (f"`{said(judged.prediction)}`", *numbers, judged.verdict.value)


def _extension(found: Evidence) -> str:
    """Which parts of the model it needs that are off by default, if any."""
    names = ", ".join(f"`{name}`" for name in found.hypothesis.extensions)
    return f"Extension: {names}, on in every arm. " if names else ""


def _without(found: Evidence) -> str:
    if not found.hypothesis.without:
        return f"Without: {found.hypothesis.no_switch}."
    names = ", ".join(f"`{name}`" for name in found.hypothesis.without)
    return f"Without {names}: {found.without.value if found.without else 'not run'}."


def _worlds(share: Interval) -> str:
    if not share.n:
        return "Worlds: not run."
    return (
        f"Worlds: {100 * share.mean:.0f} % of {share.n} [{100 * share.low:.0f} to {100 * share.high:.0f} %]."
    )


def _split(found: Evidence) -> str:
    if found.hypothesis.again:
        return "Tried again, with arms chosen after the first verdict was read; in no score."
    return "Held out." if found.hypothesis.split == "held_out" else "Open."


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value
