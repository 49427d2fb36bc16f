"""How people come to share a vision, and when somebody acts against it. Pure functions."""

from __future__ import annotations

from math import exp

from tup_sim.model.parameters.whole import Parameters
from tup_sim.model.people.helper import Helper


def after_tenure(p: Parameters, start: float, norms: float, hours: float, weeks: float) -> float:
    """Alignment of somebody who began at ``start`` and met carriers for ``hours`` a week, as at rest."""
    contact, own = p.vision.contact * hours, p.vision.own
    if contact + own <= 0:
        return start
    rest = (contact * p.vision.carriers_reference + own * norms) / (contact + own)
    return rest + (start - rest) * exp(-(contact + own) * weeks)


def chance_of_straying(p: Parameters, helper: Helper) -> float:
    """Probability that a contact holds an act against the vision: what is not shared, and own norms (C193)."""
    rules = p.vision
    apart = (1.0 - rules.act_norms) * (1.0 - helper.alignment) + rules.act_norms * (1.0 - helper.norms)
    return rules.act * apart
