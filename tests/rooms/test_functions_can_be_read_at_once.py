"""No function is longer than one looks at without scrolling: fifty lines, with what it says of itself."""

from __future__ import annotations

from collections.abc import Iterator

from tests.rooms.source import Module, everything, faults, functions, snippet

MOST = 50


def long(module: Module) -> Iterator[str]:
    """Functions of more lines than that, from ``def`` to the last line."""
    for function in functions(module.tree):
        lines = (function.end_lineno or function.lineno) - function.lineno + 1
        if lines > MOST:
            yield module.fault(function, f"{function.name} has {lines} lines")


def test_no_function_is_longer_than_a_screen():
    assert faults(long, everything()) == ""


def test_what_is_looked_at_is_everything():
    rooms = {module.name.partition(".")[0] for module in everything()}
    assert rooms == {"tup_sim", "validation", "benchmarks", "tests", "docs"}


def test_a_long_function_is_found():
    whole = "def run():\n" + "    x = 1\n" * (MOST - 1)
    assert not list(long(snippet(whole)))
    (fault,) = long(snippet(f"class House:\n    {whole.replace(chr(10), chr(10) + '    ')}    y = 2\n"))
    assert fault == "tup_sim.model.processes.snippet:2: run has 51 lines"
