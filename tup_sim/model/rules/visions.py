"""How far somebody shares the vision after some time. A pure function."""

from __future__ import annotations

from math import exp

from tup_sim.model.parameters.whole import Parameters


def after_tenure(p: Parameters, start: float, norms: float, hours: float, weeks: float) -> float:
    """Alignment of somebody who began at ``start`` and met carriers for ``hours`` a week, as at rest."""
    contact, own = p.vision.contact * hours, p.vision.own
    if contact + own <= 0:
        return start
    rest = (contact * p.vision.carriers_reference + own * norms) / (contact + own)
    return rest + (start - rest) * exp(-(contact + own) * weeks)
