"""One person's history in plain sentences, by period, from the journal of one run."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tup_sim.measures.agent_trace import MOVED, AgentTrace, Fact, kind_of
from tup_sim.model.catalogue import current
from tup_sim.model.parameters.declare import declarations
from tup_sim.model.people.families import TASK_TYPES
from tup_sim.reporting.naming import Called, with_id
from tup_sim.reporting.numerals import numeral
from tup_sim.reporting.sentences import (
    ALL,
    EACH,
    KNOWN_LEFT,
    STATE_LINES,
    Line,
    StateLine,
    form,
    lines,
    lines_by_event,
    silent,
    weight,
    word,
)
from tup_sim.texts import knows, many, of_parameters, say, translated

BLOCK, YEAR = 13, 52  # weeks of a period, and the most that quiet periods are put together to
KNOWN: Final = {
    "client": 3,
    "volunteer": 10,
    "professional": 20,
}  # meetings in half a year that make acquaintance
_MET: Final = ("ContactEnded", "SessionHeld", "AttentionGiven", "CallAnswered")
_LEFT: Final = ("ProfessionalLeft", "VolunteerLeft")
_FINISHED: Final = ("ShiftEnded", "ContactEnded", "SaidGoodbye")  # what somebody who left still ends
_STATES_OF: Final = {"VolunteerWeek": "volunteer", "ProfessionalWeek": "professional", "ClientWeek": "client"}
RUN_IN = -1
_KEY, _CLAUSE_ENDS = re.compile(r"[a-z]_[a-z]"), re.compile(r",? (?:on top of|boven op) |\s*[,;:(]\s*")
WEEKS: Final = ("leaves", "until")  # fields of events that are told as the week they name


@dataclass(frozen=True)
class Sentence:
    """Something told: the week (None: of the whole period), the text, and the events it stands for."""

    week: int | None
    text: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Period:
    """Some weeks of a life: first and last week, title, and what happened."""

    begin: int
    end: int
    title: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Story:
    """One person's history.

    Attributes:
        name, kind: who, and ``volunteer``, ``professional`` or ``client``.
        title, portrait: heading, and who the person is.
        periods: what happened.
        ending: what holds at the end; empty for who left.
        silent: events of the person that are left out on purpose (``sentences.silent``, and weeks told as feelings).
        untold: events nobody has written a sentence for.
    """

    name: str
    kind: str
    title: str
    portrait: str
    periods: tuple[Period, ...]
    ending: str
    silent: tuple[Fact, ...]
    untold: tuple[Fact, ...]


def tell_story(
    trace: AgentTrace,
    name: str,
    scenario: str,
    seed: int,
    run: int,
    lang: str = "en",
    called: Called = str,
) -> Story:
    """The history of one person in one run.

    Args:
        trace: everything that happened in the run.
        name: whose history, as the model knows them.
        scenario: what was run.
        seed: of the study.
        run: number of the run.
        lang: ``en`` or ``nl``.
        called: what people are called in it; without it, as the model knows them.
    """
    return _Teller(trace, name, lang, called).story(scenario, seed, run)


def story_text(story: Story, trace: AgentTrace, lang: str = "en", events: bool = False) -> str:
    """The story as text; with the raw events under each sentence if asked for."""
    lines = [story.title, story.portrait]
    for period in story.periods:
        lines += ["", period.title]
        for each in period.sentences:
            week = f"{say(lang, 'story-week', n=each.week)}: " if each.week is not None else ""
            lines.append(f"  {week}{each.text}")
            if events:
                lines += [f"      {trace.line(fact.place)}" for fact in each.facts]
    if story.ending:
        lines += ["", story.ending]
    return "\n".join([*lines, *_untold(story, lang)])


def story_data(story: Story, trace: AgentTrace, events: bool = False) -> dict[str, Any]:
    """The story as plain data for JSON."""
    return {
        "person": story.name,
        "kind": story.kind,
        "portrait": story.portrait,
        "periods": [
            {
                "begin": period.begin,
                "end": period.end,
                "title": period.title,
                "sentences": [_plain(each, trace, events) for each in period.sentences],
            }
            for period in story.periods
        ],
        "untold": dict(Counter(fact.event for fact in story.untold)),
    }


def lines_for(fact: Fact, kind: str) -> list[Line]:
    """The lines that tell this event in the story of this kind of person."""
    return [
        line
        for line in lines_by_event().get(fact.event, ())
        if line.who in (kind, ALL) and _holds(line, fact)
    ]


def joined(parts: Sequence[str], lang: str) -> str:
    """``a, b and c``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {say(lang, 'story-and')} {parts[-1]}"


def span(hours: float, lang: str) -> str:
    """A stretch of time as people say it."""
    minutes = round(hours * 60)
    if minutes < 90:
        return say(lang, "story-minute" if minutes == 1 else "story-minutes", n=minutes)
    if hours < 48:
        return say(lang, "story-hours", n=numeral(hours, 0, lang))
    days = round(hours / 24)
    return say(lang, "story-day" if days == 1 else "story-days", n=numeral(days, 0, lang))


def number(lang: str, value: float, places: int = 2) -> str:
    """A number without zeros at its end."""
    text = numeral(value, places, lang)
    mark = "," if lang == "nl" else "."
    return text.rstrip("0").rstrip(mark) if mark in text else text


def spoken(lang: str, field: str, value: Any, called: Called = str) -> str:
    """One value of an event in words; a person as they are called."""
    if type(value) is str and kind_of(value):
        return called(value)
    if field == "task_type":
        return word(lang, TASK_TYPES[value])
    if field == "form":
        return form(lang, value)
    if field == "size":
        return f"{number(lang, 100.0 * value, 1)} %"
    return number(lang, value) if type(value) is float else word(lang, value)


def in_all_words(lang: str, fact: Fact, called: Called = str) -> dict[str, str]:
    """The values of an event in words; a parameter by what it means, and its value with its unit."""
    words = {field: spoken(lang, field, value, called) for field, value in fact.values.items()}
    return words | _of_lever(lang, **fact.values) if fact.event == "LeverChanged" else words


def _of_lever(lang: str, path: str, value: Any) -> dict[str, str]:
    declared = next((each for each in declarations(current().parameters) if each.path == path), None)
    if declared is None:  # of something that was not declared, its name is all there is
        return {}
    about = _without_keys(of_parameters(lang, declared.about).rstrip("."))
    if "." in path:  # what it means says less without what it is a part of
        about = f"{of_parameters(lang, declared.section)}: {about[0].lower()}{about[1:]}"
    return {"path": about, "value": _set_to(lang, value, declared.unit)}


def _without_keys(about: str) -> str:
    """What a parameter means, up to the clause that names a key of a scenario file."""
    while _KEY.search(about) and (ends := [*_CLAUSE_ENDS.finditer(about)]):
        about = about[: ends[-1].start()]
    return about


def _set_to(lang: str, value: Any, unit: str) -> str:
    """What a parameter was set to: yes or no, a choice, a list, or a number with its unit."""
    if type(value) is bool:
        return say(lang, "yes" if value else "no")
    if isinstance(value, str):
        pattern = f"own-pattern-{value}"
        return say(lang, pattern) if knows(lang, pattern) else word(lang, value)
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if unit.partition(" ")[0] == "share":
        return f"{number(lang, 100.0 * value, 1)} %"
    return number(lang, value) if unit == "-" else f"{number(lang, value)} {translated(lang, unit)}"


def told_to_all(fact: Fact, lang: str, called: Called = str) -> str:
    """The sentence of something that concerns everybody; empty for any other event."""
    lines = lines_for(fact, ALL)
    if not lines:
        return ""
    return lines[0].text(lang).format(**in_all_words(lang, fact, called))


class _Teller:
    """Tells about one person in one language."""

    def __init__(self, trace: AgentTrace, name: str, lang: str, called: Called) -> None:
        self.trace, self.name, self.lang, self.kind = trace, name, lang, kind_of(name)
        self.called = called

    def story(self, scenario: str, seed: int, run: int) -> Story:
        """What happened to the person, in order, and what happened around them that they could notice."""
        own = self.trace.about(self.name)
        facts = sorted([*own, *self._around(own)], key=lambda fact: fact.place)
        facts, after = self._until_gone(facts)
        told = [fact for fact in facts if lines_for(fact, self.kind)]
        rest = [fact for fact in facts if not lines_for(fact, self.kind)]
        on_purpose = (*(fact for fact in rest if fact.event in silent() or fact.event in _STATES_OF), *after)
        periods = self._periods(told, [fact for fact in rest if fact.event in _STATES_OF])
        gone = any(fact.event in (*_LEFT, "ClientLeft", "ClientGaveUp", "CandidateLost") for fact in own)
        return Story(
            self.name,
            self.kind,
            say(
                self.lang,
                "story-title",
                name=with_id(self.name, self.called),
                scenario=scenario,
                seed=seed,
                run=run,
            ),
            self.portrait(),
            periods,
            "" if gone else say(self.lang, "story-still"),
            on_purpose,
            tuple(fact for fact in rest if fact.event not in silent() and fact.event not in _STATES_OF),
        )

    def _until_gone(self, facts: list[Fact]) -> tuple[list[Fact], list[Fact]]:
        """What happened until a helper left for good, and what still names them afterwards (a talk cancelled)."""
        end = next((fact.place for fact in facts if fact.event in _LEFT), math.inf)
        until = [fact for fact in facts if fact.place <= end or fact.event in _FINISHED]
        return until, [fact for fact in facts if fact.place > end and fact.event not in _FINISHED]

    # -- who ----------------------------------------------------------------------------------------------

    def portrait(self) -> str:
        """Who this is, in a sentence or two."""
        known = self.trace.portraits.get(self.name)
        if known is None:
            return ""
        if self.kind == "volunteer":
            text = self._volunteer(known)
        elif self.kind == "professional":
            which = "story-coordinator" if known["coordinator"] else "story-professional"
            temporary = say(self.lang, "story-temporary") if known["temporary"] else ""
            text = say(self.lang, which, fte=number(self.lang, known["fte"]), temporary=temporary)
        else:
            people = known["network"]
            how = say(self.lang, f"story-network-{people if people < 2 else 'many'}", n=people)
            text = say(self.lang, "story-client", network=how)
        begun = known["started"]
        return f"{text} {say(self.lang, 'story-was-there')}" if begun is not None and begun <= 0 else text

    def _volunteer(self, known: Mapping[str, Any]) -> str:
        task_types = dict.fromkeys(word(self.lang, TASK_TYPES[stream]) for stream in known["task_types"])
        return say(
            self.lang,
            "story-volunteer",
            life=word(self.lang, known["life"]),
            route=word(self.lang, known["route"]),
            wish=number(self.lang, known["wish"], 1),
            task_types=joined(list(task_types), self.lang),
        )

    # -- what else ----------------------------------------------------------------------------------------

    def _around(self, own: Sequence[Fact]) -> list[Fact]:
        """What concerns everybody while the person was there, and the leaving of people they knew."""
        if not own:
            return []
        first, last = own[0].hour, own[-1].hour
        shared = {line.event for line in lines() if line.who == ALL}
        around = self.trace.of([*shared, *_LEFT])
        there = [fact for fact in around if first <= fact.hour <= last]
        return [fact for fact in there if fact.event in shared] + self._acquaintances(own, there)

    def _acquaintances(self, own: Sequence[Fact], there: Sequence[Fact]) -> list[Fact]:
        return [
            fact._replace(event=KNOWN_LEFT, values={"who": who, "reason": self._reason(fact)})
            for fact in there
            if fact.event in _LEFT
            and kind_of(who := str(fact.values.get("volunteer") or fact.values["professional"])) != self.kind
            and self._meetings(own, who, fact.hour) >= KNOWN[self.kind]
        ]

    def _meetings(self, own: Sequence[Fact], who: str, until: float) -> int:
        since = until - 26 * 168
        return sum(
            1
            for fact in own
            if fact.event in _MET
            and since <= fact.hour <= until
            and any(who == each or (type(each) is tuple and who in each) for each in fact.values.values())
        )

    def _reason(self, fact: Fact) -> str:
        if fact.event == "VolunteerLeft":
            return self.trace.departures[fact.values["volunteer"]].reason
        return str(fact.values["reason"])

    # -- periods ------------------------------------------------------------------------------------------

    def _periods(self, told: Sequence[Fact], weeks: Sequence[Fact]) -> tuple[Period, ...]:
        """Quarters from week 0, and the run-in as one; quiet quarters are put together."""
        blocks: dict[int, list[Fact]] = {}
        for fact in told:
            blocks.setdefault(self._block(fact), []).append(fact)
        feelings = self._feelings(weeks)
        groups: list[list[int]] = []
        for block in sorted({*blocks, *feelings}):
            quiet = self._quiet(blocks.get(block, ())) and block not in feelings
            joins = groups and quiet and self._may_join(groups[-1], block)
            if joins and all(self._quiet(blocks.get(b, ())) and b not in feelings for b in groups[-1]):
                groups[-1].append(block)
            else:
                groups.append([block])
        return tuple(self._period(group, blocks, feelings) for group in groups)

    def _may_join(self, group: Sequence[int], block: int) -> bool:
        return group[0] != RUN_IN and block == group[-1] + 1 and (block - group[0] + 1) * BLOCK <= YEAR

    def _quiet(self, facts: Iterable[Fact]) -> bool:
        return not any(line.how == EACH for fact in facts for line in lines_for(fact, self.kind))

    def _week(self, fact: Fact) -> int:
        """The week in which it is told: what happens as the last week closes belongs to that week."""
        return min(self.trace.week(fact.hour), self.trace.weeks - 1)

    def _block(self, fact: Fact) -> int:
        week = self._week(fact)
        return week // BLOCK if week >= 0 else RUN_IN

    def _period(
        self, group: Sequence[int], blocks: Mapping[int, list[Fact]], feelings: Mapping[int, Sentence]
    ) -> Period:
        facts = [fact for block in group for fact in blocks.get(block, ())]
        begin, end = group[0] * BLOCK, min((group[-1] + 1) * BLOCK, self.trace.weeks) - 1
        title = say(self.lang, "story-weeks" if end > begin else "story-one-week", a=begin, b=end)
        if group[0] == RUN_IN:
            begin, end = -self.trace.warmup, -1
            title = say(self.lang, "story-run-in", n=self.trace.warmup)
        felt = [feelings[block] for block in group if block in feelings]
        return Period(begin, end, title, (*self._summary(facts), *self._ones(facts), *felt))

    def _summary(self, facts: Sequence[Fact]) -> list[Sentence]:
        """What was counted, in one sentence."""
        counted: dict[Line, list[Fact]] = {}
        for fact in facts:
            for line in lines_for(fact, self.kind):
                if line.how != EACH:
                    counted.setdefault(line, []).append(fact)
        clauses = [self.count(line, counted[line]) for line in lines() if line in counted]
        if not clauses:
            return []
        text = "; ".join(clauses)
        every = sorted({fact.place: fact for found in counted.values() for fact in found}.items())
        return [Sentence(None, f"{text[0].upper()}{text[1:]}.", tuple(fact for _, fact in every))]

    def _ones(self, facts: Sequence[Fact]) -> list[Sentence]:
        """What is told one by one; the same thing again in the same period is only dated."""
        found: dict[tuple[Any, ...], list[Fact]] = {}
        for fact in facts:
            for line in lines_for(fact, self.kind):
                if line.how == EACH:
                    kind = tuple(
                        fact.values.get(field) for field in ("why", "form", "task_type", "path", "who")
                    )
                    key = (
                        (line, *kind) if "{client}" not in line.english or line.english[0] != "{" else (line,)
                    )
                    found.setdefault(key, []).append(fact)
        told = [self._one(key[0], same) for key, same in found.items()]
        return sorted(told, key=lambda sentence: sentence.facts[0].place)

    def _one(self, line: Line, facts: Sequence[Fact]) -> Sentence:
        text = self.each(line, facts[0])
        weeks = list(dict.fromkeys(self._week(fact) for fact in facts[1:]))
        if weeks:
            one, more = say(self.lang, "story-week-list").split(" | ")
            listed = joined([str(week) for week in weeks], self.lang)
            text += " " + say(self.lang, "story-again", weeks=f"{one if len(weeks) == 1 else more} {listed}")
        return Sentence(self._week(facts[0]), text, tuple(facts))

    def _feelings(self, weeks: Sequence[Fact]) -> dict[int, Sentence]:
        """By period: which states have moved noticeably since they were last told."""
        ends: dict[int, Fact] = {}
        for fact in weeks:
            ends[self._block_that_ends(fact)] = fact
        last = dict(weeks[0].values) if weeks else {}
        found = {}
        for block, fact in ends.items():
            clauses = []
            for line in STATE_LINES:
                if (
                    line.who == self.kind
                    and abs(moved := fact.values[line.name] - last[line.name]) >= line.step
                ):
                    clauses.append(self._feeling(line, fact.values[line.name] - last[line.name], moved))
                    last[line.name] = fact.values[line.name]
            if clauses:
                what = joined(clauses, self.lang)
                found[block] = Sentence(None, say(self.lang, "story-by-then", what=what), (fact,))
        return found

    def _block_that_ends(self, fact: Fact) -> int:
        """The period a week belongs to; a week is told on the Monday after it."""
        return self._block(fact._replace(hour=fact.hour - 1.0))

    def _feeling(self, line: StateLine, moved: float, size: float) -> str:
        much = say(self.lang, "story-much") if abs(size) >= 2 * line.step else ""
        return translated(self.lang, line.up if moved > 0 else line.down).format(much=much)

    # -- texts --------------------------------------------------------------------------------------------

    def each(self, line: Line, fact: Fact) -> str:
        """One event as a sentence."""
        text = line.text(self.lang).format(**self._words(fact))
        return text if kind_of(text) else text[0].upper() + text[1:]

    def count(self, line: Line, facts: Sequence[Fact]) -> str:
        """Many events of one kind as a clause."""
        one, _, more = line.text(self.lang).partition(" | ")
        text = (one if len(facts) == 1 else more).format(**self._figures(facts))
        return re.sub(r"\b2 times\b", "twice", text) if self.lang == "en" else text

    def _words(self, fact: Fact) -> dict[str, str]:
        """The values of an event in words."""
        words = in_all_words(self.lang, fact, self.called)
        words |= {each: str(self.trace.week(fact.values[each])) for each in WEEKS if each in fact.values}
        if fact.event == "FellIll":
            words["days"] = span(fact.values["until"] - fact.hour, self.lang)
        if fact.event == "VolunteerLeft":
            words |= self._leaving(fact.values["volunteer"])
        return words

    def _leaving(self, name: str) -> dict[str, str]:
        """Why a volunteer left, and what weighed most if it was something the house can move."""
        departure = self.trace.departures[name]
        heavy, text = departure.heaviest(), ""
        if departure.weighed and departure.reason in MOVED:
            what = joined([weight(self.lang, name) for name in heavy], self.lang)
            text = (
                say(self.lang, "story-weighed", what=what)
                if heavy
                else say(self.lang, "story-weighed-nothing")
            )
        return {"reason": word(self.lang, departure.reason), "weighed": text}

    def _figures(self, facts: Sequence[Fact]) -> dict[str, str]:
        """Numbers over several events."""
        figures = {"n": number(self.lang, len(facts), 0)}
        for plural, field in (("clients", "client"), ("helpers", "helper"), ("volunteers", "volunteer")):
            figures[plural] = self._people(plural, facts, field)
        figures["forms"] = self._breakdown(facts, "form", True)
        figures["whys"] = self._breakdown(facts, "why")
        figures["task_types"] = self._breakdown(facts, "task_type")
        figures["overtime"] = number(self.lang, sum(fact.values.get("overtime") or 0.0 for fact in facts), 0)
        waits = [
            f.values["started"] - f.values["made"]
            for f in facts
            if "started" in f.values and "made" in f.values
        ]
        figures["wait"] = span(sum(waits) / len(waits), self.lang) if waits else ""
        return figures

    def _people(self, plural: str, facts: Sequence[Fact], field: str) -> str:
        found = {fact.values[field] for fact in facts if field in fact.values}
        found |= {name for fact in facts for name in fact.values.get(plural, ())}
        if not found:
            return ""
        return many(self.lang, f"people.{plural}", len(found), n=len(found))

    def _breakdown(self, facts: Sequence[Fact], field: str, counted: bool = False) -> str:
        """``2 talks and 1 group review``, or ``company (3) and activities``."""
        found = Counter(fact.values[field] for fact in facts if field in fact.values)
        if counted:
            return joined([f"{n} {form(self.lang, value, n)}" for value, n in found.most_common()], self.lang)
        parts = [(spoken(self.lang, field, value, self.called), n) for value, n in found.most_common()]
        if len(parts) == 1:
            return parts[0][0]
        if field == "task_type":
            return joined([say(self.lang, "story-for", n=n, what=text) for text, n in parts], self.lang)
        return joined([f"{n} {text}" for text, n in parts], self.lang)


def _holds(line: Line, fact: Fact) -> bool:
    """The condition of a line, if it has one."""
    if not line.when:
        return True
    field, equals, wanted = line.when.partition("=")
    value = fact.values.get(field)
    return str(value) == wanted if equals else bool(value)


def _plain(sentence: Sentence, trace: AgentTrace, events: bool) -> dict[str, Any]:
    data: dict[str, Any] = {
        "week": sentence.week,
        "text": sentence.text,
        "events": len(sentence.facts),
    }
    if events:
        data["journal"] = [trace.line(fact.place) for fact in sentence.facts]
    return data


def _untold(story: Story, lang: str) -> list[str]:
    """Events that nobody wrote a sentence for, so that nothing is hidden."""
    counted = Counter(fact.event for fact in story.untold)
    if not counted:
        return []
    what = joined([f"{name} ({n})" for name, n in counted.items()], lang)
    return ["", say(lang, "story-untold", what=what)]
