"""Outcomes about the vision people share, and about being treated as equals."""

from __future__ import annotations

from typing import Final

from tup_sim.measures.formulas import per_year, ratio
from tup_sim.measures.groups import REPORTED_VOLUNTEER_GROUPS as GROUPS
from tup_sim.measures.outcome import Outcome
from tup_sim.measures.outcomes.declare import PER_1000, declare_for

_outcome = declare_for("volunteers")

SHARING: Final[tuple[Outcome, ...]] = (
    _outcome(
        "vision_alignment", "Alignment with the vision", "0-1", "higher",
        "Mean over weeks of active open-ended volunteers: how far they share the vision of the organisation.",
        ratio("sharing.alignment", "sharing.weeks"), subgroups=GROUPS,
    ),
    _outcome(
        "own_norms", "Own norms that agree with the vision", "0-1", "neutral",
        "Mean over weeks of active open-ended volunteers: how far their own norms agree with the vision.",
        ratio("sharing.norms", "sharing.weeks"), subgroups=GROUPS,
    ),
    _outcome(
        "vision_alignment_staff", "Alignment of paid people",
        "0-1", "higher", "Mean over weeks of employed professionals and coordinators.",
        ratio("vision.staff", "vision.heads"),
    ),
    _outcome(
        "misaligned_acts_per_1000", "Acts against the vision",
        "per 1000 contacts", "lower",
        "Acts against the vision that touch a client, per 1000 contacts with a volunteer.",
        ratio("vision.acts", "volunteer.contacts", times=PER_1000),
        expected=ratio("vision.act_chances", "volunteer.contacts", times=PER_1000),
    ),
    _outcome(
        "misaligned_acts_noticed", "Acts against the vision that were noticed", "share", "higher",
        "Acts against the vision that a professional or coordinator saw, of all such acts.",
        ratio("vision.noticed", "vision.acts"),
    ),
    _outcome(
        "exits_on_facts", "Asked to leave on facts", "share", "higher",
        "Volunteers asked to leave for acts against the vision of whom rather facts than stories were known, of all"
        " who were asked for such acts.",
        ratio("vision.founded", "vision.asked"),
    ),
    _outcome(
        "vision_exits", "Asked to leave over the vision",
        "persons per year", "neutral", "Volunteers asked to leave for acts against the vision, per year.",
        per_year("vision.asked"),
    ),
    _outcome(
        "volunteer_ownership", "Ownership of own tasks", "share", "higher",
        "Decisions about own tasks taken by volunteers, in contacts and vision meetings, of all such decisions.",
        ratio("vision.decided_alone", "vision.decisions"),
    ),
    _outcome(
        "felt_equality", "Felt equality", "0-1", "higher",
        "Mean over weeks of active open-ended volunteers: treated like a paid colleague, and having a say.",
        ratio("sharing.equality", "sharing.weeks"), subgroups=GROUPS,
    ),
)  # fmt: skip
