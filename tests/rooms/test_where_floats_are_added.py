"""Sums in the model and its measures are exact, so that every Python adds to the same number.

The built-in ``sum`` rounds after every term before Python 3.12 and not after it; one last
digit is enough to part two runs.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.rooms.source import Module, dotted, faults, snippet


def rounded_sums(module: Module) -> Iterator[str]:
    """Calls of the built-in ``sum`` that do more than count."""
    if not module.is_in("model", "measures"):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and dotted(node.func) == "sum" and not _counts(node):
            yield module.fault(node, "sum() rounds otherwise in another Python; use math.fsum")


WHOLE = {"hiring"}  # states that are whole numbers, of which any sum is exact


def _counts(call: ast.Call) -> bool:
    """``sum(1 for ...)``, or of a state that is a whole number: these are exact in any case."""
    first = call.args[0] if call.args else call
    if not isinstance(first, ast.GeneratorExp | ast.ListComp):
        return False
    added = first.elt
    if isinstance(added, ast.Attribute):
        return added.attr in WHOLE
    return isinstance(added, ast.Constant) and added.value == 1


def test_no_sum_depends_on_the_version_of_python():
    assert faults(rounded_sums) == ""


@pytest.mark.parametrize(
    "line",
    [
        "x = sum(hours)",
        "x = sum(h for h in hours)",
        "x = sum([h.half for h in hours])",
        "x = sum([0.1, 0.2])",
    ],
)
def test_a_sum_that_rounds_is_found(line):
    assert list(rounded_sums(snippet(line)))
    assert not list(rounded_sums(snippet(line, "study.design")))


@pytest.mark.parametrize(
    "line",
    [
        "x = sum(1 for h in hours if h)",
        "x = sum([1 for h in hours if h])",
        "x = fsum(hours)",
        "x = ledger.sum(a, 0, 1)",
    ],
)
def test_counting_and_exact_sums_are_allowed(line):
    assert not list(rounded_sums(snippet(line)))
