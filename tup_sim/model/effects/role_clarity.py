"""What moves how clear volunteers are about their own role. Nothing does while ``belonging_recognition`` is off."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tup_sim.model.parameters.guiding import EVEN
from tup_sim.model.parameters.plain_groups import Parameters
from tup_sim.model.people.volunteer import Volunteer
from tup_sim.model.rules.decay import bounded, relax_towards

# What the house adds to the clarity of somebody who is so clear about it: the occasion ``clarity``.
Added = Iterable[Callable[[float], float]]


def understood(p: Parameters, said: float) -> float:
    """What is left of what was said, where the usual quality of explaining leaves all that is declared (C158)."""
    return said * (p.communication_quality / p.communication_reference)


def be_trained(p: Parameters, volunteer: Volunteer, part: float) -> None:
    """Training before the start explains this part (0-1) of what was not clear."""
    if p.mechanisms.belonging_recognition:
        volunteer.clarity += (1.0 - volunteer.clarity) * part


def start(p: Parameters, volunteer: Volunteer, added: Added) -> None:
    """On the first day it is explained who does what."""
    if p.mechanisms.belonging_recognition:
        own = clear = volunteer.clarity
        for more in added:
            clear += more(own)
        volunteer.clarity = min(1.0, understood(p, clear))


def live_a_week(p: Parameters, volunteer: Volunteer, added: Added) -> None:
    """Clarity returns to what is own to somebody here."""
    if p.mechanisms.belonging_recognition:
        own = clear = volunteer.traits.clarity
        for more in added:
            clear += more(own)
        volunteer.clarity = bounded(relax_towards(volunteer.clarity, clear, p.times.role))


def talk_about_the_task(p: Parameters, volunteer: Volunteer, part: float = 1.0) -> None:
    """A talk, or this part of one, is about what is yours and what is ours (C187)."""
    if p.mechanisms.belonging_recognition:
        gain = p.states.clarity_talk * part
        volunteer.clarity += understood(p, gain * (1.0 - volunteer.clarity))


def talk_about_limits(p: Parameters, volunteer: Volunteer, credit: float) -> None:
    """Talks about limits and agreements make clearer by what is more than usual (C165); ``credit`` in hours.

    A talk about something else makes nobody less clear: what was understood fades as it does without a talk.
    """
    more = p.coaching_content.boundary / EVEN - 1.0
    if p.mechanisms.belonging_recognition and more > 0.0:
        volunteer.clarity += p.states.clarity_talk * credit * more * (1.0 - volunteer.clarity)


def blur(p: Parameters, volunteer: Volunteer, part: float) -> None:
    """This part (0-1) of what was clear is clear no longer."""
    if p.mechanisms.belonging_recognition:
        volunteer.clarity *= 1.0 - part


def put_right(p: Parameters, volunteer: Volunteer, part: float) -> None:
    """What blurred this part is talked over, and as clear as before."""
    if p.mechanisms.belonging_recognition:
        volunteer.clarity = min(1.0, volunteer.clarity / (1.0 - part))


def lose(p: Parameters, volunteer: Volunteer, loss: float) -> None:
    """So much clarity is lost, whatever there was of it."""
    if p.mechanisms.belonging_recognition:
        volunteer.clarity = max(0.0, volunteer.clarity - loss)
