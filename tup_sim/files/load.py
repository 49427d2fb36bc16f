"""From the name of a scenario, mix-ins and settings to a scenario, and what stands in one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from tup_sim.errors import Message, ScenarioError
from tup_sim.files.added_patterns import added_name
from tup_sim.files.around import values_of
from tup_sim.files.calendar import counting_from, first_day
from tup_sim.files.changes import as_plain, plain_change
from tup_sim.files.cures import with_cures
from tup_sim.files.document import read_heading
from tup_sim.files.faults import Faults
from tup_sim.files.hints import knowing
from tup_sim.files.keys import keys
from tup_sim.files.layers import Layers
from tup_sim.files.places import Place, split, supplied
from tup_sim.files.plugins import catalogue_of_plugins, found_plugin
from tup_sim.files.reading import Reading
from tup_sim.files.settings import of_one_place, read_option
from tup_sim.files.stack import Stack, stack_of
from tup_sim.files.strict_yaml import Node
from tup_sim.files.values import Setting, read_setting
from tup_sim.files.whole import nested
from tup_sim.model.catalogue import catalogue_of, using
from tup_sim.model.parameters import Change, Scenario, value_at
from tup_sim.model.parameters.given import text, texts
from tup_sim.model.parameters.given_scenario import check_kind
from tup_sim.model.parameters.patterns import added_values
from tup_sim.model.plugins import plugins_of
from tup_sim.texts import translator

BY_HAND = "command line"


def load_scenario(
    name: str,
    mixins: Sequence[str] = (),
    settings: Sequence[str] | Mapping[str, Any] = (),
    weeks: int | None = None,
    plugins: Sequence[str] = (),
) -> Scenario:
    """Load a scenario by name or path.

    Args:
        name: name of a supplied scenario, or path of a file; ``NAME+MIXIN`` lays scenarios over it.
        mixins: scenarios laid over it, in order.
        settings: values by the path of the parameter, or ``path=value`` texts, laid over those.
        weeks: weeks to report instead of the horizon of the scenario.
        plugins: paths of files with mechanisms, or names under which installed packages offer them; on in this
            scenario, beside those that its files name.

    Returns:
        The scenario: every number as it stands in week 0, and the changes that are dated.

    Raises:
        ScenarioError: an argument is no text, or one text where a list belongs; a file cannot be read, the scenario
            is not possible, or describes no organisation but a policy or a shock. Says where and what to write.
        ScenarioErrors: several mistakes, all of them told.

    Examples:
        >>> from tup_sim import load_scenario
        >>> house = load_scenario("open_house", mixins=["peer"], settings={"coordinators.fte": 0.8})
        >>> house.name, house.parameters.coordinators.fte
        ('open_house + peer', 0.8)
    """
    chosen = written_settings(settings) if isinstance(settings, Mapping) else settings
    found = load_any(name, mixins, chosen, weeks, plugins)
    if found.alone:
        raise found.alone
    return found.scenario


def _of_numpy(value: Any) -> Any:
    """A number of numpy as one of Python.

    Raises:
        TypeError: it is none.
    """
    if callable(item := getattr(value, "item", None)):
        return item()
    raise TypeError(value)


def written_settings(settings: Mapping[str, Any]) -> list[str]:
    """Values by path as the texts that somebody would type.

    Raises:
        ScenarioError: a value is neither a number, nor a text, nor something of these.
    """
    found = []
    for path, value in settings.items():
        try:
            written = (
                value if isinstance(value, str) else json.dumps(value, allow_nan=False, default=_of_numpy)
            )
        except (TypeError, ValueError):
            what = Message("{path} cannot be {value!r}", path=path, value=value)
            raise ScenarioError(what, "", Message("write a number, a text, or a list of these")) from None
        found.append(f"{path}={written}")
    return found


def load_any(
    name: str,
    mixins: Sequence[str] = (),
    settings: Sequence[str] = (),
    weeks: int | None = None,
    plugins: Sequence[str] = (),
) -> Loaded:
    """Load what may be no more than a policy, to look at it; for the rest as ``load_scenario``."""
    base, *more = split(text(name, "name", Message("write the name of a scenario or the path of a file")))
    laid_over = [Node(mixin, "") for mixin in more]
    laid_over += [Node(mixin, "--with") for mixin in texts(mixins, "mixins", "cut_20")]
    chosen = texts(settings, "settings", "coordinators.fte=1.0")
    named = [found_plugin(each) for each in texts(plugins, "plugins", "my_mechanism.py")]

    def laid(reading: Reading) -> Stack:
        faults = Faults()
        given = _options(chosen, weeks, faults)
        return stack_of(Node(base, ""), laid_over, given, BY_HAND, None, reading, faults)

    reading, files = Reading(), [Node(base, ""), *laid_over]
    in_files = reading.plugins(files, None)
    with using(catalogue_of_plugins([*named, *in_files])), counting_from(reading.calendar(files, None)):
        with knowing(partial(values_of, [base, *(str(each.value) for each in laid_over)], chosen)):
            stack = with_cures(laid, reading)
        return Loaded(stack.scenario(), stack.kind, stack.alone(base, ""))


def stacked(
    base: Node,
    mixins: Iterable[Node],
    settings: Iterable[Setting],
    excuse: str,
    beside: Path | None = None,
    reading: Reading | None = None,
    alone: bool = False,
) -> Scenario:
    """Lay mix-ins and settings over a scenario.

    Args:
        base: its name or path.
        mixins: names or paths, in order.
        settings: laid over those.
        excuse: what counts as the reason where a measured value is set without one.
        beside: folder that paths start from; the current one if None.
        reading: the files that were read already.
        alone: whether a policy will do that is laid over no organisation.

    Raises:
        ScenarioError: as ``load_scenario``.
    """
    reading, mixins = reading or Reading(), [*mixins]
    begin = first_day() or reading.calendar([base, *mixins], beside)
    with using(catalogue_of_plugins([*reading.plugins([base, *mixins], beside)])), counting_from(begin):
        stack = stack_of(base, mixins, [*settings], excuse, beside, reading, Faults())
        found = stack.scenario()
    refused = stack.alone(str(base.value), base.where)
    if refused and not alone:
        raise refused
    return found


def paths_set(name: Node, beside: Path | None = None, reading: Reading | None = None) -> Iterator[str]:
    """The parameters that a scenario sets, and those that it is built on; not what it changes at a date."""
    yield from (setting.path for setting, change in everything_set(name, beside, reading) if change is None)


def everything_set(
    name: Node, beside: Path | None = None, reading: Reading | None = None
) -> Iterator[tuple[Setting, Change | None]]:
    """What a scenario sets, and what it is built on; with the change that does, where it happens at a date."""
    reading = reading or Reading()
    begin = first_day() or reading.calendar([name], beside)
    with using(catalogue_of_plugins([*reading.plugins([name], beside)])), counting_from(begin):
        found = [*_everything_set(name, beside, reading)]
    yield from found


def _everything_set(
    name: Node, beside: Path | None, reading: Reading
) -> Iterator[tuple[Setting, Change | None]]:
    faults = Faults()
    layers = Layers(reading, faults)
    layers.add(name, "", beside)
    faults.end()
    for layer in layers.ordered():
        document = layer.document
        if layer.resizes and document.size is not None:
            extensive = (path for path, key in keys().items() if key.extensive)
            yield from ((Setting(path, None, document.size.where), None) for path in extensive)
            continue
        yield from ((setting, None) for setting in document.settings)
        for each in document.changes:
            yield from ((setting, each.change) for setting in each.settings)


def list_scenarios(lang: str = "en") -> list[tuple[str, str, str]]:
    """Name, kind and one line, in a language, of every scenario that comes with the package."""
    return [(place.name, *_heading(place, lang)) for place in supplied()]


def resolved(scenario: Scenario) -> dict[str, Any]:
    """Everything that decides what happens, as plain data: equal data, equal runs.

    Raises:
        TupSimError: it is no scenario.
    """
    check_kind(scenario)
    values = {path: as_plain(value) for path, value in flat(scenario).items()}
    plain = {"parameters": nested(values), "changes": [plain_change(change) for change in scenario.changes]}
    plugins = [each.digest for each in plugins_of(scenario)]
    return {**plain, "plugins": plugins} if plugins else plain


def flat(scenario: Scenario) -> dict[str, Any]:
    """Every effective value by its path, in the order of declaration."""
    with using(catalogue_of(scenario.parameters)):
        declared = {path: value_at(scenario.parameters, path) for path in keys()}
    return declared | dict(added_values(scenario.parameters.patterns))


def differing(scenario: Scenario) -> dict[str, Any]:
    """Effective values that are not the declared default."""
    values = flat(scenario).items()
    with using(catalogue_of(scenario.parameters)):
        return {path: value for path, value in values if added_name(path) or value != keys()[path].default}


class Loaded(NamedTuple):
    """A scenario to look at.

    Attributes:
        scenario: the scenario; a policy or shock lies over the declared values.
        kind: of the file that was named: organisation, policy, shock, theory or study.
        alone: why it cannot be run; None if it can.
    """

    scenario: Scenario
    kind: str
    alone: ScenarioError | None


def _options(settings: Sequence[str], weeks: int | None, faults: Faults) -> list[Setting]:
    """What the command line sets."""
    found: list[Setting] = []
    for each in settings:
        with faults.caught():
            found.append(read_option(each))
    if weeks is not None:
        with faults.caught():
            found.append(read_setting(Node(weeks, "--weeks"), keys()["horizon"]))
    return of_one_place(found)


def _heading(place: Place, lang: str) -> tuple[str, str]:
    """Kind and line of a file; what is wrong with it, if it cannot be read."""
    try:
        kind, about = read_heading(place)
    except ScenarioError as error:
        return "unreadable", error.said(translator(lang))
    return kind, about.get(lang) or about.get("en") or next(iter(about.values()), "")
