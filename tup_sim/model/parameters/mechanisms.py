"""Mechanisms that can be switched off one by one."""

from __future__ import annotations

from typing import Any

from tup_sim.model.parameters.declare import JUDGEMENT, Group, chosen, group


def _switch(about: str, source: str = JUDGEMENT) -> Any:
    """A mechanism that is on unless somebody switches it off."""
    return chosen(True, "-", None, None, about, source=source)


class Switches(Group):
    """On: the mechanism acts. Off: the states it moves stay where they are at rest, and its events do not occur."""

    work_pressure: bool = _switch(
        "Time per task, its standard, squeeze of administration, admission stop.", "C144, C145"
    )
    strain: bool = _switch("Strain, and its effect on illness and leaving.", "ND21, ND28")
    coaching: bool = _switch("Coaching talks; off: contact ratio as at rest.", "C236, C004")
    support_on_the_job: bool = _switch(
        "Difficulties, limit tests, questions, follow-up work; off: none of them occurs.", "C162"
    )
    authority: bool = _switch("Authority of volunteers grows and shrinks.", "C163")
    exit: bool = _switch("States move leaving; off: class rates only.", "NB08, NB11")
    recruitment: bool = _switch("Enquiries, steps, pool; off: constant inflow of starters.", "NG01")
    guided_groups: bool = _switch(
        "Groups of a day, and what an obligation does; off: no groups, terms end as agreed.", "C084, C091"
    )
    learning: bool = _switch("Competence grows with practice and coaching.")
    needs_fit: bool = _switch("Fit between task and person.", "C094, C118, C133")
    belonging_recognition: bool = _switch("Belonging, recognition and clarity change.", "C144, C146, C211")
    client_outcomes: bool = _switch(
        "Trust, isolation, wellbeing and problems of clients change.", "C007, C181"
    )
    mandate_drift: bool = _switch(
        "Volunteers come to do work beyond the mandate; task reviews; off: nobody asks them for it.",
        "C093, C095, C150",
    )
    boundary_crossing: bool = _switch(
        "Limits are crossed and enthusiastic volunteers stay on; off: neither occurs, closeness stays.",
        "C097, C158",
    )
    displacement_threat: bool = _switch(
        "Professionals feel more or less replaceable by what they see.", "C107, C126, C183"
    )
    volunteer_fatigue: bool = _switch("Fatigue with volunteers and openness to them change.", "C141, C153")
    frustration: bool = _switch(
        "Frustration, and pleasure in meeting volunteers, follow the own contacts.", "C168, C105"
    )
    relational_practice: bool = _switch("Relational practice fades unused and shapes contacts.", "C156")
    vision_alignment: bool = _switch(
        "People come to share the vision of those they meet, or their own; some act against it.", "C139"
    )
    felt_equality: bool = _switch(
        "Daily treatment makes volunteers feel equal or not; they compare themselves with paid colleagues.",
        "C160, C127",
    )
    accepting_help: bool = _switch("Clients decline guidance of professionals they do not trust.", "C110")
    control_contacts: bool = _switch("Contacts about a client cost their bearer trust.", "C129")
    coordination: bool = _switch("More pairs of helpers around clients make work.", "C112")
    giving_in: bool = _switch("Clients try limits where somebody gave in before.", "C164")
    ideas: bool = _switch("Volunteers have ideas and tell them.", "C106, C125")
    funder_loop: bool = _switch("The funder counts output; what it does with it: funder_rule.", "C185")
    money: bool = _switch("Budget limits staff; off: no cut, no limit.", "NI05")


class Mechanisms(Group):
    """Mechanisms"""

    mechanisms: Switches = group(Switches, "Switches of the mechanisms.")
