"""``size:`` in a scenario file: the organisation it extends, made smaller or larger in one line.

What grows with an organisation is declared with the parameter (``extensive``). Counts are rounded to whole people and
places, at least one; posts are rounded too, and the size of a post makes up for it, so that paid hours and wages
follow the size exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from math import ceil, floor
from typing import Any

from tup_sim.errors import Message, ScenarioError
from tup_sim.files.changes import DatedChange
from tup_sim.files.keys import keys
from tup_sim.files.strict_yaml import Node
from tup_sim.files.values import Setting, number, read_value
from tup_sim.model.parameters import Declaration, Kind

HEADING = "size"
SMALLEST, LARGEST = 0.01, 100.0
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

    def of(self, values: Mapping[str, Any]) -> Size:
        """The same, with what each of these values is multiplied by."""
        return replace(self, by=ratios(values, self.factor))

    def within(self, outer: Size | None) -> Size:
        """This size of an organisation that is itself a size of another."""
        if outer is None:
            return self
        by = {path: self.by.get(path, 1.0) * outer.by.get(path, 1.0) for path in {**outer.by, **self.by}}
        return replace(self, factor=self.factor * outer.factor, by=by)


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


def ratios(values: Mapping[str, Any], factor: float) -> dict[str, float]:
    """By what each value that grows with the organisation is multiplied; -1 for *no limit* stays as it is."""
    found: dict[str, float] = {}
    for path, key in keys().items():
        if key.extensive and values[path] > 0:
            found[path] = factor
            if path.endswith(".posts"):
                post = f"{path.removesuffix('posts')}fte"
                found[path], found[post] = _posts_and_fte(values[path], values[post], factor)
    return found


def _posts_and_fte(posts: int, fte: float, factor: float) -> tuple[float, float]:
    """Ratio of whole posts, and of the FTE of one post, that together make the factor."""
    whole = max(_rounded(posts * factor), ceil(posts * fte * factor - 1e-9))
    return whole / posts, factor * posts / whole


def resized(values: Mapping[str, Any], size: Size) -> Iterator[Setting]:
    """The values that follow the size, each with what it was made from as its reason."""
    for path in size.by:
        yield resized_setting(Setting(path, values[path], size.where), size)


def resized_setting(setting: Setting, size: Size) -> Setting:
    """A value that follows the size, if it is one that grows with the organisation."""
    path, value = setting.path, setting.value
    if path not in size.by or not value > 0:
        return setting
    rounding = ", in whole posts," if path.endswith(".fte") else ""
    because = f"size {number(size.factor)}{rounding} of {number(value)}"
    return replace(setting, value=_times(path, value, size), reason=because)


def resized_change(dated: DatedChange, size: Size) -> DatedChange:
    """A change whose values follow the size."""
    settings = tuple(resized_setting(setting, size) for setting in dated.settings)
    values = {setting.path: setting.value for setting in settings}
    return replace(dated, change=replace(dated.change, values=values), settings=settings)


def _times(path: str, value: float, size: Size) -> float | int:
    """The value times its ratio, whole where people are counted."""
    key, ratio = keys()[path], size.by[path]
    scaled = _rounded(value * ratio) if key.annotation is int else float(f"{value * ratio:.12g}")
    if key.high is not None and scaled > key.high:
        problem = Message(
            "size {size} makes {path} {value}, and {most} is the most",
            size=number(size.factor), path=path, value=number(scaled), most=number(key.high),
        )  # fmt: skip
        raise ScenarioError(problem, size.where, Message("choose a smaller size"))
    return scaled


def _rounded(count: float) -> int:
    """A whole number of people or places, at least one."""
    return max(1, floor(count + 0.5))


def changes_people(settings: Iterable[Setting], size: Size | None) -> bool:
    """Whether a file gives an organisation other numbers of people or places."""
    named = (keys()[setting.path] for setting in settings)
    return size is not None or any(key.extensive and key.unit in PEOPLE for key in named)
