"""What a class says of itself, also where it is compiled: a compiler leaves docstrings out, its source has them."""

from __future__ import annotations

import ast
import inspect
from functools import cache
from typing import Any

from tup_sim.form import source_of


def docstring(kind: type[Any], method: str = "") -> str:
    """The docstring of a class or of one of its methods, which may have it from a class above; empty for none."""
    if not kind.__module__.startswith("tup_sim."):  # of a plug-in, which is never compiled
        return inspect.getdoc(getattr(kind, method) if method else kind) or ""
    lines = (_said(each.__module__).get(f"{each.__name__}.{method}".rstrip(".")) for each in _own(kind))
    return next((found for found in lines if found), "")


def _own(kind: type[Any]) -> list[type[Any]]:
    """The class and those above it that the package has."""
    return [each for each in kind.__mro__ if each.__module__.startswith("tup_sim.")]


@cache
def _said(module: str) -> dict[str, str]:
    """Docstrings in a module of the package, by name of the class and of the method."""
    classes = [node for node in ast.parse(source_of(module)).body if isinstance(node, ast.ClassDef)]
    found = {node.name: ast.get_docstring(node) for node in classes}
    found |= {
        f"{each.name}.{node.name}": ast.get_docstring(node)
        for each in classes
        for node in each.body
        if isinstance(node, ast.FunctionDef)
    }
    return {name: text for name, text in found.items() if text}
