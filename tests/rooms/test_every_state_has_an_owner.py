"""A state of an agent is assigned in one file, besides that of its class: whoever moves it calls that file's effect."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Final

import pytest

from tests.rooms.source import Module, house, snippet
from tup_sim.model.people.client import Client
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.organisation import Organisation
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.request import Request
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import Pair, Volunteer

AGENTS: Final = (Helper, Volunteer, Professional, Pair, Client, Unit, Request, Organisation)
CLASSES: Final = {kind.__name__: kind.__module__ for kind in AGENTS}

# By which names the model calls agents, and other things with an attribute that has the name of a state.
# A name that stands in neither is a fault, so that no agent is overlooked.
CALLED: Final = {
    "buddy": Volunteer,
    "client": Client,
    "coach": Professional,
    "guest": Volunteer,
    "helper": Helper,
    "listener": Helper,
    "organisation": Organisation,
    "pair": Pair,
    "pairs": Pair,
    "person": Professional,
    "professional": Professional,
    "request": Request,
    "unit": Unit,
    "volunteer": Volunteer,
    "witness": Professional,
}
OTHERS: Final = {"appointment", "call", "candidate", "contact", "progress", "visit", "week", "weighed"}
# What a mechanism remembers is its own (test_mechanisms_keep_to_themselves), by whatever name.
OWN: Final = {"funder", "mine", "record", "rub", "standing", "usual"}

# States that several files move, and the one that assigns them; "" where only the class does.
OWNERS: Final = {
    "Client.admitted": "processes.admitting",
    "Client.buddy": "",
    "Client.complexity": "effects.clients",
    "Client.isolation": "effects.clients",
    "Client.problem": "effects.clients",
    "Client.testing": "effects.clients",
    "Client.trust_professionals": "effects.clients",
    "Client.trust_volunteers": "effects.clients",
    "Client.visits_left": "processes.admitting",
    "Client.wellbeing": "effects.clients",
    "Helper.alignment": "effects.views",
    "Helper.busy_until": "processes.waiting",
    "Helper.called": "processes.working",
    "Helper.contract": "processes.weekly_cycle",
    "Helper.norms": "effects.views",
    "Helper.overtime": "processes.waiting",
    "Helper.shift_end": "processes.working",
    "Helper.task_done": "processes.waiting",
    "Organisation.waiting": "processes.admitting",
    "Pair.sore": "processes.meeting",
    "Pair.trust": "processes.meeting",
    "Professional.break_due": "processes.waiting",
    "Professional.coaching_credit": "processes.coaching",
    "Professional.debt": "processes.waiting",
    "Professional.fatigue": "mechanisms.volunteer_fatigue",
    "Professional.floor_debt": "processes.waiting",
    "Professional.newcomer_until": "",
    "Professional.openness": "mechanisms.volunteer_fatigue",
    "Professional.other_debt": "processes.waiting",
    "Professional.pleasure": "processes.weekly_update",
    "Professional.post": "",
    "Professional.recent": "effects.experience",
    "Professional.recent_relational": "effects.experience",
    "Professional.seen_openness": "processes.welcoming",
    "Professional.supported": "processes.weekly_update",
    "Professional.threat": "effects.tension",
    "Request.not_by": "",
    "Request.state": "processes.serving",
    "Unit.volunteers": "processes.working",
    "Volunteer.at_risk": "",
    "Volunteer.brings": "effects.attitude",
    "Volunteer.authority": "effects.authority",
    "Volunteer.belonging": "effects.belonging",
    "Volunteer.break_due": "processes.waiting",
    "Volunteer.burden": "effects.experience",
    "Volunteer.clarity": "effects.role_clarity",
    "Volunteer.client": "people.client",
    "Volunteer.coached": "effects.experience",
    "Volunteer.ends_at": "",
    "Volunteer.enthusiasm": "effects.fit",
    "Volunteer.fit": "effects.fit",
    "Volunteer.hours4": "effects.coaching_received",
    "Volunteer.incidents_due": "effects.felt_safety",
    "Volunteer.lived": "effects.attitude",
    "Volunteer.last_coached": "processes.coaching",
    "Volunteer.last_dialogue": "processes.coaching",
    "Volunteer.needed": "effects.coaching_received",
    "Volunteer.offset": "",
    "Volunteer.open_ended": "",
    "Volunteer.owed": "effects.coaching_received",
    "Volunteer.pairs": "processes.meeting",
    "Volunteer.practice": "effects.experience",
    "Volunteer.received": "effects.coaching_received",
    "Volunteer.recent": "effects.experience",
    "Volunteer.recognition": "effects.belonging",
    "Volunteer.safety": "effects.felt_safety",
    "Volunteer.shifts_due": "processes.weekly_cycle",
    "Volunteer.since": "processes.leaving",
    "Volunteer.started": "",
    "Volunteer.tension": "effects.tension",
    "Volunteer.term": "",
    "Volunteer.weeks_lived": "effects.attitude",
}

# Why some have no owner.
EXCEPTIONS: Final = {
    "Helper.hours": "an account: who spends the time books it, and tests/conservation hold that it adds up; a call for "
    "each of these bookings would be felt",
    "Request.own": "each mechanism fills its own place, when it has something to remember",
}


def states_of(module: Module, node: ast.Attribute) -> Iterator[str]:
    """``Client.trust_volunteers`` for an attribute of an agent; two where a name may stand for either; else nothing.

    Raises:
        LookupError: nobody said what goes by this name.
    """
    name = called(node.value)
    kinds = [kind for kind in AGENTS if node.attr in attributes(kind)]
    if name == "self":
        kinds = [kind for kind in kinds if kind.__module__ == module.name]
    elif kinds and name not in OTHERS | OWN:
        if name not in CALLED:
            raise LookupError(module.fault(node, f"is '{name}' an agent? its '{node.attr}' is assigned"))
        known = CALLED[name]
        kinds = [kind for kind in kinds if issubclass(known, kind) or issubclass(kind, known)]
    else:
        kinds = []
    for kind in kinds:
        yield f"{kind.__name__}.{node.attr}"


@cache
def attributes(kind: type) -> frozenset[str]:
    """What its source says an agent of this kind has: what is declared in its class, or set on itself at birth."""
    (body,) = (
        node.body
        for module in house()
        if module.name == kind.__module__
        for node in module.tree.body
        if isinstance(node, ast.ClassDef) and node.name == kind.__name__
    )
    begin = [node for node in body if isinstance(node, ast.FunctionDef) and node.name == "__init__"]
    own = [node for part in begin for node in ast.walk(part) if isinstance(node, ast.Attribute)]
    set_on_itself = {
        node.attr for node in own if isinstance(node.ctx, ast.Store) and called(node.value) == "self"
    }
    declared = {node.target.id for node in body if isinstance(node, ast.AnnAssign)}  # type: ignore[union-attr]
    assert set_on_itself | declared, f"nothing was found that a {kind.__name__} has"
    return frozenset(set_on_itself | declared)


def called(node: ast.expr) -> str:
    """The last name of who is meant: ``buddy`` in ``client.buddy.client``, ``pairs`` in ``volunteer.pairs[name]``."""
    if isinstance(node, ast.Subscript):
        return called(node.value)
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def assigned(module: Module) -> Iterator[ast.Attribute]:
    """Attributes that are assigned, and those of which an item is."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
            inner = node.value if isinstance(node, ast.Subscript) else node
            if isinstance(inner, ast.Attribute):
                yield inner


def writers(modules: tuple[Module, ...]) -> dict[str, set[str]]:
    """State to the files of the model that assign it, besides that of its class."""
    found: dict[str, set[str]] = defaultdict(set)
    for module in modules:
        for node in assigned(module) if module.is_in("model") else ():
            for state in states_of(module, node):
                if CLASSES[state.partition(".")[0]] != module.name:
                    found[state].add(module.name.removeprefix("tup_sim.model."))
    return found


def test_every_state_of_an_agent_is_assigned_in_one_file() -> None:
    shared = {state: files for state, files in writers(house()).items() if len(files) > 1}
    assert set(shared) == set(EXCEPTIONS), shared


def test_the_owner_of_a_state_that_many_move_is_the_one_that_is_listed() -> None:
    found = writers(house())
    assert {state: "".join(found[state]) for state in OWNERS} == OWNERS


@pytest.mark.parametrize(
    ("line", "state"),
    [
        ("volunteer.clarity -= 0.1", "Volunteer.clarity"),
        ("contact.request.client.wellbeing = 1.0", "Client.wellbeing"),
        ("contact.helper.last_trouble = world.now", "Volunteer.last_trouble"),
        ("volunteer.practice[stream] += 1.0", "Volunteer.practice"),
        ("volunteer.pairs[coach.name].trust = 0.0", "Pair.trust"),
        ("volunteer.needed = volunteer.received = 0.0", "Volunteer.received"),
        ("volunteer.fit, volunteer.safety = 0.0, 0.0", "Volunteer.safety"),
    ],
)
def test_a_second_writer_is_found(line: str, state: str) -> None:
    assert writers((snippet(f"{line}\n"),))[state] == {"processes.snippet"}


def test_what_is_no_agent_may_have_an_attribute_of_that_name() -> None:
    assert not writers((snippet("volunteer.week.burden += 1.0\nmine.practice = 0.0\nself.on = True\n"),))


def test_a_name_of_which_nobody_knows_what_it_is_is_asked_about() -> None:
    with pytest.raises(LookupError, match=r"is 'somebody' an agent\? its 'clarity' is assigned"):
        writers((snippet("somebody.clarity = 1.0\n"),))
