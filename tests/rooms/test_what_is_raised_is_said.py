"""A public function whose own body raises says so in its docstring, under ``Raises:``.

The docstring of a command is its help: it is read by who uses the program, and says no such thing.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.rooms.source import Function, Module, bench, faults, own_nodes, snippet


def silent(module: Module) -> Iterator[str]:
    """Public functions that raise and do not say so."""
    for function in public(module.tree):
        says = ast.get_docstring(function) or ""
        if raised(function) and "Raises:" not in says:
            yield module.fault(function, f"{function.name} raises and does not say so under 'Raises:'")


def public(scope: ast.Module | ast.ClassDef) -> Iterator[Function]:
    """Functions and methods that others may call by their name."""
    for node in scope.body:
        if isinstance(node, ast.ClassDef | Function) and not node.name.startswith("_"):
            yield from public(node) if isinstance(node, ast.ClassDef) else [node][is_command(node) :]


def is_command(function: Function) -> bool:
    """Whether a function is a command of the command line: ``@main.command()``."""
    called = [each.func for each in function.decorator_list if isinstance(each, ast.Call)]
    return any(isinstance(each, ast.Attribute) and each.attr in ("command", "group") for each in called)


def raised(function: Function) -> list[ast.Raise]:
    """What a function raises itself; passing on what came from below is not that."""
    return [node for node in own_nodes(function) if isinstance(node, ast.Raise) and node.exc is not None]


def test_whoever_raises_says_so():
    assert faults(silent) == ""
    assert faults(silent, bench()) == ""


def test_a_function_that_raises_in_silence_is_found():
    wrong = 'def shut(x):\n    """Shut it."""\n    if x:\n        raise ValueError(x)\n'
    assert faults(silent, (snippet(wrong),)) == (
        "tup_sim.model.processes.snippet:1: shut raises and does not say so under 'Raises:'"
    )
    in_class = f"class Door:\n    {wrong.replace(chr(10), chr(10) + '    ')}\n"
    assert "shut raises" in faults(silent, (snippet(in_class),))


def test_what_is_private_or_only_passes_on_needs_not_say_so():
    private = "def _shut(x):\n    raise ValueError(x)\n"
    passing_on = "def shut(x):\n    try:\n        x()\n    except ValueError:\n        raise\n"
    command = '@main.command("shut")\ndef shut():\n    """Help."""\n    raise ValueError\n'
    raises = "Shut it.\n\n    Raises:\n        ValueError: always.\n    "
    said = f'def shut(x):\n    """{raises}"""\n    raise ValueError(x)\n'
    assert faults(silent, tuple(map(snippet, (private, passing_on, command, said)))) == ""
