"""Experiments on the statements of the report: arms, predicted signs, and what should be the cause of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, FiniteFloat, Strict, model_validator

from tup_sim.errors import Message, ScenarioError, chained
from tup_sim.files.keys import did_you_mean
from tup_sim.files.load import load_scenario
from tup_sim.files.numerals import unmistakable
from tup_sim.files.rows import Names, Row, Text, Wrong, read_row
from tup_sim.files.strict_yaml import Node, described, read_file
from tup_sim.model.extensions import extensions
from tup_sim.model.parameters import Scenario
from tup_sim.model.parameters.given import described as in_words
from tup_sim.study.results import Key
from validation.evidence import AGAIN, Hypothesis, Prediction

WEEKS = 104
SIGNS = {"positive": 1, "negative": -1}


def _single(value: object) -> object:
    """A value as it would be written on the command line."""
    if isinstance(value, dict | list) or value is None:
        what = Message("set: expects single values, not {value}", value=in_words(value))
        raise Wrong(what, Message("as a.b: 1"))
    return unmistakable(str(value))


def _with_settings(value: object) -> object:
    """An arm that sets nothing is the name of its scenario alone."""
    return {"scenario": value} if isinstance(value, str) else value


Number = Annotated[FiniteFloat, Strict()]
Single = Annotated[str, BeforeValidator(_single)]


class Arm(Row):
    """One world of an experiment.

    Attributes:
        scenario: scenario, with mix-ins behind plus signs.
        set: values laid over it, by their paths.
    """

    scenario: Text
    set: dict[str, Single] = Field(default_factory=dict)

    def load(self, weeks: int, off: Iterable[str] = (), on: Iterable[str] = ()) -> Scenario:
        """The scenario itself, for so many weeks, with some mechanisms switched off and some switches on."""
        place, *mixins = self.scenario.split("+")
        settings = [f"{path}={value}" for path, value in self.set.items()]
        switches = [f"mechanisms.{mechanism}=off" for mechanism in off]
        needed = [f"{switch}=on" for switch in on]
        return load_scenario(place, mixins, [*needed, *settings, *switches], weeks)


class WrittenPrediction(Row):
    """A sum over arms whose sign is predicted, as it stands in the file; see ``evidence.Prediction``."""

    outcome: Text
    weights: dict[str, Number]
    sign: Literal["positive", "negative"]
    plus: Number = 0.0

    def read(self) -> Prediction:
        """The prediction itself."""
        return Prediction(Key.of(self.outcome), MappingProxyType(self.weights), SIGNS[self.sign], self.plus)


class Declared(Row):
    """An experiment on one statement, as it stands in the file; its scenarios are not loaded yet.

    Attributes:
        id: of the statement.
        split: open, or held out while values are chosen.
        arms: worlds to compare, by name.
        predicts: what the statement predicts; all of it must hold.
        tag: what kind of result it would be.
        because: why that kind.
        without: mechanisms that should be the cause.
        none: why no switch can take it away; empty if one can.
        weeks: weeks to report.
        extension: parts of the model that are off by default and that the statement is about.
    """

    id: Text
    split: Literal["open", "held_out"]
    arms: dict[str, Annotated[Arm, BeforeValidator(_with_settings)]]
    predicts: Annotated[tuple[WrittenPrediction, ...], Field(min_length=1)]
    tag: Literal["identity", "written", "mediated", "emergent"]
    because: Text
    without: Names = ()
    none: Text = ""
    weeks: Annotated[int, Strict(), Field(ge=1)] = WEEKS
    extension: Names = ()

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        """One kind of cause, and no arm that costs runs and says nothing."""
        if bool(self.without) == bool(self.none):
            what = Message("{claim} needs either 'without:' or 'none:'", claim=self.id)
            raise Wrong(what, Message("which mechanism should be the cause, or why no switch can tell"))
        for number, name in enumerate(self.extension):
            if name not in extensions():
                raise _no_extension(name, ("extension", number))
        for number, each in enumerate(self.predicts):
            for name in each.weights:
                if name not in self.arms:
                    raise _no_arm(name, self.arms, ("predicts", number, "weights", name))
        used = {name for each in self.predicts for name in each.weights}
        if idle := [name for name in self.arms if name not in used]:
            names = chained("{one} and {other}", idle)
            raise Wrong(Message("{claim}: no prediction uses {names}", claim=self.id, names=names))
        return self

    @property
    def predictions(self) -> tuple[Prediction, ...]:
        """What it predicts."""
        return tuple(each.read() for each in self.predicts)

    def load(self, again: bool = False) -> Hypothesis:
        """The experiment with its scenarios."""
        return Hypothesis(
            f"{self.id}{AGAIN}" if again else self.id,
            {name: arm.load(self.weeks, on=self._switches()) for name, arm in self.arms.items()},
            self.predictions,
            self.tag,
            self.because,
            self.without,
            self.none,
            self.split,
            self.weeks,
            again=again,
            extensions=self.extension,
        )

    def _switches(self) -> list[str]:
        """The switches of the extensions it needs; others begin with a lever, which its arms pull."""
        return [switch for name in self.extension if (switch := extensions()[name].switch)]


class _Untested(Row):
    """A statement without an experiment, and why."""

    id: Text
    not_tested: Text


class _Examined(Row):
    """What was concluded about hypotheses, by their name."""

    examined: dict[str, Text]


def _no_arm(name: str, arms: Mapping[str, Arm], at: tuple[str | int, ...]) -> Wrong:
    what = Message("{key} cannot be '{word}'", key="an arm in weights", word=name)
    return Wrong(what, did_you_mean(name, arms) or Message("expected: {names}", names=", ".join(arms)), at)


def _no_extension(name: str, at: tuple[str | int, ...]) -> Wrong:
    what = Message("{key} cannot be '{word}'", key="extension", word=name)
    expected = Message("expected: {names}", names=", ".join(extensions()))
    return Wrong(what, did_you_mean(name, extensions()) or expected, at)


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
    file = read_file(path, path.name)
    return read_row(_Examined, Node({"examined": file}, file.where), path.name).examined


def hypotheses_file() -> Path:
    """The file of the experiments."""
    return Path(__file__).with_name("hypotheses.yaml")


@cache
def _read(path: Path) -> tuple[Mapping[str, Declared], Mapping[str, str]]:
    tested: dict[str, Declared] = {}
    untested: dict[str, str] = {}
    for row in _listed(read_file(path, path.name)):
        name = str(row.items()["id"].value) if "id" in row.items() else "a row"
        if name in tested or name in untested:
            raise ScenarioError(Message("{claim} stands here twice", claim=name), row.where)
        if "not_tested" in row.items():
            untested[name] = read_row(_Untested, row, name).not_tested
        else:
            tested[name] = read_hypothesis(name, row)
    return MappingProxyType(tested), MappingProxyType(untested)


def _listed(file: Node) -> tuple[Node, ...]:
    if isinstance(file.value, tuple) and file.value:
        return file.value
    what = Message("{what}: expects a list, not {value}", what="the file", value=described(file))
    raise ScenarioError(what, file.where, Message("begin with '- '"))


def read_hypothesis(claim: str, row: Node) -> Declared:
    """Read one experiment.

    Raises:
        ScenarioError: something is wrong with it; says what, and where.
    """
    return read_row(Declared, row, claim)
