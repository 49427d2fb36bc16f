"""Mechanisms that can be switched off one by one."""

from __future__ import annotations

from tup_sim.model.parameters.declare import Group, chosen, group


class Switches(Group):
    """On: the mechanism acts. Off: the states it moves stay where they are at rest, and its events do not occur."""

    work_pressure: bool = chosen(
        True,
        "-",
        None,
        None,
        "Time per task, its standard, squeeze of administration, admission stop.",
        source="C144, C145",
    )
    strain: bool = chosen(
        True, "-", None, None, "Strain, and its effect on illness and leaving.", source="ND21, ND28"
    )
    coaching: bool = chosen(
        True, "-", None, None, "Coaching talks; off: contact ratio as at rest.", source="C236, C004"
    )
    support_on_the_job: bool = chosen(
        True,
        "-",
        None,
        None,
        "Difficulties, limit tests, questions, follow-up work; off: none of them occurs.",
        source="C162",
    )
    authority: bool = chosen(
        True, "-", None, None, "Authority of volunteers grows and shrinks.", source="C163"
    )
    exit: bool = chosen(
        True, "-", None, None, "States move leaving; off: class rates only.", source="NB08, NB11"
    )
    recruitment: bool = chosen(
        True, "-", None, None, "Enquiries, steps, pool; off: constant inflow of starters.", source="NG01"
    )
    guided_groups: bool = chosen(
        True,
        "-",
        None,
        None,
        "Groups of a day, and what an obligation does; off: no groups, terms end as agreed.",
        source="C084, C091",
    )
    learning: bool = chosen(True, "-", None, None, "Competence grows with practice and coaching.")
    needs_fit: bool = chosen(True, "-", None, None, "Fit between task and person.", source="C094, C118, C133")
    belonging_recognition: bool = chosen(
        True, "-", None, None, "Belonging, recognition and clarity change.", source="C144, C146, C211"
    )
    client_outcomes: bool = chosen(
        True,
        "-",
        None,
        None,
        "Trust, isolation, wellbeing and problems of clients change.",
        source="C007, C181",
    )
    money: bool = chosen(True, "-", None, None, "Budget limits staff; off: no cut, no limit.", source="NI05")


class Mechanisms(Group):
    """Mechanisms"""

    mechanisms: Switches = group(Switches, "Switches of the mechanisms.")
