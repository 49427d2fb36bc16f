"""Rival submodels: different rules for the same question, of which one is in force.

Each choice has the rule that was there first as its first value; which is in force, and why: docs/structures.md.
Numbers that only one of the rivals reads stand with the other numbers of their subject, behind a gate
(``model.gates``).
"""

from __future__ import annotations

from enum import StrEnum

from tup_sim.model.parameters.declare import DESCRIPTION, Group, chosen, group


class CompetenceRule(StrEnum):
    """How volunteers come to be able."""

    LIFETIME_SUM = "lifetime_sum"
    CAPPED = "capped"


class ProfessionalsRule(StrEnum):
    """Whether paid people differ in what they can do."""

    ALIKE = "alike"
    INDIVIDUAL = "individual"


class Booking(StrEnum):
    """What talks are booked for."""

    BY_NEED = "by_need"
    BY_HOURS = "by_hours"


class Liking(StrEnum):
    """Whether volunteers like some work better than other work."""

    ALIKE = "alike"
    BY_FAMILY = "by_family"


class TrustRule(StrEnum):
    """What trust between a volunteer and a professional is."""

    TOUCHES = "touches"
    KEPT_EXPECTATIONS = "kept_expectations"


class AttentionRule(StrEnum):
    """Whom a professional turns to in a free moment."""

    LEAST_FIRST = "least_first"
    BY_RELATION = "by_relation"
    BY_CHANCE = "by_chance"


class StrainOfLoad(StrEnum):
    """How strain follows load."""

    HINGE = "hinge"  # only what is beyond full load
    LINEAR = "linear"  # what differs from the load at rest
    SOFTPLUS = "softplus"  # gradually, from somewhat below full load on


class AtRest(StrEnum):
    """Where the numbers come from that say what people are used to (``model.references``)."""

    WRITTEN = "written"  # as they stand in the files
    MEASURED = "measured"  # as they are in the organisation without policies, shocks and dated changes


class LeavingRule(StrEnum):
    """Why volunteers stay or leave."""

    CLASSES = "classes"
    ATTITUDE = "attitude"


class UsualRule(StrEnum):
    """With what volunteers compare how they feel, before it makes them stay or leave."""

    OWN_LEVEL = "own_level"
    HOUSE = "house"
    NOTHING = "nothing"


class Submodels(Group):
    """Which rule is in force where there are rivals."""

    competence: CompetenceRule = chosen(
        CompetenceRule.CAPPED,
        "-",
        None,
        None,
        "How volunteers come to be able: lifetime_sum (practice and coaching add up) or capped (a ceiling by family,"
        " and what is not done is forgotten).",
        source=DESCRIPTION,
        fixed=True,
    )
    professionals: ProfessionalsRule = chosen(
        ProfessionalsRule.INDIVIDUAL,
        "-",
        None,
        None,
        "Paid people can do as much as each other (alike), or each has a competence of their own (individual).",
        source=DESCRIPTION,
        fixed=True,
    )
    booking: Booking = chosen(
        Booking.BY_NEED,
        "-",
        None,
        None,
        "Talks are booked with who lacks one (by_need), or until the hours set aside for them are spent (by_hours).",
        source="C081",
    )
    liking: Liking = chosen(
        Liking.BY_FAMILY,
        "-",
        None,
        None,
        "Volunteers like all work they came for alike, or each their own families more than others (by_family).",
        source="C121",
        fixed=True,
    )
    trust: TrustRule = chosen(
        TrustRule.KEPT_EXPECTATIONS, "-", None, None,
        "What trust of two people at work is: a count of good meetings, or what each could count on the other for.",
        source="C153, C166", fixed=True,
    )  # fmt: skip
    attention: AttentionRule = chosen(
        AttentionRule.BY_RELATION, "-", None, None,
        "Whom a professional with a free moment turns to: who had least, who is close to them, or anybody.",
        source="C153, C207", fixed=True,
    )  # fmt: skip
    strain: StrainOfLoad = chosen(
        StrainOfLoad.LINEAR,
        "-",
        None,
        None,
        "How strain follows load: only above full load (hinge), in proportion to what differs from the load at rest "
        "(linear), or gradually from somewhat below full load on (softplus).",
    )
    at_rest: AtRest = chosen(
        AtRest.MEASURED,
        "-",
        None,
        None,
        "Whether what people are used to is taken as written, or measured in their organisation at rest.",
        fixed=True,
    )
    leaving: LeavingRule = chosen(
        LeavingRule.ATTITUDE,
        "-",
        None,
        None,
        "Why volunteers leave: classes (of stayers, with a part that states move) or attitude (shocks, what people"
        " bring, and how they feel).",
        source="NB08, NB11",
        fixed=True,
    )
    usual: UsualRule = chosen(
        UsualRule.OWN_LEVEL, "-", None, None,
        "With what volunteers compare how they feel, as far as it makes them leave: their own level (own_level), what "
        "is usual in this house (house), or one yardstick for all houses, as nobody gets used to anything (nothing).",
        fixed=True,
    )  # fmt: skip


class Rivals(Group):
    """Rival submodels"""

    submodels: Submodels = group(Submodels, "Which rule is in force where there are rivals.")
