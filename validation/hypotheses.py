"""Experiments on the statements of the report: arms, predicted signs, and what should be the cause of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import isfinite
from pathlib import Path
from types import MappingProxyType

from tup_sim.errors import Message, ScenarioError, chained
from tup_sim.files.claims import names, refuse_other_words, refuse_unknown, text
from tup_sim.files.load import load_scenario
from tup_sim.files.numerals import unmistakable
from tup_sim.files.strict_yaml import Node, described, read_file
from tup_sim.model.parameters import Scenario
from tup_sim.study.results import Key
from validation.evidence import AGAIN, Hypothesis, Prediction

WEEKS = 104
SPLITS = ("open", "held_out")
SIGNS = {"positive": 1, "negative": -1}
TAGS = ("identity", "written", "mediated", "emergent")

_NEEDED = ("split", "arms", "predicts", "tag", "because")
_CAUSES = ("without", "none")


@dataclass(frozen=True)
class Arm:
    """One world of an experiment.

    Attributes:
        name: its name in the experiment.
        scenario: scenario, with mix-ins behind plus signs.
        settings: ``path=value`` texts laid over it.
    """

    name: str
    scenario: str
    settings: tuple[str, ...] = ()

    def load(self, weeks: int, off: Iterable[str] = ()) -> Scenario:
        """The scenario itself, for so many weeks, with some mechanisms switched off."""
        place, *mixins = self.scenario.split("+")
        switches = [f"mechanisms.{mechanism}=off" for mechanism in off]
        return load_scenario(place, mixins, [*self.settings, *switches], weeks)


@dataclass(frozen=True)
class Declared:
    """An experiment on one statement, as it stands in the file; its scenarios are not loaded yet.

    Attributes:
        claim: id of the statement.
        split: open, or held out while values are chosen.
        arms: worlds to compare, by name.
        predicts: what the statement predicts; all of it must hold.
        tag: what kind of result it would be.
        because: why that kind.
        without: mechanisms that should be the cause.
        none: why no switch can take it away; empty if one can.
        weeks: weeks to report.
    """

    claim: str
    split: str
    arms: Mapping[str, Arm]
    predicts: tuple[Prediction, ...]
    tag: str
    because: str
    without: tuple[str, ...] = ()
    none: str = ""
    weeks: int = WEEKS

    def load(self, again: bool = False) -> Hypothesis:
        """The experiment with its scenarios."""
        arms = {name: arm.load(self.weeks) for name, arm in self.arms.items()}
        return Hypothesis(
            f"{self.claim}{AGAIN}" if again else self.claim,
            arms,
            self.predicts,
            self.tag,
            self.because,
            self.without,
            self.none,
            self.split,
            self.weeks,
            again=again,
        )


def hypotheses() -> Mapping[str, Declared]:
    """Every experiment by the id of its statement."""
    return _read(hypotheses_file())[0]


def second_tries() -> Mapping[str, Declared]:
    """Experiments with other arms, on statements whose first experiment could not show them."""
    return _read(hypotheses_file().with_name("second_tries.yaml"))[0]


def not_tested() -> Mapping[str, str]:
    """Statements without an experiment, with the reason."""
    return _read(hypotheses_file())[1]


def examined() -> Mapping[str, str]:
    """What was concluded about hypotheses that did not come out, by the name of the hypothesis."""
    path = hypotheses_file().with_name("examined.yaml")
    rows = read_file(path, path.name).items()
    return {claim: text(node, claim) for claim, node in rows.items()}


def hypotheses_file() -> Path:
    """The file of the experiments."""
    return Path(__file__).with_name("hypotheses.yaml")


@cache
def _read(path: Path) -> tuple[Mapping[str, Declared], Mapping[str, str]]:
    tested: dict[str, Declared] = {}
    untested: dict[str, str] = {}
    for row in _list(read_file(path, path.name), "the file"):
        claim = text(_part(row, "id"), "id")
        if claim in tested or claim in untested:
            raise ScenarioError(Message("{claim} stands here twice", claim=claim), row.where)
        if "not_tested" in row.items():
            refuse_unknown(row.items(), ("id", "not_tested"), claim)
            untested[claim] = text(row.items()["not_tested"], "not_tested")
        else:
            tested[claim] = read_hypothesis(claim, row)
    return MappingProxyType(tested), MappingProxyType(untested)


def read_hypothesis(claim: str, row: Node) -> Declared:
    """Read one experiment.

    Raises:
        ScenarioError: something is wrong with it; says what, and where.
    """
    parts = row.items()
    refuse_unknown(parts, ("id", *_NEEDED, *_CAUSES, "weeks", "not_tested"), claim)
    if sum(cause in parts for cause in _CAUSES) != 1:
        problem = Message("{claim} needs either 'without:' or 'none:'", claim=claim)
        raise ScenarioError(
            problem, row.where, Message("which mechanism should be the cause, or why no switch can tell")
        )
    arms = {name: _arm(name, node) for name, node in _part(row, "arms").items().items()}
    found = Declared(
        claim,
        split=_choice(row, "split", SPLITS),
        arms=MappingProxyType(arms),
        predicts=tuple(_prediction(node, arms) for node in _list(_part(row, "predicts"), "predicts")),
        tag=_choice(row, "tag", TAGS),
        because=text(_part(row, "because"), "because"),
        without=names(parts["without"], "without") if "without" in parts else (),
        none=text(parts["none"], "none") if "none" in parts else "",
        weeks=_weeks(parts["weeks"]) if "weeks" in parts else WEEKS,
    )
    _refuse_idle_arms(found, row)
    return found


def _arm(name: str, node: Node) -> Arm:
    if not isinstance(node.value, dict):
        return Arm(name, text(node, "arms"))
    refuse_unknown(node.value, ("scenario", "set"), f"arm '{name}'")
    settings = tuple(f"{path}={_written(value)}" for path, value in _part(node, "set").items().items())
    return Arm(name, text(_part(node, "scenario"), "scenario"), settings)


def _written(node: Node) -> str:
    """A single value as it would be written on the command line."""
    if isinstance(node.value, dict | tuple) or node.value is None:
        raise ScenarioError(
            Message("set: expects single values, not {value}", value=described(node)),
            node.where,
            Message("as a.b: 1"),
        )
    return unmistakable(str(node.value))


def _prediction(node: Node, arms: Mapping[str, Arm]) -> Prediction:
    refuse_unknown(node.items(), ("outcome", "weights", "sign", "plus"), "a prediction")
    weights = {name: _number(part) for name, part in _part(node, "weights").items().items()}
    for name, part in _part(node, "weights").items().items():
        refuse_other_words(name, arms, "an arm in weights", part.where)
    return Prediction(
        Key.of(text(_part(node, "outcome"), "outcome")),
        MappingProxyType(weights),
        SIGNS[_choice(node, "sign", tuple(SIGNS))],
        plus=_number(node.items()["plus"]) if "plus" in node.items() else 0.0,
    )


def _refuse_idle_arms(found: Declared, row: Node) -> None:
    """An arm that no prediction looks at costs runs and says nothing."""
    used = {name for prediction in found.predicts for name in prediction.weights}
    if idle := [name for name in found.arms if name not in used]:
        raise ScenarioError(
            Message(
                "{claim}: no prediction uses {names}",
                claim=found.claim,
                names=chained("{one} and {other}", idle),
            ),
            row.where,
        )


def _part(node: Node, key: str) -> Node:
    if key not in node.items():
        raise ScenarioError(Message("there is no '{key}:' here", key=key), node.where)
    return node.items()[key]


def _choice(node: Node, key: str, allowed: tuple[str, ...]) -> str:
    word = text(_part(node, key), key)
    refuse_other_words(word, allowed, key, _part(node, key).where)
    return word


def _list(node: Node, what: str) -> Iterator[Node]:
    if not isinstance(node.value, tuple) or not node.value:
        raise ScenarioError(
            Message("{what}: expects a list, not {value}", what=what, value=described(node)),
            node.where,
            Message("begin with '- '"),
        )
    yield from node.value


def _number(node: Node) -> float:
    if isinstance(node.value, bool) or not isinstance(node.value, int | float) or not isfinite(node.value):
        raise ScenarioError(Message("expected a number, not {value}", value=described(node)), node.where)
    return float(node.value)


def _weeks(node: Node) -> int:
    if isinstance(node.value, bool) or not isinstance(node.value, int) or node.value < 1:
        raise ScenarioError(
            Message("weeks: expects a whole number, not {value}", value=described(node)), node.where
        )
    return node.value
