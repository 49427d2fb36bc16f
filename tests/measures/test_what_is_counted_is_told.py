"""An outcome that counts what nobody tells can be reached by nothing: every event that is heard is told somewhere."""

from __future__ import annotations

import ast
from collections import defaultdict
from functools import cache

from tests.conservation.worlds import BASES
from tests.rooms.source import house
from tests.rows import on_each
from tup_sim.measures.counting import sums
from tup_sim.measures.ledger import Ledger
from tup_sim.model.catalogue import HOUSE
from tup_sim.model.parameters import Scenario

TELLS = {"emit", "emit_lazy"}
COUNTED = [
    (outcome.name, count.event.__name__)
    for declared in HOUSE.declared
    for outcome in declared.outcomes
    for _, count in sums(outcome)
]


@cache
def told() -> dict[str, set[str]]:
    """Event to the files of the model that tell it: as ``sim.emit(Event(..))`` or ``sim.emit_lazy(Event, ..)``."""
    found: dict[str, set[str]] = defaultdict(set)
    for module in house():
        for node in ast.walk(module.tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in TELLS
            ):
                first = node.args[0]
                event = first.func if isinstance(first, ast.Call) else first
                found[ast.unparse(event).rpartition(".")[2]].add(module.name)
    return found


@on_each("outcome, event", COUNTED)
def test_what_an_outcome_counts_is_told(outcome: str, event: str) -> None:
    assert told().get(event), f"nobody tells {event}, so nothing can reach {outcome}"


@on_each("event", sorted(kind.__name__ for kind in Ledger(Scenario("house", BASES["open_house"])).handlers))
def test_what_the_ledger_hears_is_told(event: str) -> None:
    assert told().get(event), f"nobody tells {event}"


def test_what_nobody_tells_would_be_noticed() -> None:
    assert not told().get("NobodyTells")
    assert "processes.serving" in {name.removeprefix("tup_sim.model.") for name in told()["ContactEnded"]}
