"""The keys a scenario file may use, and what somebody probably meant who wrote another one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from types import MappingProxyType
from typing import TypeVar

from tup_sim.errors import Message
from tup_sim.files.synonyms import HEADINGS as OTHER_HEADINGS
from tup_sim.files.synonyms import KEYS, RELATED, the_word
from tup_sim.files.unsettled import TOTALS
from tup_sim.model.catalogue import by_catalogue
from tup_sim.model.parameters import Declaration, Kind, all_parameters, declarations
from tup_sim.model.parameters.patterns import BUILT_IN, LIKE, PatternName, pattern_keys
from tup_sim.model.parameters.renamed import GONE

NEARLY = 0.85  # of two words: alike but for a letter or two in ten
MOST = 3  # more names than these are no hint
HEADINGS = (
    "about", "said", "assumed", "kind", "for", "extends", "size", "starts", "with", "plugins", "changes",
)  # fmt: skip
_ADDED = re.compile(r"patterns\.(?P<name>[a-z][a-z0-9_]{0,39})(?:\.(?P<rest>[a-z_.]+))?")
_LIKE = Declaration(
    LIKE, "", "The pattern whose values it has where it says nothing else.", "", "-", None, None, (None, None),
    Kind.CHOSEN, ("C120",), fixed=True, annotation=PatternName,
)  # fmt: skip


Item = TypeVar("Item")


class _WithAddedPatterns(Mapping[str, Item]):
    """What is declared; asked for by its path, also what belongs to a pattern that a scenario adds."""

    def __init__(self, declared: Mapping[str, Item], of_added: Callable[[str, str], Item | None]) -> None:
        self._declared, self._of_added = declared, of_added

    def __getitem__(self, path: str) -> Item:
        """What stands under the path.

        Raises:
            KeyError: nothing does.
        """
        if path in self._declared:
            return self._declared[path]
        written = _ADDED.fullmatch(path)
        if written and written["name"] not in BUILT_IN:
            found = self._of_added(written["name"], written["rest"] or "")
            if found is not None:
                return found
        raise KeyError(path)

    def __iter__(self) -> Iterator[str]:
        """The declared paths."""
        return iter(self._declared)

    def __len__(self) -> int:
        """How many are declared."""
        return len(self._declared)


@by_catalogue
def keys() -> Mapping[str, Declaration]:
    """Every parameter by its path, in the order of declaration."""
    return _WithAddedPatterns({each.path: each for each in declarations(all_parameters())}, _key_of_added)


@by_catalogue
def _key_of_added(name: str, rest: str) -> Declaration | None:
    """A parameter of a pattern that a scenario adds."""
    key = _LIKE if rest == LIKE else pattern_keys().get(rest)
    return key and replace(key, path=f"patterns.{name}.{rest}", section=keys()["pattern"].section)


@by_catalogue
def _group_of_added(name: str, rest: str) -> tuple[str, ...] | None:
    """The parameters in a pattern that a scenario adds, or in a group of it."""
    inside = [LIKE, *pattern_keys()] if not rest else [p for p in pattern_keys() if p.startswith(f"{rest}.")]
    return tuple(f"patterns.{name}.{path}" for path in inside) or None


@by_catalogue
def groups() -> Mapping[str, tuple[str, ...]]:
    """Every group of parameters by its path, with the paths inside it."""
    found: dict[str, list[str]] = {}
    for path in keys():
        parts = path.split(".")
        for end in range(1, len(parts)):
            found.setdefault(".".join(parts[:end]), []).append(path)
    return _WithAddedPatterns({path: tuple(inside) for path, inside in found.items()}, _group_of_added)


def below(prefix: str) -> list[str]:
    """Paths that are the prefix or lie inside it; all of them for an empty prefix."""
    found = [path for path in keys() if not prefix or path == prefix or path.startswith(f"{prefix}.")]
    return found or ([prefix] if prefix in keys() else [*groups().get(prefix, ())])


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint with the known names closest to the word; empty if none is close."""
    return as_question(get_close_matches(word, list(known), n=2, cutoff=0.6))


def key_hint(path: str, but: Iterable[str] = ()) -> str:
    """A hint for a path that does not exist: why it is gone, what the words mean, else the nearest names.

    Args:
        path: that was written.
        but: names that are refused where it stands, so that they are not named.
    """
    if path in GONE:
        return Message("it is no longer there, because {why}", why=GONE[path])
    if path in HEADINGS:
        return Message("'{path}' stands at the top of a file; it is no parameter", path=path)
    if path.startswith("patterns.") and path.count(".") == 1 and not _ADDED.fullmatch(path):
        return Message("a name of a pattern has small letters, digits and _, and begins with a letter")
    names = [name for name in (*meant_by(path), *related_to(path)) if name not in but][:2]
    return as_question(names) or Message("'tup-sim scenario parameters' lists all keys")


@by_catalogue  # a file is read again for every cure that is tried, with the same unknown keys in it
def meant_by(path: str) -> tuple[str, ...]:
    """Paths that one that does not exist may stand for, the likeliest first; none for one that is gone."""
    if path in GONE:
        return ()
    if found := _meant_in_added(path):
        return tuple(found)
    group, _, written = path.rpartition(".")
    last = _spelt(written)
    if (same := _by_word().get(the_word(path))) and same != path:
        return (same,)
    named = [*KEYS.get(the_word(last), ()), *_ending_in(the_word(last))]
    if not group and the_word(last) in OTHER_HEADINGS:
        named.append(OTHER_HEADINGS[the_word(last)])
    homes = [group, *meant_by(group)] if group else []
    inside = [name for home in homes for name in named if name.rpartition(".")[0] == home]
    close = [] if not group and related_to(path) else _neighbours(group, last)
    found = (inside or [*close, *named]) if group else [*named, *close]
    if not group and last != the_word(written) and last in _by_word():
        found.insert(0, _by_word()[last])
    guesses = dict.fromkeys(found or ([] if related_to(path) else _anywhere(path)))
    return tuple(name for name in guesses if name != path)


def _meant_in_added(path: str) -> list[str]:
    """The same in a pattern that a scenario adds, which has the lines of every other: never a line of another one."""
    written, other = _ADDED.fullmatch(path), f"patterns.{next(iter(BUILT_IN))}."
    if not written or written["name"] in BUILT_IN or not written["rest"]:
        return []
    own = f"patterns.{written['name']}."
    alike = [f"{own}{each}" for each in get_close_matches(written["rest"], [LIKE], 1)]
    found = [name for name in meant_by(other + written["rest"]) if name.startswith(other)]
    return [*alike, *(own + name.removeprefix(other) for name in found)]


def related_to(path: str) -> list[str]:
    """Paths that have to do with a word, but are not the same thing."""
    return list(RELATED.get(_spelt(_last(path)), ()))


def _ending_in(word: str) -> list[str]:
    """The names of that last part, if they are few."""
    found = [name for name in _known() if _last(name) == word]
    return found if len(found) <= MOST else []


@by_catalogue
def _spelt(word: str) -> str:
    """The word of the tables that is spelt nearly so; the word itself if none is, or it stands there."""
    return nearest_word(word, (*KEYS, *RELATED, *OTHER_HEADINGS, *map(_last, _by_word())))


def nearest_word(word: str, words: Iterable[str]) -> str:
    """The word that is spelt nearly as this one, which has a letter too many or too few, or two in a wrong order."""
    plain, known = the_word(word), list(words)
    return plain if plain in known else next(iter(get_close_matches(plain, known, 1, NEARLY)), plain)


def _neighbours(group: str, last: str) -> list[str]:
    """The names in a group that are spelt nearly so."""
    paths = groups()[group] if group in groups() else _known()
    inside = {_last(name): name for name in paths if name.rpartition(".")[0] == group}
    return [inside[name] for name in get_close_matches(last, list(inside), n=2, cutoff=0.6)]


@by_catalogue
def _known() -> tuple[str, ...]:
    return (*keys(), *groups(), *HEADINGS, *TOTALS)


@by_catalogue
def _by_word() -> Mapping[str, str]:
    """Every known name by how it stands in the tables of words."""
    return MappingProxyType({the_word(name): name for name in _known()})


def _anywhere(path: str) -> list[str]:
    """The known names closest to a whole path, else to its last part."""
    ends = {_last(name): name for name in _known()}
    close = get_close_matches(_last(path), list(ends), n=2, cutoff=0.75)
    return get_close_matches(path, _known(), n=2, cutoff=0.7) or [ends[end] for end in close]


def _last(path: str) -> str:
    return path.rpartition(".")[2]


def as_question(names: Iterable[str]) -> str:
    """A hint with names that may be meant; empty if there is none."""
    name, another, *_ = [*map(repr, dict.fromkeys(names)), "", ""]
    if another:
        return Message("did you mean {name} or {another}?", name=name, another=another)
    return Message("did you mean {name}?", name=name) if name else ""
