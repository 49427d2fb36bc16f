"""All that can happen, in the past tense: the vocabulary of the record.

Processes tell what happened, once; listeners count. ``now`` is in hours since the start of the run (warm-up
included). People in an event are live objects: a listener reads what it needs at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tup_sim.model.people.client import Client
    from tup_sim.model.people.helper import Helper
    from tup_sim.model.people.intake import GroupVisit
    from tup_sim.model.people.organisation import Organisation
    from tup_sim.model.people.professional import Appointment, Professional
    from tup_sim.model.people.request import Call, Contact, Request
    from tup_sim.model.people.unit import Unit
    from tup_sim.model.people.volunteer import Candidate, Volunteer


class RequestMade(NamedTuple):
    """A client asked for help."""

    now: float
    request: Request


class RequestUnmet(NamedTuple):
    """Nobody came in time; told when somebody notices, so use ``request.deadline`` for the moment."""

    now: float
    request: Request


class RequestDropped(NamedTuple):
    """The client left before anybody came."""

    now: float
    request: Request


class RequestDeclined(NamedTuple):
    """The client did not let in those who could have come."""

    now: float
    request: Request


class ContactStarted(NamedTuple):
    """A helper began to serve a request."""

    now: float
    contact: Contact


class ContactEnded(NamedTuple):
    """A helper served a request; how it went is on the contact."""

    now: float
    contact: Contact


class CallAnswered(NamedTuple):
    """A professional answered a volunteer's call, or did follow-up work."""

    now: float
    call: Call
    professional: Professional | None


class CallUnanswered(NamedTuple):
    """Nobody answered a volunteer's call in time."""

    now: float
    call: Call


class SessionHeld(NamedTuple):
    """A coaching talk, group session, dialogue or booked attention took place."""

    now: float
    coach: Helper
    appointment: Appointment


class SessionCancelled(NamedTuple):
    """A booked talk did not take place; ``why`` is 'request', 'coach absent' or 'volunteer absent'."""

    now: float
    coach: Professional
    appointment: Appointment
    why: str


class AttentionGiven(NamedTuple):
    """A paid person spent a few unbooked minutes with a volunteer."""

    now: float
    professional: Professional
    volunteer: Volunteer
    hours: float


class TimeSpent(NamedTuple):
    """Hours of a person of one kind (``HOURS``), apart from contacts with clients."""

    now: float
    person: Helper
    kind: str
    hours: float


class ShiftEnded(NamedTuple):
    """A person went home: planned hours of the shift and hours beyond them."""

    now: float
    person: Helper
    started: float
    planned: float
    overtime: float


class HoursOutsideShifts(NamedTuple):
    """Hours of one kind that come on top of a person's shifts: a talk, a joint activity, a call answered at home."""

    now: float
    person: Helper
    kind: str
    hours: float


class ShiftMissed(NamedTuple):
    """A planned shift did not take place; ``why`` is 'ill' or 'no show'."""

    now: float
    person: Helper
    hours: float
    why: str


class FellIll(NamedTuple):
    """A professional is ill until ``until``."""

    now: float
    professional: Professional
    until: float


class Recovered(NamedTuple):
    """A professional is back."""

    now: float
    professional: Professional


class ProfessionalHired(NamedTuple):
    """A new colleague started."""

    now: float
    professional: Professional


class ProfessionalLeft(NamedTuple):
    """A professional left; ``reason`` is 'quit', 'redundancy' or 'temporary contract'."""

    now: float
    professional: Professional
    reason: str


class NoticeGiven(NamedTuple):
    """A professional was told that the post disappears at ``leaves``; ``fte`` is what disappears."""

    now: float
    professional: Professional
    leaves: float
    fte: float


class SomebodyAsked(NamedTuple):
    """A coordinator asked somebody in time that was set aside for it."""

    now: float


class Enquired(NamedTuple):
    """Somebody asked to become a volunteer."""

    now: float
    candidate: Candidate


class CandidateDecided(NamedTuple):
    """The organisation offered a place or refused."""

    now: float
    candidate: Candidate
    offered: bool


class CandidateLost(NamedTuple):
    """A candidate will not start; ``candidate.outcome`` says why."""

    now: float
    candidate: Candidate
    step: str


class VolunteerStarted(NamedTuple):
    """A volunteer began the first shift."""

    now: float
    volunteer: Volunteer


class VolunteerLeft(NamedTuple):
    """A volunteer left; the reason is on the volunteer."""

    now: float
    volunteer: Volunteer


class CandidateTrained(NamedTuple):
    """A candidate followed training before the start."""

    now: float
    candidate: Candidate
    hours: float


class TrainingHeld(NamedTuple):
    """A training group of the house; ``volunteers``: who started since the one before."""

    now: float
    hours: float
    volunteers: tuple[Volunteer, ...]


class TermEnded(NamedTuple):
    """A term was over and the volunteer went on or not."""

    now: float
    volunteer: Volunteer
    goes_on: bool


class MovedInward(NamedTuple):
    """Somebody from the outer circle became a volunteer without an agreed end."""

    now: float
    volunteer: Volunteer


class GroupAsked(NamedTuple):
    """A company or school asked to come for a day and was answered; ``visit.outcome`` is '' if it may come."""

    now: float
    visit: GroupVisit


class GroupWork(NamedTuple):
    """Paid time for a group: answering, preparing, welcoming, staying with it."""

    now: float
    visit: GroupVisit
    hours: float


class GroupEnded(NamedTuple):
    """A group went home, or found nobody to welcome it."""

    now: float
    visit: GroupVisit


class EntryReviewed(NamedTuple):
    """The organisation chose its entry demand (mean of units) from what came of the starters of the last year."""

    now: float
    demand: float


class PlacesOpened(NamedTuple):
    """The organisation counted what volunteers could have done, and opened so many vacancies."""

    now: float
    vacancies: int


class ClientApplied(NamedTuple):
    """A client asked to be admitted."""

    now: float
    client: Client


class ClientGaveUp(NamedTuple):
    """An applicant left the waiting list."""

    now: float
    client: Client


class ClientAdmitted(NamedTuple):
    """A client was admitted."""

    now: float
    client: Client


class ClientLeft(NamedTuple):
    """A client left the organisation."""

    now: float
    client: Client


class AdmissionStopped(NamedTuple):
    """The unit admits nobody for now."""

    now: float
    unit: Unit


class AdmissionResumed(NamedTuple):
    """The unit admits clients again."""

    now: float
    unit: Unit


class MoneyMoved(NamedTuple):
    """Money received (positive) or paid (negative), EUR, by line; ``since`` is the hour from which it accrued."""

    now: float
    line: str
    amount: float
    since: float


class CutAnnounced(NamedTuple):
    """The funder announced a cut, as share of the subsidy."""

    now: float
    size: float


class SubsidyChanged(NamedTuple):
    """A cut (as share of the subsidy) came into force, grew or ended (0)."""

    now: float
    size: float


class LeverChanged(NamedTuple):
    """A parameter took another value at a date."""

    now: float
    path: str
    value: object


class VolunteersLost(NamedTuple):
    """A shock took volunteers away; the exits follow."""

    now: float
    lost: int


class VolunteerWeek(NamedTuple):
    """One week of one active volunteer is over.

    ``risks`` = integrated hazard of this week by cause (``CAUSES``), ``exposure`` = years at risk this week,
    ``need`` and ``credit`` = coaching hours needed and credited this week (credit per participant),
    ``ratio`` = own contact ratio over about 13 weeks.
    """

    now: float
    volunteer: Volunteer
    risks: tuple[float, ...]
    exposure: float
    need: float
    credit: float


class ProfessionalWeek(NamedTuple):
    """One week of one employed professional or coordinator is over; ``quit_risk`` = integrated hazard."""

    now: float
    professional: Professional
    quit_risk: float


class ClientWeek(NamedTuple):
    """One week of one present client is over."""

    now: float
    client: Client


class UnitWeek(NamedTuple):
    """One week of one unit is over; its counters are on ``unit.weeks[-1]``."""

    now: float
    unit: Unit


class OrganisationWeek(NamedTuple):
    """One week of the organisation is over."""

    now: float
    organisation: Organisation
