"""The text of two files: the organisation, and an experiment about what can be done."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

from tup_sim.own_house.building import Built, Planned, plain, planned, starts
from tup_sim.own_house.questions import BY_KEY, NAME, Answers, Question, asked, value_of
from tup_sim.own_house.telling import numbered, question_text, sentence, understood
from tup_sim.texts import LANGUAGES, say

OWN_FIGURE, LEFT_OVER = "own-because", "own-because-overhead"
MEASURED = ("contract_hours", "planned_hours.mean", "overhead")  # another value of these needs a reason
UNDER = {  # the lines that an answer gave, under its question
    "people": ("professionals.posts",),
    "fte": ("total_fte",),
    "week": ("contract_hours",),
    "coordinator": ("coordinators.posts", "coordinators.fte"),
    "volunteers": ("volunteers",),
    "hours": ("planned_hours.mean", "planned_hours.cap"),
    "clients": ("clients",),
    "waiting": ("applicants",),
    "budget": ("budget", "subsidy"),
}
IN_EURO = ("budget", "subsidy", "overhead", "reserve", "replacement_budget", "night_wages")
OTHER_PATTERNS = {"extra": ("peer", "owner"), "peer": ("owner", "extra"), "owner": ("peer", "extra")}
OUTCOMES = ("core_met", "contact_ratio", "volunteers", "work_pressure", "recognition")
ALL, ON_A_PAGE = 12, 10  # questions
WIDE = 80  # signs in a line of a remark
AFTER, YEAR = 26, 52  # weeks after the cut in which the year begins that is looked at


def house_file(built: Built, name: str, lang: str, page: bool = False) -> str:
    """The scenario file of an organisation, with a comment for every line.

    Args:
        built: the organisation.
        name: of the file.
        lang: of the comments.
        page: whether it was asked on a page, which leaves out the questions about a cut.
    """
    head = comment(say(lang, "own-file-head-page" if page else "own-file-head"))
    lines = [*_head(built, name, lang, page), *_answered(built, lang, page), *_assumed(built, lang)]
    return "\n".join([head, *lines]) + "\n"


def comment(text: str) -> str:
    """A remark, in as many lines as it takes."""
    return "\n".join(wrap(text, WIDE, initial_indent="# ", subsequent_indent="#   ", break_on_hyphens=False))


def _told(heading: str, name: str, indent: str = "") -> Iterator[str]:
    """A text of the catalogue in both languages."""
    yield f"{indent}{heading}:"
    for lang in LANGUAGES:
        yield f"{indent}  {lang}: {_quoted(say(lang, name))}"


def _head(built: Built, name: str, lang: str, page: bool) -> Iterator[str]:
    yield comment(say(lang, "own-file-check", file=name))
    yield "about:"
    yield from (f"  {each}: {_quoted(about(built.answers, each))}" for each in LANGUAGES)
    yield ""
    yield comment(say(lang, "own-file-extends", house=say(lang, f"own-like-{built.like.name}")))
    yield f"extends: {built.like.name}"
    yield comment(say(lang, "own-file-size"))
    yield f"size: {plain(built.size)}"
    if monday := starts(built):
        yield comment(say(lang, "own-file-starts"))
        yield f"starts: {monday}"
    yield comment(_asked(BY_KEY["pattern"], built.answers, lang, of=ON_A_PAGE if page else ALL))
    if pattern := laid_over(built):
        yield f"with: [{pattern}]"


def about(answers: Answers, lang: str) -> str:
    """The organisation in a line."""
    numbers = {key: value_of(answers, key) for key in ("people", "volunteers", "clients")}
    return say(lang, "own-about", name=value_of(answers, NAME) or say(lang, "own-nameless"), **numbers)


def laid_over(built: Built) -> str:
    """The policy that makes the pattern; empty if the supplied organisation has it already."""
    pattern = str(value_of(built.answers, "pattern"))
    return "" if pattern == built.like.pattern else pattern


def _asked(
    question: Question, answers: Answers, lang: str, subsidy: float | None = None, of: int = ALL
) -> str:
    """A question with its answer."""
    shown = understood(question.key, answers, lang, subsidy)
    return f"{numbered(question, of)} {question_text(question, lang)} {shown}"


def _answered(built: Built, lang: str, page: bool) -> Iterator[str]:
    for question in asked(built.answers):
        if question.key in ("pattern", "cut") or question.of_a_cut:
            continue
        yield ""
        yield comment(_asked(question, built.answers, lang, of=ON_A_PAGE if page else ALL))
        for path in UNDER[question.key]:
            if path in built.numbers:
                yield _line(path, built.numbers[path], lang)


def _assumed(built: Built, lang: str) -> Iterator[str]:
    yield ""
    for told in built.assumed:
        yield comment(sentence(told, lang))
    known = {path for paths in UNDER.values() for path in paths}
    for path, value in built.numbers.items():
        if path not in known:
            yield _line(path, value, lang)
    for told in built.unbalanced:
        yield comment(f"{say(lang, 'own-is-off')} {sentence(told, lang)}")


def _line(path: str, value: Any, lang: str) -> str:
    number = f"EUR {plain(value)}" if path in IN_EURO else plain(value)
    if path in MEASURED:
        because = say(lang, LEFT_OVER if path == "overhead" else OWN_FIGURE)
        number = f"{{value: {number}, because: {_quoted(because)}}}"
    return f"{path}: {number}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def experiment_file(built: Built, base: str, lang: str) -> str:
    """An experiment about this organisation: what the cut does and what can be done, or what could be done anyway.

    Args:
        built: the organisation.
        base: name of its file, in the same folder.
        lang: of the comments.
    """
    cut = planned(built)
    what = "cut" if cut else "ways"
    week = cut.week if cut else YEAR
    lines = [
        comment(say(lang, f"own-experiment-{what}")),
        *_told("title", f"own-title-{what}"),
        *_asked_of(built, what),
        *(f"limits: {json.dumps(off, ensure_ascii=False)}" for off in [limits_of(built)] if off),
        f"base: ./{base}",
        *_under_all(built, cut, lang),
        f"weeks: {week + AFTER + YEAR}",
        *_levels(built, cut),
        "design: grid",
        *(_questions() if cut else ["reference: {plan: as_now}"]),
        "replications: {at_least: 6, at_most: 12}",
        f"windows: {{late: [{week + AFTER}, {week + AFTER + YEAR}]}}",
        "outcomes:",
        *(f"  - {each}@late" for each in OUTCOMES),
        "smallest_difference: {core_met@late: 0.01, contact_ratio@late: 0.05}",
        "figures:",
        "  - kind: differences",
        f"    outcomes: [{', '.join(f'{each}@late' for each in OUTCOMES[:3])}]",
        "  - {kind: weeks, outcomes: [contact_ratio, volunteers], by: plan}",
    ]
    return "\n".join(lines) + "\n"


def limits_of(built: Built) -> list[dict[str, str]]:
    """What does not fit together in an organisation, in one text, as an experiment about it has it for its brief."""
    if not built.unbalanced:
        return []
    off = {lang: " ".join(sentence(told, lang) for told in built.unbalanced) for lang in LANGUAGES}
    return [{lang: f"{say(lang, 'own-is-off')} {text}" for lang, text in off.items()}]


def _asked_of(built: Built, what: str) -> Iterator[str]:
    """The question in both languages: of a cut with how much, from when, how it is announced and what is spared."""
    yield "question:"
    for lang in LANGUAGES:
        facts = _of_the_cut(built, lang) if what == "cut" else {}
        yield f"  {lang}: {_quoted(say(lang, f'own-question-{what}', **facts))}"


def _of_the_cut(built: Built, lang: str) -> dict[str, str]:
    shown = {
        key: understood(key, built.answers, lang, built.numbers["subsidy"])
        for key in ("cut", "day", "notice", "spared")
    }
    known = [name for name in ("notice", "spared") if value_of(built.answers, name)]
    more = "; ".join(say(lang, f"own-question-{name}", **shown) for name in known)
    return {"cut": shown["cut"], "day": shown["day"], "more": f" ({more})" if more else ""}


def _questions() -> Iterator[str]:
    """What the cut does, and what helps against it: each has a reference of its own."""
    yield "questions:"
    for name, reference, more in (
        ("does", "no_cut", ["    compare: {plan: as_planned}"]),
        ("helps", "as_planned", []),
    ):
        begin, *rest = _told("question", f"own-question-{name}", "    ")
        yield f"  - {begin.strip()}"
        yield from rest
        yield f"    reference: {{plan: {reference}}}"
        yield from more


def _under_all(built: Built, cut: Planned | None, lang: str) -> Iterator[str]:
    """The cut, under all choices; the level without one takes it away."""
    if cut is None:
        return
    for question in asked(built.answers):
        if question.key == "cut" or question.of_a_cut:
            yield comment(_asked(question, built.answers, lang, built.numbers["subsidy"]))
    yield comment(say(lang, "own-experiment-under-all"))
    yield "set:"
    yield f"  cut: {{size: {cut.size}, at: {cut.at}, announced: {cut.announced}}}"
    if cut.spared:
        yield f"  cut_protects: {{{', '.join(f'{each}: on' for each in cut.spared)}}}"


def _levels(built: Built, cut: Planned | None) -> Iterator[str]:
    yield "factors:"
    yield "  - name: plan"
    yield from _told("label", "own-factor", "    ")
    yield "    levels:"
    for name, over in alternatives(built, cut).items():
        yield f"      - name: {name}"
        yield from _told("label", f"own-level-{name}", " " * 8)
        if over:
            yield f"        {over}"
        if name == "no_cut":
            yield "        choice: no"


def alternatives(built: Built, cut: Planned | None) -> Mapping[str, str]:
    """Choices by name, each with what it lays over the organisation; the first is the one that is planned."""
    other, another = OTHER_PATTERNS[str(value_of(built.answers, "pattern"))]
    if cut is None:
        return {
            "as_now": "",
            other: f"with: {other}",
            another: f"with: {another}",
            "fast_intake": "with: fast_intake",
        }
    found = {
        "as_planned": "",
        "no_cut": "set: {cut.size: 0}",
        "over_a_year": "set: {cut.over: 52 weeks}",
        "coaching_kept": "with: protect_coaching",
        "second_line_kept": "with: [protect_coordinator, protect_training]",
        other: f"with: {other}",
    }
    if "coaching" in cut.spared:
        found["coaching_kept"] = ""
    if {"coordinator", "training"} <= set(cut.spared):
        found["second_line_kept"] = ""
    if not found["coaching_kept"] and not found["second_line_kept"] and "front_line" not in cut.spared:
        found["front_line_kept"] = "with: protect_front_line"
    return {name: over for name, over in found.items() if over or name == "as_planned"}
