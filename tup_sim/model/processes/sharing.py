"""The views people bring: norms of their own, and how far they share the vision of the house when they come in."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from tup_sim.model.effects import views
from tup_sim.model.parameters.plain_groups import Parameters
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.quantiles import normal_at

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation


def bring_views(sim: Simulation, person: Helper, weeks: float = 0.0) -> None:
    """Somebody comes in with norms of their own and what the intake made of them, or what years here did."""
    rules, rng = sim.parameters.vision, sim.random.fresh("vision", person.name)
    if isinstance(person, Professional):
        take_a_view(sim.parameters, person, rng.uniform())
        return
    assert isinstance(person, Volunteer)
    norms = rng.share(rules.norms_mean, rules.norms_sd)
    start = rng.share(rules.start, rules.start_sd)
    hours = rules.contact_reference * person.traits.wish
    views.bring(person, norms, after_tenure(sim.parameters, start, norms, hours, weeks))


def take_a_view(p: Parameters, person: Professional, u: float) -> None:
    """What a paid person brings from schooling and work; ``u`` says where among colleagues."""
    mean = p.vision.norms_professional
    view = min(1.0, max(0.0, normal_at(u, mean, p.vision.norms_staff_sd)))
    views.bring(person, view, view)


def after_tenure(p: Parameters, start: float, norms: float, hours: float, weeks: float) -> float:
    """Alignment of somebody who began at ``start`` and met carriers for ``hours`` a week, as at rest."""
    contact, own = p.vision.contact * hours, p.vision.own
    if contact + own <= 0:
        return start
    rest = (contact * p.vision.carriers_reference + own * norms) / (contact + own)
    return rest + (start - rest) * exp(-(contact + own) * weeks)
