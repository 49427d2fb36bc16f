"""What volunteers are used to, with which they compare how they feel before it makes them stay or leave.

Three rivals (``submodels.usual``). *own_level*: the level a state of theirs returns to, and how far from it people here
are at rest; how they tend to feel counts apart, as much as everything else they bring. *house*: what people here feel
at rest, all together; who always feels worse than others leaves sooner. *nothing*: nobody gets used to anything, and
one yardstick, that of the declared values, holds in all houses; in a house that is worse at rest more people leave.
"""

from __future__ import annotations

from math import hypot, log
from typing import TYPE_CHECKING, Final, NamedTuple

from tup_sim.model.effects.coaching_received import contact_ratio
from tup_sim.model.parameters.attitude import UsualAttitude as Declared
from tup_sim.model.people.volunteer import PARTS_OF_ATTITUDE
from tup_sim.model.rules.attitude import composite

if TYPE_CHECKING:
    from tup_sim.model.parameters.plain_groups import Parameters
    from tup_sim.model.people.volunteer import Traits, Volunteer

OWN_LEVEL, NOTHING = "own_level", "nothing"  # values of ``submodels.usual``; the third is the house
_ANYWHERE: Final = Declared()  # what people feel at rest where nobody measured it
_ALL_THE_SAME: Final = (0.0,) * len(PARTS_OF_ATTITUDE)  # nothing stands out


class Feels(NamedTuple):
    """What somebody feels: the states that make up attitude, tension and strain counted as they are.

    Attributes:
        ratio: ln of coaching received against needed.
        safety, clarity, belonging, fit, tension: 0-1.
        recognition, strain: SD.
    """

    ratio: float
    safety: float
    clarity: float
    recognition: float
    belonging: float
    fit: float
    tension: float
    strain: float


def adapts(p: Parameters) -> bool:
    """Whether people get used to a level of their own."""
    return p.submodels.usual == OWN_LEVEL


def felt(p: Parameters, volunteer: Volunteer) -> tuple[float, ...]:
    """How each part of attitude stands now against what this person is used to, SD between people."""
    ratio = 0.0
    if p.mechanisms.coaching:
        ratio = log(max(p.exit_shares.least_ratio, contact_ratio(p, volunteer)))
    v = volunteer
    feels = Feels(ratio, v.safety, v.clarity, v.recognition, v.belonging, v.fit, v.tension, v.strain)
    return _against_the_usual(p, volunteer.traits, feels)


def as_is_usual(p: Parameters, own: Traits) -> tuple[float, ...]:
    """The same for somebody of these own levels who lives through what is usual here; 0 for who is used to it."""
    if adapts(p):
        return _ALL_THE_SAME
    usual, zero = p.leaving.usual, _own_levels(own)
    here = Feels(
        usual.ratio, usual.safety, usual.clarity, usual.recognition,
        usual.belonging, usual.fit, usual.tension, usual.strain,
    )  # fmt: skip
    feels = Feels(*(level + above for level, above in zip(zero, here, strict=True)))
    return _against_the_usual(p, own, feels)


def _against_the_usual(p: Parameters, own: Traits, feels: Feels) -> tuple[float, ...]:
    """Support, clarity, recognition, belonging, fit, and the opposites of tension and strain."""
    usual = _ANYWHERE if p.submodels.usual == NOTHING else p.leaving.usual
    safety, clarity, recognition = usual.safety_sd, usual.clarity_sd, usual.recognition_sd
    belonging, strain = usual.belonging_sd, usual.strain_sd
    if adapts(p):
        zero = _own_levels(own)
    else:  # on one yardstick people also differ by their own levels
        zero, wide = _levels_of_people(p)
        safety, clarity = _spread(safety, wide.safety), _spread(clarity, wide.clarity)
        recognition, belonging = _spread(recognition, wide.recognition), _spread(belonging, wide.belonging)
        strain = _spread(strain, wide.strain)
    support = []
    if p.mechanisms.coaching:
        support.append(_above(feels.ratio, usual.ratio, usual.ratio_sd))
    if p.mechanisms.support_on_the_job:
        support.append(_above(feels.safety - zero.safety, usual.safety, safety))
    return (
        composite(support, p.leaving.mix),
        _above(feels.clarity - zero.clarity, usual.clarity, clarity),
        _above(feels.recognition - zero.recognition, usual.recognition, recognition),
        _above(feels.belonging - zero.belonging, usual.belonging, belonging),
        _above(feels.fit, usual.fit, usual.fit_sd),
        -_above(feels.tension, usual.tension, usual.tension_sd),
        -_above(feels.strain - zero.strain, usual.strain, strain),
    )


def _own_levels(own: Traits) -> Feels:
    """Where the states of somebody return to; 0 for what is nobody's own."""
    return Feels(0.0, own.safety, own.clarity, own.recognition, own.belonging, 0.0, 0.0, own.strain)


def _levels_of_people(p: Parameters) -> tuple[Feels, Feels]:
    """Mean and SD of the own levels of all people."""
    s = p.states
    mean = Feels(0.0, s.safety_start, s.clarity_start, 0.0, s.belonging_start, 0.0, 0.0, 0.0)
    between = Feels(
        0.0, s.safety_sd, s.clarity_sd, s.recognition_sd, s.belonging_sd, 0.0, 0.0, p.strain.trait_sd
    )
    return mean, between


def _spread(around_the_own: float, between: float) -> float:
    """SD between people of a state: around their own levels, and of these; 0 where nothing moves it."""
    return hypot(around_the_own, between) if between > 0.0 and around_the_own > 0.0 else around_the_own


def _above(value: float, usual: float, sd: float) -> float:
    return (value - usual) / sd if sd > 0.0 else 0.0
