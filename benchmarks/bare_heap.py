"""The service kernel on a bare heap: callbacks instead of stories, no SimPy. What pure Python can do.

The same decisions at the same moments as the model, down to the order of what happens at one moment; one entry on
the heap for each event of the model.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import Any

from benchmarks.records import TAKEN, UNMET, WAITING, WEEK, Client, Helper, House, Request, Rule
from tup_sim.model.rules.rostering import level, shift_times
from tup_sim.model.simulation import Simulation


class BareHeap:
    """One run of the twin.

    Attributes:
        house: people and rules; ``house.starts`` is what came out.
        events: entries taken from the heap.
    """

    def __init__(self, sim: Simulation) -> None:
        self.house = House(sim)
        self.heap: list[tuple[float, int, Any, Any]] = []
        self.now = 0.0
        self.planned = self.requests = self.events = 0

    def at(self, hour: float, what: Any, about: Any) -> None:
        self.planned = number = self.planned + 1
        heappush(self.heap, (hour, number, what, about))

    def run(self) -> BareHeap:
        heap, end, events = self.heap, self.house.end, 0
        self.open_week()
        while heap[0][0] < end:
            self.now, _, what, about = heappop(heap)
            what(about)
            events += 1
        self.now, self.events = end, events
        self.notice_the_missed()
        return self

    # -- weeks --------------------------------------------------------------------------------------------

    def monday(self, _: None) -> None:
        self.notice_the_missed()
        self.house.new_week()
        self.open_week()

    def open_week(self) -> None:
        house, now, at = self.house, self.now, self.at
        for person in house.staff:
            person.due += person.fte * house.contract
        turns = level([person.due for person in house.staff], house.calendar, round(now / WEEK))
        for person, parts in zip(house.staff, turns, strict=True):
            person.shifts = [shift_times(house.calendar, part, now) for part in parts]
            person.due -= sum(end - start for start, end in person.shifts)
            self.call_in(person)
        for volunteer in house.volunteers:
            house.plan_shifts(volunteer, now)
            self.call_in(volunteer)
        hour_at, ask = house.calendar.hour_at, self.ask
        for client in house.clients:
            for need in client.needs:
                rule = house.rules[need.task_type]
                passed, rate = need.passed, rule.rate
                need.passed = until = passed + rate
                while need.next_at < until:
                    at(now + hour_at((need.next_at - passed) / rate), ask, (client, rule, need.take()))
        at(now + WEEK, self.monday, None)

    def call_in(self, helper: Helper) -> None:
        if helper.shifts:
            self.at(self.now + (helper.shifts[0][0] - self.now), self.called, helper)

    def notice_the_missed(self) -> None:
        for rule in self.house.rules:
            for queue in (rule.waiting, rule.released):
                for _, _, request in queue:
                    if request.state == WAITING and request.deadline < self.now:
                        self.miss(request)
                queue[:] = [entry for entry in queue if entry[2].state == WAITING]
                heapify(queue)

    # -- requests -----------------------------------------------------------------------------------------

    def ask(self, about: tuple[Client, Rule, list[float]]) -> None:
        client, rule, row = about
        house, now = self.house, self.now
        request = Request(client, rule, row, now, self.requests)
        self.requests += 1
        helper = house.somebody_free(request, now)
        if helper is not None:
            self.assign(helper, request)
            return
        heappush(rule.waiting, (request.due, request.number, request))
        if rule.after > 0:
            self.at(now + rule.after, self.release, request)

    def release(self, request: Request) -> None:
        if request.state != WAITING or request.deadline < self.now:
            return
        helper = self.house.free_professional(request, self.now)
        if helper is not None:
            self.assign(helper, request)
        else:
            heappush(request.rule.released, (request.due, request.number, request))

    def miss(self, request: Request) -> None:
        request.state = UNMET
        self.house.unmet += 1

    def first(self, queue: list[Any]) -> Request | None:
        while queue:
            request: Request = queue[0][2]
            if request.state == WAITING:
                if request.deadline >= self.now:
                    return request
                self.miss(request)
            heappop(queue)
        return None

    # -- shifts -------------------------------------------------------------------------------------------

    def called(self, helper: Helper) -> None:
        if helper.absent:
            helper.left = iter(helper.shifts)
            self.next_shift(helper)
        else:
            helper.called = True

    def next_shift(self, helper: Helper) -> None:
        helper.duty = duty = next(helper.left, None)
        if duty is None:
            helper.absent = True
            if helper.called:
                helper.called = False
                self.called(helper)
            return
        helper.absent = False
        if duty[0] > self.now:
            self.at(self.now + (duty[0] - self.now), self.arrive, helper)
        else:
            self.arrive(helper)

    def arrive(self, helper: Helper) -> None:
        helper.shift_end = helper.duty[1]
        if helper.paid:
            self.house.present[helper.name] = helper
            if len(self.house.present) == 1:
                self.let_volunteers_begin()
        self.at(helper.shift_end, self.close, helper)
        self.go_on(helper)

    def let_volunteers_begin(self) -> None:
        for volunteer in list(self.house.free_volunteers.values()):
            request = self.for_volunteer(volunteer)
            if request is not None:
                self.assign(volunteer, request)

    def close(self, helper: Helper) -> None:
        free = self.house.free_staff if helper.paid else self.house.free_volunteers
        if free.get(helper.name) is helper and helper.shift_end == self.now:
            del free[helper.name]
            self.at(self.now, self.go_home, helper)

    def go_home(self, helper: Helper) -> None:
        self.house.present.pop(helper.name, None)
        self.next_shift(helper)

    def go_on(self, helper: Helper) -> None:
        """The next request, or being free."""
        house = self.house
        request = self.for_professional(helper) if helper.paid else self.for_volunteer(helper)
        if request is not None:
            self.begin(helper, request)
        else:
            (house.free_staff if helper.paid else house.free_volunteers)[helper.name] = helper

    def assign(self, helper: Helper, request: Request) -> None:
        self.begin(helper, request)
        del (self.house.free_staff if helper.paid else self.house.free_volunteers)[helper.name]

    def begin(self, helper: Helper, request: Request) -> None:
        request.state, helper.request = TAKEN, request
        if helper.paid and not request.rule.core:
            self.house.taken[-1] += request.hours
        self.house.starts.append((request.number, helper.name, self.now))
        self.at(self.now + request.hours, self.done, helper)

    def done(self, helper: Helper) -> None:
        request = helper.request
        if helper.paid:
            self.house.direct[-1] += request.hours
        request.client.meets(helper, self.now)
        if self.now >= helper.shift_end - 1e-9:
            self.go_home(helper)
        else:
            self.go_on(helper)

    def for_volunteer(self, helper: Helper) -> Request | None:
        house, left, best, key = self.house, helper.shift_end - self.now, None, None
        if left <= 0:
            return None
        for rule in helper.streams:
            if rule.waiting and house.may_start(rule):
                request = self.first(rule.waiting)
                if request is not None and left >= rule.needed:
                    mine = (not rule.core, request.due, request.number)
                    if key is None or mine < key:
                        best, key = request, mine
        return best

    def for_professional(self, helper: Helper) -> Request | None:
        house, left, best = self.house, helper.shift_end - self.now, None
        for rule in house.core_of_staff:
            request = self.first(rule.released if rule.after > 0 else rule.waiting)
            if request is not None and left >= rule.needed and (best is None or request.due < best.due):
                best = request
        if best is not None:
            return best
        for rule in house.surplus_of_staff:
            request = self.first(rule.waiting)
            if request is None or left < rule.needed or not (rule.always or house.room_for_surplus()):
                continue
            if best is None or request.due < best.due:
                best = request
        return best
