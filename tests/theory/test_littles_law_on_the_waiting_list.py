"""Little's law in a finite window is an identity: it must hold to the last digit, whatever else goes on."""

from __future__ import annotations

import pytest

from tests.conservation.worlds import BASES, with_values
from tup_sim.model.events import ClientAdmitted, ClientApplied, ClientGaveUp
from tup_sim.model.parameters import Scenario
from tup_sim.model.people.client import Client
from tup_sim.model.simulation import Simulation


class ListSeen:
    """Client-hours on the waiting list, by looking at the list itself whenever it changes."""

    def __init__(self, scenario: Scenario) -> None:
        self.area = self.last = 0.0
        self.people: dict[str, Client] = {}
        self.running = False
        self.handlers = {
            ClientApplied: lambda event: self._changed(event, +1),
            ClientAdmitted: lambda event: self._changed(event, -1),
            ClientGaveUp: lambda event: self._changed(event, -1),
        }
        self.sim = Simulation(scenario, 3, 0, [self])
        self.people |= self.sim.organisation.waiting
        self.running = True
        self.sim.run()
        self._pass(self.sim.now, 0)

    def _changed(self, event: ClientApplied | ClientAdmitted | ClientGaveUp, by: int) -> None:
        """Told when the list is already longer or shorter by one."""
        if self.running:
            self._pass(event.now, by)
            self.people[event.client.name] = event.client

    def _pass(self, now: float, by: int) -> None:
        self.area += (len(self.sim.organisation.waiting) - by) * (now - self.last)
        self.last = now


@pytest.mark.parametrize(("list_leave", "applicants"), [(0.1, 2.0), (0.0, 3.0), (0.5, 6.0)])
def test_the_length_of_the_list_over_time_is_the_sum_of_all_waits(
    list_leave: float, applicants: float
) -> None:
    values = {"horizon": 26, "warmup": 0, "places": 20, "client_stay": 10.0, "volunteers_initial": 3}
    values |= {"waiting_list_exit_rate": list_leave, "applicants": applicants, "professionals.posts": 1}
    seen = ListSeen(Scenario("list", with_values(BASES["open_house"], values)))
    end, waits = seen.sim.now, 0.0
    for client in seen.people.values():
        until = client.admitted if client.admitted is not None else client.left
        waits += (end if until is None else until) - client.applied
    assert waits > 100
    assert seen.area == pytest.approx(waits, rel=1e-9)
