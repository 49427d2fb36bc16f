"""Groups that come for a day, and people who come for a term (C084, C090, C091).

A group takes paid time before it gives any: somebody answers, prepares, welcomes and stays. Its guests do real
requests of real clients, as far as there are any that nobody else would do sooner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from tup_sim.model.constants import ROUNDING, UNREACHED
from tup_sim.model.effects import views
from tup_sim.model.effects.coaching_received import be_coached
from tup_sim.model.events import GroupAsked, GroupEnded, GroupWork
from tup_sim.model.mechanisms.base import WEEK, Declared, Mechanism, assumed, chosen, state
from tup_sim.model.parameters.week import WEEKS_PER_YEAR
from tup_sim.model.people.families import TASK_TYPES
from tup_sim.model.people.intake import GroupVisit, Term
from tup_sim.model.people.organisation import Organisation
from tup_sim.model.people.professional import DeskTask, Professional
from tup_sim.model.people.unit import Unit
from tup_sim.model.people.volunteer import CAUSES, Volunteer
from tup_sim.model.processes.coaching import sit_in
from tup_sim.model.processes.desk import give_to_desk
from tup_sim.model.processes.leaving import leave
from tup_sim.model.processes.paying import move
from tup_sim.model.processes.working import be_on_shift, come_in

if TYPE_CHECKING:
    from tup_sim.model.clock import Process
    from tup_sim.model.simulation import Simulation


class GroupsPolicy(StrEnum):
    """What a company or school that asks for a visit of one day is told."""

    ACCEPT = "accept"
    ONLY_WITH_PLAN = "only_with_plan"
    DECLINE = "decline"


def best_places_to_help(missed: Sequence[float], levels: Sequence[int], number: int) -> tuple[int, ...]:
    """The task types of which most was missed among those guests may do."""
    able = [task_type for task_type, level in enumerate(levels) if level > 0]
    return tuple(sorted(able, key=lambda task_type: (-missed[task_type], task_type))[:number])


class Visits:
    """Groups that are to come."""

    def __init__(self) -> None:
        self.visits: list[GroupVisit] = []


GUIDED_GROUPS = Declared(
    key="guided_groups",
    switch="Groups of a day, and what an obligation does; off: no groups, terms end as agreed.",
    sources="C084, C091",
    section="Groups and obligations",
    groups={"group_visits": "Groups that come for one day.", "obliged": "People under an obligation."},
    numbers=(
        chosen(
            "groups_policy", GroupsPolicy.ACCEPT, "-", None, None,
            "Answer to companies and schools that want to come for a day: accept, only_with_plan or decline.",
            source="C091",
        ),
        chosen(
            "group_visits.requests", 0.0, "requests per year", 0, 1000,
            "Groups that ask to come.", source="C090, C091", plausible=(0, 12), extensive=True,
        ),
        assumed(
            "group_visits.size_low", 5, "persons", 1, 1000,
            "Smallest group.", source="C091, OWN3", plausible=(3, 8), extensive=False,
        ),
        assumed(
            "group_visits.size_high", 30, "persons", 1, 1000,
            "Largest group.", source="C091, OWN3", plausible=(15, 40), extensive=False,
        ),
        assumed(
            "group_visits.plan_share", 0.4, "share of requests", 0, 1,
            "Groups that bring a plan of their own.", source="C091, OWN3", plausible=(0.1, 0.7),
        ),
        assumed(
            "group_visits.makes_plan", 0.5, "probability", 0, 1,
            "A group without a plan makes one when it is asked to.", source="C091, OWN3", plausible=(0.2, 0.8),
        ),
        assumed(
            "group_visits.answer", 0.5, "hours", 0, 20, "Paid time to answer a request.", plausible=(0.2, 1),
        ),
        assumed(
            "group_visits.preparation", 3.0, "hours per group", 0, 100,
            "Paid time to prepare any visit.", source="C091, OWN3", plausible=(1, 8),
        ),
        assumed(
            "group_visits.preparation_each", 0.3, "hours per person", 0, 10,
            "Paid time to find work for each guest when the group has no plan.",
            source="C091, OWN3", plausible=(0.1, 0.6),
        ),
        assumed(
            "group_visits.lead_weeks", 4.0, "weeks", 0, 52, "From request to visit.", plausible=(2, 10),
        ),
        assumed(
            "group_visits.welcome", 0.5, "hours", 0, 8, "Paid time to welcome a group.", plausible=(0.2, 1),
        ),
        assumed(
            "group_visits.company", 1.0, "hours", 0.1, 8,
            "Somebody paid prepares for a group or stays with it so long before looking at what else waits.",
            plausible=(0.5, 2),
        ),
        assumed(
            "group_visits.presence_planned", 0.25, "share of the visit", 0, 1,
            "Somebody paid stays with a group that has a plan.", source="C091, OWN3", plausible=(0.1, 0.5),
        ),
        assumed(
            "group_visits.presence_unplanned", 1.0, "share of the visit", 0, 1,
            "Somebody paid stays with a group without a plan.", source="C091, OWN3", plausible=(0.5, 1),
        ),
        assumed(
            "group_visits.arrival", 0.25, "share of shift", 0, 1,
            "Part of the shift of who receives a group that is over when it arrives.", plausible=(0, 0.5),
        ),
        assumed(
            "group_visits.kinds_of_work", 2, "kinds of work", 1, 7,
            "Kinds of work of which most is missed, that a group with a plan is asked to do.",
            plausible=(1, 3), extensive=False,
        ),
        assumed(
            "group_visits.alignment", 0.5, "0-1", 0, 1,
            "How far guests of a day share the vision, and their own norms agree with it.", plausible=(0.3, 0.7),
        ),
        chosen(
            "mandated_place_funding", 0.0, "EUR per place", 0, 100000,
            "Money that comes with a person under an obligation and buys hours of an external guide.",
            source="C026, C233",
        ),
        chosen(
            "obliged.hours", 6.0, "hours per week", 0, 40,
            "Hours owed a week, whatever the own wish is.", source="C020", plausible=(4, 12), extensive=False,
        ),
        chosen(
            "obliged.share_vulnerable", 0.6, "share", 0, 1,
            "Vulnerable people among them, many sent by an agency or a court.",
            source="C084, C233", plausible=(0.4, 0.8),
        ),
        assumed(
            "obliged.placement", 2.0, "hours per person", 0, 40,
            "Paid time to agree on a placement or a stay for a term.", source="NC19", plausible=(1, 4),
        ),
        assumed(
            "obliged.stays_on", 0.25, "probability", 0, 1,
            "Somebody whose term is over goes on as a volunteer when all is as at rest.",
            source="OWN3, C020", plausible=(0.1, 0.5),
        ),
        chosen(
            "obliged.guide_talk", 1.0, "hours", 0.1, 8,
            "Length of a talk with an external guide.", source="ND01", plausible=(0.5, 2),
        ),
        chosen(
            "obliged.guide_price", 60.0, "EUR per hour", 1, 1000,
            "Price of an hour of an external guide.", source="ND01", plausible=(45, 80),
        ),
    ),
    states=(state("organisation", Visits, visits="groups that are to come for a day."),),
    left_out=("groups_policy", "group_visits", "mandated_place_funding"),
    paragraph=(
        "**Groups of a day** (C090, C091) ask as a Poisson stream (`group_visits.requests`), of any size "
        "between `group_visits.size_low` and `group_visits.size_high`, with or without a plan "
        "(`group_visits.plan_share`). `groups_policy` answers: accept, decline, or only_with_plan, and then "
        "some make one (`group_visits.makes_plan`). Answer, preparation (`group_visits.preparation`; without "
        "a plan `group_visits.preparation_each` for every guest), welcome and company on the day "
        "(`group_visits.presence_planned`, `group_visits.presence_unplanned`) are work on the coordinator's "
        "desk, in a shift of the coordinator; whoever finds nobody to welcome them goes home. With a plan "
        "guests do what most was missed so far, without one what the group has in mind. They serve real "
        "requests under the mandate of the house, and are idle when there are none. *Why no factor on their "
        "usefulness:* whether a group is a burden follows from what is left to do on that day. "
        "`group_net_hours` does not subtract what others had less to do; compare `net_volunteer_hours` of "
        "paired runs for that.\n\n"
        "**Obligations** (C020, C026, C066, C233). People under an obligation (`mandated_inflow`, "
        "`obligation_weeks`) owe `obliged.hours` a week whatever their own wish is, and many need guidance "
        "(`obliged.share_vulnerable`). Beyond that they are like everybody: hours above the wish wear them "
        "out, and they face the risks of leaving of their class before the term is over. When it is over they "
        "go on with probability logistic(logit(`obliged.stays_on`) - x - y), x and y the exponents of "
        "leaving: what makes others leave makes them not stay. *Why no lower motivation by label:* it follows "
        "from hours nobody asked them about. `mandated_place_funding` buys hours of an external guide "
        "(`obliged.guide_price`), spread over the term, which count as coaching. Placing somebody for a term "
        "takes `obliged.placement` paid hours."
    ),
)  # fmt: skip


class GuidedGroups(Mechanism):
    """Groups come for a day, and an obligation has terms of its own."""

    declared: ClassVar[Declared] = GUIDED_GROUPS
    groups_policy: str
    mandated_place_funding: float
    requests: float
    size_low: int
    size_high: int
    plan_share: float
    makes_plan: float
    answer: float
    preparation: float
    preparation_each: float
    lead_weeks: float
    welcome: float
    company: float
    presence_planned: float
    presence_unplanned: float
    arrival: float
    kinds_of_work: int
    alignment: float
    hours: float
    share_vulnerable: float
    placement: float
    stays_on: float
    guide_talk: float
    guide_price: float

    def on_planned(self, sim: Simulation) -> None:
        """Groups that will ask this week, at the moments of a Poisson stream; and visits that can take place."""
        expected = self.requests * sim.parameters.units * WEEK / (WEEKS_PER_YEAR * WEEK)
        for hour in sim.poisson_arrivals("group requests", expected):
            sim.at(hour, self.be_asked, sim)
        for visit in [v for v in self._visits(sim.organisation) if v.earliest <= sim.now]:
            self._find_a_day(sim, visit)

    def be_asked(self, sim: Simulation) -> None:
        """A company or school wants to come for a day; it is answered by the policy of the house."""
        name = f"group-{sim.number('group')}"
        rng = sim.random.fresh("group", name)
        size = self.size_low + int(rng.uniform() * (max(self.size_low, self.size_high) - self.size_low + 1))
        plan = rng.happens(self.plan_share)
        idea = self._surplus_task_types(sim)[int(rng.uniform() * len(self._surplus_task_types(sim)))]
        makes_one = rng.happens(self.makes_plan)
        if self.groups_policy == "only_with_plan":
            plan = plan or makes_one
        visit = GroupVisit(name, size, plan, idea, sim.now + self.lead_weeks * WEEK)
        visit.outcome = "" if self.may_come(plan) else "declined"
        sim.emit(GroupAsked(sim.now, visit))
        sim.start(self.prepare(sim, visit))

    def _surplus_task_types(self, sim: Simulation) -> list[int]:
        """What groups like to do: work that comes on top."""
        return [s for s, rule in enumerate(sim.task_types) if not rule.core and not rule.own_helper] or [
            TASK_TYPES.index("activities")
        ]

    def prepare(self, sim: Simulation, visit: GroupVisit) -> Process:
        """The group is answered; if it may come, its day is prepared."""
        yield from self.take_time(sim, visit, self.answer)
        if visit.outcome:
            return
        yield from self.take_time(sim, visit, self.preparation_of(visit.size, visit.plan))
        self._visits(sim.organisation).append(visit)

    def take_time(self, sim: Simulation, visit: GroupVisit, hours: float) -> Process:
        """Paid time for a group, in pieces."""
        while hours > ROUNDING:
            piece, done = min(hours, self.company), sim.event()
            give_to_desk(sim, DeskTask(piece, done))
            yield done
            visit.paid_hours += piece
            sim.emit(GroupWork(sim.now, visit, piece))
            hours -= piece

    def _find_a_day(self, sim: Simulation, visit: GroupVisit) -> None:
        """The visit takes place in a shift of whoever will be there for it; without one it waits a week."""
        hosts: list[Professional] = [c for c in sim.coordinators() if not c.ill]
        if not sim.coordinators():
            hosts = [p for u in sim.organisation.units for p in u.professionals.values() if not p.ill]
        shifts = [(host, start, end) for host in hosts for start, end in host.shifts if start > sim.now]
        if not shifts:
            return
        rng = sim.random.fresh("day of the visit", visit.name)
        host, start, end = shifts[int(rng.uniform() * len(shifts))]
        self._visits(sim.organisation).remove(visit)
        sim.at(
            start + self.arrival * (end - start),
            self.be_visited,
            sim,
            visit,
            host.unit,
            end,
        )

    def be_visited(self, sim: Simulation, visit: GroupVisit, unit: Unit, end: float) -> None:
        """The group is at the door."""
        sim.start(self.receive(sim, visit, unit, end))

    def receive(self, sim: Simulation, visit: GroupVisit, unit: Unit, end: float) -> Process:
        """Somebody paid welcomes the group, shows it round and stays; without a welcome there is no visit (C091)."""
        welcome, stays, kinds = self.welcome, self.presence_of(visit.plan), self.kinds_of_work
        done = sim.event()
        give_to_desk(sim, DeskTask(welcome, done), first=True)
        yield done
        visit.paid_hours += welcome
        sim.emit(GroupWork(sim.now, visit, welcome))
        if sim.now >= end:
            visit.outcome = "turned away"
            sim.emit(GroupEnded(sim.now, visit))
            return
        visit.outcome = "came"
        sim.start(self.keep_company(sim, visit, end, stays))
        task_types: tuple[int, ...] = (visit.idea,)
        if visit.plan:
            task_types = best_places_to_help(unit.missed, unit.levels, kinds)
        for number in range(visit.size):
            guest = self._guest(sim, visit, unit, number, task_types)
            sim.start(self.spend_the_day(sim, visit, guest, end))

    def keep_company(self, sim: Simulation, visit: GroupVisit, end: float, share: float) -> Process:
        """Somebody paid stays with the group for part of the visit, between what cannot wait."""
        due = share * (end - sim.now)
        while due > ROUNDING and sim.now < end:
            piece, done = min(due, self.company), sim.event()
            give_to_desk(sim, DeskTask(piece, done), first=True)
            yield done
            visit.paid_hours += piece
            sim.emit(GroupWork(sim.now, visit, piece))
            due -= piece

    def _guest(
        self, sim: Simulation, visit: GroupVisit, unit: Unit, number: int, task_types: tuple[int, ...]
    ) -> Volunteer:
        name = f"{visit.name}-{number}"
        traits = replace(sim.draw_traits(name, "group"), task_types=task_types)
        guest = Volunteer(f"volunteer-{name}", unit, traits, (UNREACHED,) * len(CAUSES))
        views.bring(guest, self.alignment, self.alignment)
        return guest

    def spend_the_day(self, sim: Simulation, visit: GroupVisit, guest: Volunteer, end: float) -> Process:
        """A guest does what is asked until the visit is over; the last to go closes it."""
        come_in(sim, guest)
        guest.offer(end - sim.now)
        yield from be_on_shift(sim, guest, sim.now, end)
        leave(sim, guest, "planned")
        visit.home += 1
        visit.present += guest.contract + guest.overtime
        visit.contact += guest.hours["direct"]
        if visit.home == visit.size:
            sim.emit(GroupEnded(sim.now, visit))

    def on_term(self, sim: Simulation, volunteer: Volunteer) -> None:
        """A student or somebody under an obligation takes paid time to place; an obligation has its own terms."""
        give_to_desk(sim, DeskTask(self.placement, None))
        if volunteer.traits.route != "mandated":
            return
        hours = self.mandated_place_funding / self.guide_price
        volunteer.agree_on_terms(Term(sim.parameters.obligation_weeks, self.hours, self.stays_on, hours))

    def on_week(self, sim: Simulation, unit: Unit) -> None:
        """External guides, paid from the money that came with a place, talk with who was there this week."""
        price, talk = self.guide_price, self.guide_talk
        for volunteer in unit.volunteers.values():
            term = volunteer.term
            if term is None or term.guide_hours <= 0.0 or not volunteer.active:
                continue
            term.guide_due = min(term.guide_due + term.guide_hours / term.weeks, term.guide_hours)
            while term.guide_due >= talk and volunteer.week.shifts > 0:
                term.guide_due -= talk
                sit_in(sim, volunteer, talk)
                be_coached(sim.parameters, volunteer, talk)
                if sim.parameters.mechanisms.money:
                    move(sim, "funding of places", price * talk)
                    move(sim, "external guides", -price * talk)

    def offer_vulnerable(self, route: str) -> float | None:
        """Many who come under an obligation are sent by an agency or a court."""
        return self.share_vulnerable if route == "mandated" else None

    def _visits(self, organisation: Organisation) -> list[GroupVisit]:
        mine: Visits = organisation.own[self.k]
        return mine.visits

    def may_come(self, plan: bool) -> bool:
        """The answer to a group, by the policy of the house (C091)."""
        return self.groups_policy == "accept" or (self.groups_policy == "only_with_plan" and plan)

    def preparation_of(self, size: int, plan: bool) -> float:
        """Paid hours before a visit; without a plan somebody has to find work for every guest (C091)."""
        return self.preparation + (0.0 if plan else self.preparation_each * size)

    def presence_of(self, plan: bool) -> float:
        """Share of the visit for which somebody paid stays with the group."""
        return self.presence_planned if plan else self.presence_unplanned
