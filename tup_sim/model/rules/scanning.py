"""What people say they miss, from their own last months, and what a talk is about then. No clock, no chance."""

from __future__ import annotations

from collections.abc import Sequence

from tup_sim.model.constants import LEAST_SPREAD
from tup_sim.model.parameters.whole import Parameters
from tup_sim.model.people.lived import FACILITATE, NOTHING, SUPPORT4, Lived
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.rules.caring import contact_ratio

Shares = tuple[float, float, float, float]


def shares_of_volunteer(p: Parameters, volunteer: Volunteer, lived: Lived) -> Shares:
    """Of what a volunteer counts on, the part that came: thanks, clear answers, help and talks, fitting work (C172).

    Of two things in one duty the one that came least is what one remembers.
    """
    clear = min(1.0, volunteer.clarity / max(LEAST_SPREAD, volunteer.traits.clarity))
    talks = min(1.0, contact_ratio(p, volunteer) / p.contact_ratio_reference)
    fit = min(1.0, volunteer.fit / max(LEAST_SPREAD, p.states.fit_start))
    return lived.attention.share(), min(clear, lived.answers.share()), min(talks, lived.help.share()), fit


def shares_of_professional(person: Professional, lived: Lived) -> Shares:
    """What a paid person sees of it: moments they had for volunteers against their usual, agreements that are kept,
    time for what is asked of them, meetings that were good.
    """
    time = 1.0 / max(1.0, person.mean_load())
    return lived.attention.share(), lived.kept.share(), time, lived.meetings.share()


def most_missed(shares: Sequence[float], noticeable: float) -> int:
    """What somebody names when asked: the duty of which least came, if that is little enough to be felt."""
    least = min(range(len(shares)), key=shares.__getitem__)
    return least if 1.0 - shares[least] > noticeable else NOTHING


def most_named(named: Sequence[int]) -> int:
    """What most of them named; nothing if more of them missed nothing."""
    counts = [named.count(duty) for duty in range(len(SUPPORT4))]
    return counts.index(max(counts)) if max(counts) > named.count(NOTHING) else NOTHING


def topic_of(p: Parameters, volunteer: Volunteer) -> int:
    """What a talk with this volunteer is partly about: what they named, else what the staff of the unit named."""
    if p.wifa_scan_interval <= 0 or volunteer.lived is None:
        return NOTHING
    own = volunteer.lived.misses
    return own if own != NOTHING else volunteer.unit.staff_misses


def names(p: Parameters, volunteer: Volunteer, duty: int) -> bool:
    """This volunteer said in the last scan that this is what they miss."""
    return p.wifa_scan_interval > 0 and volunteer.lived is not None and volunteer.lived.misses == duty


def left_for_coaching(p: Parameters, volunteer: Volunteer) -> float:
    """Part of a talk that remains for coaching: what goes to another topic comes out of the same hours.

    Who misses talks and help misses coaching itself; their talks come first and stay what they are.
    """
    return 1.0 if topic_of(p, volunteer) in (NOTHING, FACILITATE) else 1.0 - p.scan.part
