"""Why it happened, from Python: the history of one person, and the same people in two worlds."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from tup_sim.api.given import language_of, scenario_of
from tup_sim.api.progress import telling
from tup_sim.errors import Message, TupSimError
from tup_sim.measures.agent_trace import AgentTrace
from tup_sim.model.parameters import Scenario
from tup_sim.reporting.naming import Names, can_be_a_name
from tup_sim.reporting.story import Story, story_text, tell_story
from tup_sim.study.execute import Progress
from tup_sim.study.twins import Twins
from tup_sim.study.twins import twins as follow
from tup_sim.study.why import check_asked, find_exit, find_person, trace_of

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True)
class Told:
    """The history of one person in one run.

    Attributes:
        story: title, portrait, periods with their sentences, ending.
        trace: everything that happened in that run.
        lang: language of the sentences.
        others: other people who would have answered the question, by name.

    Examples:
        >>> from tup_sim import load_scenario, story
        >>> told = story(load_scenario("open_house", weeks=2, settings={"warmup": 0}), person="client-3", lang="nl")
        >>> told.lang, list(told.to_frame().columns)
        ('nl', ['begin', 'end', 'week', 'text'])
    """

    story: Story
    trace: AgentTrace
    lang: str
    others: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The whole history."""
        return story_text(self.story, self.trace, self.lang)

    def __repr__(self) -> str:
        """Whose it is."""
        return f"Told({self.story.name!r}, periods={len(self.story.periods)})"

    def to_frame(self) -> DataFrame:
        """One row per sentence: begin and end (first and last week of the period), week (missing: the period), text."""
        from pandas import DataFrame

        rows = [
            (period.begin, period.end, each.week, each.text)
            for period in self.story.periods
            for each in period.sentences
        ]
        return DataFrame(rows, columns=["begin", "end", "week", "text"]).astype({"week": "Int64"})

    def _repr_html_(self) -> str:
        return "".join(f"<p>{escape(part)}</p>" for part in self.text.split("\n\n"))


def story(
    scenario: Scenario | str,
    person: str | None = None,
    exit: str | None = None,
    last: bool | None = None,
    seed: int = 1,
    replication: int = 0,
    lang: str = "en",
    progress: Progress | None = None,
    ids: bool = False,
) -> Told:
    """Tell the history of one person in one run.

    Args:
        scenario: what is run, or its name.
        person: whose: a name from a story, or how the model knows them, in full or in short:
            ``volunteer-12``, ``client-3``, ``professional-1``.
        exit: whoever left for this reason (``disappointed``, ``quit``), instead of a person.
        last: with ``exit``: the last (True) or very first (False); None for the first after the first dated change.
        seed: of the study, 0 or more.
        replication: number of the run, from 0.
        lang: ``en`` or ``nl``.
        progress: told after every week how many of how many have gone by.
        ids: call people as the model knows them (``volunteer-initial-0-12``) instead of by names.

    Returns:
        The history: ``text``, ``to_frame()``, or as a notebook shows it.

    Raises:
        ScenarioError: there is no such scenario.
        TupSimError: neither or both of ``person`` and ``exit`` are given, or there is nobody such in this run.
        RunFailed: the run ended in an error.

    Examples:
        >>> from tup_sim import load_scenario, story
        >>> told = story(load_scenario("open_house", weeks=4, settings={"warmup": 0}), person="volunteer-2")
        >>> told.story.name
        'volunteer-initial-0-2'
        >>> told.text.splitlines()[0].endswith("(volunteer-initial-0-2) in open_house (seed 1, run 0)")
        True
    """
    lang = language_of(lang)
    _check_whose(person, exit)
    chosen = scenario_of(scenario)
    with telling(progress) as told:
        trace = trace_of(chosen, seed, replication, progress=told)
    names = Names(seed, replication, trace.portraits)
    name, others = _found(trace, names, chosen, person, exit, last)
    told_story = tell_story(trace, name, chosen.name, seed, replication, lang, str if ids else names)
    return Told(told_story, trace, lang, tuple(others))


def _check_whose(person: str | None, exit: str | None) -> None:
    """Refuse a story of nobody, or of two.

    Raises:
        TupSimError: neither or both are given, or one of them can be nobody.
    """
    if (person is None) == (exit is None):
        raise TupSimError(Message("say whose story: person='volunteer-12' or exit='disappointed'"))
    check_asked(None if person is not None and can_be_a_name(person) else person, exit)


def _found(
    trace: AgentTrace, names: Names, chosen: Scenario, person: str | None, exit: str | None, last: bool | None
) -> tuple[str, list[str]]:
    """Whose story it is, and others of whom it could have been."""
    if person is not None:
        return find_person(trace, names.known_as(person))
    change = chosen.first_change() if last is None else None
    return find_exit(trace, exit or "", last is True, change[1] if change else 0.0)


def twins(
    base: Scenario | str,
    other: Scenario | str,
    seed: int = 1,
    replications: int = 1,
    window: str = "horizon",
    top: int = 5,
    progress: Progress | None = None,
) -> Twins:
    """Follow the same people in two worlds: who is affected, and through which events.

    Args:
        base: one world, or its name.
        other: the other, or its name; ``+cut_20`` is laid over ``base``.
        seed: of the study, 0 or more.
        replications: runs of each world, 1 or more; three worlds a run.
        window: weeks looked at.
        top: people of each kind whose chain of events is looked for, 1 or more.
        progress: called after every run with the numbers done and asked for; None for a bar in a notebook.

    Returns:
        The same people in both: ``to_frame()`` has a row per person who is affected.

    Raises:
        ScenarioError: there is no such scenario.
        TupSimError: something given is not what is wanted.
        RunFailed: a run ended in an error.

    Examples:
        >>> from tup_sim import load_scenario, twins
        >>> short = {"warmup": 0}
        >>> house = load_scenario("open_house", weeks=4, settings=short)
        >>> thanks = load_scenario("open_house", weeks=4, settings={**short, "thanks": 9})
        >>> same_people = twins(house, thanks)
        >>> list(same_people.to_frame().columns)[:5]
        ['replication', 'kind', 'person', 'measure', 'size']
    """
    worlds = scenario_of(base), scenario_of(other, base)
    with telling(progress) as told:
        return follow(*worlds, seed, replications, window, top, told)
