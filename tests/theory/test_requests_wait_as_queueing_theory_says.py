"""With everything else switched off, requests are a queue; theory has to lie in a 99.9 % interval over runs."""

from __future__ import annotations

from functools import cache

import pytest

from tests.conservation.worlds import with_values
from tests.theory.formulas import erlang_a, erlang_b, erlang_c, mean_wait, priority_waits
from tests.theory.observing import WEEK, QueueSeen, Waits, agrees, at_length, observe
from tup_sim.files import load_scenario
from tup_sim.model.parameters import Scenario
from tup_sim.model.people.families import TASK_TYPES
from tup_sim.model.simulation import Simulation

GUIDANCE, COMPANIONSHIP = TASK_TYPES.index("guidance"), TASK_TYPES.index("companionship")
RUNS = 20


def queue(name: str, servers: int, clients: int, weeks: int, **loads: float) -> Scenario:
    """A shipped theory scenario with other servers, clients and loads (Erlang, at the shipped hour per request)."""
    hours = 0.5
    settings = [f"professionals.posts={servers}", f"places={clients}", "warmup=1", f"horizon={weeks}"]
    for task_type, load in loads.items():
        rate = load / hours * WEEK / clients
        settings += [f"requests.{task_type}.rate={rate!r}", f"requests.{task_type}.hours={hours!r} hours"]
    return load_scenario(name, settings=settings)


def test_the_formulas_agree_with_published_values_and_with_each_other() -> None:
    assert erlang_b(1, 1.0) == pytest.approx(0.5)
    assert erlang_b(10, 5.0) == pytest.approx(0.018385, abs=1e-6)  # tables of the Erlang B formula
    assert erlang_c(1, 0.7) == pytest.approx(0.7)  # one server: the share of time it is busy
    assert mean_wait(1, 0.7, 1.0) == pytest.approx(0.7 / 0.3)  # M/M/1
    calm = erlang_a(3, 2.1, 1.0, 1e6, states=400)
    assert calm.lost == pytest.approx(0.0, abs=1e-5)
    assert calm.wait_of_served == pytest.approx(mean_wait(3, 2.1, 1.0), rel=1e-4)
    hasty = erlang_a(3, 2.1, 1.0, 1e-6)
    assert hasty.lost == pytest.approx(erlang_b(3, 2.1), rel=1e-4)
    first, second = priority_waits(3, 1.2, 0.9, 1.0)
    assert (1.2 * first + 0.9 * second) / 2.1 == pytest.approx(mean_wait(3, 2.1, 1.0))  # nothing is lost
    one, other = erlang_a(4, 5.0, 1.0, 0.5), erlang_a(4, 5.0, 1.0, 1.0)
    assert one.lost > other.lost > 1 - 4 / 5.0


@pytest.mark.parametrize(
    ("servers", "load", "weeks", "narrow"), [(3, 1.8, 20, 0.1), at_length(8, 5.2, 5, 0.15)]
)
def test_without_impatience_requests_wait_as_erlang_c_says(
    servers: int, load: float, weeks: int, narrow: float
) -> None:
    runs = observe(queue("theory_erlang_c", servers, 40, weeks, guidance=load), RUNS)
    agrees([run.share_waiting(GUIDANCE) for run in runs], erlang_c(servers, load))
    agrees([run.mean(GUIDANCE) for run in runs], mean_wait(servers, load, 0.5), narrow)
    assert all(run.share_lost(GUIDANCE) == 0 for run in runs)


@cache
def impatient(servers: int, load: float, patience: float) -> list[Waits]:
    """Runs of M/M/c with impatience."""
    scenario = queue("theory_erlang_a", servers, 40, 4, guidance=load)
    values = with_values(scenario.parameters, {"requests.guidance.patience": patience})
    return observe(Scenario("impatient", values), RUNS)


@pytest.mark.parametrize(("servers", "load", "patience"), [(3, 3.3, 0.5), at_length(8, 8.8, 0.25)])
def test_with_impatience_as_many_go_without_as_erlang_a_says(
    servers: int, load: float, patience: float
) -> None:
    runs, theory = impatient(servers, load, patience), erlang_a(servers, load, 0.5, patience)
    agrees([run.share_lost(GUIDANCE) for run in runs], theory.lost)
    agrees([run.mean(GUIDANCE) for run in runs], theory.wait_of_served)


@pytest.mark.parametrize(
    ("servers", "core", "surplus", "weeks"), [(3, 1.0, 0.8, 10), at_length(5, 1.2, 2.0, 6)]
)
def test_core_waits_shorter_and_surplus_longer_as_two_priorities_say(
    servers: int, core: float, surplus: float, weeks: int
) -> None:
    runs = observe(queue("theory_priority", servers, 40, weeks, guidance=core, companionship=surplus), RUNS)
    first, second = priority_waits(servers, core, surplus, 0.5)
    agrees([run.mean(GUIDANCE) for run in runs], first, narrow=0.15)
    agrees([run.mean(COMPANIONSHIP) for run in runs], second, narrow=0.15)


def test_a_theory_that_is_wrong_is_rejected() -> None:
    """15 % off, and the theory of people who never give up."""
    runs, theory = impatient(3, 3.3, 0.5), erlang_a(3, 3.3, 0.5, 0.5)
    waits, lost = [run.mean(GUIDANCE) for run in runs], [run.share_lost(GUIDANCE) for run in runs]
    for wrong in (0.85 * theory.wait_of_served, 1.15 * theory.wait_of_served, mean_wait(3, 2.9, 0.5)):
        with pytest.raises(AssertionError, match="theory"):
            agrees(waits, wrong)
    for wrong in (0.85 * theory.lost, 1.15 * theory.lost, erlang_b(3, 3.3)):
        with pytest.raises(AssertionError, match="theory"):
            agrees(lost, wrong)


def test_littles_law_holds_exactly_for_the_queue() -> None:
    """The integral of the length of the queue is the sum of all waits, cut off at the end."""
    scenario = queue("theory_erlang_c", 3, 40, 6, guidance=2.7)
    seen = QueueSeen(GUIDANCE)
    seen.sim = Simulation(scenario, 3, 0, [seen])
    seen.sim.run()
    end = seen.sim.now
    seen.close(end)
    assert len(seen.stays) > 5000 and seen.area > 1000
    waits = sum((stay[1] if len(stay) > 1 else end) - stay[0] for stay in seen.stays.values())
    assert seen.area == pytest.approx(waits, rel=1e-9)
