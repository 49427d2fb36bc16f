"""Short lines about scenarios: which there are, and whether one can be run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tup_sim.errors import Message, a_word, said
from tup_sim.files.at_rest import rest_lines
from tup_sim.files.layout import paragraph, table
from tup_sim.files.load import Loaded, differing, list_scenarios, load_any
from tup_sim.files.places import FOLDERS
from tup_sim.files.stack import EXAMPLE
from tup_sim.model.catalogue import catalogue_of, using
from tup_sim.model.gates import idle_paths
from tup_sim.model.parameters import Scenario
from tup_sim.model.promises import limits
from tup_sim.texts import say, translator

ORGANISATIONS = "organisations/"  # how the places of supplied organisations begin
MOST_ON_A_LINE = 12  # values that somebody writes on one line


def listed(width: int, only: str = "", lang: str = "en") -> str:
    """All supplied scenarios, or only those of one kind, grouped by kind, one line each."""
    found = [row for row in list_scenarios(lang) if only in ("", row[1])]
    parts, translate = [], translator(lang)
    header = say(lang, "field-name"), say(lang, "field-about")
    for kind in dict.fromkeys([*FOLDERS.values(), *(kind for _, kind, _ in found)]):
        rows = [(name, about) for name, its_kind, about in found if its_kind == kind]
        if rows:
            heading = translate(kind) if kind else say(lang, "kind-other")
            parts.append(f"{heading}\n{table(header, rows, width)}")
    return "\n\n".join([*parts, say(lang, "counted-scenarios", n=len(found))])


def checked(
    name: str,
    mixins: Sequence[str],
    settings: Sequence[str],
    width: int,
    lang: str = "en",
) -> str:
    """A line about a scenario that is in order, what was set and does nothing, and what it does at rest.

    Args:
        name: of the scenario, or its file.
        mixins: what is laid over it.
        settings: as ``path=value``.
        width: of the terminal.
        lang: ``en`` or ``nl``.

    Raises:
        ScenarioError: it is not in order.
    """
    found = load_any(name, mixins, settings)
    with using(catalogue_of(found.scenario.parameters)):
        return _checked(name, found, width, lang)


def _checked(name: str, found: Loaded, width: int, lang: str) -> str:
    scenario, translate = found.scenario, translator(lang)
    below = [*not_whole(found), *idle_lines(scenario, alone=found.alone is not None)]
    below += rest_lines(name, scenario) if found.alone is None else ()
    lines = [_indented(said(line, translate), width) for line in below]
    return "\n".join([said(_in_order(scenario), translate), *lines])


def _in_order(scenario: Scenario) -> Message:
    values, changes = len(differing(scenario)), len(scenario.changes)
    return Message(
        "ok  {name}: {values} set, {changes}", name=scenario.name,
        values=Message("1 value") if values == 1 else Message("{n} values", n=values),
        changes=Message("1 change") if changes == 1 else Message("{n} changes", n=changes),
    )  # fmt: skip


def idle_lines(scenario: Scenario, alone: bool = False) -> list[Message]:
    """What was set, at the start or at a date, and cannot act, with the reason; and what is set beyond a limit.

    Args:
        scenario: what was set.
        alone: a policy or shock without an organisation, of which only what it closes itself can be told.
    """
    dated = [path for change in scenario.changes for path in change.values]
    paths = dict.fromkeys([*_by_hand(scenario), *dated])
    idle = [each for each in idle_paths(scenario, paths) if not alone or paths.keys() & each[0].closed.keys()]
    return [
        *(
            Message("{why}, so this does nothing: {paths}", why=gate.why, paths=", ".join(behind))
            for gate, behind in idle
        ),
        *limits(scenario.parameters, paths),
    ]


def _by_hand(scenario: Scenario) -> list[str]:
    """What somebody set on purpose: not what a supplied organisation brings, nor what one line (``size:``) resizes."""
    together = Counter(scenario.origin.values())
    return [
        path
        for path, place in scenario.origin.items()
        if not place.startswith(ORGANISATIONS) and together[place] <= MOST_ON_A_LINE
    ]


def _indented(line: str, width: int) -> str:
    """A line below another, wrapped; as deep as it begins."""
    return paragraph(line.strip(), width, 4 + len(line) - len(line.lstrip()))


def not_whole(found: Loaded) -> list[Message]:
    """What to say of a policy or shock that is looked at alone; nothing of an organisation."""
    if found.alone is None:
        return []
    about = Message(
        "{name} is a {kind}, here over the declared values; run it over an organisation, as {house}+{name}",
        name=found.scenario.name,
        kind=a_word(found.kind),
        house=EXAMPLE,
    )
    return [about]
