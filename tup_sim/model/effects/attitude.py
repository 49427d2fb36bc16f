"""What people bring that draws them away or binds them, and what they make of what they live through.

Nothing is drawn, and nothing moves, while ``submodels.leaving`` is classes. Attitude has seven parts, each 0 for the
mean of the organisation at rest and with an SD of 1 between people there: support, clarity, recognition, belonging,
fit, and the opposites of tension and strain. Each is what somebody feels against what they are used to
(``effects.used_to``), beside what they tend to feel. A part counts while the mechanism that moves it is on and people
differ in it (``leaving.usual``). Tension stays as is usual, and moves nobody, while there is no friction over tasks.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import TYPE_CHECKING

from tup_sim.model.clock import WEEK
from tup_sim.model.constants import LEAST_SPREAD
from tup_sim.model.effects.tension import be_tense
from tup_sim.model.effects.used_to import adapts, as_is_usual, felt
from tup_sim.model.parameters.plain_groups import Parameters
from tup_sim.model.people.volunteer import PARTS_OF_ATTITUDE, Brings, Traits, Volunteer
from tup_sim.model.rules.attitude import composite
from tup_sim.model.rules.decay import retention

if TYPE_CHECKING:
    from tup_sim.model.random_streams import RandomStream

LEVELS_OF_ONES_OWN = frozenset(PARTS_OF_ATTITUDE) - {"fit", "tension"}  # states to which people return
ATTITUDE = "attitude"  # value of ``submodels.leaving``


def draw_what_is_brought(p: Parameters, traits: Traits, rng: RandomStream) -> Brings:
    """How much life draws somebody away, and how they tend to feel: own levels, and a bent that all parts share."""
    drawn = rng.normal(traits.drawn_away, 1.0)
    bent, fit, tension = rng.normal(), rng.normal(), rng.normal()
    s = p.states
    own = (
        (traits.safety - s.safety_start) / max(LEAST_SPREAD, s.safety_sd),
        (traits.clarity - s.clarity_start) / max(LEAST_SPREAD, s.clarity_sd),
        traits.recognition / max(LEAST_SPREAD, s.recognition_sd),
        (traits.belonging - s.belonging_start) / max(LEAST_SPREAD, s.belonging_sd),
        fit,
        tension,
        -traits.strain / max(LEAST_SPREAD, p.strain.trait_sd),
    )
    shared, apart = sqrt(p.leaving.mix), sqrt(1.0 - p.leaving.mix)
    return Brings(drawn, tuple([shared * bent + apart * level for level in own]))


def bring(p: Parameters, volunteer: Volunteer, brings: Brings) -> None:
    """From now on it is known what this volunteer brought; until they meet people they are as tense as is usual,
    where people differ in it.
    """
    volunteer.brings = brings
    if not volunteer.weeks_lived:
        volunteer.lived = list(as_is_usual(p, volunteer.traits))
    if p.leaving.usual.tension_sd > 0.0:
        be_tense(volunteer, p.leaving.usual.tension)


def grow_by_staying(p: Parameters, volunteer: Volunteer, weeks: float) -> None:
    """Somebody of the stock has lived through usual weeks: nothing stands out, and there were many of them."""
    if p.submodels.leaving == ATTITUDE:
        kept, weight = retention(p.times.relation), 0.0
        for week in range(int(weeks)):
            weight = weight * kept + _weight_of_a_week(p, float(week))
        volunteer.weeks_lived = weight


def live_a_week(p: Parameters, volunteer: Volunteer, now: float) -> None:
    """This week becomes part of what was lived through; the first weeks count more, and all fade."""
    counts = _weight_of_a_week(p, volunteer.tenure(now) / WEEK)
    volunteer.weeks_lived = volunteer.weeks_lived * retention(p.times.relation) + counts
    part = counts / volunteer.weeks_lived
    volunteer.lived = [
        was + part * (week - was) for was, week in zip(volunteer.lived, felt(p, volunteer), strict=True)
    ]


def _weight_of_a_week(p: Parameters, weeks: float) -> float:
    """How much a week counts at this tenure, against the first one."""
    first = p.leaving.first_weeks
    return 1.0 / (1.0 + weeks / first) if first > 0.0 else 1.0


def what_counts(p: Parameters) -> tuple[bool, ...]:
    """Which of the seven parts are part of attitude here: those that something moves and in which people differ."""
    on, usual = p.mechanisms, p.leaving.usual
    feels = on.belonging_recognition
    return (
        on.coaching or on.support_on_the_job,
        feels and usual.clarity_sd > 0.0,
        feels and usual.recognition_sd > 0.0,
        feels and usual.belonging_sd > 0.0,
        on.needs_fit and usual.fit_sd > 0.0,
        usual.tension_sd > 0.0,
        on.strain and usual.strain_sd > 0.0,
    )


def parts_of_attitude(p: Parameters, brings: Brings, lived: Sequence[float]) -> dict[str, float]:
    """Each part that counts, in SD: the own level, and while ``exit`` is on what was lived through.

    Who does not get used to their own level has lived through it, so that it is not counted twice.
    """
    counted = 1.0 if p.mechanisms.exit else 0.0
    own, lived_through = sqrt(p.leaving.own), p.mechanisms.exit and not adapts(p)
    return {
        name: (0.0 if lived_through and name in LEVELS_OF_ONES_OWN else own) * level + counted * was
        for name, level, was, counts in zip(
            PARTS_OF_ATTITUDE, brings.levels, lived, what_counts(p), strict=True
        )
        if counts
    }


def attitude_of(p: Parameters, volunteer: Volunteer) -> float:
    """Attitude, SD between people at rest: the higher, the less somebody chooses to leave; 0 where none is known."""
    if volunteer.brings is None:
        return 0.0
    return composite(list(parts_of_attitude(p, volunteer.brings, volunteer.lived).values()), p.leaving.mix)
