"""Outcomes for clients: what they asked, what they got, how they fare."""

from __future__ import annotations

from typing import Final

from tup_sim.measures.formulas import by_family, help_by_education, median_core_wait, per_week, ratio
from tup_sim.measures.groups import REPORTED_CLIENT_GROUPS
from tup_sim.measures.outcome import Outcome
from tup_sim.measures.outcomes.declare import PER_1000, declare_for
from tup_sim.measures.smallest import IN_A_HUNDRED
from tup_sim.measures.weeks import FOUR_WEEKS, YEAR
from tup_sim.model.constants import HALF
from tup_sim.model.people.families import FAMILIES

_outcome = declare_for("service")
_BOTH = ("professional.contacts", "volunteer.contacts")

REQUESTS: Final = (
    _outcome(
        "core_met", "Core requests met", "share", "higher",
        "Core requests whose last moment falls in the window and that somebody began in time, of all such requests; "
        "requests refused by the client, of clients who left and still open at the end do not count.",
        ratio("core.met", "core.due"), headline=True,
    ),
    _outcome(
        "surplus_met", "Surplus requests met", "share", "higher",
        "The same for requests that come on top of basic care.",
        ratio("surplus.met", "surplus.due"), headline=True,
    ),
    _outcome(
        "core_met_low_network", "Core requests met, clients without a network", "share", "higher",
        "Core requests met of clients who have nobody of their own.",
        ratio("alone.met", "alone.due"),
    ),
    *(
        _outcome(
            f"met_{family}", f"Requests met: {family.replace('_', ' ')}",
            "share", "higher", "Requests of this family met, of those met or missed.",
            ratio(f"{family}.met", f"{family}.due"),
        )
        for family in FAMILIES
    ),
    _outcome(
        "core_wait_hours", "Wait for basic care (median)", "hours", "lower",
        "Median clock hours from request to start, over core requests that somebody began in the window.",
        median_core_wait, headline=True,
    ),
    _outcome(
        "core_wait_mean", "Wait for basic care (mean)", "hours", "lower",
        "Mean clock hours from request to start, over core requests that somebody began in the window.",
        ratio("core.wait", "core.started"),
    ),
    _outcome(
        "core_wait_probability", "Core requests that had to wait", "share", "lower",
        "Core requests begun more than a second after they were made, or missed, of those begun or missed.",
        ratio(("core.waited", "core.unmet"), ("core.started", "core.unmet")),
    ),
    _outcome(
        "core_lost_share", "Core requests lost", "share", "lower",
        "Core requests that nobody began in time, of those met or missed.",
        ratio("core.unmet", "core.due"),
    ),
    _outcome(
        "surplus_wait_mean", "Wait for surplus help (mean)", "hours", "lower",
        "Mean clock hours from request to start, over surplus requests that somebody began in the window.",
        ratio("surplus.wait", "surplus.started"),
    ),
    _outcome(
        "waiting_list", "Waiting list", "clients", "lower",
        "Mean number of applicants not yet admitted, counted at the end of every week.",
        ratio("list", "ones"), headline=True,
    ),
    _outcome(
        "admission_stopped_share", "Weeks with an admission stop", "share", "lower",
        "Unit-weeks that ended with admission stopped, of all unit-weeks.",
        ratio("unit.closed", "unit.weeks"),
    ),
    _outcome(
        "client_gap_hours", "Hours missed after losing a familiar volunteer", "hours per client-year", "lower",
        "Hours asked and missed in the 13 weeks after a client lost a familiar volunteer, per client-year.",
        ratio("gap.hours", "client.weeks", times=float(YEAR)),
    ),
)  # fmt: skip

CARE: Final = (
    _outcome(
        "minutes_per_task_ratio", "Time per task", "ratio", "neutral",
        "Time professionals gave core requests, newcomers' extra time taken out, against the professional norm.",
        ratio("professional.actual.core", "professional.standard.core"),
    ),
    _outcome(
        "care_quality", "Quality of basic care", "0-1", "higher",
        "Mean over core requests that fell due: 0 if missed or an incident, otherwise the quality that the time "
        "given allows, and part of it if the task did not succeed (`care_quality` among the parameters).",
        ratio("core.quality", "core.judged"), headline=True, smallest=IN_A_HUNDRED,
    ),
    _outcome(
        "relational_hours_per_client", "Relational hours per client",
        "hours per client-week", "higher",
        "Contact hours of clients times the relational weight of the request, per client-week.",
        ratio(("professional.relational", "volunteer.relational"), "client.weeks"), headline=True,
    ),
    _outcome(
        "professional_relational_hours_per_client", "Relational hours by professionals", "hours per client-week",
        "higher", "The same, from professionals alone.",
        ratio("professional.relational", "client.weeks"),
    ),
    _outcome(
        "professional_contact_hours_per_client", "Contact with professionals",
        "hours per client-week", "neutral",
        "Hours clients had with professionals (hours of the helper times clients who share them) per client-week.",
        by_family("professional.client_hours", "client.weeks"), subgroups=FAMILIES,
    ),
    _outcome(
        "volunteer_contact_hours_per_client", "Contact with volunteers",
        "hours per client-week", "neutral",
        "Hours clients had with volunteers (hours of the helper times clients who share them) per client-week.",
        by_family("volunteer.client_hours", "client.weeks"), subgroups=FAMILIES,
    ),
    _outcome(
        "continuity", "Familiar faces", "share", "higher",
        "Contacts with a helper met three times in the 26 weeks before, of contacts of clients present for 26 weeks.",
        ratio(("professional.familiar", "volunteer.familiar"), ("professional.established", "volunteer.established")),
        headline=True,
    ),
    _outcome(
        "fragmentation", "Helpers per client-month", "helpers", "lower",
        "Different helpers of a client in four weeks, over clients with at least one contact.",
        ratio("client.helpers", "client.helped"), trailing=FOUR_WEEKS,
    ),
    _outcome(
        "incidents_per_1000", "Incidents", "per 1000 contacts", "lower",
        "Unsolved difficulties that became an incident, per 1000 contacts of all helpers.",
        ratio(("professional.incidents", "volunteer.incidents"), _BOTH, times=PER_1000), headline=True,
        expected=ratio(("professional.incident_chances", "volunteer.incident_chances"), _BOTH, times=PER_1000),
    ),
    _outcome(
        "incidents_per_1000_volunteer", "Incidents with volunteers",
        "per 1000 contacts", "lower", "Incidents in contacts with volunteers, per 1000 of these contacts.",
        ratio("volunteer.incidents", "volunteer.contacts", times=PER_1000),
        expected=ratio("volunteer.incident_chances", "volunteer.contacts", times=PER_1000),
    ),
    _outcome(
        "early_incidents_per_1000", "Incidents with new volunteers",
        "per 1000 contacts", "lower", "Incidents per 1000 contacts with volunteers in their first 13 weeks.",
        ratio("volunteer.early_incidents", "volunteer.early", times=PER_1000),
        expected=ratio("volunteer.early_incident_chances", "volunteer.early", times=PER_1000),
    ),
    _outcome(
        "repeat_incidents", "Repeated incidents", "per volunteer", "lower",
        "Incidents within 26 weeks after an earlier one of the same volunteer, per volunteer with a first incident.",
        ratio("incident.repeat", "incident.first"), trailing=YEAR,
    ),
    _outcome(
        "unanswered_per_1000", "Limit tests nobody answered",
        "per 1000 contacts", "lower",
        "Tests of a limit that nobody answered during the contact, per 1000 contacts with a volunteer.",
        ratio("limit.nobody.volunteer", "volunteer.contacts", times=PER_1000), headline=True,
        expected=ratio("limit.nobody_chance.volunteer", "volunteer.contacts", times=PER_1000),
    ),
    _outcome(
        "unanswered_per_limit_test", "Unanswered share of limit tests",
        "share", "lower", "The same, of all limit tests in contacts with a volunteer.",
        ratio("limit.nobody.volunteer", "limit.tests.volunteer"),
        expected=ratio("limit.nobody_chance.volunteer", "limit.tests.volunteer"),
    ),
    _outcome(
        "limit_compliance_volunteer", "Limits of volunteers followed",
        "share", "higher", "Limits set by volunteers that the client followed, of all limits they set.",
        ratio("limit.followed.volunteer", "limit.set.volunteer"),
    ),
    _outcome(
        "limit_compliance_professional", "Limits of professionals followed",
        "share", "higher", "Limits set by professionals that the client followed, of all limits they set.",
        ratio("limit.followed.professional", "limit.set.professional"),
    ),
    _outcome(
        "professional_present_share", "Contacts with a professional nearby",
        "share", "neutral", "Contacts of volunteers with somebody paid on the unit, of all their contacts.",
        ratio("volunteer.present_contacts", "volunteer.contacts"),
    ),
    _outcome(
        "help_ratio_education", "Help to high against low education",
        "ratio", "neutral", "Contact hours per client-week of clients of high education against those of low.",
        help_by_education,
    ),
)  # fmt: skip

STATES: Final = (
    _outcome(
        "client_trust", "Trust of clients", "0-1", "higher",
        "Mean of trust in professionals and trust in volunteers over client-weeks.",
        ratio(("client.trust_professionals", "client.trust_volunteers"), "client.weeks", times=HALF),
        headline=True, subgroups=REPORTED_CLIENT_GROUPS,
    ),
    _outcome(
        "client_trust_professionals", "Trust in professionals", "0-1", "higher",
        "Mean over client-weeks.",
        ratio("client.trust_professionals", "client.weeks"), subgroups=REPORTED_CLIENT_GROUPS,
    ),
    _outcome(
        "client_trust_volunteers", "Trust in volunteers", "0-1", "higher",
        "Mean over client-weeks.",
        ratio("client.trust_volunteers", "client.weeks"), subgroups=REPORTED_CLIENT_GROUPS,
    ),
    _outcome(
        "client_isolation", "Isolation of clients", "0-1", "lower",
        "Mean over client-weeks.",
        ratio("client.isolation", "client.weeks"), headline=True, subgroups=REPORTED_CLIENT_GROUPS,
    ),
    _outcome(
        "client_relational_wellbeing", "Relational wellbeing of clients",
        "0-1", "higher", "Mean over client-weeks.",
        ratio("client.wellbeing", "client.weeks"), subgroups=REPORTED_CLIENT_GROUPS,
    ),
    _outcome(
        "problem_progress", "Progress with problems", "0-1", "higher",
        "Mean over client-weeks of what is solved: 1 minus the severity of the problem.",
        ratio("client.progress", "client.weeks"), subgroups=REPORTED_CLIENT_GROUPS,
    ),
    _outcome(
        "clients", "Clients", "clients", "neutral", "Mean number of clients at the end of a week.",
        per_week("client.weeks"), subgroups=REPORTED_CLIENT_GROUPS,
    ),
)  # fmt: skip

SERVICE: Final[tuple[Outcome, ...]] = (*REQUESTS, *CARE, *STATES)
