"""A program that lives some studies together and then each run alone, and says what it found as JSON.

A process of its own, since whoever runs tests has several threads, and then nothing is copied. Per study: how many
copies were made, how many runs there were, the errors, and which runs differ in any bit.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

os.environ["OPENBLAS_NUM_THREADS"] = "1"
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.study.experiments import house
from tup_sim.model.parameters import Change, Scenario, Trigger, plain, value_at
from tup_sim.model.people.families import TASK_TYPES
from tup_sim.model.plugins import Plugin, catalogue_with
from tup_sim.model.processes.changing import with_values
from tup_sim.model.rules.budget import left_over
from tup_sim.study.attribution import _tasks as tasks_of_coalitions
from tup_sim.study.families import families
from tup_sim.study.ranges import placed
from tup_sim.study.results import Key
from tup_sim.study.shared_past import live_together
from tup_sim.study.work import Result, Task, carry_out

WINDOWS = {"horizon": (0.0, 8.0), "late": (4.0, 8.0)}
HOURS = f"requests.{TASK_TYPES[0]}.hours"
CUT = {"cut.size": 0.2, "cut.at": 4, "cut.announced": 1}
MOVED_SOON = ("core_met", "contact_ratio", "professional_strain", "volunteer_strain", "belonging")
PLUGIN = Path(__file__).parents[1] / "mechanisms" / "open_door.py"


def start(values: dict[str, object], *changes: Change, base: Scenario | None = None) -> Scenario:
    base = base or BASE
    return replace(base, parameters=with_values(base.parameters, values), changes=(*base.changes, *changes))


SMALL = {"places": 8, "volunteers_initial": 8, "professionals.posts": 3, "budget_review": 1, "notice": 1}
BASE = start(SMALL, base=house(8, 2))
BASE = start(
    {"income": BASE.parameters.income - left_over(plain(BASE.parameters))}, base=BASE
)  # so a cut is felt


def longer(part: float, at: int, **more: object) -> Change:
    return Change({HOURS: part * value_at(BASE.parameters, HOURS)}, at=at, **more)  # type: ignore[arg-type]


def arms(*scenarios: Scenario, windows: Sequence[dict[str, tuple[float, float]]] = (WINDOWS,)) -> list[Task]:
    return [
        Task(arm, each, 1, 0, windows[arm % len(windows)], weekly=None if arm < 99 else ())
        for arm, each in enumerate(scenarios)
    ]


def in_worlds() -> list[Task]:
    """Base and treated of two worlds, each with a luck of its own."""
    moved = [{"strain.pleasure": value} for value in (0.1, 0.3)]
    pairs = [(placed(BASE, world), placed(start(CUT), world)) for world in moved]
    return [
        Task(2 * luck + side, each, 1, luck, WINDOWS, MOVED_SOON)
        for luck, pair in enumerate(pairs)
        for side, each in enumerate(pair)
        if each is not None
    ]


def coalitions() -> list[Task]:
    keys = tuple(map(Key, MOVED_SOON))
    return tasks_of_coalitions(
        (BASE, start(CUT)), [("strain",), ("belonging_recognition",)], keys, WINDOWS, (), 1, 1
    )


def with_a_plug_in() -> list[Task]:
    """Its clients remember what it did: a state that lives in the process."""
    text = PLUGIN.read_text("utf-8")
    catalogue = catalogue_with([Plugin("open_door.py", text, "digest of open door", str(PLUGIN))])
    values = {**BASE.parameters.model_dump(), "open_door": {"let_in": 0.25}, "drops_in": 0.5}
    own = replace(BASE, parameters=catalogue.parameters.model_validate({**values, "mechanisms": {}}))
    return arms(own, start({}, longer(1.5, 4), base=own))


STUDIES: dict[str, Callable[[], list[Task]]] = {
    "compare": lambda: arms(BASE, start({}, longer(1.5, 3))),
    "other windows": lambda: arms(
        BASE, start({}, longer(1.5, 3)), windows=(WINDOWS, {"year1": (3.0, 8.0), **WINDOWS})
    ),
    "depth of a cut": lambda: arms(BASE, *(start(CUT | {"cut.size": part}) for part in (0.1, 0.2, 0.3))),
    "what a cut spares": lambda: arms(
        *(start(CUT | more) for more in ({}, {"cut_protects.coordinator": True}, {"cut_protects.front_line": True}))
    ),
    "restore": lambda: arms(BASE, start(CUT), start(CUT | {"cut.restored": 6})),
    "shocks": lambda: arms(
        BASE,
        start({"volunteer_shock.at": 4, "volunteer_shock.share": 0.5}),
        start({"demand_shock.at": 5, "demand_shock.size": 0.5}),
        start({"demand_shock.at": 5, "demand_shock.size": 0.5, "demand_shock.until": 7}),
    ),
    "worlds": in_worlds,
    "evidence": lambda: arms(
        BASE, start(CUT), start({}, longer(1.5, 5)), start(CUT, longer(1.5, 5)), start({HOURS: 0.3})
    ),
    "attribution": coalitions,
    "a switch from a date on": lambda: arms(
        start(CUT), *(start(CUT, Change({f"mechanisms.{name}": False}, at=3)) for name in ("strain", "coaching"))
    ),
    "branches of branches": lambda: arms(
        *(start({}, longer(1.2, 1), longer(part, 3), longer(again, 5)) for part in (1.3, 1.4) for again in (1.5, 1.6)),
        BASE,
    ),
    "changes that have begun": lambda: arms(
        *(
            start(
                {},
                longer(1.5, 1, over=4),
                Change({"thanks": 0.9}, at=0, trigger=Trigger("volunteers", True, 1.0, 2)),
                Change({"coordinators.fte": 1.0}, at=2, until=5),
                *more,
            )
            for more in ((), (longer(1.1, 4, until=6),), (Change({"coordinators.fte": 0.5}, at=4),))
        )
    ),
    "the same twice": lambda: arms(BASE, replace(BASE, name="again"), start({}, longer(1.5, 3))),
    "a plug-in": with_a_plug_in,
    "overdrawn": lambda: arms(
        *(start(values | {"reserve": 0.0, "income": 50_000.0}) for values in (CUT, CUT | {"cut.at": 6}))
    ),
    "a run that fails": lambda: arms(
        BASE,
        start({}, longer(1.5, 3)),
        start({}, Change({"support_split.ending": 0.9}, at=4)),
        start({}, longer(1.5, 5)),
    ),
    "from the start": lambda: arms(BASE, start({HOURS: 0.3})),
}  # fmt: skip


def bits(result: Result) -> object:
    weekly = {name: series.tobytes().hex() for name, series in result.weekly.items()}
    return [result.arm, result.error, {name: value.hex() for name, value in result.values.items()}, weekly]


def lived(tasks: list[Task]) -> tuple[int, list[Result]]:
    """How many copies were made, and the results, sorted as the tasks."""
    found: list[Result] = []
    copies, fork = 0, os.fork

    def counted() -> int:
        nonlocal copies
        copies += 1
        return fork()

    os.fork = counted  # copies of copies count for themselves
    try:
        for family in families(tasks, len(tasks), 1):
            some = [task for _, task in family]
            if len(some) > 1:
                live_together(some, found.append)
            else:
                found.append(carry_out(some[0]))
    finally:
        os.fork = fork
    return copies, sorted(found, key=lambda each: (each.replication, each.arm))


def held(tasks: list[Task]) -> dict[str, object]:
    """A study lived together, held against each of its runs alone."""
    copies, together = lived(tasks)
    alone = [carry_out(task) for task in tasks]
    return {
        "copies": copies,
        "runs": len(tasks),
        "errors": [each.error for each in alone],
        "other": [a.arm for a, b in zip(alone, together, strict=True) if bits(a) != bits(b)],
        "numbers": len({json.dumps(bits(each)[2:]) for each in alone}),
    }


def no_process() -> int:
    raise BlockingIOError("there are too many processes")


def main() -> None:
    told = {name: held(make()) for name, make in STUDIES.items()}
    fork, os.fork = os.fork, no_process
    told["no process can be made"] = held(STUDIES["compare"]())
    os.fork = fork
    Thread(target=Event().wait, daemon=True).start()
    told["two threads"] = held(STUDIES["compare"]())
    print(json.dumps(told))


if __name__ == "__main__":
    main()
