"""What a mechanism declares and what it may answer: the form of every file in this folder, and of a plug-in.

A file holds, in this order: its events, its states, one ``Declared`` (key, numbers, outcomes, texts: plain records,
from which parameters, switches, tables and sentences are made), and one class with hooks.
Nobody calls a mechanism by name; it answers when the core asks, by overriding a hook of ``Mechanism``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from tup_sim.model.mechanisms.declared import WEEK as WEEK
from tup_sim.model.mechanisms.declared import Count as Count
from tup_sim.model.mechanisms.declared import Declared as Declared
from tup_sim.model.mechanisms.declared import Gate as Gate
from tup_sim.model.mechanisms.declared import Line as Line
from tup_sim.model.mechanisms.declared import Number as Number
from tup_sim.model.mechanisms.declared import Outcome as Outcome
from tup_sim.model.mechanisms.declared import State as State
from tup_sim.model.mechanisms.declared import assumed as assumed
from tup_sim.model.mechanisms.declared import chosen as chosen
from tup_sim.model.mechanisms.declared import convention as convention
from tup_sim.model.mechanisms.declared import every_fourth_week as every_fourth_week
from tup_sim.model.mechanisms.declared import gate as gate
from tup_sim.model.mechanisms.declared import mean_state as mean_state
from tup_sim.model.mechanisms.declared import measured as measured
from tup_sim.model.mechanisms.declared import of_staff as of_staff
from tup_sim.model.mechanisms.declared import ratio as ratio
from tup_sim.model.mechanisms.declared import read as read
from tup_sim.model.mechanisms.declared import state as state
from tup_sim.model.mechanisms.declared import tally as tally

try:
    from mypy_extensions import mypyc_attr
except ImportError:  # only a compiler listens, and whoever has one has that package too

    def mypyc_attr(*_: str, **__: object) -> Callable[[Any], Any]:  # type: ignore[misc]
        """Say nothing."""
        return lambda kind: kind


if TYPE_CHECKING:
    from tup_sim.model.people.client import Client
    from tup_sim.model.people.helper import Helper
    from tup_sim.model.people.professional import Appointment, Professional
    from tup_sim.model.people.request import Contact, Request
    from tup_sim.model.people.unit import Unit
    from tup_sim.model.people.volunteer import Candidate, Traits, Volunteer
    from tup_sim.model.simulation import Simulation


@mypyc_attr(allow_interpreted_subclasses=True)
class Mechanism:
    """One mechanism of one world; what it remembers of people stands with them, it has nothing of its own.

    It has an attribute for each of its numbers, with the value in force (also for a story that began before a change of
    parameters and goes on after it), ``k``, its place in the list ``own`` of every agent, and ``on``, whether it acts.
    A hook that is not overridden is never called. By name: ``on_*`` acts, all that answer do; ``offer_*`` gives
    somebody or something, the first answer counts; ``veto_*`` prevents, one is enough; ``add_to_*`` is a term of a sum,
    ``times_*`` a factor. ``on_new_*`` says how somebody begins, and is called while the mechanism is off as well: what
    it moves then stays as it is at rest.

    Attributes:
        declared: all that it says of itself.
        k: its place in the list ``own`` of every agent.
        on: whether it acts.

    Examples:
        >>> from tup_sim import load_scenario, run
        >>> plugin = "docs/examples/clients_thank_volunteers.py"  # in a clone of the project
        >>> house = load_scenario("open_house", weeks=4, settings={"warmup": 0}, plugins=[plugin])
        >>> run(house).values["client_thanks"] > 0
        True
    """

    declared: ClassVar[Declared]
    k: int
    on: bool

    def on_new_professional(self, sim: Simulation, person: Professional) -> None:
        """Somebody paid is there for the first time; also while the mechanism is off."""

    def on_new_volunteer(self, sim: Simulation, volunteer: Volunteer) -> None:
        """A regular volunteer is on the books for the first time; also while the mechanism is off."""

    def on_budget(self, sim: Simulation) -> None:
        """A Monday on which the money of the week is known, before anything else is planned."""

    def offer_grant(self, sim: Simulation, week: float) -> float | None:
        """What part of the subsidy is granted in a week, where the funder does not just pay as announced."""
        return None

    def on_mandates(self, sim: Simulation, unit: Unit) -> None:
        """The mandate levels of a unit were set: at the start, and after each change of parameters."""

    def on_monday(self, sim: Simulation, unit: Unit) -> None:
        """The new week of a unit is planned, after its coaching talks."""

    def on_request(self, sim: Simulation, request: Request) -> None:
        """A client has made a request."""

    def offer_asking(self, sim: Simulation, unit: Unit, request: Request) -> Helper | None:
        """A client asks; a volunteer who takes it before anybody else is looked for."""
        return None

    def on_waiting(self, sim: Simulation, unit: Unit, request: Request) -> None:
        """Nobody free takes a core request at once."""

    def offer_keeping(self, sim: Simulation, unit: Unit, request: Request) -> Helper | None:
        """A request looks for somebody free; for whom it is kept before anybody else is looked for."""
        return None

    def offer_coming_free(self, sim: Simulation, volunteer: Volunteer) -> Request | None:
        """A volunteer comes in or comes free; what they turn to before what they came for."""
        return None

    def offer_before_core(self, sim: Simulation, person: Professional) -> Request | None:
        """A professional looks for work; what they may take before core."""
        return None

    def offer_goodbyes(self, sim: Simulation, hours: float) -> float | None:
        """Hours are set aside for last talks; those of them that are left when all talks are held that fit."""
        return None

    def add_to_word_of_mouth(self, sim: Simulation) -> float:
        """People speak of the house; how many do so who are no volunteers, counted as volunteers."""
        return 0.0

    def on_planned(self, sim: Simulation) -> None:
        """The new week of all units is planned."""

    def on_term(self, sim: Simulation, volunteer: Volunteer) -> None:
        """Somebody is on the books for an agreed term."""

    def offer_vulnerable(self, route: str) -> float | None:
        """Somebody comes by a route; share of vulnerable people among them, where it is another than of all."""
        return None

    def on_recruiting(self, sim: Simulation) -> None:
        """A week begins, and with it that of recruiting; before anybody enquires."""

    def on_interview(self, sim: Simulation, candidate: Candidate) -> None:
        """The first talk with a candidate is over; before it is decided whether they are offered a place."""

    def offer_demand(self, sim: Simulation, unit: Unit) -> float | None:
        """Impression a candidate must make in a unit (0-1), instead of the demand that was declared."""
        return None

    def add_to_demand(self, sim: Simulation, traits: Traits) -> float:
        """What is asked of one candidate; added to the demand of the unit (0-1)."""
        return 0.0

    def offer_places(self, sim: Simulation) -> int | None:
        """Places for volunteers without an agreed end, instead of the number that was declared."""
        return None

    def on_start(self, sim: Simulation, candidate: Candidate, volunteer: Volunteer) -> None:
        """A candidate has gone through all steps and is a volunteer now, on the books."""

    def offer_tailoring(self, volunteer: Volunteer) -> float | None:
        """A volunteer chooses from what waits; by how much suitable work goes ahead (0-1), if more than usual."""
        return None

    def add_to_urgency(self, volunteer: Volunteer) -> float:
        """Talks are booked, the most urgent first and then those of whom most is owed; urgency of one with them."""
        return 0.0

    def times_coached_part(self, volunteer: Volunteer) -> float:
        """A talk was held; part of it that was coaching (0-1)."""
        return 1.0

    def add_to_turn(self, volunteer: Volunteer) -> float:
        """Somebody has a moment for who had fewest of them this week; added to the moments this one had."""
        return 0.0

    def add_to_relation(self, volunteer: Volunteer, professional: Professional) -> float:
        """Somebody paid has a moment, and relation decides for whom; added to trust and acquaintance (each 0-1)."""
        return 0.0

    def offer_own_mandate(self, volunteer: Volunteer, task_type: int) -> int | None:
        """A volunteer begins work; the level agreed with them, if not just that of the unit; the highest counts."""
        return None

    def on_trained(self, sim: Simulation, volunteer: Volunteer, hours: float) -> None:
        """A starter has had hours of training before the first shift."""

    def add_to_testing(self, client: Client, helper: Helper) -> float:
        """A client may test a limit with this helper; added to the client's testing of limits (0-1)."""
        return 0.0

    def add_to_trusting(self, client: Client, helper: Helper) -> float:
        """This helper sets the client a limit; added to the client's trust in them (0-1)."""
        return 0.0

    def add_to_clarity(self, clarity: float) -> float:
        """How clear a volunteer of this clarity is about the own role (0-1); what the house adds to it."""
        return 0.0

    def on_contact_by_volunteer(self, sim: Simulation, contact: Contact, volunteer: Volunteer) -> None:
        """A volunteer has served a request (``contact.witness``: the professional who saw them do it)."""

    def on_contact_by_professional(self, sim: Simulation, contact: Contact, person: Professional) -> None:
        """Somebody paid has served a request."""

    def on_contact(self, sim: Simulation, contact: Contact) -> None:
        """A helper has served a request, whoever it was; after what it means for a volunteer or somebody paid."""

    def on_call(self, sim: Simulation, volunteer: Volunteer, professional: Professional) -> None:
        """A professional has answered a call of a volunteer."""

    def on_left_alone(self, sim: Simulation, volunteer: Volunteer, professional: Professional) -> None:
        """A volunteer called, or needed somebody, and a professional who was there did not come."""

    def on_no_show(self, sim: Simulation, volunteer: Volunteer) -> None:
        """A volunteer does not turn up for a shift."""

    def on_called_away(self, sim: Simulation, professional: Professional) -> None:
        """A professional leaves for a call what they were about to do."""

    def on_meeting(
        self, sim: Simulation, volunteer: Volunteer, professional: Professional, good: bool
    ) -> None:
        """A volunteer and a professional had something to do with each other, and it was good or not."""

    def on_talk(self, sim: Simulation, coach: Helper, appointment: Appointment) -> None:
        """A booked talk, group session or joint activity took place."""

    def on_cancelled(self, sim: Simulation, coach: Professional, appointment: Appointment) -> None:
        """A booked talk does not take place because the coach is not there or has to go."""

    def times_asking(self, sim: Simulation, volunteer: Volunteer) -> float:
        """A volunteer does not act alone; times the chance that they call somebody (0-1)."""
        return 1.0

    def times_attention(self, sim: Simulation, professional: Professional, volunteer: Volunteer) -> float:
        """A professional has a moment; times the chance that it is for the volunteer whose turn it is (0-1)."""
        return 1.0

    def times_handing_over(self, sim: Simulation, professional: Professional, volunteer: Volunteer) -> float:
        """Somebody paid is called away; times the chance that they ask this volunteer to take over (0-1)."""
        return 1.0

    def times_credit(self, sim: Simulation, coach: Professional, volunteer: Volunteer) -> float:
        """A talk was held; times what it was worth, between these two (0-1)."""
        return 1.0

    def veto_talk(self, sim: Simulation, coach: Professional, volunteer: Volunteer) -> bool:
        """A talk is to be booked this week; True: this coach keeps away from this volunteer."""
        return False

    def offer_listed(self, sim: Simulation, unit: Unit, task_type: int) -> float | None:
        """Somebody reads who does what; share of this work that a written list gives to volunteers (0-1)."""
        return None

    def offer_tensions(self, unit: Unit) -> dict[str, float] | None:
        """The week is over; how tense professionals are with volunteers, by name, where pairs do not say it (0-1)."""
        return None

    def offer_worth(self, sim: Simulation, person: Professional) -> tuple[float, float] | None:
        """The week is over; how far somebody paid feels own work at stake, and own training needed (each 0-1)."""
        return None

    def add_to_hiding(self, person: Professional) -> float:
        """Others see how open somebody paid is to volunteers; taken off that openness (0-1)."""
        return 0.0

    def add_to_strain(self, person: Professional) -> float:
        """A paid person looks back on the week; added to the target of their strain (SD)."""
        return 0.0

    def add_to_pleasure(self, person: Professional) -> float:
        """A paid person with own contacts looks back on the week; added to the target of their pleasure (0-1)."""
        return 0.0

    def times_guidance(self, trust: float) -> float:
        """A client who is there at the start; times the guidance one of this trust has had, against all."""
        return 1.0

    def times_let_in(self, task_type: int) -> float:
        """How often clients ask; times the part of these requests for which they let somebody come (0-1)."""
        return 1.0

    def times_presence(self, person: Professional) -> float:
        """A professional turns to a client; times the relational part of the contact, 1 as usual."""
        return 1.0

    def veto_idle_work(self, sim: Simulation, person: Professional) -> bool:
        """A professional with nothing to do could take what is no core; True: they do not see it as their work."""
        return False

    def veto_going_home(self, sim: Simulation, volunteer: Volunteer) -> bool:
        """The shift of a volunteer is over; True: they stay."""
        return False

    def on_departure(self, sim: Simulation, volunteer: Volunteer) -> None:
        """A volunteer has left."""

    def on_notice(self, sim: Simulation, professional: Professional, fte: float) -> None:
        """A colleague was told that the post, or this part of it (FTE), disappears."""

    def on_week(self, sim: Simulation, unit: Unit) -> None:
        """The week of a unit is over; before the weeks of its people are closed."""
