"""The three questions of a study: one run, many runs of one scenario, and the difference between scenarios."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar

from tup_sim import measures
from tup_sim.errors import Message, RunFailed, TupSimError, is_of_what_ran
from tup_sim.model.parameters import Scenario
from tup_sim.model.parameters.given import text as one_text
from tup_sim.model.parameters.given import texts, whole_number
from tup_sim.model.parameters.given_scenario import check_scenario
from tup_sim.model.plugins import side_by_side
from tup_sim.study.at_rest import rested
from tup_sim.study.execute import BatchResult, Interrupted, Made, Progress, execute
from tup_sim.study.results import Comparison, Key, Replications
from tup_sim.study.work import Result, Task, Windows, carry_out

REPLICATIONS = 20
WORK = carry_out
Found = TypeVar("Found")
Group = tuple[Scenario, Sequence[Scenario]]


class Arm(NamedTuple):
    """A scenario as it takes part in a study, the windows it is looked at through and those it is replayed for."""

    scenario: Scenario
    windows: Windows
    replay: tuple[str, ...] = ()


def run(scenario: Scenario, seed: int = 1, replication: int = 0) -> measures.Observation:
    """Run a scenario once.

    Args:
        scenario: what to run.
        seed: seed of the study.
        replication: number of the luck within the study, from 0.

    Returns:
        ``values`` (``core_met`` over the horizon, ``core_met@late`` in another window) and ``weekly`` series.

    Raises:
        TupSimError: what was given is no scenario, is not possible, or is no whole number.
        RunFailed: the model ended in an error.

    Examples:
        >>> from tup_sim import load_scenario, run
        >>> once = run(load_scenario("open_house", weeks=4, settings={"warmup": 0}), seed=1)
        >>> 0 <= once.values["core_met"] <= 1
        True
        >>> len(once.weekly["volunteers"])
        4
    """
    check([scenario])
    (scenario,) = rested([scenario])
    seed, replication = whole_number(seed, "seed", 0), whole_number(replication, "replication", 0)
    try:
        return measures.observe(scenario, seed, replication, measures.windows_of(scenario))
    except TupSimError:
        raise
    except BaseException as error:
        if not is_of_what_ran(error):
            raise
        raise RunFailed.of(scenario.name, seed, replication, error) from error


def replicate(
    scenario: Scenario,
    replications: int = REPLICATIONS,
    seed: int = 1,
    jobs: int | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
    replay: Sequence[str] = (),
    limit: float | None = None,
) -> Replications:
    """Run a scenario several times, each time with other luck.

    Args:
        scenario: what to run.
        replications: how many runs; an interval needs two.
        seed: seed of the study; replication r has the same luck however many are asked for.
        jobs: processes to use; 1 = only this one, None = one per processor it may use. Never changes a result.
        progress: called after every run with the numbers done and asked for.
        executor: a ``concurrent.futures`` executor to use instead of processes of our own.
        replay: windows in which to measure ``prosthesis_index``, by a second run without volunteers.
        limit: seconds that a run may take; one that takes longer is ended and becomes a failed run.

    Returns:
        The runs: ``summary`` has a mean and its interval per outcome, ``runs`` and ``weekly`` every number.

    Raises:
        TupSimError: what was given is no scenario, is not possible, or is no whole number.
        RunFailed: every run failed; a few that do are listed in ``failures`` of the result.
        Interrupted: Ctrl-C; carries the finished runs.

    Examples:
        >>> from tup_sim import load_scenario, replicate
        >>> house = load_scenario("open_house", weeks=4, settings={"warmup": 0})
        >>> often = replicate(house, replications=2, jobs=1)
        >>> often
        Replications('open_house', runs=2 of 2, seed=1)
        >>> list(often.summary.columns)
        ['outcome', 'window', 'mean', 'low', 'high', 'n', 'unit']
    """
    check([scenario])
    replications, seed, jobs = _numbers(replications, seed, jobs)
    (scenario,) = rested([scenario], jobs)
    arm = _to_replay(Arm(scenario, measures.windows_of(scenario)), replay)
    harvest = execute(WORK, _tasks([arm], replications, seed), jobs, progress, executor, limit)
    refuse_if_all_failed(harvest.results)
    found = _replications([arm], harvest.results, replications, seed)[0]
    return unless_stopped(found, harvest, replications)


def compare(
    base: Scenario,
    others: Sequence[Scenario] | Scenario,
    replications: int = REPLICATIONS,
    seed: int = 1,
    jobs: int | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
    replay: Sequence[str] = (),
    limit: float | None = None,
    alone: bool = False,
) -> Comparison:
    """Run a base and other scenarios with the same luck and look at the differences, run by run.

    The windows are those of the changed scenario, for the base too.

    Args:
        base: what the others are compared with.
        others: one scenario or several; a name that occurs twice gets a number.
        replications: runs of each scenario; an interval needs two.
        seed: seed of the study; replication r of every scenario meets the same luck.
        jobs: processes to use; 1 = only this one, None = one per processor it may use. Never changes a result.
        progress: called after every run with the numbers done and asked for.
        executor: a ``concurrent.futures`` executor to use instead of processes of our own.
        replay: windows in which to measure ``prosthesis_index``, by a second run without volunteers.
        limit: seconds that a run may take; one that takes longer is ended and becomes a failed run.
        alone: whether every run is lived from its beginning, also where arms share a past; never changes a result.

    Returns:
        The runs of all scenarios: ``differences`` has the paired differences with the base, and what the judge says.

    Raises:
        TupSimError: what was given is no scenario or not what is wanted, is not possible, or horizons differ.
        RunFailed: every run failed; a few that do are listed in ``failures`` of the result.
        Interrupted: Ctrl-C; carries the finished runs.

    Examples:
        >>> from tup_sim import compare, load_scenario
        >>> house = load_scenario("open_house", weeks=4, settings={"warmup": 0})
        >>> thanks = load_scenario("open_house", weeks=4, settings={"warmup": 0, "thanks": 9})
        >>> both = compare(house, [thanks], replications=2, jobs=1)
        >>> row = both.differences.query("outcome == 'recognition' and window == 'horizon'").iloc[0]
        >>> bool(row["mean"] > 0), int(row["n"])
        (True, 2)
    """
    group = (base, (others,) if isinstance(others, Scenario | str) else _several(others))
    try:
        return compare_each([group], replications, seed, jobs, progress, executor, replay, limit, alone)[0]
    except Interrupted as stop:
        raise Interrupted(stop.done, stop.total, stop.results and stop.results[0]) from None


def compare_each(
    groups: Sequence[Group],
    replications: int = REPLICATIONS,
    seed: int = 1,
    jobs: int | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
    replay: Sequence[str] = (),
    limit: float | None = None,
    alone: bool = False,
) -> tuple[Comparison, ...]:
    """Several comparisons, each with its own base, on one set of processes; otherwise as ``compare``.

    Args:
        groups: pairs of a base and a list of the scenarios that are compared with it.
        replications: runs of each scenario; an interval needs two.
        seed: seed of the study; replication r of every scenario meets the same luck.
        jobs: processes to use; 1 = only this one, None = one per processor it may use. Never changes a result.
        progress: called after every run with the numbers done and asked for.
        executor: a ``concurrent.futures`` executor to use instead of processes of our own.
        replay: windows in which to measure ``prosthesis_index``, by a second run without volunteers.
        limit: seconds that a run may take; one that takes longer is ended and becomes a failed run.
        alone: whether every run is lived from its beginning, also where arms share a past; never changes a result.

    Raises:
        TupSimError: what was given is something else, or is not possible.
        RunFailed: every run failed.
        Interrupted: Ctrl-C; carries the finished runs.
    """
    groups = _groups(groups)
    for base, others in groups:
        check([base, *others])
    groups = [(base, others) for base, *others in map(side_by_side, ([b, *o] for b, o in groups))]
    replications, seed, jobs = _numbers(replications, seed, jobs)
    groups = [(base, others) for base, *others in (rested([b, *o], jobs) for b, o in groups)]
    plans = [_plan(base, others) for base, others in groups]
    arms = [_to_replay(arm, replay) for plan in plans for arm in (plan.base, *plan.others)]
    harvest = execute(WORK, _tasks(arms, replications, seed), jobs, progress, executor, limit, alone)
    refuse_if_all_failed(harvest.results)
    found = iter(_replications(arms, harvest.results, replications, seed))
    comparisons = tuple(
        Comparison(next(found), tuple(next(found) for _ in plan.others), plan.labels) for plan in plans
    )
    return unless_stopped(comparisons, harvest, len(arms) * replications)


def _to_replay(arm: Arm, names: Sequence[str]) -> Arm:
    """The arm, to be replayed for the windows of these names; one with its weeks in its name goes by its name."""
    names = texts(names, "replay", "late")
    there = tuple(window for window in arm.windows if window.partition("[")[0] in names)
    if missing := [name for name in names if name not in {window.partition("[")[0] for window in there}]:
        raise TupSimError(no_window(arm.scenario.name, missing[0], arm.windows))
    return arm._replace(replay=there)


class _Plan(NamedTuple):
    """A base with all windows it is needed in, the others, and per other the name of its windows in the base."""

    base: Arm
    others: tuple[Arm, ...]
    labels: tuple[dict[str, str], ...]


def _plan(base: Scenario, others: Sequence[Scenario]) -> _Plan:
    """Give every arm a name of its own and find the windows; the base is run once for all of them."""
    base, *changed = _with_own_names([base, *others])
    arms = tuple(Arm(other, windows_of_pair(base, other)) for other in changed)
    windows: dict[str, tuple[float, float]] = {}
    labels = tuple({name: _add(windows, name, span) for name, span in arm.windows.items()} for arm in arms)
    return _Plan(Arm(base, windows), arms, labels)


def windows_of_pair(base: Scenario, other: Scenario) -> Windows:
    """The windows of the arm that changes; of the base if only the base does.

    Raises:
        TupSimError: the two have different horizons.
    """
    mine, theirs = measures.windows_of(base), measures.windows_of(other)
    if mine.get("horizon") != theirs.get("horizon"):
        problem = "{base} and {other} have different horizons; give both the same weeks (--weeks)"
        raise TupSimError(Message(problem, base=base.name, other=other.name))
    return mine if other.first_change() is None and base.first_change() is not None else theirs


def key_of(text: str, windows: Windows, name: str) -> Key:
    """The outcome and window written as text, which this scenario must have.

    Raises:
        TupSimError: it is no text, or there is no such outcome or window.
    """
    key = Key.of(
        one_text(text, "outcomes", Message("write {name}=['{example}']", name="outcomes", example="core_met"))
    )
    measures.outcome_of(key.outcome)
    if key.window not in windows:
        raise TupSimError(no_window(name, key.window, windows))
    return key


def no_window(name: str, window: str, there: Iterable[str]) -> Message:
    """A scenario has no weeks of that name."""
    windows = ", ".join(there)
    return Message(
        "{name} has no window '{window}'; it has: {windows}", name=name, window=window, windows=windows
    )


def _add(windows: dict[str, tuple[float, float]], name: str, span: tuple[float, float]) -> str:
    """Add a window under its name, or with its weeks in the name if another window has it."""
    label = name if windows.get(name, span) == span else f"{name}[{span[0]:g}-{span[1]:g}]"
    windows[label] = span
    return label


def _with_own_names(scenarios: Sequence[Scenario]) -> list[Scenario]:
    """The scenarios, with a number behind a name that is taken."""
    taken: list[str] = []
    for scenario in scenarios:
        name, number = scenario.name, 1
        while name in taken:
            number += 1
            name = f"{scenario.name} ({number})"
        taken.append(name)
    return [replace(each, name=name) for each, name in zip(scenarios, taken, strict=True)]


def _tasks(arms: Sequence[Arm], replications: int, seed: int) -> Made:
    """All runs, luck by luck, so that a study that is broken off has whole pairs."""

    def each() -> Iterator[Task]:
        for replication in range(replications):
            for number, arm in enumerate(arms):
                yield Task(number, arm.scenario, seed, replication, arm.windows, replay=arm.replay)

    return Made(len(arms) * replications, each)


def _replications(
    arms: Sequence[Arm], results: Sequence[Result], replications: int, seed: int
) -> list[Replications]:
    """The results sorted by arm."""
    return [
        Replications(
            arm.scenario,
            seed,
            replications,
            arm.windows,
            tuple(result for result in results if result.arm == number),
        )
        for number, arm in enumerate(arms)
    ]


def check(scenarios: Sequence[Scenario]) -> None:
    """Refuse what cannot be run, in words; each scenario is looked at once.

    Raises:
        TupSimError: one is no scenario, or is not possible.
    """
    for each in {id(each): each for each in scenarios}.values():
        check_scenario(each)


def same_scenarios(scenarios: Sequence[Scenario]) -> Iterator[str]:
    """A sentence for every scenario that is an earlier one once more, whatever its name."""
    seen: dict[object, str] = {}
    for each in scenarios:
        content = (each.parameters, each.changes)
        if content in seen:
            yield Message(
                "'{name}' is the same scenario as '{first}', value by value: nothing can differ between them",
                name=each.name,
                first=seen[content],
            )
        seen.setdefault(content, each.name)


def _several(others: Any) -> tuple[Scenario, ...]:
    """Scenarios to compare with a base; at least one."""
    if not isinstance(others, Iterable) or isinstance(others, Mapping):
        raise TupSimError(Message("others is a list of scenarios, not {value!r}", value=others))
    if not (found := tuple(others)):
        raise TupSimError(Message("there is nothing to compare the base with: others is an empty list"))
    return found


def _groups(groups: Any) -> tuple[Group, ...]:
    """Bases, each with what is compared with it."""
    wanted = Message("groups is a list of pairs (base, [other, ..]), not {value!r}", value=groups)
    if not isinstance(groups, Iterable) or isinstance(groups, str | Mapping):
        raise TupSimError(wanted)
    found = []
    for group in groups:
        if not isinstance(group, Sequence) or isinstance(group, str) or len(group) != 2:
            raise TupSimError(wanted)
        found.append((group[0], _several(group[1])))
    return tuple(found)


def _numbers(replications: Any, seed: Any, jobs: Any) -> tuple[int, int, int | None]:
    """Three whole numbers as plain ``int``."""
    processes = None if jobs is None else whole_number(jobs, "jobs", 1)
    return whole_number(replications, "replications", 1), whole_number(seed, "seed", 0), processes


def refuse_if_all_failed(results: Sequence[Result]) -> None:
    """A study without a single run has nothing to say but the first error.

    Raises:
        RunFailed: every run failed.
    """
    if results and all(result.error for result in results):
        raise results[0].failure


def unless_stopped(found: Found, harvest: BatchResult, total: int) -> Found:
    """What was found, or an interruption that carries it.

    Raises:
        Interrupted: the work was broken off.
    """
    if harvest.stopped:
        raise Interrupted(len(harvest.results), total, found if harvest.results else None)
    return found
