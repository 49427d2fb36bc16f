"""Clients apply, wait, are admitted, stay and leave."""

from __future__ import annotations

from tup_sim.model.effects import clients
from tup_sim.model.events import (
    AdmissionResumed,
    AdmissionStopped,
    ClientAdmitted,
    ClientApplied,
    ClientGaveUp,
    ClientLeft,
)
from tup_sim.model.people.client import Client
from tup_sim.model.people.request import State
from tup_sim.model.people.unit import Unit
from tup_sim.model.processes.asking import begin_asking, plan_requests
from tup_sim.model.processes.queueing import drop
from tup_sim.model.processes.recruiting import think_of_helping
from tup_sim.model.processes.stage import WEEK, Stage

# Reading a member of an enumeration is slow; these are read for every request.
_WAITING = State.WAITING


def apply_for_help(world: Stage, unit: Unit) -> None:
    """Somebody asks to become a client."""
    client = world.new_client(unit)
    wait_on_the_list(world, client)
    world.tell(ClientApplied(world.now, client))
    admit_who_fits(world, unit)


def wait_on_the_list(world: Stage, client: Client) -> None:
    """An applicant waits, until a place is free or they have had enough of it."""
    world.organisation.waiting[client.name] = client
    leave = world.parameters.waiting_list_exit_rate
    if leave > 0:
        patience = world.chance.fresh("waiting list", client.name).exponential(WEEK / leave)
        world.at(world.now + patience, give_up, world, client)


def give_up(world: Stage, client: Client) -> None:
    """An applicant stops waiting."""
    if world.organisation.waiting.pop(client.name, None) is not None:
        client.left = world.now
        world.tell(ClientGaveUp(world.now, client))


def admit_who_fits(world: Stage, unit: Unit) -> None:
    """Free places go to who has waited longest, unless admission is stopped."""
    while unit.admitting and len(unit.clients) < world.parameters.places:
        waiting = next((c for c in world.organisation.waiting.values() if c.unit is unit), None)
        if waiting is None:
            return
        del world.organisation.waiting[waiting.name]
        admit(world, waiting)


def admit(world: Stage, client: Client, monday: bool = False) -> None:
    """A client comes in: needs begin, and one day the stay ends."""
    p, now = world.parameters, world.now
    client.admitted = now
    client.visits_left = max(0, p.volunteer_visits)
    clients.wait_for_a_place(p, client, (now - client.applied) / WEEK)
    client.unit.clients[client.name] = client
    stay = world.chance.fresh("stay", client.name).exponential(p.client_stay * WEEK)
    if now + stay < world.end:
        world.at(now + stay, say_goodbye, world, client)
    begin_asking(world, client)
    if not monday:
        plan_requests(world, client, now, world.demand_factor())
    world.tell(ClientAdmitted(now, client))


def begin_a_month_of_visits(world: Stage, unit: Unit) -> None:
    """Every client may have so many contacts with volunteers in the coming four weeks (C181)."""
    for client in unit.clients.values():
        client.visits_left = world.parameters.volunteer_visits


def say_goodbye(world: Stage, client: Client) -> None:
    """A client leaves; the place is free."""
    client.left = world.now
    unit = client.unit
    unit.clients.pop(client.name, None)
    for _, _, request in client.waiting:
        if request.state is _WAITING:
            drop(world, request)
    client.waiting.clear()
    client.part_with_buddy()
    world.tell(ClientLeft(world.now, client))
    think_of_helping(world, client)
    admit_who_fits(world, unit)


def watch_admission(world: Stage, unit: Unit) -> None:
    """Admission stops when the unit has been overloaded for weeks, and starts again when it has recovered (ND19)."""
    p = world.parameters
    rule = p.admission_stop
    if p.admission_policy != "stop_under_pressure":
        unit.admitting = p.admission_policy == "always"
        return
    if not p.mechanisms.work_pressure:
        return
    short_of_support = rule.contact_ratio_below > 0.0 and world.contact_ratio(unit) < rule.contact_ratio_below
    bad = unit.work_pressure > rule.above or short_of_support
    good = unit.work_pressure < rule.below and not short_of_support
    unit.stop_weeks = unit.stop_weeks + 1 if bad else 0
    unit.restart_weeks = unit.restart_weeks + 1 if good else 0
    if unit.admitting and unit.stop_weeks >= rule.weeks:
        unit.admitting = False
        world.tell(AdmissionStopped(world.now, unit))
    elif not unit.admitting and unit.restart_weeks >= rule.restart_weeks:
        unit.admitting = True
        world.tell(AdmissionResumed(world.now, unit))
        admit_who_fits(world, unit)
