"""Money: income, costs, and a cut with its announcement, size, protection and restoration."""

from __future__ import annotations

from tup_sim.model.parameters.declare import Group, assumed, chosen, group, measured


class Cut(Group):
    """A cut of the subsidy."""

    size: float = chosen(0.0, "share of the subsidy", 0, 1, "Size of the cut.", source="NI04, NI06")
    at: int = chosen(52, "week", 0, 1040, "Week in which the cut starts.", source="NI10")
    announced: float = chosen(
        13.0, "weeks before", 0, 520, "How long before the start it is announced.", source="NI10"
    )
    over: int = chosen(0, "weeks", 0, 520, "Weeks over which it grows to its full size.", source="NI10")
    restored: int = chosen(
        -1, "week", -1, 1040, "Week in which the subsidy comes back; -1 = never.", source="NI10"
    )


class CutProtects(Group):
    """What a cut may not touch."""

    coordinator: bool = chosen(
        False,
        "-",
        None,
        None,
        "Coordinator posts are cut no harder than the rest of the payroll: not at all.",
        source="NI05",
        acts_from="cut",
    )
    training: bool = chosen(
        False, "-", None, None, "Training and recruitment money is not cut.", source="NI05", acts_from="cut"
    )
    coaching: bool = chosen(
        False,
        "-",
        None,
        None,
        "Booked coaching is ring-fenced: never cancelled for a request.",
        source="C145",
    )
    front_line: bool = chosen(
        False,
        "-",
        None,
        None,
        "No redundancies among professionals; only leavers are not replaced.",
        source="NI05",
        acts_from="cut",
    )


class Money(Group):
    """Money"""

    wage_professional: float = measured(
        62000.0, "EUR per FTE-year", 0, 500000, "ND01, ND02", "Employer cost of a professional."
    )
    wage_coordinator: float = measured(
        62000.0, "EUR per FTE-year", 0, 500000, "ND01, ND02", "Employer cost of a coordinator."
    )
    night_wages: float = chosen(
        0.0, "EUR per year", 0, 1e8, "Wages of night staff outside the model.", extensive=True
    )
    overhead: float = measured(
        102300.0, "EUR per year", 0, 1e8, "ND29", "Housing, management, administration.", extensive=True
    )
    volunteer_reimbursement: float = assumed(
        150.0,
        "EUR per volunteer-year",
        0,
        1692.51,
        "Flat reimbursement; the legal ceiling is the bound.",
        source="OWN1, NC14",
        plausible=(50, 400),
    )
    volunteer_insurance: float = assumed(
        10.0, "EUR per volunteer-year", 0, 1000, "Insurance.", source="OWN1, NC16", plausible=(5, 30)
    )
    volunteer_thanks: float = assumed(
        25.0, "EUR per volunteer-year", 0, 1000, "Drinks, presents.", source="OWN1, NC15", plausible=(10, 60)
    )
    training_budget: float = assumed(
        2239.0, "EUR per year", 0, 1e7, "Training.", source="OWN1", extensive=True
    )
    recruitment_budget: float = assumed(
        1500.0, "EUR per year", 0, 1e7, "Recruitment.", source="OWN1", extensive=True
    )
    replacement_budget: float = assumed(
        11655.0,
        "EUR per year",
        0,
        1e7,
        "Replacement of the sick and overtime, as budgeted.",
        source="OWN1",
        extensive=True,
    )
    income: float = chosen(629564.0, "EUR per year", 0, 1e9, "Total income at rest.", extensive=True)
    subsidy_share: float = chosen(
        0.95, "share of income", 0, 1, "Part of the income that a funder can cut.", source="OWN4"
    )
    reserve: float = chosen(52000.0, "EUR", 0, 1e9, "Reserve at the start.", extensive=True, source="OWN4")
    replacement_wage: float = measured(
        31.0, "EUR per hour", 0, 500, "ND01", "Wage of the work volunteers do, for their value."
    )
    overtime_pay: float = chosen(
        1.0, "factor", 0, 3, "Pay of an overtime hour.", plausible=(1, 1.5), source="OWN4"
    )
    second_line_weight: float = assumed(
        2.0,
        "factor",
        0,
        20,
        "How much harder coordination and training are cut than the front line, unless protected.",
        source="OWN3, NI05",
        plausible=(1, 4),
        acts_from="cut",
    )
    budget_review: float = chosen(13.0, "weeks", 1, 52, "Weeks between budget reviews.", source="OWN4")
    cut: Cut = group(Cut, "A cut of the subsidy.")
    cut_protects: CutProtects = group(CutProtects, "What a cut may not touch.")
