"""``size:`` in a scenario file: the organisation it extends, made smaller or larger in one line.

What grows with an organisation is declared with the parameter (``extensive``). Counts are rounded to whole people and
places, at least one; posts are rounded too, and the size of a post makes up for it, so that paid hours and wages
follow the size exactly. A size of a size is their product: every value is rounded once, from what was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from tup_sim.errors import Message, ScenarioError
from tup_sim.files.changes import DatedChange
from tup_sim.files.keys import keys
from tup_sim.files.strict_yaml import Node
from tup_sim.files.unsettled import SAME, rounded, whole_posts
from tup_sim.files.values import Setting, number, read_value
from tup_sim.model.parameters import Declaration, Kind

HEADING = "size"
SMALLEST, LARGEST = 0.01, 100.0
POSTS = ".posts"
PEOPLE = ("persons", "clients")
_KEY = Declaration(
    path=HEADING,
    section="",
    about="Size relative to the organisation it extends.",
    default=1.0,
    unit="ratio",
    low=SMALLEST,
    high=LARGEST,
    plausible=(None, None),
    kind=Kind.CHOSEN,
    sources=(),
    fixed=True,
    annotation=float,
)


@dataclass(frozen=True)
class Size:
    """How large an organisation is relative to the one it extends.

    Attributes:
        factor: its size.
        where: the line that says so.
        by: path of a parameter to what its numbers are multiplied by; empty until values are known.
    """

    factor: float
    where: str
    by: Mapping[str, float] = field(default_factory=dict)

    def of(self, values: Mapping[str, Any], grown: Mapping[str, Grown]) -> Size:
        """The same, with what each of these values is multiplied by.

        Args:
            values: every value by its path, as it is rounded now.
            grown: those of them that follow an earlier size.
        """
        exact = {path: each.exact for path, each in grown.items()}
        return replace(self, by=ratios(values, self.factor, exact))

    def within(self, outer: Size | None) -> Size:
        """This size of an organisation that is itself a size of another."""
        if outer is None:
            return self
        by = {path: self.by.get(path, 1.0) * outer.by.get(path, 1.0) for path in {**outer.by, **self.by}}
        return replace(self, factor=_product(self.factor, outer.factor), by=by)


@dataclass(frozen=True)
class Grown:
    """A number as it was written, and what sizes have made of it since.

    Attributes:
        written: the number.
        factor: product of the sizes.
        ratio: what it is multiplied by, so that posts stay whole.
    """

    written: float
    factor: float = 1.0
    ratio: float = 1.0

    @property
    def exact(self) -> float:
        """The number before rounding."""
        return self.written * self.factor

    @property
    def because(self) -> str:
        """What it was made from, as its reason."""
        in_posts = ", in whole posts," if self.ratio != self.factor else ""
        return f"size {number(self.factor)}{in_posts} of {number(self.written)}"

    def times(self, path: str, size: Size) -> Grown:
        """The same after one size more."""
        return Grown(self.written, _product(self.factor, size.factor), self.ratio * size.by[path])

    def rounded(self, path: str) -> float | int:
        """The number as it holds: whole where people are counted."""
        if abs(self.ratio - 1) < SAME:
            return self.written
        scaled = self.written * self.ratio
        return rounded(scaled) if keys()[path].annotation is int else _cleaned(scaled)


def read_size(node: Node | None, parent: Node | None) -> Size | None:
    """Read ``size: 0.67`` or ``size: 67 %``.

    Raises:
        ScenarioError: no number above nought, or nothing that it is relative to.
    """
    if node is None:
        return None
    factor = read_value(node, _KEY)
    if parent is None:
        problem = Message("size: scales the organisation that a file extends, and this file extends none")
        raise ScenarioError(problem, node.where, Message("write extends: open_house above it"))
    return Size(factor, node.where)


def refuse_size_of_a_layer(name: str, kind: str, size: Size) -> None:
    """A policy or a shock has no size of its own.

    Raises:
        ScenarioError: what the file extends is no organisation.
    """
    if kind in ("policy", "shock"):
        problem = Message("size: scales an organisation, and '{name}' is a {kind}", name=name, kind=kind)
        raise ScenarioError(problem, size.where, Message("extend an organisation, as extends: open_house"))


def ratios(
    values: Mapping[str, Any], factor: float, exact: Mapping[str, float] = MappingProxyType({})
) -> dict[str, float]:
    """By what each number that grows with the organisation is multiplied.

    Args:
        values: every value by its path.
        factor: the size.
        exact: what numbers were before they were rounded, where an earlier size made them.
    """
    found = {path: factor for path, key in keys().items() if key.extensive}
    for path in [each for each in found if each.endswith(POSTS) and values[each] > 0]:
        post = _one_of(path)
        before, posts = values[path], exact.get(path, values[path])
        whole = whole_posts(before, values[post], factor, posts)
        found[path], found[post] = whole / before, posts * factor / whole * before / posts
    return found


def sized() -> Iterator[str]:
    """Paths of all that a size may change."""
    for path, key in keys().items():
        if key.extensive:
            yield path
            if path.endswith(POSTS):
                yield _one_of(path)


def _one_of(posts: str) -> str:
    """Path of the size of each of these posts."""
    return f"{posts.removesuffix(POSTS)}.fte"


def grown_setting(setting: Setting, grown: Grown) -> Setting:
    """A value that follows a size, with what it was made from as its reason."""
    return replace(setting, value=grown.rounded(setting.path), reason=grown.because)


def follows(setting: Setting, size: Size) -> bool:
    """Whether a value is one that grows with the organisation; -1 for *no limit* stays as it is."""
    return setting.path in size.by and setting.value > 0


def resized_change(dated: DatedChange, size: Size | None) -> DatedChange:
    """A change whose values follow the size.

    Raises:
        ScenarioError: the size makes a value larger than it may be.
    """
    if size is None:
        return dated
    settings = tuple(_resized(setting, size) for setting in dated.settings)
    values = {setting.path: setting.value for setting in settings}
    return replace(dated, change=replace(dated.change, values=values), settings=settings)


def _resized(setting: Setting, size: Size) -> Setting:
    if not follows(setting, size):
        return setting
    grown = Grown(setting.value).times(setting.path, size)
    refuse_too_large(setting.path, grown, size.where)
    return grown_setting(setting, grown)


def refuse_too_large(path: str, grown: Grown, where: str) -> None:
    """What a size makes of a number has the same upper bound as a number that is written.

    Raises:
        ScenarioError: it is larger.
    """
    most, value = keys()[path].high, grown.rounded(path)
    if most is not None and value > most:
        problem = Message(
            "size {size} makes {path} {value}, and {most} is the most",
            size=number(grown.factor), path=path, value=number(value), most=number(most),
        )  # fmt: skip
        raise ScenarioError(problem, where, Message("choose a smaller size"))


def _product(one: float, other: float) -> float:
    """The product of two sizes, without the last digits that only the arithmetic brings."""
    return _cleaned(one * other)


def _cleaned(value: float) -> float:
    return float(f"{value:.12g}")


def changes_people(settings: Iterable[Setting], size: Size | None) -> bool:
    """Whether a file gives an organisation other numbers of people or places."""
    named = (keys()[setting.path] for setting in settings)
    return size is not None or any(key.extensive and key.unit in PEOPLE for key in named)
