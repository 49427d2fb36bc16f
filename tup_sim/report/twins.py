"""Who was affected by a policy, and through which chain of events, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from tup_sim.measures.chronicle import KINDS, Fact, kind_of
from tup_sim.measures.lives import Life, Parting
from tup_sim.report.numerals import numeral
from tup_sim.report.sentences import weight, word
from tup_sim.report.story import joined, told_to_all
from tup_sim.study.chains import Step
from tup_sim.study.twins import Affected, Pair, Twins

WEEK = 168.0
DAYS: Final = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
}
EN: Final = {
    "title": "The same people in {base} and in {other} (seed {seed}, {runs}; weeks {begin} to {end})",
    "run": "run {n}",
    "runs": "{n} runs",
    "same": "In {where} exactly the same happened in both worlds, to the last digit: for nobody did this change anything.",
    "until": "{where}: both worlds are the same, event by event, until week {week} ({day}, {hour}).",
    "start": "{where}: the worlds part before anything is counted, in the run-in (week {week}, {day}, {hour}).",
    "first": "The first thing that differs, in {world}: {what}",
    "first_raw": "an event of the kind {event} ({people}).",
    "yardstick": "How much is luck? In a third world nothing changed, except that from then on every task takes a "
    "thousandth longer. By as much as is worth telling, there differ: {there}; here: {here}. Listed is who "
    "differs by more than anybody did there, most affected first.",
    "count_volunteer": "volunteers {n}",
    "count_professional": "professionals {n}",
    "count_client": "clients {n}",
    "head_volunteer": "Volunteers: {n} of {people} affected",
    "head_professional": "Professionals: {n} of {people} affected",
    "head_client": "Clients: {n} of {people} affected",
    "nobody": "  Nobody differs by more than somebody did there, where only luck is at work.",
    "more": "  ... and {n} more.",
    "apart": "Not compared: {n} people who are in one of the worlds only, or came at another moment.",
    "foot": "A chain lists what differs before, tied by people who are named together. It does not prove a cause: "
    '"differs after" means that only the order in time is known. Which person it hits is partly luck even where '
    "the policy is not. A laboratory, not a forecast.",
    "in_run": " (run {n})",
    "left": "left in week {week} ({reason})",
    "left_weighed": "left in week {week} ({reason}; what weighed most: {what})",
    "stayed": "was still there at the end",
    "never": "never began",
    "began": "began in week {week} and {end}",
    "both": "{other}; in {base}: {there}",
    "unmet": "{n} of {asked} requests went unmet; in {base} {m} of {masked}",
    "wait": "waited {n} hours on average; in {base} {m} hours",
    "lost": "familiar faces lost: {n}; in {base} {m}",
    "ill": "was ill for {n} weeks; in {base} {m} weeks",
    "strain": "strain {n} at the end; in {base} {m} (in standard deviations between people)",
    "week": "week {a}",
    "weeks": "weeks {a} to {b}",
    "tie_after": "differs after: ",
    "tie_hour": "in the same hour: ",
    "step_first": "the worlds part.",
    "step_left": "{who} left: {reason}{there}.",
    "step_left_there": " (in {base}: week {week})",
    "step_left_stayed": " (in {base}: stayed)",
    "step_not there": "{who} was not hired or did not start here; in {base} they did.",
    "step_less work": "{who} worked {other} hours a week instead of {base}.",
    "step_talks": "talks of {who}: {other}, in {world} {base}",
    "step_attention": "moments somebody paid had for {who}: {other}, in {world} {base}",
    "step_cancelled": "talks with {who} that were cancelled: {other}, in {world} {base}",
    "step_unanswered": "calls for help of {who} that nobody answered: {other}, in {world} {base}",
    "step_incident": "incidents of {who}: {other}, in {world} {base}",
    "step_limit": "limits tested with {who} that nobody set: {other}, in {world} {base}",
    "step_times": "times {who} came: {other}, in {world} {base}",
    "step_notice": "{who} was given notice for the post or a part of it",
    "step_ill": "times {who} fell ill: {other}, in {world} {base}",
    "step_contacts": "times {who} helped a client: {other}, in {world} {base}",
    "step_calls": "calls of volunteers {who} answered: {other}, in {world} {base}",
    "step_unmet": "requests of {who} that went unmet: {other}, in {world} {base}",
    "step_helped": "times {who} was helped: {other}, in {world} {base}",
    "step_first talk": "{who} had the first talk {other} weeks after asking, in {world} {base}",
    "step_waiting": "{who} asked to become a volunteer, and was still waiting at the end",
    "step_lost": "{who} dropped out {step}, in {world} not",
    "step_missed": "requests of {who} met later than in {world}, or not at all: {other} of {base}",
    "absent": "; with people who had left here by then, or never came: {n}",
    "via": "; of those that are missing {n} were with {via}",
    "via_missed": "; {n} of those were with {via} in {world}",
}
NL: Final = {
    "title": "Dezelfde mensen in {base} en in {other} (seed {seed}, {runs}; week {begin} tot {end})",
    "run": "run {n}",
    "runs": "{n} runs",
    "same": "In {where} gebeurde in beide werelden precies hetzelfde, tot op het laatste cijfer: voor niemand maakte dit iets uit.",
    "until": "{where}: beide werelden zijn gelijk, gebeurtenis voor gebeurtenis, tot week {week} ({day}, {hour}).",
    "start": "{where}: de werelden gaan uiteen voordat er iets geteld wordt, in de aanloop (week {week}, {day}, {hour}).",
    "first": "Het eerste dat verschilt, in {world}: {what}",
    "first_raw": "een gebeurtenis van de soort {event} ({people}).",
    "yardstick": "Hoeveel is toeval? In een derde wereld veranderde niets, behalve dat elke taak vanaf dan een "
    "duizendste langer duurt. Zoveel dat het de moeite waard is, verschillen daar: {there}; hier: {here}. Genoemd "
    "wordt wie meer verschilt dan wie dan ook daar, de meest getroffene eerst.",
    "count_volunteer": "vrijwilligers {n}",
    "count_professional": "beroepskrachten {n}",
    "count_client": "cliënten {n}",
    "head_volunteer": "Vrijwilligers: {n} van {people} getroffen",
    "head_professional": "Beroepskrachten: {n} van {people} getroffen",
    "head_client": "Cliënten: {n} van {people} getroffen",
    "nobody": "  Niemand verschilt meer dan iemand daar, waar alleen toeval speelt.",
    "more": "  ... en nog {n}.",
    "apart": "Niet vergeleken: {n} mensen die maar in één van de werelden voorkomen, of op een ander moment kwamen.",
    "foot": "Een keten noemt wat er eerder verschilt, verbonden door mensen die samen genoemd worden. Dat bewijst geen "
    'oorzaak: "verschilt na" betekent dat alleen de volgorde in de tijd bekend is. Wie het treft is deels toeval, ook '
    "waar het beleid dat niet is. Een laboratorium, geen voorspelling.",
    "in_run": " (run {n})",
    "left": "vertrok in week {week} ({reason})",
    "left_weighed": "vertrok in week {week} ({reason}; wat het zwaarst woog: {what})",
    "stayed": "was er aan het eind nog",
    "never": "begon nooit",
    "began": "begon in week {week} en {end}",
    "both": "{other}; in {base}: {there}",
    "unmet": "{n} van {asked} vragen bleven liggen; in {base} {m} van {masked}",
    "wait": "wachtte gemiddeld {n} uur; in {base} {m} uur",
    "lost": "verloren vertrouwde gezichten: {n}; in {base} {m}",
    "ill": "was {n} weken ziek; in {base} {m} weken",
    "strain": "belasting {n} aan het eind; in {base} {m} (in standaardafwijkingen tussen mensen)",
    "week": "week {a}",
    "weeks": "week {a} tot {b}",
    "tie_after": "verschilt na: ",
    "tie_hour": "in hetzelfde uur: ",
    "step_first": "de werelden gaan uiteen.",
    "step_left": "{who} vertrok: {reason}{there}.",
    "step_left_there": " (in {base}: week {week})",
    "step_left_stayed": " (in {base}: bleef)",
    "step_not there": "{who} kwam hier niet; in {base} wel.",
    "step_less work": "{who} werkte {other} uur per week in plaats van {base}.",
    "step_talks": "gesprekken van {who}: {other}, in {world} {base}",
    "step_attention": "momenten van een beroepskracht voor {who}: {other}, in {world} {base}",
    "step_cancelled": "gesprekken met {who} die niet doorgingen: {other}, in {world} {base}",
    "step_unanswered": "vragen om hulp van {who} die onbeantwoord bleven: {other}, in {world} {base}",
    "step_incident": "incidenten van {who}: {other}, in {world} {base}",
    "step_limit": "grenzen bij {who} die niemand stelde: {other}, in {world} {base}",
    "step_times": "keren dat {who} kwam: {other}, in {world} {base}",
    "step_notice": "{who} kreeg ontslag aangezegd, geheel of voor een deel",
    "step_ill": "keren dat {who} ziek werd: {other}, in {world} {base}",
    "step_contacts": "keren dat {who} een cliënt hielp: {other}, in {world} {base}",
    "step_calls": "vragen van vrijwilligers die {who} beantwoordde: {other}, in {world} {base}",
    "step_unmet": "vragen van {who} die bleven liggen: {other}, in {world} {base}",
    "step_helped": "keren dat {who} geholpen werd: {other}, in {world} {base}",
    "step_first talk": "{who} had het eerste gesprek {other} weken na de aanmelding, in {world} {base}",
    "step_waiting": "{who} meldde zich als vrijwilliger, en wachtte aan het eind nog",
    "step_lost": "{who} haakte af {step}, in {world} niet",
    "step_missed": "vragen van {who} die later aan de beurt kwamen dan in {world}, of helemaal niet: {other} van {base}",
    "absent": "; met mensen die hier toen al weg waren of nooit kwamen: {n}",
    "via": "; van wat er ontbreekt waren er {n} met {via}",
    "via_missed": "; daarvan waren er in {world} {n} met {via}",
}


def twins_text(found: Twins, lang: str = "en", top: int = 5) -> str:
    """Everything in words, the most affected first."""
    return _Report(found, lang, top).text()


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

    def __init__(self, found: Twins, lang: str, top: int) -> None:
        self.found, self.lang, self.top = found, lang, top

    def say(self, key: str, **values: object) -> str:
        return (NL if self.lang == "nl" else EN)[key].format(**values)

    # -- text ---------------------------------------------------------------------------------------------

    def text(self) -> str:
        """The whole comparison: where the worlds part, who is affected, and through what."""
        pairs = self.found.pairs
        runs = self.say("runs", n=len(pairs)) if len(pairs) > 1 else self.say("run", n=pairs[0].replication)
        names = {"base": self.found.base, "other": self.found.other, "seed": self.found.seed, "runs": runs}
        blocks = [self.say("title", **names, begin=pairs[0].begin, end=pairs[0].end)]
        blocks += [self._parting(pair) for pair in pairs]
        parted = [pair for pair in pairs if pair.parting is not None]
        if parted:
            blocks.append(self._yardstick(parted))
            blocks += [self._kind(kind, parted) for kind in KINDS]
            blocks.append(self._foot(parted))
        return "\n\n".join(blocks)

    def _parting(self, pair: Pair) -> str:
        where = self.say("run", n=pair.replication)
        if pair.parting is None:
            return self.say("same", where=where)
        hour = pair.parting.hour
        day = DAYS[self.lang][int(hour % WEEK // 24)]
        week = self._week(pair, hour)
        when = {
            "week": week,
            "day": day,
            "hour": f"{int(hour % 24):02d}:{int(hour * 60 % 60):02d}",
        }
        text = self.say("start" if week < 0 else "until", where=where, **when)
        return f"{text[0].upper()}{text[1:]} {self._first(pair.parting)}"

    def _first(self, parting: Parting) -> str:
        """The first event that differs, in words."""
        fact, world = parting.other, self.found.other
        if fact is None or (parting.base is not None and parting.base.hour < fact.hour):
            fact, world = parting.base, self.found.base
        assert fact is not None
        return self.say("first", world=world, what=self._told(fact))

    def _told(self, fact: Fact) -> str:
        text = told_to_all(fact, self.lang)
        if text:
            return text
        people = [str(each) for each in fact.values.values() if type(each) is str and kind_of(each)]
        return self.say("first_raw", event=fact.event, people=", ".join(dict.fromkeys(people)) or "-")

    def _yardstick(self, pairs: Sequence[Pair]) -> str:
        here, there = (
            ", ".join(
                self.say(f"count_{kind}", n=sum(getattr(pair, field)[kind] for pair in pairs))
                for kind in KINDS
            )
            for field in ("differing", "by_nudge")
        )
        return self.say("yardstick", here=here, there=there)

    def _kind(self, kind: str, pairs: Sequence[Pair]) -> str:
        everybody = [(each, pair) for pair in pairs for each in pair.affected[kind]]
        everybody.sort(key=lambda one: -abs(one[0].size) / one[1].yardstick[kind, one[0].measure])
        people = sum(pair.people[kind] for pair in pairs)
        lines = [self.say(f"head_{kind}", n=len(everybody), people=people)]
        if not everybody:
            lines.append(self.say("nobody"))
        for each, pair in everybody[: self.top]:
            run = self.say("in_run", n=each.replication) if len(self.found.pairs) > 1 else ""
            lines.append(f"  {each.name}{run}: {self.outcome(each, pair)}.")
            lines += [f"      {text}" for text in self.chain(each, pair)]
        if len(everybody) > self.top:
            lines.append(self.say("more", n=len(everybody) - self.top))
        return "\n".join(lines)

    def _foot(self, pairs: Sequence[Pair]) -> str:
        apart = sum(pair.apart for pair in pairs)
        return "\n".join([self.say("apart", n=apart)] * bool(apart) + [self.say("foot")])

    # -- one person ---------------------------------------------------------------------------------------

    def outcome(self, each: Affected, pair: Pair) -> str:
        """What became of somebody in the other world, and in the base."""
        base, mine, theirs = self.found.base, each.base, each.other
        if each.measure in ("weeks", "dismissed"):
            apart = (
                mine.began is not None and theirs.began is not None and abs(mine.began - theirs.began) > WEEK
            )
            here, there = (self._end(life, pair, apart) for life in (theirs, mine))
            return self.say("both", other=here, base=base, there=there)
        if each.measure == "unmet":
            counts = {"n": theirs.unmet, "asked": theirs.asked, "m": mine.unmet, "masked": mine.asked}
            return self.say("unmet", base=base, **counts)
        n, m = (getattr(life, each.measure) for life in (theirs, mine))
        places = {"strain": 2, "lost": 0}.get(each.measure, 1)
        return self.say(
            each.measure, n=numeral(n, places, self.lang), base=base, m=numeral(m, places, self.lang)
        )

    def _end(self, life: Life, pair: Pair, begins: bool) -> str:
        """How it ended, and when it began if that differs."""
        if not life.came:
            return self.say("never")
        end = self.say("stayed") if life.left is None else self._left(life, life.left, pair)
        if not begins or life.began is None:
            return end
        return self.say("began", week=self._week(pair, life.began), end=end)

    def _left(self, life: Life, hour: float, pair: Pair) -> str:
        values = {"week": self._week(pair, hour), "reason": word(self.lang, life.reason)}
        if not life.weighed:
            return self.say("left", **values)
        heavy = joined([weight(self.lang, name) for name in life.weighed], self.lang)
        return self.say("left_weighed", **values, what=heavy)

    def chain(self, each: Affected, pair: Pair) -> list[str]:
        """The steps from the first difference, one line each."""
        return [self.step(step, pair) for step in each.chain]

    def step(self, step: Step, pair: Pair) -> str:
        """One step: when, how it is tied to the one before it, and what differs."""
        begin, end = self._week(pair, step.begin), self._week(pair, step.end)
        when = self.say("weeks", a=begin, b=end) if end > begin else self.say("week", a=begin)
        tie = (
            self.say(f"tie_{step.tie}")
            if step.tie in ("after", "hour") and step.kind not in ("world", "first")
            else ""
        )
        return f"{when}: {tie}{self._what(step, pair)}"

    def _what(self, step: Step, pair: Pair) -> str:
        if step.kind == "world" and step.fact is not None:
            return self._told(step.fact)
        places = 1 if step.kind in ("less work", "first talk") else 0
        values: dict[str, object] = {
            "who": step.who,
            "world": self.found.base,
            "step": word(self.lang, step.reason),
            "base": numeral(step.base, places, self.lang),
            "other": numeral(step.other, places, self.lang),
        }
        if step.kind == "left":
            values |= self._leaving(step, pair)
        if step.kind == "not there":
            values["base"] = self.found.base
        text = self.say(f"step_{step.kind}", **values).rstrip(".")
        if step.via:
            how = "via_missed" if step.kind == "missed" else "via"
            text += self.say(how, n=step.shared, via=step.via, world=self.found.base)
        if step.absent:
            text += self.say("absent", n=step.absent)
        return f"{text}."

    def _leaving(self, step: Step, pair: Pair) -> dict[str, object]:
        base = self.found.base
        if step.instead is None:
            there = self.say("step_left_stayed", base=base)
        else:
            there = self.say("step_left_there", base=base, week=self._week(pair, step.instead))
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
