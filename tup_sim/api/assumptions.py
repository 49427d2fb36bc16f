"""Which assumptions decide an outcome, or a difference, from Python."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor

from tup_sim.api.given import scenario_of
from tup_sim.api.progress import telling
from tup_sim.model.parameters import Scenario
from tup_sim.study.execute import Progress, check_how
from tup_sim.study.sweep import LATIN, UNMOVED, Sweep, sweep


def sensitivity(  # noqa: D417 - how it is run is told in one line
    scenario: Scenario | str,
    outcomes: Sequence[str],
    against: Scenario | str | None = None,
    method: str = LATIN,
    draws: int | None = None,
    unmoved: int = UNMOVED,
    only: Sequence[str] = (),
    seed: int = 1,
    jobs: int | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
    limit: float | None = None,
    alone: bool = False,
) -> Sweep:
    """Move every assumption over its plausible range, and see which of them decide outcomes or differences.

    Args:
        scenario: what is looked at, or its name.
        outcomes: names, with a window if it is another than the horizon: ``core_met@late``.
        against: look at the difference of this one with ``scenario``; ``+cut_20`` is laid over ``scenario``.
        method: ``lhs`` (all at once), ``morris`` (one after the other) or ``sobol`` (shares of the variance).
        draws: of the assumptions; None for what the method needs.
        unmoved: runs with every assumption in its place, to see luck alone; 0 or more.
        only: paths of the assumptions to move; none for all.
        seed: of all luck, 0 or more.
        jobs, progress, executor, limit, alone: how it is run; as for ``experiment``.

    Returns:
        The sweep: ``to_frame()`` has what decides each outcome, ``spread(key)`` whether its sign holds, ``draws`` all.

    Raises:
        ScenarioError: there is no such scenario.
        TupSimError: there is no such outcome, method or assumption, or something else is not what is wanted.
        RunFailed: every run failed.
        Interrupted: Ctrl-C; carries the finished draws.

    Examples:
        >>> from tup_sim import load_scenario, sensitivity
        >>> house = load_scenario("open_house", weeks=2, settings={"warmup": 0})
        >>> moved = sensitivity(house, ["contact_ratio"], only=["times.role"], draws=4, unmoved=0, jobs=1)
        >>> len(moved.draws), list(moved.to_frame().columns)[:4]
        (4, ['outcome', 'window', 'assumption', 'effect'])
    """
    check_how(progress, executor, limit, jobs)
    pair = (scenario_of(scenario), None if against is None else scenario_of(against, scenario))
    with telling(progress) as told:
        how = (seed, only, jobs, told, executor, limit, alone)
        return sweep([pair], outcomes, method, draws, unmoved, *how)[0]
