"""What the people of a run are called where they are told about; the model itself knows no names.

A name is drawn by the seed, the run and the person, never by what happens: so the same person has the same name in
every world of one luck, and in both languages. Whoever appears first keeps a name that two would have.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from hashlib import blake2b
from itertools import count
from pathlib import Path
from typing import Final, NamedTuple

LISTS: Final = Path(__file__).parent / "names.json"
Called = Callable[[str], str]  # what somebody is called, by how the model knows them


class Origin(NamedTuple):
    """Where some of the people, or their parents, come from.

    Attributes:
        share: how many of all people, in parts of the sum of all shares; chosen, so that about one in four has a name
            from elsewhere.
        women, men: first names.
        families: surnames, which go with all of those.
    """

    share: int
    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]


@cache
def origins() -> tuple[Origin, ...]:
    """All lists of names."""
    rows = json.loads(LISTS.read_text("utf-8"))
    return tuple(
        Origin(row["share"], tuple(row["women"]), tuple(row["men"]), tuple(row["families"])) for row in rows
    )


class Names:
    """The names of the people of one run.

    Args:
        seed: of the study.
        replication: number of the run.
        people: everybody in it, in the order in which they appear; who is not among them is named when asked for.
        ids: whether texts say behind a name how the model knows them, as who types commands wants.
    """

    def __init__(self, seed: int, replication: int, people: Iterable[str], ids: bool = True) -> None:
        self.ids = ids
        self._run = f"{seed}/{replication}"
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()
        for who in people:
            self(who)

    def __call__(self, who: str) -> str:
        """First name and surname of somebody; nobody else in the run has both."""
        if who not in self._names:
            drawn = (drawn_name(f"{self._run}/{who}/{again}") for again in count())
            name = next(name for name in drawn if name not in self._taken)
            self._names[who] = name
            self._taken.add(name)
        return self._names[who]

    def known_as(self, asked: str) -> str:
        """How the model knows who has this name; what was asked, if nobody has it."""
        wanted = asked.casefold()
        return next((who for who, name in self._names.items() if name.casefold() == wanted), asked)


def can_be_a_name(text: str) -> bool:
    """Whether somebody in some run may be called so."""
    wanted = text.casefold()
    return any(
        wanted == f"{first} {family}".casefold()
        for origin in origins()
        for first in (*origin.women, *origin.men)
        if wanted.startswith(first.casefold())
        for family in origin.families
    )


def with_id(who: str, called: Called) -> str:
    """What somebody is called, and behind it how the model knows them, by which a command finds them again.

    Args:
        who: as the model knows them.
        called: what people are called; ``Names`` say whether the other is wanted.
    """
    name = called(who)
    return name if name == who or not getattr(called, "ids", True) else f"{name} ({who})"


def drawn_name(key: str) -> str:
    """The name that belongs to a key: from a list by its share, a woman's or a man's as often."""
    luck = int.from_bytes(blake2b(key.encode("utf-8")).digest(), "big")
    luck, place = divmod(luck, sum(origin.share for origin in origins()))
    chosen = _at(place)
    luck, woman = divmod(luck, 2)
    luck, first = _one_of(chosen.women if woman else chosen.men, luck)
    return f"{first} {_one_of(chosen.families, luck)[1]}"


def _at(place: int) -> Origin:
    """The list in whose share a number lies."""
    for origin in origins():
        place -= origin.share
        if place < 0:
            return origin
    raise ValueError(place)


def _one_of(names: Sequence[str], luck: int) -> tuple[int, str]:
    left, place = divmod(luck, len(names))
    return left, names[place]
