"""What an experiment varies, as it is written: levels that are named, values of a lever, or a range to draw from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from tup_sim.errors import Message, ScenarioError, a_word
from tup_sim.files.changes import known_keys
from tup_sim.files.document import a_line, mixins_in, read_about
from tup_sim.files.keys import did_you_mean, key_hint, keys
from tup_sim.files.quantities import Quantity, read_quantity
from tup_sim.files.settings import read_settings
from tup_sim.files.strict_yaml import Node, described, one_line
from tup_sim.files.synonyms import SWITCHES
from tup_sim.files.units import convert
from tup_sim.files.values import Setting, read_value
from tup_sim.model.parameters.given import must_be_a_number
from tup_sim.model.parameters.renamed import name_now
from tup_sim.study.experiment import Factor, Level, Text

FACTOR_KEYS = ("name", "label", "levels", "path", "from", "to", "choice")
LEVEL_KEYS = ("name", "label", "with", "set", "value", "choice")
BOTH = ("en", "nl")
DIGITS = (4, 5, 6)  # of a drawn value
COLUMNS = ("scenario", "world", "seed", "replication", "outcome", "window", "value", "error")  # of an export


@dataclass(frozen=True)
class WrittenLevel:
    """A level, and what it lays over the base.

    Attributes:
        level: as the study knows it.
        mixins: scenarios laid over the base.
        settings: values set after those.
        choice: whether one can have it, if that is written.
    """

    level: Level
    mixins: tuple[Node, ...] = ()
    settings: tuple[Setting, ...] = ()
    choice: bool | None = None

    @property
    def content(self) -> object:
        """What it lays over the base, however it is written."""
        settings = tuple((each.path, each.value) for each in self.settings)
        return tuple(each.value for each in self.mixins), settings


@dataclass
class WrittenFactor:
    """A factor as it is written; a drawn one gets its levels from the design.

    Attributes:
        name, label: of the factor.
        where: its place.
        levels: by name, in order.
        path: the parameter it sets, if it is a lever.
        low, high: ends of the range to draw from, as they were written; None if nothing is drawn.
        choice: whether somebody can choose between its levels, if that is written.
    """

    name: str
    label: Text
    where: str
    levels: dict[str, WrittenLevel] = field(default_factory=dict)
    path: str = ""
    low: Node | None = None
    high: Node | None = None
    choice: bool | None = None
    _by_content: dict[object, str] = field(default_factory=dict)

    @property
    def drawn(self) -> bool:
        """Whether the design draws its values."""
        return self.low is not None

    def drawn_at(self, part: float) -> str:
        """Name of the level at a part of the way; it is made if it is new."""
        if not self.drawn:
            names = list(self.levels)
            return names[min(int(part * len(names)), len(names) - 1)]
        low, high = (float(read_value(end, keys()[self.path])) for end in (self.low, self.high) if end)
        value = low + part * (high - low)
        return self.add_value(Node(_rounded(value, self.path, self.levels), self.where))

    def add_value(self, node: Node) -> str:
        """Name of the level that sets the lever to a value; it is made if it is new."""
        made = self.level_of(node)
        return self.same_as(made) or self.add(made)

    def add(self, level: WrittenLevel) -> str:
        """One level more; returns its name."""
        name = level.level.name
        self.levels[name] = level
        self._by_content[level.content] = name
        return name

    def level_of(self, node: Node) -> WrittenLevel:
        """A level that sets the lever to a value."""
        value = read_value(node, keys()[self.path])
        name = one_line(_name_of(node), 40)
        number = value if isinstance(value, int | float) and not isinstance(value, bool) else None
        level = Level(name, Text(name, name), None if number is None else float(number))
        return WrittenLevel(level, settings=(Setting(self.path, value, node.where),))

    def same_as(self, level: WrittenLevel) -> str:
        """Name of a level that lays the same over the base; empty if there is none."""
        return self._by_content.get(level.content, "")

    def finished(self, to_choose: Collection[str] | None = None) -> Factor:
        """As the study knows it; drawn levels in the order of their values.

        Args:
            to_choose: names of the levels one can have; none if the factor is no choice, None for all.
        """
        names = self.levels if to_choose is None else to_choose
        choice = bool(names)
        levels = [
            each.level._replace(choice=not choice or name in names) for name, each in self.levels.items()
        ]
        if self.drawn:
            levels.sort(key=lambda level: level.value or 0.0)
        return Factor(self.name, self.label, tuple(levels), choice)


def read_factors(node: Node | None, label: str) -> dict[str, WrittenFactor]:
    """The factors by name, in order.

    Raises:
        ScenarioError: there are none, one of them is wrong, or two have one name.
    """
    if node is None:
        raise ScenarioError(Message("an experiment needs 'factors:', what is varied"), label)
    if not isinstance(node.value, tuple) or not node.value:
        problem = Message("factors: expects a list, not {value}", value=described(node))
        raise ScenarioError(problem, node.where, Message("begin every factor with '- '"))
    found: dict[str, WrittenFactor] = {}
    for item in node.value:
        factor = _read_factor(item)
        if factor.name in found:
            problem = Message("factor '{factor}' stands here twice", factor=factor.name)
            raise ScenarioError(
                problem, item.where, Message("first at {place}", place=found[factor.name].where)
            )
        found[factor.name] = factor
    return found


def read_text(node: Node | None, name: str, where: str) -> Text:
    """A text in both languages; one that is written once stands for both.

    Raises:
        ScenarioError: it is missing, is no text, or is there in one language only.
    """
    if node is None:
        problem = Message("{name} is missing", name=name)
        raise ScenarioError(problem, where, Message("as {name}: {{en: .., nl: ..}}", name=name))
    if not isinstance(node.value, dict):
        line = a_line(node, name)
        return Text(line, line)
    texts = read_about(node, name)
    for language in BOTH:
        if language not in texts:
            problem = Message("{name} has no text in '{language}'", name=name, language=language)
            raise ScenarioError(problem, node.where, Message("write both en and nl"))
    return Text(texts["en"], texts["nl"])


def known_name(node: Node, known: Sequence[str], problem: Callable[[str], Message]) -> str:
    """A name out of those that exist.

    Args:
        node: where it stands.
        known: the names there are.
        problem: says of a name that there is none like it.

    Raises:
        ScenarioError: there is no such name.
    """
    name = _name_of(node)
    if name not in known:
        hint = did_you_mean(name, known) or Message("known are {names}", names=", ".join(known))
        raise ScenarioError(problem(one_line(name)), node.where, hint)
    return name


def no_factor(name: str) -> Message:
    """Nothing that is varied is called so."""
    return Message("there is no factor '{factor}'", factor=name)


def _read_factor(node: Node) -> WrittenFactor:
    parts = known_keys(node, FACTOR_KEYS, Message("a factor"))
    if "name" not in parts:
        raise ScenarioError(Message("a factor needs a 'name:'"), node.where)
    name = a_line(parts["name"], "name")
    if name in COLUMNS:
        problem = Message(
            "a factor cannot be called '{name}': that is a column of every table of runs", name=name
        )
        hint = Message("give it another name, and this one as its label")
        raise ScenarioError(problem, parts["name"].where, hint)
    text = read_text(parts["label"], "label", node.where) if "label" in parts else Text(name, name)
    factor = WrittenFactor(
        name, text, node.where, path=_path(parts.get("path")), choice=_choice(parts.get("choice"))
    )
    if "levels" in parts:
        _refuse_beside_levels(parts, ("from", "to"))
        _read_levels(factor, parts["levels"])
    else:
        _read_range(factor, parts, node)
    return factor


def _choice(node: Node | None) -> bool | None:
    """Yes or no; None if nothing is written."""
    if node is None:
        return None
    if isinstance(node.value, bool):
        return node.value
    said = SWITCHES.get(node.value.lower()) if isinstance(node.value, str) else None
    if said is None:
        problem = Message("choice: expects yes or no, not {found}", found=described(node))
        raise ScenarioError(problem, node.where, Message("write choice: no if nobody can choose its level"))
    return said


def _path(node: Node | None) -> str:
    """The parameter a lever sets."""
    if node is None:
        return ""
    path = name_now(a_line(node, "path"), node.where)
    if path not in keys():
        problem = Message("unknown key '{path}'", path=one_line(path))
        raise ScenarioError(problem, node.where, key_hint(path))
    return path


def _read_levels(factor: WrittenFactor, node: Node) -> None:
    """Levels of a factor: values if it is a lever, otherwise names with what they lay over the base."""
    if not isinstance(node.value, tuple) or len(node.value) < 2:
        problem = Message("factor '{factor}' needs a list of two levels or more", factor=factor.name)
        raise ScenarioError(problem, node.where, Message("as [none, {{name: deep, with: cut_20}}]"))
    for item in node.value:
        name = _level_name(factor, item)
        if name in factor.levels:
            problem = Message(
                "level '{name}' of factor '{factor}' stands here twice",
                name=one_line(name), factor=factor.name,
            )  # fmt: skip
            raise ScenarioError(problem, item.where)
        if factor.path and not isinstance(item.value, dict):
            level = factor.level_of(item)
        else:
            level = _read_level(item, name, factor.path)
        _refuse_the_same(factor, name, level, item)
        factor.add(level)


def _refuse_the_same(factor: WrittenFactor, name: str, level: WrittenLevel, node: Node) -> None:
    """Levels are told apart by what they lay over the base, not by how that is written."""
    if known := factor.same_as(level):
        raise ScenarioError(
            Message(
                "levels '{known}' and '{name}' of factor '{factor}' lay the same over the base",
                known=known,
                name=one_line(name),
                factor=factor.name,
            ),
            node.where,
            Message("leave one out")
            if level.settings or level.mixins
            else Message(
                "a name alone lays nothing over it; as {{name: {name}, with: {name}}}", name=one_line(name)
            ),
        )


def _level_name(factor: WrittenFactor, node: Node) -> str:
    if not isinstance(node.value, dict):
        return one_line(_name_of(node), 40)
    what = Message("a level of factor '{factor}'", factor=factor.name)
    parts = known_keys(node, LEVEL_KEYS, what)
    if "name" not in parts:
        raise ScenarioError(Message("{what} needs a 'name:'", what=what), node.where)
    return one_line(_name_of(parts["name"]), 40)


def _read_level(node: Node, name: str, path: str) -> WrittenLevel:
    if not isinstance(node.value, dict):
        return WrittenLevel(Level(name, Text(name, name)))
    parts, choice = node.value, _choice(node.value.get("choice"))
    if path and "value" not in parts:
        problem = Message("level '{name}' of the lever {path} needs a 'value:'", name=name, path=path)
        raise ScenarioError(problem, node.where)
    label = read_text(parts["label"], "label", node.where) if "label" in parts else Text(name, name)
    settings = read_settings(parts["set"].items()) if "set" in parts else []
    _refuse_own_lever_twice(settings, path, name)
    value = None
    if path:
        set_to = read_value(parts["value"], keys()[path])
        settings = [Setting(path, set_to, parts["value"].where), *settings]
        value = float(set_to) if isinstance(set_to, int | float) else None
    elif "value" in parts:
        value = read_number(parts["value"], "value", "share")
    return WrittenLevel(
        Level(name, label, value), tuple(mixins_in(parts.get("with"))), tuple(settings), choice
    )


def _refuse_own_lever_twice(settings: Sequence[Setting], path: str, name: str) -> None:
    for each in settings:
        if path and each.path == path:
            raise ScenarioError(
                Message(
                    "level '{name}' sets {path} twice: with 'value:' and in 'set:'", name=name, path=path
                ),
                each.where,
                Message("leave it out of 'set:'"),
            )


def _read_range(factor: WrittenFactor, parts: dict[str, Node], node: Node) -> None:
    """The ends between which a design draws."""
    if "path" not in parts or "from" not in parts or "to" not in parts:
        needs = "factor '{factor}' needs 'levels:', or 'path:', 'from:' and 'to:' to draw from"
        raise ScenarioError(Message(needs, factor=factor.name), node.where)
    key = keys()[factor.path]
    if key.annotation not in (int, float):
        problem = Message("{path} is no number and cannot be drawn", path=factor.path)
        raise ScenarioError(problem, node.where, Message("give it levels"))
    low, high = (read_value(parts[end], key) for end in ("from", "to"))
    if not low < high:
        problem = Message("factor '{factor}': 'from' is not below 'to'", factor=factor.name)
        raise ScenarioError(problem, parts["from"].where)
    factor.low, factor.high = parts["from"], parts["to"]


def read_number(node: Node, name: str, unit: str) -> float:
    """A number, with its unit or without.

    Raises:
        ScenarioError: it is no number, or one that could be read in two ways.
    """
    percent = Message(", or as 1 %") if convert("1 %", unit) is not None else ""
    expected = Message("in {unit}{percent}", unit=a_word(unit), percent=percent)
    return float(read_quantity(node, Quantity(name, unit, expected=expected, refuse=must_be_a_number)))


def _refuse_beside_levels(parts: dict[str, Node], names: Sequence[str]) -> None:
    for name in names:
        if name in parts:
            raise ScenarioError(
                Message("'{name}:' cannot stand beside 'levels:'", name=name), parts[name].where
            )


def _name_of(node: Node) -> str:
    """A name as it was written; a number may be one."""
    if isinstance(node.value, dict | tuple) or node.value is None or node.value == "":
        raise ScenarioError(
            Message("a name is expected here, not {value}", value=described(node)), node.where
        )
    if isinstance(node.value, bool):
        return "on" if node.value else "off"
    return f"{node.value:.6g}" if isinstance(node.value, float) else str(node.value)


def _rounded(value: float, path: str, taken: Collection[str]) -> float | int:
    """A drawn value with four digits, up to six if that is another's, so that its name is the value."""
    if keys()[path].annotation is int:
        return round(value)
    found = [float(f"{value:.{digits}g}") for digits in DIGITS]
    return next((each for each in found if f"{each:.6g}" not in taken), found[0])
