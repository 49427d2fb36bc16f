"""Who was affected by a policy, and through which chain of events, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tup_sim.measures.agent_outcomes import Divergence, Life
from tup_sim.measures.agent_trace import KINDS, Fact, kind_of
from tup_sim.reporting.naming import Called, Names, with_id
from tup_sim.reporting.numerals import numeral
from tup_sim.reporting.sentences import weight, word
from tup_sim.reporting.story import joined, told_to_all
from tup_sim.study.chains import Step
from tup_sim.study.twins import Affected, Pair, Twins
from tup_sim.texts import knows, say

WEEK = 168.0


def twins_text(
    found: Twins, lang: str = "en", top: int = 5, ids: bool = False, names_alone: bool = False
) -> str:
    """Everything in words, the most affected first.

    Args:
        found: the same people in two worlds.
        lang: ``en`` or ``nl``.
        top: how many people of each kind.
        ids: as the model knows them, without names.
        names_alone: nothing behind a name, for who types no commands.
    """
    return _Report(found, lang, top, not ids, not names_alone).text()


def one_text(found: Twins, kind: str, lang: str = "en") -> str:
    """One person in both worlds, of those that are affected one who left if there is one, by their name alone.

    Empty if nobody is affected.

    Args:
        found: the same people in two worlds.
        kind: of person, as ``volunteer``.
        lang: ``en`` or ``nl``.
    """
    return _Report(found, lang, 1, True, False).one(kind)


def twins_data(found: Twins, lang: str = "en", top: int = 5) -> dict[str, Any]:
    """The same as plain data for JSON."""
    report = _Report(found, lang, top)
    return {
        "base": found.base,
        "other": found.other,
        "seed": found.seed,
        "window": found.window,
        "lang": lang,
        "runs": [report.pair_data(pair) for pair in found.pairs],
    }


class _Report:
    """One comparison in one language."""

    def __init__(self, found: Twins, lang: str, top: int, named: bool = False, ids: bool = True) -> None:
        self.found, self.lang, self.top = found, lang, top
        self._names = {
            pair.replication: Names(found.seed, pair.replication, pair.everybody, ids) if named else str
            for pair in found.pairs
        }

    def say(self, key: str, **values: object) -> str:
        return say(self.lang, key, **values)

    # -- text ---------------------------------------------------------------------------------------------

    def text(self) -> str:
        """The whole comparison: where the worlds part, who is affected, and through what."""
        pairs = self.found.pairs
        runs = (
            self.say("twins-runs", n=len(pairs))
            if len(pairs) > 1
            else self.say("twins-run", n=pairs[0].replication)
        )
        names = {"base": self.found.base, "other": self.found.other, "seed": self.found.seed, "runs": runs}
        blocks = [self.say("twins-title", **names, begin=pairs[0].begin, end=pairs[0].end)]
        blocks += [self._parting(pair) for pair in pairs]
        parted = [pair for pair in pairs if pair.parting is not None]
        if parted:
            blocks.append(self._yardstick(parted))
            blocks += [self._kind(kind, parted) for kind in KINDS]
            blocks.append(self._foot(parted))
        return "\n\n".join(blocks)

    def _parting(self, pair: Pair) -> str:
        where = self.say("twins-run", n=pair.replication)
        if pair.parting is None:
            return self.say("twins-same", where=where)
        hour = pair.parting.hour
        day = self.say(f"day.{int(hour % WEEK // 24)}")
        week = self._week(pair, hour)
        when = {
            "week": week,
            "day": day,
            "hour": f"{int(hour % 24):02d}:{int(hour * 60 % 60):02d}",
        }
        text = self.say("twins-start" if week < 0 else "twins-until", where=where, **when)
        return f"{text[0].upper()}{text[1:]} {self._first(pair.parting, self._called(pair))}"

    def _called(self, pair: Pair) -> Called:
        return self._names[pair.replication]

    def _first(self, parting: Divergence, called: Called) -> str:
        """The first event that differs, in words."""
        fact, world = parting.other, self.found.other
        if fact is None or (parting.base is not None and parting.base.hour < fact.hour):
            fact, world = parting.base, self.found.base
        assert fact is not None
        return self.say("twins-first", world=world, what=self._told(fact, called))

    def _told(self, fact: Fact, called: Called) -> str:
        text = told_to_all(fact, self.lang, called)
        if text:
            return text
        named = (each if type(each) is tuple else (each,) for each in fact.values.values())
        people = [called(each) for one in named for each in one if type(each) is str and kind_of(each)]
        who = ", ".join(dict.fromkeys(people))
        if not knows(self.lang, f"twins-event-{fact.event}"):  # of a plug-in
            return self.say("twins-first-raw", event=fact.event, people=who or "-")
        what = self.say(f"twins-event-{fact.event}")
        return f"{what} ({who})." if who else f"{what}."

    def _yardstick(self, pairs: Sequence[Pair]) -> str:
        here, there = (
            ", ".join(
                self.say(f"twins-count-{kind}", n=sum(getattr(pair, field)[kind] for pair in pairs))
                for kind in KINDS
            )
            for field in ("differing", "by_nudge")
        )
        return self.say("twins-yardstick", here=here, there=there)

    def _kind(self, kind: str, pairs: Sequence[Pair]) -> str:
        everybody = [(each, pair) for pair in pairs for each in pair.affected[kind]]
        everybody.sort(key=lambda one: -abs(one[0].size) / one[1].yardstick[kind, one[0].measure])
        people = sum(pair.people[kind] for pair in pairs)
        lines = [self.say(f"twins-head-{kind}", n=len(everybody), people=people)]
        if not everybody:
            lines.append(self.say("twins-nobody"))
        for each, pair in everybody[: self.top]:
            run = self.say("twins-in-run", n=each.replication) if len(self.found.pairs) > 1 else ""
            lines.append(f"  {with_id(each.name, self._called(pair))}{run}: {self.outcome(each, pair)}.")
            lines += [f"      {text}" for text in self.chain(each, pair)]
        if len(everybody) > self.top:
            lines.append(self.say("twins-more", n=len(everybody) - self.top))
        return "\n".join(lines)

    def one(self, kind: str) -> str:
        """One person, with what became of them in both worlds and the steps to it."""
        everybody = [(each, pair) for pair in self.found.pairs for each in pair.affected[kind] if each.chain]
        left = [each for each in everybody if each[0].base.left is not None or each[0].other.left is not None]
        for each, pair in [*left, *everybody][:1]:
            head = f"{with_id(each.name, self._called(pair))}: {self.outcome(each, pair)}."
            return "\n".join([head, *self.chain(each, pair)])
        return ""

    def _foot(self, pairs: Sequence[Pair]) -> str:
        apart = sum(pair.apart for pair in pairs)
        return "\n".join([self.say("twins-apart", n=apart)] * bool(apart) + [self.say("twins-foot")])

    # -- one person ---------------------------------------------------------------------------------------

    def outcome(self, each: Affected, pair: Pair) -> str:
        """What became of somebody in the other world, and in the base."""
        base, mine, theirs = self.found.base, each.base, each.other
        if each.measure in ("weeks", "dismissed"):
            apart = (
                mine.began is not None and theirs.began is not None and abs(mine.began - theirs.began) > WEEK
            )
            here, there = (self._end(life, pair, apart) for life in (theirs, mine))
            return self.say("twins-both", other=here, base=base, there=there)
        if each.measure == "unmet":
            counts = {"n": theirs.unmet, "asked": theirs.asked, "m": mine.unmet, "masked": mine.asked}
            return self.say("twins-unmet", base=base, **counts)
        n, m = (getattr(life, each.measure) for life in (theirs, mine))
        places = {"strain": 2, "lost": 0}.get(each.measure, 1)
        return self.say(
            f"twins-measure.{each.measure}",
            n=numeral(n, places, self.lang),
            base=base,
            m=numeral(m, places, self.lang),
        )

    def _end(self, life: Life, pair: Pair, begins: bool) -> str:
        """How it ended, and when it began if that differs."""
        if not life.came:
            return self.say("twins-never")
        end = self.say("twins-stayed") if life.left is None else self._left(life, life.left, pair)
        if not begins or life.began is None:
            return end
        return self.say("twins-began", week=self._week(pair, life.began), end=end)

    def _left(self, life: Life, hour: float, pair: Pair) -> str:
        values = {"week": self._week(pair, hour), "reason": word(self.lang, life.reason)}
        if not life.weighed:
            return self.say("twins-left", **values)
        heavy = joined([weight(self.lang, name) for name in life.weighed], self.lang)
        return self.say("twins-left-weighed", **values, what=heavy)

    def chain(self, each: Affected, pair: Pair) -> list[str]:
        """The steps from the first difference, one line each."""
        return [self.step(step, pair) for step in each.chain]

    def step(self, step: Step, pair: Pair) -> str:
        """One step: when, how it is tied to the one before it, and what differs."""
        begin, end = self._week(pair, step.begin), self._week(pair, step.end)
        when = self.say("twins-weeks", a=begin, b=end) if end > begin else self.say("twins-week", a=begin)
        tie = (
            self.say(f"twins-tie-{step.tie}")
            if step.tie in ("after", "hour") and step.kind not in ("world", "first")
            else ""
        )
        return f"{when}: {tie}{self._what(step, pair)}"

    def _what(self, step: Step, pair: Pair) -> str:
        if step.kind == "world" and step.fact is not None:
            return self._told(step.fact, self._called(pair))
        places = 1 if step.kind in ("less work", "first talk") else 0
        values: dict[str, object] = {
            "who": step.who and self._called(pair)(step.who),
            "world": self.found.base,
            "step": word(self.lang, step.reason),
            "base": numeral(step.base, places, self.lang),
            "other": numeral(step.other, places, self.lang),
        }
        if step.kind == "left":
            values |= self._leaving(step, pair)
        if step.kind == "not there":
            values["base"] = self.found.base
        text = self.say(f"twins-step-{step.kind}", **values).rstrip(".")
        if step.via:
            how = "twins-via-missed" if step.kind == "missed" else "twins-via"
            text += self.say(how, n=step.shared, via=self._called(pair)(step.via), world=self.found.base)
        if step.absent:
            text += self.say("twins-absent", n=step.absent)
        return f"{text}."

    def _leaving(self, step: Step, pair: Pair) -> dict[str, object]:
        base = self.found.base
        if step.instead is None:
            there = self.say("twins-step-left-stayed", base=base)
        else:
            there = self.say("twins-step-left-there", base=base, week=self._week(pair, step.instead))
        return {"reason": word(self.lang, step.reason), "there": there}

    # -- data ---------------------------------------------------------------------------------------------

    def pair_data(self, pair: Pair) -> dict[str, Any]:
        """One run as plain data."""
        data: dict[str, Any] = {
            "replication": pair.replication,
            "weeks": [pair.begin, pair.end],
            "identical": pair.parting is None,
        }
        if pair.parting is None:
            return data
        return data | {
            "parting": {
                "week": self._week(pair, pair.parting.hour),
                "hour": pair.parting.hour,
                "base": pair.lines[0],
                "other": pair.lines[1],
            },
            "followed": pair.people,
            "differing": pair.differing,
            "differing_by_nudge": pair.by_nudge,
            "yardstick": {f"{kind}.{name}": size for (kind, name), size in pair.yardstick.items()},
            "not_compared": pair.apart,
            "affected": {
                kind: [self._affected_data(each, pair) for each in people[: self.top]]
                for kind, people in pair.affected.items()
            },
            "affected_count": {kind: len(people) for kind, people in pair.affected.items()},
        }

    def _affected_data(self, each: Affected, pair: Pair) -> dict[str, Any]:
        return {
            "person": each.name,
            "measure": each.measure,
            "difference": each.size,
            "text": self.outcome(each, pair),
            "base": self._life_data(each.base, pair),
            "other": self._life_data(each.other, pair),
            "chain": [
                {
                    "weeks": [self._week(pair, step.begin), self._week(pair, step.end)],
                    "kind": step.kind,
                    "person": step.who or None,
                    "base": step.base,
                    "other": step.other,
                    "tie": step.tie,
                    "via": step.via or None,
                    "shared": step.shared,
                    "text": self.step(step, pair),
                }
                for step in each.chain
            ],
        }

    def _life_data(self, life: Life, pair: Pair) -> dict[str, Any]:
        weeks = {
            name: None if hour is None else self._week(pair, hour)
            for name, hour in (("began", life.began), ("left", life.left))
        }
        return life._asdict() | weeks | {"reason": life.reason or None}

    def _week(self, pair: Pair, hour: float) -> int:
        return int(hour // WEEK) - pair.warmup
