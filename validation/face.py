"""``python -m validation face``: one page that shows whether the model looks real, to people who know such houses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

import click

from tup_sim.cli.baseline import check_out, made
from tup_sim.cli.speaking import typed

if TYPE_CHECKING:
    from tup_sim.measures.agent_trace import AgentTrace, Fact
    from validation.plausibility import Verdict

HOUSE, PERSON, WEEK, YEAR = "open_house", "volunteer-20", 20, 52
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
HOURS_PER_DAY, HOURS_PER_WEEK = 24.0, 168.0
PAGE = Path(__file__).with_name("face.md")


@click.command(short_help="One page: does the model look real?")
@click.option(
    "--replications", type=click.IntRange(min=2), default=4, show_default=True, help="Runs at rest."
)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Seed of the study.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes to use; default: one per processor.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, callback=check_out,
    help="File to write, ending in .md.",
)  # fmt: skip
def face(replications: int, seed: int, jobs: int | None, out: Path) -> None:
    """Write a page with the open house at rest, a week of it, and the year of a volunteer."""
    from tup_sim.files import load_scenario
    from tup_sim.reporting.markdown import written_by
    from tup_sim.reporting.saving import save
    from tup_sim.study import replicate
    from tup_sim.study.why import trace_of
    from validation.plausibility import TARGETS, judge
    from validation.seeds import own

    own(seed)
    study = replicate(load_scenario(HOUSE), replications, seed, jobs)
    summary = {each.outcome: study.interval(each.outcome)[:3] for each in TARGETS[HOUSE]}
    trace = trace_of(load_scenario(HOUSE, weeks=YEAR), seed)
    text = page(judge(HOUSE, summary), study.finished, trace, seed)
    save(out, lambda place: place.write_text(written_by(typed(), text), encoding="utf-8"))
    click.echo(f"written to {out}")


def page(verdicts: Sequence[Verdict], runs: int, trace: AgentTrace, seed: int) -> str:
    """The page, from what was measured at rest and the journal of a year."""
    from tup_sim.reporting.evidence_score import evidence_score
    from validation.plausibility import count

    score = evidence_score()
    reproduced, slight, absent, contradicted, _ = (score.both(each) for each in score.open)
    return Template(PAGE.read_text(encoding="utf-8")).substitute(
        made=made(),
        counted=count(verdicts),
        runs=runs,
        at_rest="\n".join(at_rest(verdicts)),
        misses="\n".join(misses(verdicts)) or "All of them lie in their bands in these runs.",
        week=WEEK,
        days=" | ".join(DAYS),
        rows="\n".join(week_rows(trace)),
        story=story(trace, seed),
        tried=score.tried,
        reproduced=reproduced,
        slight=slight,
        absent=absent,
        contradicted=contradicted,
        score_model=score.model,
        score_date=score.date,
    )


def at_rest(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """A row per target: what the source says, what the model shows."""
    from validation.plausibility import plain

    for each in verdicts:
        band = f"{plain(each.low)} to {plain(each.high)} {each.unit}"
        shown = f"{plain(each.mean)} ({plain(each.interval[0])} to {plain(each.interval[1])})"
        yield f"| {each.name} ({', '.join(each.sources)}) | {band} | {shown} | {each.word} |"


def misses(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """What stands behind each target that is missed, where that was looked into."""
    from validation.plausibility import REASONS

    for each in verdicts:
        if not each.met:
            unknown = "nobody has looked into why." if each.settled else "more runs would tell."
            yield f"- *{each.name}*: {REASONS.get((HOUSE, each.outcome), unknown)}"


def week_rows(trace: AgentTrace) -> Iterator[str]:
    """What happened in a week, per day."""
    begin = (trace.warmup + WEEK) * HOURS_PER_WEEK
    facts = [each for each in trace.facts() if begin <= each.hour < begin + HOURS_PER_WEEK]
    kinds = {
        "requests of clients": [each for each in facts if each.event == "RequestMade"],
        "helped by somebody paid": [each for each in _contacts(facts) if not _by_volunteer(each)],
        "helped by a volunteer": [each for each in _contacts(facts) if _by_volunteer(each)],
        "not met": [each for each in facts if each.event in ("RequestUnmet", "RequestDropped")],
        "volunteers who came": [each for each in _shifts(facts) if _is_volunteer(each.values["person"])],
        "shifts of paid people": [
            each for each in _shifts(facts) if not _is_volunteer(each.values["person"])
        ],
        "did not come (ill, or otherwise)": [each for each in facts if each.event == "ShiftMissed"],
        "moments somebody paid had for a volunteer": [
            each for each in facts if each.event == "AttentionGiven"
        ],
        "calls of volunteers for help": [each for each in facts if each.event.startswith("Call")],
        "talks and sessions": [each for each in facts if each.event == "SessionHeld"],
    }
    for name, happened in kinds.items():
        by_day = Counter(int((each.hour - begin) // HOURS_PER_DAY) for each in happened)
        yield f"| {name} | {' | '.join(str(by_day[day]) for day in range(len(DAYS)))} |"


def _contacts(facts: Sequence[Fact]) -> list[Fact]:
    return [each for each in facts if each.event == "ContactEnded"]


def _shifts(facts: Sequence[Fact]) -> list[Fact]:
    return [each for each in facts if each.event == "ShiftEnded"]


def _by_volunteer(fact: Fact) -> bool:
    return _is_volunteer(fact.values["helper"])


def _is_volunteer(name: str) -> bool:
    return name.startswith("volunteer-")


def story(trace: AgentTrace, seed: int) -> str:
    """The year of one volunteer, as a quotation."""
    from tup_sim.reporting.naming import Names
    from tup_sim.reporting.story import story_text, tell_story
    from tup_sim.study.why import find_person

    name, _ = find_person(trace, PERSON)
    told = tell_story(trace, name, HOUSE, seed, 0, "en", Names(seed, 0, trace.portraits))
    lines = story_text(told, trace).splitlines()
    return "\n".join(f"> {line}  " if line.strip() else ">" for line in lines)
