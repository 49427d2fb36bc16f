"""Nothing in the model asks which pattern of responsibility holds; it asks what the pattern allows."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.rooms.source import Module, faults, snippet

PATTERNS = {"extra", "peer", "owner"}


def patterns_named(module: Module) -> Iterator[str]:
    """The name of a pattern as a text or as a member of an enumeration."""
    if not module.is_in("model") or module.is_in("model.parameters", "model.gates"):
        return
    for node in ast.walk(module.tree):
        text = isinstance(node, ast.Constant) and node.value in PATTERNS
        member = isinstance(node, ast.Attribute) and node.attr in {name.upper() for name in PATTERNS}
        if text or member:
            name = node.value if text else node.attr
            yield module.fault(node, f"asks for the pattern {name!r}; ask what it allows (model/patterns.py)")


def test_nothing_in_the_model_names_a_pattern():
    assert faults(patterns_named) == ""


@pytest.mark.parametrize(
    "line",
    [
        "if pattern == 'extra': pass",
        "hours = table['peer']",
        "hours = table.get('owner')",
        "if pattern in ('peer', 'owner'): pass",
        "match pattern:\n    case 'extra': pass",
        "if pattern is Pattern.OWNER: pass",
    ],
)
def test_a_pattern_named_elsewhere_is_found(line):
    for room in ("model.rules.matching", "model.people.volunteer", "model.patterns"):
        assert list(patterns_named(snippet(line, room)))
    for room in ("model.parameters.patterns", "model.parameters.organisation", "measures.outcomes"):
        assert not list(patterns_named(snippet(line, room)))


def test_the_words_themselves_are_free():
    assert not list(patterns_named(snippet('def f(owner, extra):\n    """A peer asks the owner."""\n')))
