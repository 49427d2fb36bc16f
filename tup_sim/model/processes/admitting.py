"""Clients apply, wait on the waiting list, are admitted or give up, stay and leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tup_sim.model.clock import WEEK
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
from tup_sim.model.processes.enquiring import think_of_helping
from tup_sim.model.processes.queueing import drop

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation

# Reading a member of an enumeration is slow; these are read for every request.
_WAITING: Final = State.WAITING


def apply_for_help(sim: Simulation, unit: Unit) -> None:
    """Somebody asks to become a client."""
    client = sim.new_client(unit)
    wait_on_the_list(sim, client)
    sim.emit(ClientApplied(sim.now, client))
    admit_who_fits(sim, unit)


def wait_on_the_list(sim: Simulation, client: Client) -> None:
    """An applicant waits, until a place is free or they have had enough of it."""
    sim.organisation.waiting[client.name] = client
    leave = sim.parameters.waiting_list_exit_rate
    if leave > 0:
        patience = sim.random.fresh("waiting list", client.name).exponential(WEEK / leave)
        sim.at(sim.now + patience, give_up, sim, client)


def give_up(sim: Simulation, client: Client) -> None:
    """An applicant stops waiting."""
    if sim.organisation.waiting.pop(client.name, None) is not None:
        client.left = sim.now
        sim.emit(ClientGaveUp(sim.now, client))


def admit_who_fits(sim: Simulation, unit: Unit) -> None:
    """Free places go to who has waited longest, unless admission is stopped."""
    while unit.admitting and len(unit.clients) < sim.parameters.places:
        waiting = next((c for c in sim.organisation.waiting.values() if c.unit is unit), None)
        if waiting is None:
            return
        del sim.organisation.waiting[waiting.name]
        admit(sim, waiting)


def admit(sim: Simulation, client: Client, monday: bool = False) -> None:
    """A client comes in: needs begin, and one day the stay ends."""
    p, now = sim.parameters, sim.now
    client.admitted = now
    client.visits_left = max(0, p.volunteer_visits)
    clients.wait_for_a_place(p, client, (now - client.applied) / WEEK)
    client.unit.clients[client.name] = client
    stay = sim.random.fresh("stay", client.name).exponential(p.client_stay * WEEK)
    if now + stay < sim.end:
        sim.at(now + stay, say_goodbye, sim, client)
    begin_asking(sim, client)
    if not monday:
        plan_requests(sim, client, now, sim.demand_factor())
    sim.emit(ClientAdmitted(now, client))


def begin_a_month_of_visits(sim: Simulation, unit: Unit) -> None:
    """Every client may have so many contacts with volunteers in the coming four weeks (C181)."""
    for client in unit.clients.values():
        client.visits_left = sim.parameters.volunteer_visits


def say_goodbye(sim: Simulation, client: Client) -> None:
    """A client leaves; the place is free."""
    client.left = sim.now
    unit = client.unit
    unit.clients.pop(client.name, None)
    for _, _, request in client.waiting:
        if request.state is _WAITING:
            drop(sim, request)
    client.waiting.clear()
    client.part_with_buddy()
    sim.emit(ClientLeft(sim.now, client))
    think_of_helping(sim, client)
    admit_who_fits(sim, unit)


def watch_admission(sim: Simulation, unit: Unit) -> None:
    """Admission stops when the unit has been overloaded for weeks, and starts again when it has recovered (ND19)."""
    p = sim.parameters
    rule = p.admission_stop
    if p.admission_policy != "stop_under_pressure":
        unit.admitting = p.admission_policy == "always"
        return
    if not p.mechanisms.work_pressure:
        return
    short_of_support = rule.contact_ratio_below > 0.0 and sim.contact_ratio(unit) < rule.contact_ratio_below
    bad = unit.work_pressure > rule.above or short_of_support
    good = unit.work_pressure < rule.below and not short_of_support
    unit.stop_weeks = unit.stop_weeks + 1 if bad else 0
    unit.restart_weeks = unit.restart_weeks + 1 if good else 0
    if unit.admitting and unit.stop_weeks >= rule.weeks:
        unit.admitting = False
        sim.emit(AdmissionStopped(sim.now, unit))
    elif not unit.admitting and unit.restart_weeks >= rule.restart_weeks:
        unit.admitting = True
        sim.emit(AdmissionResumed(sim.now, unit))
        admit_who_fits(sim, unit)
