"""What Python source says, as a digest; how it is written (comments, docstrings, layout) does not count."""

from __future__ import annotations

import ast
from hashlib import sha256

_SAY_NOTHING = ("ctx", "type_comment", "kind")


def digest_of_source(text: bytes) -> bytes:
    """A digest of what Python source says: its syntax tree, without docstrings.

    Raises:
        SyntaxError: it is no Python.
    """
    words: list[str] = []
    _add_words(ast.parse(text), words)
    return sha256("\0".join(words).encode("utf-8", "backslashreplace")).digest()


def _add_words(node: ast.AST, words: list[str]) -> None:
    """The tree as words; a part that is empty is left out, for which of these there are differs by version."""
    words.append(type(node).__name__)
    for name in node._fields:
        part = getattr(node, name, None)
        if part is None or part == [] or name in _SAY_NOTHING:
            continue
        words.append(name)
        parts = part if isinstance(part, list) else [part]
        for each in parts[1:] if name == "body" and _has_docstring(node) else parts:
            if isinstance(each, ast.AST):
                _add_words(each, words)
            else:
                words.append(repr(each))
    words.append(".")


def _has_docstring(node: ast.AST) -> bool:
    there = isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
    return there and ast.get_docstring(node, clean=False) is not None  # type: ignore[arg-type]
