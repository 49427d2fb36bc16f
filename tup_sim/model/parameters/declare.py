"""How a number is declared: once, with its meaning, default, unit, range, kind and source.

Four kinds of number. *Measured*: somebody counted it, and the source says who. *Assumed*: nobody did; the
source says how the value was chosen (``OWN1`` by balance, ``OWN2`` as the level at rest, ``OWN3`` by judgement, or
the figure it was worked out from) and ``plausible`` how far it may be off. *Chosen*: a lever or a description of the
organisation, set by whoever asks the question. *Convention*: the ruler that others are measured with (the scale of
difficulty, the spread that is one step of a feeling, the shape of a distribution): another value is another unit, and
nobody can be right or wrong about it.

``low`` and ``high`` are what the model accepts; ``plausible`` is what a sensitivity analysis sweeps. ``extensive``
says of a count, a flow or a sum of money whether an organisation of half the size has half of it. ``acts_from="cut"``
says that a number is first read when a cut is announced, or when the organisation is overdrawn: arms that differ in it
share their past until then (``study.first_difference``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, reduce
from types import MappingProxyType
from typing import Any, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from tup_sim.model.parameters import plain_groups

_THIS_ROOM = __name__.rpartition(".")[0]
BALANCE = "OWN1"  # describes the organisation whose hours, people and money balance
DESCRIPTION = "OWN4"  # a setting, or what an organisation and its people are like
RULER = "OWN5"  # a convention
JUDGEMENT = "OWN3"  # nothing ties the value; the most modest thing to say of it


class Kind(StrEnum):
    """What stands behind a number."""

    MEASURED = "measured"
    ASSUMED = "assumed"
    CHOSEN = "chosen"
    CONVENTION = "convention"


class Group(BaseModel):
    """A set of parameters that belong together; frozen, and deaf to names it does not know.

    ``headings``: what names are listed under, where no docstring says so.

    How to check values is worked out at first use: the groups that ``Parameters`` inherits are never used alone.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", use_enum_values=True, defer_build=True)
    headings: ClassVar[Mapping[str, str]] = MappingProxyType({})

    def written(self) -> dict[str, Any]:
        """Everything that stands in it by its name, also what was never declared."""
        return vars(self) | (self.__pydantic_extra__ or {})

    def as_plain(self) -> Any:
        """The same values in a plain object (``plain``)."""
        make, names = _plain_kind(type(self))
        copy = make()
        for name in names:
            value = getattr(self, name)
            setattr(copy, name, value.as_plain() if isinstance(value, Group) else value)
        return copy


SomeGroup = TypeVar("SomeGroup", bound=Group)


def measured(
    default: Any, unit: str, low: float | None, high: float | None, source: str, about: str, **more: Any
) -> Any:
    """Declare a number that somebody measured; ``source`` names the row of the registry."""
    return _declare(Kind.MEASURED, default, unit, low, high, source, about, **more)


def assumed(
    default: Any,
    unit: str,
    low: float | None,
    high: float | None,
    about: str,
    source: str = JUDGEMENT,
    **more: Any,
) -> Any:
    """Declare a number nobody measured; ``plausible=(low, high)`` is how far it may be off (default: the range)."""
    return _declare(Kind.ASSUMED, default, unit, low, high, source, about, **more)


def chosen(
    default: Any,
    unit: str,
    low: float | None,
    high: float | None,
    about: str,
    source: str = BALANCE,
    **more: Any,
) -> Any:
    """Declare a lever or a description of the organisation."""
    return _declare(Kind.CHOSEN, default, unit, low, high, source, about, **more)


def convention(
    default: Any,
    unit: str,
    low: float | None,
    high: float | None,
    about: str,
    source: str = RULER,
    **more: Any,
) -> Any:
    """Declare a number that others are measured with; no sensitivity analysis moves it."""
    return _declare(Kind.CONVENTION, default, unit, low, high, source, about, **more)


def group(kind: type[Group], about: str, **values: Any) -> Any:
    """Declare a group of parameters; ``values`` replace the defaults of the group at this place."""
    return Field(default_factory=lambda: kind(**values), description=about)


def _declare(
    kind: Kind,
    default: Any,
    unit: str,
    low: float | None,
    high: float | None,
    source: str,
    about: str,
    plausible: tuple[float, float] | None = None,
    fixed: bool = False,
    extensive: bool | None = None,
    acts_from: str = "",
) -> Any:
    extra: dict[str, Any] = {
        "unit": unit,
        "kind": kind.value,
        "source": source,
        "fixed": fixed,
        "extensive": extensive,
        "plausible": plausible if plausible is not None else (low, high),
    }
    if acts_from:
        extra["acts_from"] = acts_from
    bounds: dict[str, Any] = {}
    if low is not None:
        bounds["ge"] = low
    if high is not None:
        bounds["le"] = high
    return Field(default=default, description=about, json_schema_extra=extra, **bounds)


def plain(group: Group) -> Any:
    """The same values of the core in plain objects (``plain_groups``): what the model reads a million times a run.

    An attribute of a pydantic model costs seven times as much to read. The numbers of mechanisms are not in them: each
    mechanism has its own.
    """
    return group.as_plain()


def with_value(group: SomeGroup, path: str, value: Any) -> SomeGroup:
    """A copy with one value set, unchecked.

    Args:
        group: parameters.
        path: of the value below the group, parts joined by dots.
        value: as the model wants it.
    """
    first, _, rest = path.partition(".")
    return group.model_copy(update={first: with_value(getattr(group, first), rest, value) if rest else value})


@cache
def _plain_kind(kind: type[Group]) -> tuple[type, tuple[str, ...]]:
    """The plain class of a group that the core declares, and what stands in it; mechanisms may add to the group."""
    core: Any = next(each for each in kind.__mro__ if each.__module__.startswith(_THIS_ROOM))
    return getattr(plain_groups, core.__name__), tuple(core.model_fields)


@dataclass(frozen=True)
class Declaration:
    """One parameter as declared: everything a reader needs to judge its value.

    Attributes:
        path: key in a scenario file, parts joined by dots (``coordinators.fte``).
        section: heading it is listed under.
        about: meaning in words.
        default: value when no scenario says otherwise.
        unit: unit of the value, ``-`` for a bare number or a choice.
        low, high: what the model accepts; ``None`` where there is no bound.
        plausible: range a sensitivity analysis sweeps.
        kind: measured, assumed, chosen or convention.
        sources: ids in the source registry.
        fixed: True when it describes the start and cannot be switched at a date.
        annotation: the Python type.
        extensive: True when it grows with the size of the organisation; None where the unit leaves no doubt.
        acts_from: what it begins to act with, such as ``cut``; empty when it may act from the first week.
    """

    path: str
    section: str
    about: str
    default: Any
    unit: str
    low: float | None
    high: float | None
    plausible: tuple[float | None, float | None]
    kind: Kind
    sources: tuple[str, ...]
    fixed: bool
    annotation: Any
    extensive: bool | None = None
    acts_from: str = ""


def declarations(
    root: type[Group], path: str = "", section: str = "", defaults: Group | None = None
) -> Iterator[Declaration]:
    """Yield every parameter below ``root`` in the order of declaration, groups unfolded."""
    if defaults is None:
        yield from _all_of(root, path, section)
    else:
        yield from _below(root, path, section, defaults)


@cache
def _all_of(root: type[Group], path: str, section: str) -> tuple[Declaration, ...]:
    """What is declared never changes, and every reading of a scenario asks for it."""
    return tuple(_below(root, path, section, root()))


def _below(root: type[Group], path: str, section: str, defaults: Group) -> Iterator[Declaration]:
    for name, field in root.model_fields.items():
        value = getattr(defaults, name)
        here = f"{path}.{name}" if path else name
        heading = section or _section_of(root, name)
        if isinstance(value, Group):
            yield from _below(type(value), here, heading, value)
        else:
            yield _declaration(here, heading, field, value)


def value_at(group: Group, path: str) -> Any:
    """The value of a parameter, by its path inside a group: ``value_at(parameters, "cut.size")``."""
    return reduce(getattr, path.split("."), group)


def _section_of(root: type[Group], name: str) -> str:
    """Heading of a top-level name: first line of the docstring of the class that declares it."""
    if name in root.headings:
        return root.headings[name]
    for owner in reversed(root.__mro__):
        if name in getattr(owner, "__annotations__", {}):
            return (owner.__doc__ or owner.__name__).strip().splitlines()[0].rstrip(".")
    return root.__name__


def _declaration(path: str, section: str, field: FieldInfo, value: Any) -> Declaration:
    extra = field.json_schema_extra
    if not isinstance(extra, dict) or field.description is None or field.default is PydanticUndefined:
        raise TypeError(
            f"parameter {path} is not declared with measured(), assumed(), chosen() or convention()"
        )
    bounds = {name: getattr(m, name) for m in field.metadata for name in ("ge", "le") if hasattr(m, name)}
    return Declaration(
        path=path,
        section=section,
        about=field.description,
        default=value,
        unit=str(extra["unit"]),
        low=bounds.get("ge"),
        high=bounds.get("le"),
        plausible=extra["plausible"],  # type: ignore[arg-type]
        kind=Kind(str(extra["kind"])),
        sources=tuple(str(extra["source"]).split(", ")),
        fixed=bool(extra["fixed"]),
        annotation=field.annotation,
        extensive=extra["extensive"],  # type: ignore[arg-type]
        acts_from=str(extra.get("acts_from", "")),
    )
