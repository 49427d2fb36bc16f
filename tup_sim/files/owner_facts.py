"""What moves the states of one subject, and who makes it move them, as the source says."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tup_sim.files.layout import listed, paragraph
from tup_sim.model import effects
from tup_sim.model.catalogue import current
from tup_sim.model.plugins import plugins_in
from tup_sim.texts import say

EFFECTS: Final = effects.__name__
_FOLDER: Final = Path(str(effects.__file__)).parent


def owners() -> list[str]:
    """The subjects whose states are moved by effects, as ``clients`` and ``role_clarity``."""
    return sorted(file.stem for file in _FOLDER.glob("[!_]*.py"))


def effects_used(tree: ast.Module) -> Iterator[str]:
    """Calls of what was imported from the owners of states: ``clients.be_hurt``, by whatever name it was imported."""
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and f"{node.module}.".startswith(f"{EFFECTS}."):
            owner = str(node.module)[len(EFFECTS) + 1 :]
            known |= {a.asname or a.name: f"{owner}.{a.name}" if owner else a.name for a in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            first, dot, rest = ast.unparse(node.func).partition(".")
            if first in known:
                yield f"{known[first]}{dot}{rest}"


def owner_text(name: str, width: int, lang: str = "en") -> str:
    """The effects of one owner, what each does, and which mechanisms and processes use it."""
    tree, users = ast.parse((_FOLDER / f"{name}.py").read_text("utf-8")), _users()
    rows = [
        (each.name, _said(lang, each, users[f"{name}.{each.name}"]))
        for each in tree.body
        if isinstance(each, ast.FunctionDef) and not each.name.startswith("_")
    ]
    about = paragraph(" ".join(_docstring(tree).split()), width)
    return "\n\n".join((f"{name}\n{'=' * len(name)}", about, listed(rows, width)))


def _said(lang: str, effect: ast.FunctionDef, users: set[str]) -> str:
    what = _docstring(effect).splitlines()[0]
    return say(lang, "mechanism-used-by", what=what, who=", ".join(sorted(users))) if users else what


def _users() -> dict[str, set[str]]:
    """Effect to the files of the model, and the plug-ins in force, that use it."""
    found: dict[str, set[str]] = defaultdict(set)
    sources = {file.stem: file.read_text("utf-8") for file in _FOLDER.parent.rglob("*.py")}
    sources |= {Path(plugin.name).stem: plugin.source for plugin in plugins_in(current())}
    for name, source in sources.items():
        for effect in effects_used(ast.parse(source)):
            found[effect].add(name)
    return found


def _docstring(of: ast.Module | ast.FunctionDef) -> str:
    """What a docstring says, with names in it as a terminal shows them."""
    return (ast.get_docstring(of) or "").replace("``", "'")
