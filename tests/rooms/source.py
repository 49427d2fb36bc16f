"""The package as syntax trees: what the tests of the rooms look at."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("tup_sim", "validation", "benchmarks", "tests", "docs")

Function = ast.FunctionDef | ast.AsyncFunctionDef
Scope = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


@dataclass(frozen=True)
class Module:
    """One file: its dotted name, its syntax tree and its text."""

    name: str
    tree: ast.Module
    text: str = ""

    def is_in(self, *rooms: str) -> bool:
        """Whether this is one of the rooms (dotted names below tup_sim) or lies inside one."""
        return any(f"{self.name}.".startswith(f"tup_sim.{room}.") for room in rooms)

    def fault(self, node: ast.AST, problem: str) -> str:
        """One line that says where and what."""
        return f"{self.name}:{getattr(node, 'lineno', 1)}: {problem}"


def snippet(text: str, name: str = "model.processes.snippet") -> Module:
    """A piece of source as if it stood in that room."""
    return Module(f"tup_sim.{name}", ast.parse(text), text)


def house() -> tuple[Module, ...]:
    """Every module of the package that exists."""
    return _modules("tup_sim")


def everything() -> tuple[Module, ...]:
    """Every module that is kept with the package: what it is held against, timed by and tested with, too."""
    return tuple(module for folder in FOLDERS for module in _modules(folder))


def bench() -> tuple[Module, ...]:
    """Every module that holds the model against what is known, beside the package."""
    return _modules("validation")


@cache
def _modules(folder: str) -> tuple[Module, ...]:
    found = []
    for path in sorted((ROOT / folder).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        text = path.read_text(encoding="utf-8")
        found.append(Module(name, ast.parse(text, filename=str(path)), text))
    return tuple(found)


def faults(checker, modules: tuple[Module, ...] | None = None) -> str:
    """All faults a checker finds in the house, one a line; empty if there are none."""
    return "\n".join(fault for module in modules or house() for fault in checker(module))


def own_nodes(function: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a function without those of the functions and classes inside it."""
    todo = list(ast.iter_child_nodes(function))
    while todo:
        node = todo.pop()
        yield node
        if not isinstance(node, Scope):
            todo.extend(ast.iter_child_nodes(node))


def is_generator(function: Function) -> bool:
    """Whether the function yields, so that calling it alone does nothing."""
    return any(isinstance(node, ast.Yield | ast.YieldFrom) for node in own_nodes(function))


def functions(tree: ast.AST) -> Iterator[Function]:
    """Every function and method below a node."""
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def dotted(node: ast.AST) -> str:
    """``a.b.c`` for a chain of names, else an empty string."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (front := dotted(node.value)):
        return f"{front}.{node.attr}"
    return ""
