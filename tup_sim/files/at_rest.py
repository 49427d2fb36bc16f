"""What an organisation would do at rest, what it took over from its parent, and whether its money can balance."""

from __future__ import annotations

from collections.abc import Iterator
from math import isinf
from typing import Any

from tup_sim.errors import Message
from tup_sim.files.document import Document, read_document
from tup_sim.files.keys import keys
from tup_sim.files.load import BY_HAND, flat, stacked
from tup_sim.files.places import find, supplied
from tup_sim.files.size import changes_people
from tup_sim.files.values import number, with_unit
from tup_sim.model.parameters import Scenario
from tup_sim.model.rules.resting import Rest, at_rest

# A cut that studies ask about is 6 to 30 % of the subsidy. An organisation that is a tenth of its costs off before
# anything happens would answer that, and not the cut; the supplied ones are within a euro.
WIDE = 0.1
HALF = 0.5
ALIKE = 0.05  # what differs by less counts as the same size
_MONEY = (
    "income",
    "wage_",
    "professionals.",
    "coordinators.",
    "overhead",
    "night_wages",
    "volunteer",
    "training_budget",
)
_SIZED_BY = ("places", "volunteers_initial", "professionals.posts")


def rest_lines(name: str, scenario: Scenario) -> Iterator[str]:
    """Lines under a scenario that was checked: money, clients, volunteers, what was taken over; none for a layer."""
    place = find(name)
    document = read_document(place)
    if not _is_organisation(document):
        return
    rest = at_rest(scenario.parameters)
    yield "at rest, on paper (no run):"
    if scenario.parameters.mechanisms.money:
        yield from _money(rest)
    yield from _flows(rest, scenario)
    if not place.is_whole:
        yield from _taken_over(document)
    if warning := money_warning(scenario, even_supplied=True):
        yield f"WARNING: {warning}"


def money_warning(scenario: Scenario, even_supplied: bool = False) -> Message | None:
    """One line if income and costs at rest lie wide apart; for what comes with the package only where asked."""
    p = scenario.parameters
    rest = at_rest(p)
    if not p.mechanisms.money or rest.costs <= 0 or abs(rest.left) <= WIDE * rest.costs:
        return None
    if not even_supplied and not _own_money(scenario):
        return None
    values = {
        "income": f"{rest.income:.0f}",
        "costs": f"{rest.costs:.0f}",
        "part": f"{100 * abs(rest.left) / rest.costs:.0f}",
    }
    if rest.income < HALF * rest.costs:
        return Message(
            "income of EUR {income} a year covers less than half of the costs at rest, EUR {costs}; "
            "is a figure missing?",
            **values,
        )
    if rest.left < 0:
        return Message(
            "money cannot balance: income of EUR {income} a year is {part} % short of the costs at rest, "
            "EUR {costs}",
            **values,
        )
    return Message(
        "money does not balance: income of EUR {income} a year is {part} % more than the costs at rest, "
        "EUR {costs}; what is left softens a cut",
        **values,
    )


def _is_organisation(document: Document) -> bool:
    """Not a layer to be laid over one, nor a check against theory."""
    if document.kind in ("policy", "shock", "theory"):
        return False
    return document.kind == "organisation" or document.parent is not None


def _own_money(scenario: Scenario) -> bool:
    """Whether somebody set a figure of the budget, other than in a file that comes with the package."""
    ours = {place.label for place in supplied()}
    return any(
        path.startswith(_MONEY) and where.rpartition(":")[0] not in ours
        for path, where in scenario.origin.items()
    )


def _money(rest: Rest) -> Iterator[str]:
    over = f"{rest.left:.0f} left over" if rest.left >= 0.5 else f"{-rest.left:.0f} too little"
    over = over if abs(rest.left) > 1.0 else "in balance"
    yield f"money: income EUR {rest.income:.0f} a year, costs {rest.costs:.0f}: {over}"
    costs = ", ".join(f"{line} {-amount:.0f}" for line, amount in rest.lines.items() if amount < 0)
    yield f"  costs: {costs}"
    yield (
        f"  wages saved on vacancies, about {rest.saved_on_vacancies:.0f}, pay for hiring and replacement, "
        f"{rest.hiring_and_replacement:.0f}"
    )


def _flows(rest: Rest, scenario: Scenario) -> Iterator[str]:
    if rest.leave > 0:
        waiting = "a waiting list without end" if isinf(rest.waiting) else f"about {rest.waiting:.0f} wait"
        if rest.filled < 1.0:
            waiting = f"{100 * (1 - rest.filled):.0f} % of the places stay free"
        yield f"clients: {rest.apply:.3g} a week apply for {rest.leave:.3g} places that come free; {waiting}"
    yield (
        f"volunteers: {rest.start:.3g} a month start and {rest.stop:.3g} leave; "
        f"{rest.volunteers:.0f} at the start become about {rest.become:.0f} in the end"
    )


def _parent_of(document: Document) -> tuple[str, dict[str, Any]]:
    """Name and values of what a file builds on; the declared values are those of the open house."""
    if document.parent is None:
        return "open_house", {path: key.default for path, key in keys().items()}
    below = stacked(document.parent, (), (), BY_HAND, document.place.path.parent)
    return str(document.parent.value), flat(below)


def _taken_over(document: Document) -> Iterator[str]:
    """What stays that of the parent although the file gives another number of people, and how to scale it."""
    if document.size is not None or not changes_people(document.settings, None):
        return
    parent, theirs = _parent_of(document)
    own = {setting.path: setting.value for setting in document.settings}
    size = next((own[path] / theirs[path] for path in _SIZED_BY if own.get(path) and theirs[path] > 0), 1.0)
    left = [path for path, key in keys().items() if key.extensive and path not in own and theirs[path] > 0]
    if abs(size - 1.0) <= ALIKE or not left:
        return
    yield f"taken over from {parent} and not scaled, although this is about {number(round(size, 3))} of it:"
    yield "  " + ", ".join(f"{path} {with_unit(theirs[path], keys()[path])}" for path in left)
    yield "  to scale them write this at the top; what you set yourself stays as it is"
    if document.parent is None:
        yield f"extends: {parent}"
    yield f"size: {number(round(size, 3))}"
