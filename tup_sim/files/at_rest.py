"""What an organisation would do at rest, what it took over from its parent, and whether its money can balance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isinf
from typing import Any

from tup_sim.errors import Message, a_word, chained
from tup_sim.files.document import Document
from tup_sim.files.keys import keys
from tup_sim.files.load import BY_HAND, flat, stacked
from tup_sim.files.places import find, split, supplied
from tup_sim.files.reading import Reading
from tup_sim.files.size import changes_people
from tup_sim.files.values import number, value_text
from tup_sim.model.parameters import Scenario, plain
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


def rest_lines(name: str, scenario: Scenario) -> Iterator[Message]:
    """Lines under a scenario that was checked: money, clients, volunteers, what was taken over; none for a layer."""
    document = Reading().document(find(split(name)[0]))
    if not _is_organisation(document):
        return
    rest = at_rest(plain(scenario.parameters))
    yield Message("at rest, on paper (no run):")
    if scenario.parameters.mechanisms.money:
        yield from _money(rest)
    yield from _flows(rest, scenario)
    if not (document.is_whole and document.place.is_supplied):
        yield from _taken_over(document, flat(scenario))
    if warning := money_warning(scenario, even_supplied=True):
        yield Message("WARNING: {warning}", warning=warning)


def money_warning(scenario: Scenario, even_supplied: bool = False) -> Message | None:
    """One line if income and costs at rest lie wide apart; for what comes with the package only where asked."""
    p = scenario.parameters
    rest = at_rest(plain(p))
    if not p.mechanisms.money or rest.costs <= 0 or abs(rest.left) <= WIDE * rest.costs:
        return None
    if not even_supplied and not _own_money(scenario):
        return None
    values = {
        "income": rest.income,
        "costs": rest.costs,
        "part": f"{100 * abs(rest.left) / rest.costs:.0f}",
    }
    if rest.income < HALF * rest.costs:
        return Message(
            "income of EUR {income:.0f} a year covers less than half of the costs at rest, EUR {costs:.0f}; "
            "is a figure missing?",
            **values,
        )
    if rest.left < 0:
        return Message(
            "money cannot balance: income of EUR {income:.0f} a year is {part} % short of the costs at rest, "
            "EUR {costs:.0f}",
            **values,
        )
    return Message(
        "money does not balance: income of EUR {income:.0f} a year is {part} % more than the costs at rest, "
        "EUR {costs:.0f}; what is left softens a cut",
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


def _money(rest: Rest) -> Iterator[Message]:
    yield Message(
        "money: income EUR {income:.0f} a year, costs {costs:.0f}: {over}",
        income=rest.income, costs=rest.costs, over=_over(rest.left),
    )  # fmt: skip
    lines = [
        Message("{line} {amount:.0f}", line=a_word(line), amount=-amount)
        for line, amount in rest.lines.items()
        if amount < 0
    ]
    yield Message("  costs: {lines}", lines=chained("{one}, {other}", lines))
    yield Message(
        "  wages saved on vacancies, about {saved:.0f}, pay for hiring and replacement, {spent:.0f}",
        saved=rest.saved_on_vacancies, spent=rest.hiring_and_replacement,
    )  # fmt: skip


def _over(left: float) -> Message:
    if abs(left) <= 1.0:
        return Message("in balance")
    if left > 0:
        return Message("{left:.0f} left over", left=left)
    return Message("{short:.0f} too little", short=-left)


def _flows(rest: Rest, scenario: Scenario) -> Iterator[Message]:
    if rest.leave > 0:
        yield Message(
            "clients: {apply:.3g} a week apply for {leave:.3g} places that come free; {waiting}",
            apply=rest.apply, leave=rest.leave, waiting=_waiting(rest),
        )  # fmt: skip
    yield Message(
        "volunteers: {start:.3g} a month start and {stop:.3g} leave; "
        "{now:.0f} at the start become about {become:.0f} in the end",
        start=rest.start, stop=rest.stop, now=rest.volunteers, become=rest.become,
    )  # fmt: skip


def _waiting(rest: Rest) -> Message:
    if rest.filled < 1.0:
        return Message("{percent:.0f} % of the places stay free", percent=100 * (1 - rest.filled))
    if isinf(rest.waiting):
        return Message("a waiting list without end")
    return Message("about {n:.0f} wait", n=rest.waiting)


def _parent_of(document: Document) -> tuple[str, dict[str, Any]]:
    """Name and values of what a file builds on; the declared values are those of the open house."""
    if document.parent is None:
        return "open_house", {path: key.default for path, key in keys().items()}
    below = stacked(document.parent, (), (), BY_HAND, document.place.path.parent, alone=True)
    return str(document.parent.value), flat(below)


def _taken_over(document: Document, here: Mapping[str, Any]) -> Iterator[Message]:
    """What stays that of the parent although the file gives another number of people, and how to scale it."""
    if document.size is not None or not changes_people(document.settings, None):
        return
    parent, theirs = _parent_of(document)
    own = {setting.path: here[setting.path] for setting in document.settings}
    size = next((own[path] / theirs[path] for path in _SIZED_BY if own.get(path) and theirs[path] > 0), 1.0)
    left = [path for path, key in keys().items() if key.extensive and path not in own and theirs[path] > 0]
    if abs(size - 1.0) <= ALIKE or not left:
        return
    yield Message(
        "taken over from {parent} and not scaled, although this is about {size} of it:",
        parent=parent, size=number(round(size, 3)),
    )  # fmt: skip
    values = [_with_unit(path, theirs[path]) for path in left]
    yield Message("  {values}", values=chained("{one}, {other}", values))
    yield Message("  to scale them write this at the top; what you set yourself stays as it is")
    if document.parent is None:
        yield Message("extends: {parent}", parent=parent)
    yield Message("size: {size}", size=number(round(size, 3)))


def _with_unit(path: str, value: Any) -> Message:
    unit = keys()[path].unit
    if unit == "-":
        return Message("{path} {value}", path=path, value=value_text(value))
    return Message("{path} {value} {unit}", path=path, value=value_text(value), unit=a_word(unit))
