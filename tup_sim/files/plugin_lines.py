"""On which line of a plug-in something stands: a text, a name, what ``Declared`` is given."""

from __future__ import annotations

import ast
from typing import Any, NamedTuple

from tup_sim.model.mechanisms.base import Declared
from tup_sim.model.plugins import Plugin, mechanisms_of


class Lines(NamedTuple):
    """Where things stand in the source of a plug-in."""

    plugin: Plugin
    tree: ast.Module

    def of_text(self, text: str) -> str:
        """The line where a text stands first, as the name of a number or an outcome does."""
        found: list[Any] = [node for node in ast.walk(self.tree) if _is_text(node, text)]
        return self.at(min((node.lineno for node in found), default=1))

    def of_key(self, key: str) -> str:
        """The line where a mechanism says its key."""
        said = (n for n in ast.walk(self.tree) if isinstance(n, ast.keyword) and n.arg == "key")
        lines = [each.value.lineno for each in said if _is_text(each.value, key)]
        return self.at(lines[0]) if lines else self.of_text(key)

    def of_argument(self, name: str) -> str:
        """The line where ``Declared`` is given something under a name."""
        calls = (
            n for n in ast.walk(self.tree) if isinstance(n, ast.Call) and called(n.func) == Declared.__name__
        )
        lines = [each.value.lineno for call in calls for each in call.keywords if each.arg == name]
        return self.at(lines[0] if lines else 1)

    def of_name(self, name: str, inside: str = "") -> str:
        """The line where a class begins, or a function in it."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ClassDef) and node.name == (inside or name):
                found = [node] if not inside else [each for each in node.body if called(each) == name]
                return self.at(found[0].lineno if found else node.lineno)
        return self.at(1)

    def at(self, line: int) -> str:
        """A line of the file."""
        return f"{self.plugin.file}:{line}"


def _is_text(node: ast.AST, text: str) -> bool:
    return isinstance(node, ast.Constant) and node.value == text


def called(node: ast.AST) -> str:
    """The name of a class or a function, or of what is called by it."""
    return str(getattr(node, "name", "") or getattr(node, "id", "") or getattr(node, "attr", ""))


def lines_of(plugin: Plugin) -> Lines:
    """The lines of a plug-in that is Python.

    Raises:
        ScenarioError: it is none, or cannot be run.
    """
    mechanisms_of(plugin)  # tells what keeps it from being Python
    return Lines(plugin, ast.parse(plugin.source))
