"""``tup-sim story`` and ``tup-sim story twins``: why did it happen?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import click

from tup_sim.cli.amounts import Weeks
from tup_sim.cli.asking import YES, ask_if_large
from tup_sim.cli.at_rest import at_rest
from tup_sim.cli.groups import Branch
from tup_sim.cli.plugging import PLUGIN, speak_of
from tup_sim.cli.progress import ProgressLine
from tup_sim.cli.runs import (
    AT_LEAST_ONE,
    SEED,
    WINDOWS,
    Asked,
    check_window,
    named,
    options,
    tell_of_two_houses,
)
from tup_sim.cli.speaking import LANG, show
from tup_sim.errors import Message

if TYPE_CHECKING:
    from tup_sim.measures.agent_trace import AgentTrace
    from tup_sim.model.parameters import Scenario

SHOWN = 8  # people who are named at the end
WORLD = options(
    SEED,
    click.option("--weeks", type=Weeks(), help="Weeks to report instead of the scenario's own."),
    click.option("--with", "mixins", multiple=True, metavar="NAME", help="Lay a scenario over it; repeatable."),
    click.option("--set", "settings", multiple=True, metavar="PATH=VALUE", help="Set one value; repeatable."),
    PLUGIN,
    LANG,
    click.option("--ids", is_flag=True, help="Call people as the model knows them, without names."),
    click.option("--json", "as_json", is_flag=True, help="JSON instead of text."),
)  # fmt: skip


@click.group(cls=Branch, otherwise="tell")
def story() -> None:
    """Tell why it happened: the history of one person, or of the same people in two worlds.

    "tup-sim story open_house --person volunteer-12" tells a history, "tup-sim story twins open_house +cut_20" compares
    two worlds.
    """


@story.command()
@click.argument("scenario")
@click.option("--person", help="Whose story: a name from a story, or volunteer-12.")
@click.option("--client", help="Whose story: the number of a client.")
@click.option("--professional", help="Whose story: the number of a professional.")
@click.option(
    "--exit", "reason", metavar="REASON", help="Whoever left for this reason: disappointed, quit ..."
)
@click.option(
    "--first/--last", default=None,
    help="With --exit: the very first or the last who left for it; without, the first after the first dated change.",
)  # fmt: skip
@click.option("--replication", "-r", type=click.IntRange(min=0), default=0, help="Which run of the study.")
@click.option("--events", is_flag=True, help="Show the events behind each sentence.")
@YES
@WORLD
def tell(
    scenario: str,
    person: str | None,
    client: str | None,
    professional: str | None,
    reason: str | None,
    first: bool | None,
    replication: int,
    events: bool,
    ids: bool,
    yes: bool,
    **options: Any,
) -> None:
    """Tell the history of one person in one run of SCENARIO.

    Name the person, or ask for the first who left for a reason after the cut or other dated change in SCENARIO (if
    there is none: from week 0): "tup-sim story open_house --with cut_20 --exit disappointed".
    """
    who = Who(_one_of(person, client, professional, reason), reason or "", first)
    question = Asked(**options)
    (chosen,) = speak_of([question.load(*named(scenario))])
    ask_if_large([chosen], 1, 1, yes)
    (chosen,) = at_rest([chosen], None, question.lang)
    trace = _lived(chosen, question.seed, replication)
    from tup_sim.reporting.naming import Called, Names, with_id
    from tup_sim.reporting.story import story_data, story_text, tell_story

    names = Names(question.seed, replication, trace.portraits)
    name, others = _found(trace, who._replace(name=names.known_as(who.name)), chosen)
    facts = {
        "scenario": chosen.name,
        "seed": question.seed,
        "replication": replication,
        "lang": question.lang,
    }
    # A name is for people: programs find somebody by how the model knows them.
    called: Called = str if ids or question.as_json else names
    told = tell_story(trace, name, chosen.name, question.seed, replication, question.lang, called)
    if question.as_json:
        _print_json({**facts, **story_data(told, trace, events), "others": others})
    else:
        show(story_text(told, trace, question.lang, events))
        others = [with_id(each, called) for each in others]
        _print_others(question.lang, who.reason or who.name, others, bool(who.reason))


class Who(NamedTuple):
    """Whose story is asked for.

    Attributes:
        name: of a person; empty if it is whoever left for a reason.
        reason: for which they left; empty for a person with a name.
        first: the very first who did, or the last; None for the first after the first dated change.
    """

    name: str
    reason: str
    first: bool | None


def _one_of(person: str | None, client: str | None, professional: str | None, reason: str | None) -> str:
    """The one person that was named, if it is not whoever left for a reason; refused at once if there is none such.

    Raises:
        UsageError: none or several were asked for.
        TupSimError: nobody can have that name, or leave for that reason.
    """
    from tup_sim.reporting.naming import can_be_a_name
    from tup_sim.study.why import check_asked

    who = [person, client and f"client-{client}", professional and f"professional-{professional}"]
    asked = [each for each in who if each]
    if len(asked) + bool(reason) != 1:
        what = "say whose story: one of --person, --client, --professional or --exit"
        raise click.UsageError(Message(what))
    check_asked(asked[0] if asked and not can_be_a_name(asked[0]) else None, reason)
    return asked[0] if asked else ""


def _lived(scenario: Scenario, seed: int, replication: int) -> AgentTrace:
    """One run with all that happened in it, week by week on the line of progress."""
    from tup_sim.study.why import trace_of

    line = ProgressLine("weeks")
    try:
        return trace_of(scenario, seed, replication, progress=line)
    finally:
        line.clear()


def _found(trace: AgentTrace, who: Who, scenario: Scenario) -> tuple[str, list[str]]:
    """The full name of who is asked for, and of others who would do."""
    from tup_sim.study.why import find_exit, find_person

    if not who.reason:
        return find_person(trace, who.name)
    change = scenario.first_change() if who.first is None else None
    return find_exit(trace, who.reason, who.first is False, change[1] if change else 0.0)


@story.command()
@click.argument("base")
@click.argument("other")
@click.option(
    "--replications",
    "-n",
    type=AT_LEAST_ONE,
    default=1,
    show_default=True,
    help="Runs of each world; three worlds a run.",
)
@click.option(
    "--window", type=click.Choice(WINDOWS), default="horizon", show_default=True, help="Weeks looked at."
)
@click.option("--top", type=AT_LEAST_ONE, default=5, show_default=True, help="People of each kind to show.")
@YES
@WORLD
def twins(
    base: str, other: str, replications: int, window: str, top: int, ids: bool, yes: bool, **options: Any
) -> None:
    """Follow the same people in BASE and OTHER: who is affected, and through which events.

    Scenarios are named as in compare: "tup-sim story twins open_house +cut_20".
    """
    question = Asked(**options)
    worlds = speak_of([question.load(*named(each, base)) for each in (base, other)])
    tell_of_two_houses(worlds, question.lang)
    check_window(window, *worlds)
    ask_if_large([*worlds, worlds[0]], replications, 1, yes)
    worlds = at_rest(worlds, None, question.lang)
    from tup_sim.reporting.twins import twins_data, twins_text
    from tup_sim.study.twins import twins as follow

    line = ProgressLine()
    line.note(Message("the first run is under way"))
    try:
        found = follow(worlds[0], worlds[1], question.seed, replications, window, top, line)
    finally:
        line.clear()
    if question.as_json:
        _print_json(twins_data(found, question.lang, top))
    else:
        show(twins_text(found, question.lang, top, ids))


def _print_others(lang: str, asked: str, others: list[str], left: bool) -> None:
    from tup_sim.reporting.sentences import word
    from tup_sim.reporting.story import joined
    from tup_sim.texts import say

    if others:
        more = [say(lang, "story-more", n=len(others) - SHOWN)] if len(others) > SHOWN else []
        shown = joined([*others[:SHOWN], *more], lang)
        said = "story-also-left" if left else "story-also"
        show(f"\n{say(lang, said, asked=word(lang, asked), others=shown)}")


def _print_json(data: dict[str, Any]) -> None:
    import json

    click.echo(json.dumps(data, indent=2, allow_nan=False, ensure_ascii=False))
