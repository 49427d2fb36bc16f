"""A request is a record: who asks what, how long it can wait, and the luck that belongs to it."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any, Final

from tup_sim.model.people.families import Level
from tup_sim.model.people.own import REQUESTS

if TYPE_CHECKING:
    from tup_sim.model.people.client import Client
    from tup_sim.model.people.helper import Helper
    from tup_sim.model.people.professional import Professional


# What each uniform of a request's luck decides.
SUCCESS, DIFFICULTY, INCIDENT, FOLLOW_UP, LIMIT = range(5)
SEVERITY, VOLUNTEER_ACTS, PROFESSIONAL_ACTS, ASKS, FOLLOWS = range(5, 10)
WITNESS: Final = 10

# Whom a request is closed to, added up; DECLINES: because the client wants it so.
PAID, VOLUNTEERS, FAMILIAR, RATIONED, DECLINES = 1, 2, 4, 8, 16


_ON_CALL: Final = Level.ON_CALL


class State(IntEnum):
    """A request is in exactly one of these; all but WAITING and BEING_SERVED are final."""

    WAITING = 0
    BEING_SERVED = 1
    MET = 2
    UNMET = 3
    CLIENT_GONE = 4
    DECLINED = 5


class Request:
    """One request of one client.

    Attributes:
        client, task_type: who asks, and what (index in ``TASK_TYPES``).
        core: basic care the organisation owes.
        made: hour it was made.
        due: hour until which such a request can usually wait: what helpers can see, and order their work by.
        deadline: hour at which this client's patience ends, which nobody sees beforehand.
        hours: standard time of one helper at the professional norm.
        difficulty: 0-1.
        uniforms: uniforms for all that may happen in the contact, so that the same request has the same luck
            whoever serves it.
        not_by: whom it is closed to (``PAID`` and so on, added up); 0 = open to everybody.
        state: where it stands.
        number: order of making in the run; settles ties.
        own: what mechanisms remember of it (``people.own``).
    """

    __slots__ = (
        "client",
        "core",
        "deadline",
        "difficulty",
        "due",
        "hours",
        "made",
        "not_by",
        "number",
        "own",
        "state",
        "task_type",
        "uniforms",
    )

    def __init__(
        self,
        client: Client,
        task_type: int,
        core: bool,
        made: float,
        due: float,
        deadline: float,
        hours: float,
        difficulty: float,
        uniforms: tuple[float, ...],
        number: int,
        not_by: int = 0,
    ) -> None:
        self.client, self.task_type, self.core = client, task_type, core
        self.made, self.due, self.deadline, self.hours = made, due, deadline, hours
        self.difficulty, self.uniforms, self.number = difficulty, uniforms, number
        self.state = State.WAITING
        self.not_by = not_by
        self.own: list[Any] = REQUESTS.nothing.copy()

    def close_to(self, whom: int) -> None:
        """It is closed to them as well."""
        self.not_by |= whom

    def open_to(self, whom: int) -> None:
        """It is closed to them no longer."""
        self.not_by &= ~whom

    def end(self, state: State) -> None:
        """Nobody will come for it."""
        self.state = state

    def closed_to(self, helper: Helper, familiar_since: float) -> bool:
        """This helper may not serve it: the client declines them, or the house keeps them out."""
        if helper.paid:
            known = self.not_by & FAMILIAR and self.client.knows(helper, familiar_since)
            return bool(self.not_by & PAID or known)
        used_up = self.not_by & RATIONED and self.client.visits_left <= 0
        return bool(self.not_by & VOLUNTEERS or used_up)

    def urgent(self, now: float, long_wait: float) -> bool:
        """Past the part ``long_wait`` of the time such a request can usually wait."""
        return now - self.made > long_wait * (self.due - self.made)


class Contact:
    """One helper serving one request; a group activity is one contact of the helper.

    Attributes:
        request, helper: what and who.
        started, hours: start on the clock and time of the helper.
        client_hours: hours clients had (helper hours x clients who share them).
        level: mandate level at which a volunteer worked (0 for professionals).
        agreed: mandate level agreed for this family (0 for professionals).
        familiar: the helper was a familiar face.
        professional_present: somebody paid was on the unit.
        witness: the professional on the unit who saw a volunteer finish it; None if nobody did.
        newcomer: factor by which a new professional was slower (1 = not).
        success: the task succeeded.
        struggled: a difficulty came up that the helper could not solve alone.
        incident: it became an incident.
        incident_chance: that it would, as the difficulty came up and before anything was drawn; 0 without one.
        follow_up: it left work for a professional.
        limit: who answered a client's test of a limit: '' (no test), 'volunteer', 'professional', 'nobody'.
        limit_accepted: the client followed.
        nobody_chance: that nobody would answer a test of a limit, as it came and before anything was drawn; 0 without.
        decided_alone: share of decisions the volunteer took without a professional.
        presence: relational part of the contact against what is usual for such a request.
        beside: competence of the volunteer and of the witness, 0-1, and whether the client knows the witness, as it was
            when the contact was over; None until somebody looks.
        skill: how able the helper was, against an experienced professional; 1 where the work needs no expertise.
    """

    __slots__ = (
        "agreed",
        "beside",
        "client_hours",
        "decided_alone",
        "familiar",
        "follow_up",
        "helper",
        "hours",
        "incident",
        "incident_chance",
        "level",
        "limit",
        "limit_accepted",
        "newcomer",
        "nobody_chance",
        "presence",
        "professional_present",
        "request",
        "skill",
        "started",
        "struggled",
        "success",
        "witness",
    )

    def __init__(
        self, request: Request, helper: Helper, started: float, hours: float, client_hours: float
    ) -> None:
        self.request, self.helper = request, helper
        self.started, self.hours, self.client_hours = started, hours, client_hours
        self.level = self.agreed = 0
        self.familiar = False
        self.professional_present = True
        self.newcomer = 1.0
        self.success = True
        self.struggled = self.incident = self.follow_up = False
        self.incident_chance = self.nobody_chance = 0.0
        self.limit = ""
        self.limit_accepted = False
        self.decided_alone = 0.0
        self.witness: Professional | None = None
        self.beside: tuple[float, float, bool] | None = None
        self.presence = self.skill = 1.0

    @property
    def in_group(self) -> bool:
        """An activity that clients share."""
        return self.client_hours > self.hours

    @property
    def leads(self) -> bool:
        """The helper leads a group: paid, or with a mandate that needs nobody paid nearby."""
        return self.in_group and (self.helper.paid or self.level >= _ON_CALL)


class Call:
    """A volunteer asks a professional for help.

    Attributes:
        volunteer: who asks.
        made, deadline: hours on the clock.
        about_limit: a client tests a limit now; otherwise a question that can wait a day.
        answered: hour of the answer; None while nobody answered.
        follow_up: not a call but work that a contact left for a professional; its length in hours.
        hours: time the answer takes.
        by: the colleague who will answer it when they are done with something else.
    """

    __slots__ = ("about_limit", "answered", "by", "deadline", "follow_up", "hours", "made", "volunteer")

    def __init__(
        self,
        volunteer: Helper | None,
        made: float,
        deadline: float,
        about_limit: bool = False,
        follow_up: float = 0.0,
    ) -> None:
        self.volunteer, self.made, self.deadline = volunteer, made, deadline
        self.about_limit, self.follow_up = about_limit, follow_up
        self.answered: float | None = None
        self.hours = 0.0
        self.by: Helper | None = None
