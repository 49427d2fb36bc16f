"""The service kernel as most SimPy models are written: a process per request, any-of for impatience, stores.

A request that finds nobody free goes into a ``FilterStore`` and waits for its helper or the end of its patience,
whichever comes first; somebody free waits at a ``Store`` of their own for a request or the end of the shift. The same
rules as the other two. Moments are laid out as delays (``env.timeout``), so a start may differ in the last bit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from simpy import Environment, Event, FilterStore, Store

from benchmarks.records import TAKEN, UNMET, WAITING, WEEK, Client, Helper, House, Request, Rule
from tup_sim.model.rules.rostering import level, shift_times
from tup_sim.model.simulation import Simulation

Story = Iterator[Event]


class Naive:
    """One run; ``house.starts`` is what came out."""

    def __init__(self, sim: Simulation) -> None:
        self.house = House(sim)
        self.env = Environment()
        self.waiting = FilterStore(self.env)
        self.requests = 0

    def run(self) -> Naive:
        self.env.process(self.weeks())
        self.env.run(until=self.house.end)
        self.house.unmet += sum(1 for request in self.waiting.items if request.deadline < self.env.now)
        return self

    # -- weeks --------------------------------------------------------------------------------------------

    def weeks(self) -> Story:
        while True:
            self.open_week()
            yield self.env.timeout(WEEK)
            self.house.new_week()

    def open_week(self) -> None:
        house, env = self.house, self.env
        for person in house.staff:
            person.due += person.fte * house.contract
        turns = level([person.due for person in house.staff], house.calendar, round(env.now / WEEK))
        for person, parts in zip(house.staff, turns, strict=True):
            person.shifts = [shift_times(house.calendar, part, env.now) for part in parts]
            person.due -= sum(end - start for start, end in person.shifts)
            env.process(self.work(person, person.shifts))
        for volunteer in house.volunteers:
            house.plan_shifts(volunteer, env.now)
            env.process(self.work(volunteer, volunteer.shifts))
        for client in house.clients:
            for need in client.needs:
                env.process(self.ask(client, need, house.rules[need.task_type]))

    # -- requests -----------------------------------------------------------------------------------------

    def ask(self, client: Client, need: Any, rule: Rule) -> Story:
        """What one client asks of one kind this week."""
        env, monday = self.env, self.env.now
        passed = need.passed
        need.passed = until = passed + rule.rate
        while need.next_at < until:
            hour = monday + self.house.calendar.hour_at((need.next_at - passed) / rule.rate)
            row = need.take()
            yield env.timeout(hour - env.now)
            request = Request(client, rule, row, env.now, self.requests)
            self.requests += 1
            env.process(self.wait(request))

    def wait(self, request: Request) -> Story:
        """A request looks for somebody free; else it waits until its patience ends."""
        env, house = self.env, self.house
        helper = house.somebody_free(request, env.now)
        if helper is not None:
            self.call(helper, request)
            return
        request.event = env.event()
        yield self.waiting.put(request)
        if request.rule.after > 0:
            env.process(self.release(request))
        yield request.event | env.timeout(request.deadline - env.now)
        if not request.event.triggered:
            request.state = UNMET
            house.unmet += 1
            yield self.waiting.get(lambda other: other is request)

    def release(self, request: Request) -> Story:
        """After a while professionals may take it as well."""
        yield self.env.timeout(request.rule.after)
        if request.state == WAITING:
            helper = self.house.free_professional(request, self.env.now)
            if helper is not None:
                self.take(request)
                self.call(helper, request)

    def call(self, helper: Helper, request: Request) -> None:
        request.state = TAKEN
        del (self.house.free_staff if helper.paid else self.house.free_volunteers)[helper.name]
        self.begin(helper, request)
        helper.event.put(request)

    def take(self, request: Request) -> None:
        self.waiting.get(lambda other: other is request)
        request.state = TAKEN
        request.event.succeed()

    def begin(self, helper: Helper, request: Request) -> None:
        if helper.paid and not request.rule.core:
            self.house.taken[-1] += request.hours
        self.house.starts.append((request.number, helper.name, self.env.now))

    # -- shifts -------------------------------------------------------------------------------------------

    def work(self, helper: Helper, shifts: list[tuple[float, float]]) -> Story:
        env, house = self.env, self.house
        for start, end in shifts:
            if start > env.now:
                yield env.timeout(start - env.now)
            helper.shift_end = end
            if helper.paid:
                house.present[helper.name] = helper
                if len(house.present) == 1:
                    self.let_volunteers_begin()
            yield from self.serve(helper, end)
            house.present.pop(helper.name, None)

    def let_volunteers_begin(self) -> None:
        for volunteer in list(self.house.free_volunteers.values()):
            request = self.for_volunteer(volunteer)
            if request is not None:
                self.take(request)
                self.call(volunteer, request)

    def serve(self, helper: Helper, end: float) -> Story:
        env, house = self.env, self.house
        over = env.timeout(end - env.now)
        free = house.free_staff if helper.paid else house.free_volunteers
        helper.event = Store(env)
        while env.now < end - 1e-9:
            request = self.for_professional(helper) if helper.paid else self.for_volunteer(helper)
            if request is not None:
                self.take(request)
                self.begin(helper, request)
            else:
                free[helper.name] = helper
                asked = helper.event.get()
                yield asked | over
                if not asked.triggered:
                    del free[helper.name]
                    return
                request = asked.value
            yield env.timeout(request.hours)
            if helper.paid:
                house.direct[-1] += request.hours
            request.client.meets(helper, env.now)

    def for_volunteer(self, helper: Helper) -> Request | None:
        house, left = self.house, helper.shift_end - self.env.now
        able = [
            request for request in self.waiting.items
            if request.rule in helper.streams and left >= request.rule.needed and house.may_start(request.rule)
            and request.state == WAITING
        ]  # fmt: skip
        return min(
            able, key=lambda request: (not request.rule.core, request.due, request.number), default=None
        )

    def for_professional(self, helper: Helper) -> Request | None:
        return self.first_of(helper, self.house.core_of_staff) or self.first_of(
            helper, self.house.surplus_of_staff
        )

    def first_of(self, helper: Helper, rules: list[Rule]) -> Request | None:
        now, left, room = self.env.now, helper.shift_end - self.env.now, self.house.room_for_surplus()
        able = [
            request for request in self.waiting.items
            if request.rule in rules and left >= request.rule.needed and request.state == WAITING
            and (request.rule.always or room) and now - request.made >= request.rule.after
        ]  # fmt: skip
        return min(able, key=lambda request: (request.due, request.number), default=None)
