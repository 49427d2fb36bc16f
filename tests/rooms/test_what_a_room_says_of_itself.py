"""Every module says what it is for; everything public in the model and the statistics says what it does."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.rooms.source import Function, Module, bench, faults, house, snippet


def untold(module: Module) -> Iterator[str]:
    """Modules, public functions and public classes without a docstring."""
    if not ast.get_docstring(module.tree):
        yield module.fault(module.tree, "module without docstring")
    if not module.is_in("model", "statistics") or module.name.rpartition(".")[2].startswith("_"):
        return
    for node in module.tree.body:
        if (
            isinstance(node, Function | ast.ClassDef)
            and not node.name.startswith("_")
            and not ast.get_docstring(node)
        ):
            yield module.fault(node, f"{node.name} without docstring")


def test_every_room_says_what_it_is_for():
    assert faults(untold) == ""
    assert faults(untold, bench()) == ""


def test_the_house_is_looked_at():
    assert {module.name for module in house()} >= {"tup_sim", "tup_sim.errors", "tup_sim.model"}


def test_silence_is_found():
    told = '"""Volunteers."""\n'
    assert list(untold(snippet("x = 1", "cli.run")))
    assert list(untold(snippet(told + "def visit(): pass")))
    assert list(untold(snippet(told + "class Visit: pass", "statistics.pairs")))
    assert not list(untold(snippet(told + "def _visit(): pass")))
    assert not list(untold(snippet(told + "def visit(): pass", "cli.run")))
