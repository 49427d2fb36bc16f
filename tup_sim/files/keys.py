"""The keys a scenario file may use, and what somebody probably meant who wrote another one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType

from tup_sim.model.parameters import Declaration, Parameters, declarations

HEADINGS = ("about", "said", "assumed", "kind", "for", "extends", "size", "with", "changes")


@cache
def keys() -> Mapping[str, Declaration]:
    """Every parameter by its path, in the order of declaration."""
    return MappingProxyType({each.path: each for each in declarations(Parameters)})


@cache
def groups() -> Mapping[str, tuple[str, ...]]:
    """Every group of parameters by its path, with the paths inside it."""
    found: dict[str, list[str]] = {}
    for path in keys():
        parts = path.split(".")
        for end in range(1, len(parts)):
            found.setdefault(".".join(parts[:end]), []).append(path)
    return MappingProxyType({path: tuple(inside) for path, inside in found.items()})


def below(prefix: str) -> list[str]:
    """Paths that are the prefix or lie inside it; all of them for an empty prefix."""
    return [path for path in keys() if not prefix or path == prefix or path.startswith(f"{prefix}.")]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint with the known names closest to the word; empty if none is close."""
    return _as_question(get_close_matches(word, list(known), n=2, cutoff=0.6))


def key_hint(path: str) -> str:
    """A hint for a path that does not exist: its neighbours in the group, else the nearest in any group."""
    group, _, last = path.rpartition(".")
    known = [*keys(), *groups(), *HEADINGS]
    neighbours = {_last(name): name for name in known if name.rpartition(".")[0] == group}
    close = [neighbours[name] for name in get_close_matches(last, list(neighbours), n=2, cutoff=0.6)]
    same_end = [name for name in known if _last(name) == last]
    close += same_end if len(same_end) <= 3 else []
    return _as_question(close or _anywhere(path, known)) or "'tup-sim parameters' lists all keys"


def _anywhere(path: str, known: list[str]) -> list[str]:
    """The known names closest to a whole path, else to its last part."""
    ends = {_last(name): name for name in known}
    close = get_close_matches(_last(path), list(ends), n=2, cutoff=0.75)
    return get_close_matches(path, known, n=2, cutoff=0.7) or [ends[end] for end in close]


def _last(path: str) -> str:
    return path.rpartition(".")[2]


def _as_question(names: list[str]) -> str:
    return f"did you mean {' or '.join(map(repr, dict.fromkeys(names)))}?" if names else ""
