"""Responsibility patterns that a scenario adds: what they are like, and where they differ from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from tup_sim.errors import Message, ScenarioError
from tup_sim.files.hints import both
from tup_sim.files.keys import did_you_mean
from tup_sim.files.strict_yaml import Node
from tup_sim.files.synonyms import CHOICES, the_word
from tup_sim.files.values import Setting
from tup_sim.model.parameters.patterns import BUILT_IN, LIKE, SAME, Patterns, added_values, pattern_keys

Values = Mapping[str, Any]
Places = Mapping[str, str]


def added_name(path: str) -> str:
    """Name of the added pattern that a parameter belongs to; empty for any other parameter."""
    if not path.startswith("patterns."):
        return ""
    _, name, *rest = path.split(".", 2)
    return name if rest and name not in BUILT_IN else ""


def added_names(paths: Iterable[str]) -> frozenset[str]:
    """Names of the patterns that these parameters add."""
    return frozenset(filter(None, map(added_name, paths)))


def names_written(parts: Mapping[str, Node]) -> frozenset[str]:
    """Names of the patterns that a file adds, also of one in which a line is wrong."""
    group = parts.get("patterns")
    inside = group.value if group is not None and isinstance(group.value, dict) else {}
    return added_names([*parts, *(f"patterns.{name}.{LIKE}" for name in inside)])


def refuse_unknown(setting: Setting, known: frozenset[str]) -> None:
    """A name that is none of the three patterns must be one that the scenario adds.

    Raises:
        ScenarioError: there is no pattern of that name.
    """
    names = setting.value if isinstance(setting.value, tuple) else (setting.value,)
    if setting.doubt is not None and not {*names} <= {*known, *BUILT_IN, SAME}:
        raise _or_an_added_one(setting.doubt, [name for name in names if name not in known], known)


def _or_an_added_one(doubt: ScenarioError, names: Sequence[str], known: Collection[str]) -> ScenarioError:
    """The same error; somebody may have meant a pattern that the scenario adds."""
    guess = next((hint for name in names if (hint := did_you_mean(name, known))), "")
    return ScenarioError(doubt.problem, doubt.where, both(guess, doubt.hint)) if guess else doubt


def filled(values: Values, places: Places, fallback: str) -> dict[str, Any]:
    """All values, every added pattern filled in with what it does not say itself and without what it is like.

    Args:
        values: parameter to value; of an added pattern what was written.
        places: parameter to where it was set.
        fallback: place to report if none of the parameters was set anywhere.

    Raises:
        ScenarioError: an added pattern does not say what it is like, or is like itself in the end.
    """
    found = {path: value for path, value in values.items() if not added_name(path)}
    for name in sorted(added_names(values)):
        _refuse_taken(name, values, places, fallback)
        chain = _likes(name, values, places, fallback)
        for path in pattern_keys():
            asked = (f"patterns.{each}.{path}" for each in chain)
            found[f"patterns.{name}.{path}"] = next(values[each] for each in asked if each in values)
    return found


def _likes(name: str, values: Values, places: Places, fallback: str) -> list[str]:
    """The pattern, what it is like, what that is like, until one of the three."""
    chain = [name]
    while chain[-1] not in BUILT_IN:
        like = values.get(f"patterns.{chain[-1]}.{LIKE}")
        if like is None:
            raise _like_what(chain[-1], places, fallback)
        if like in chain:
            problem = Message("patterns: '{name}' is like itself in the end", name=name)
            raise ScenarioError(problem, _place(name, places, fallback))
        chain.append(like)
    return chain


def _like_what(name: str, places: Places, fallback: str) -> ScenarioError:
    problem = Message("patterns.{name} does not say which pattern it is like", name=name)
    write = Message("a pattern of your own says 'like: peer' (or extra, owner) beside what differs from it")
    return ScenarioError(problem, _place(name, places, fallback), both(did_you_mean(name, BUILT_IN), write))


def _refuse_taken(name: str, values: Values, places: Places, fallback: str) -> None:
    """A word that already means something cannot mean another thing here."""
    words = (word for word in CHOICES.get(the_word(name), ()) if word in BUILT_IN)
    taken = Message("the pattern of the organisation") if name == SAME else next(words, "")
    if taken:
        problem = Message("patterns: '{name}' already means {taken}", name=name, taken=taken)
        raise ScenarioError(problem, _place(name, places, fallback), Message("choose another name for it"))


def _place(name: str, places: Places, fallback: str) -> str:
    return next((places[path] for path in places if added_name(path) == name), fallback)


def as_a_file_says(patterns: Patterns, reasons: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    """Path and value of the added patterns as a file says them: like the nearest of the three, and what differs.

    What equals it is said too where a reason was given for it.
    """
    values = dict(added_values(patterns))
    by_name = patterns.by_name()
    base = {name: dict(_values_of(by_name[name])) for name in BUILT_IN}
    for name in by_name:
        if name in BUILT_IN:
            continue
        own = {path: values[f"patterns.{name}.{path}"] for path in pattern_keys()}
        differing = {each: [path for path in own if own[path] != base[each][path]] for each in BUILT_IN}
        like = min(BUILT_IN, key=lambda each: len(differing[each]))
        yield f"patterns.{name}.{LIKE}", like
        for path, value in own.items():
            if path in differing[like] or f"patterns.{name}.{path}" in reasons:
                yield f"patterns.{name}.{path}", value


def _values_of(pattern: Any) -> Iterator[tuple[str, Any]]:
    for path in pattern_keys():
        value = pattern
        for part in path.split("."):
            value = getattr(value, part)
        yield path, value
