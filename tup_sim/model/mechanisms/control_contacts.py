"""Control contacts: now and then guidance means talking about the client with parents, school or an authority (C129).

Whoever has that contact may have to bring the client unwelcome news, and the client trusts that person less.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from tup_sim.model.events import ClientWeek
from tup_sim.model.mechanisms.base import (
    WEEK,
    Count,
    Declared,
    Mechanism,
    assumed,
    chosen,
    every_fourth_week,
    ratio,
    state,
)
from tup_sim.model.parameters.week import RECENT_WEEKS, WEEKS_PER_YEAR
from tup_sim.model.people.client import Client
from tup_sim.model.people.families import GUIDANCE
from tup_sim.model.people.helper import Helper
from tup_sim.model.people.own import kept
from tup_sim.model.people.request import FAMILIAR, VOLUNTEERS, Contact, Request
from tup_sim.model.people.unit import Unit
from tup_sim.model.rules.decay import retention

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation

_KEPT_OUT = {"none": 0, "professionals": VOLUNTEERS, "other_professionals": VOLUNTEERS | FAMILIAR}
_HALF_YEAR: Final = WEEKS_PER_YEAR / 2 * WEEK


class ControlContact(NamedTuple):
    """A helper had a contact about a client with parents, school or an authority."""

    now: float
    contact: Contact


class Separation(StrEnum):
    """Who may have control contacts."""

    NONE = "none"
    PROFESSIONALS = "professionals"
    OTHER_PROFESSIONALS = "other_professionals"


class Control:
    """A request that is a contact with parents, school or an authority."""

    def __init__(self) -> None:
        self.unwelcome = False


class Doubts:
    """Whom a client trusts less."""

    def __init__(self) -> None:
        self.lost: dict[str, float] = {}


def _by_volunteer(event: ControlContact) -> bool:
    return not event.contact.helper.paid


def _trust_in_familiar(event: ClientWeek) -> list[float]:
    """Trust in each volunteer a client knows: that in volunteers less what this person lost of it."""
    client, doubts = event.client, kept(event.client, "control_contacts")
    since = event.now - _HALF_YEAR
    return [
        max(0.0, client.trust_volunteers - doubts.lost.get(name, 0.0))
        for name, meetings in client.meetings.items()
        if meetings[0] >= since and name.startswith("volunteer")
    ]


def _familiar(event: ClientWeek) -> list[float]:
    """One for each volunteer a client knows."""
    return [1.0] * len(_trust_in_familiar(event))


CONTROL_CONTACTS = Declared(
    key="control_contacts",
    extension=True,
    switch="Contacts about a client cost their bearer trust; off: there are none.",
    sources="C129",
    section="Around the client",
    groups={"control_contacts": "Contacts with parents, school, authority."},
    numbers=(
        assumed(
            "control_contacts.share", 0.10, "share", 0, 1, "Guidance requests that are such a contact.",
            source="OWN3, C129", plausible=(0.03, 0.3),
        ),
        assumed(
            "control_contacts.unwelcome", 0.3, "probability", 0, 1, "It brings the client unwelcome news.",
            plausible=(0.1, 0.5),
        ),
        assumed(
            "control_contacts.loss", 0.08, "0-1", 0, 1, "Trust in this very person that bringing it costs.",
            source="OWN3, C129", plausible=(0.03, 0.15),
        ),
        assumed(
            "control_contacts.tau", 26.0, "weeks", 1, 520, "Time in which a client forgives.",
            plausible=(13, 104),
        ),
        chosen(
            "role_separation", Separation.NONE, "-", None, None,
            "Control contacts: by whoever helps, only by professionals, or only by those the client does not know.",
            source="C129",
        ),
    ),
    states=(
        state("request", Control, unwelcome="it would bring unwelcome news."),
        state("client", Doubts, lost="trust lost in a person (0-1), by name."),
    ),
    events=(ControlContact,),
    outcomes=(
        ratio(
            "trust_in_familiar_volunteers", "service", "Trust in volunteers one knows", "0-1", "higher",
            "Mean over clients and the volunteers they know of trust in volunteers less what this person lost.",
            Count(ClientWeek, each=_trust_in_familiar, when=every_fourth_week),
            Count(ClientWeek, each=_familiar, when=every_fourth_week), trailing=RECENT_WEEKS,
        ),
        ratio(
            "control_share_volunteers", "service", "Control contacts by volunteers", "share", "neutral",
            "Contacts with parents, school or an authority that a volunteer had, of all such contacts;"
            " nothing without `mechanisms.control_contacts`.",
            Count(ControlContact, when=_by_volunteer), Count(ControlContact),
        ),
    ),
    left_out=("role_separation",),
    silent={ControlContact: "told as a contact like any other"},
    paragraph=(
        "A share `control_contacts.share` of guidance is a contact with parents, school or an authority. With "
        "chance `control_contacts.unwelcome` it brings unwelcome news, and the bearer loses "
        "`control_contacts.loss` of the client's trust *in that person*, which comes back in "
        "`control_contacts.tau`. Who is doubted is followed less when setting a limit. `role_separation` keeps "
        "volunteers out of such contacts, or also professionals who are a familiar face. The obvious wording, "
        "*one person in two roles costs trust*, would be the claim itself."
    ),
)  # fmt: skip


class ControlContacts(Mechanism):
    """Contacts about a client cost their bearer trust."""

    declared: ClassVar[Declared] = CONTROL_CONTACTS
    share: float
    unwelcome: float
    loss: float
    tau: float
    role_separation: str

    def on_request(self, sim: Simulation, request: Request) -> None:
        """Some guidance is a control contact; by the rule of the house some helpers are kept out of it."""
        if request.task_type != GUIDANCE:
            return
        rng = sim.random.of["control contact"][request.client.name]
        control, unwelcome = rng.happens(self.share), rng.happens(self.unwelcome)
        if control:
            mine: Control = Control()
            mine.unwelcome = unwelcome
            request.own[self.k] = mine
            request.close_to(_KEPT_OUT[self.role_separation])

    def on_contact(self, sim: Simulation, contact: Contact) -> None:
        """Unwelcome news costs its bearer part of the client's trust in them."""
        about: Control | None = contact.request.own[self.k]
        if about is None:
            return
        sim.emit(ControlContact(sim.now, contact))
        if about.unwelcome:
            mine: Doubts = contact.request.client.own[self.k]
            name = contact.helper.name
            mine.lost[name] = min(1.0, mine.lost.get(name, 0.0) + self.loss)

    def add_to_trusting(self, client: Client, helper: Helper) -> float:
        """Who is doubted is followed less when setting a limit."""
        mine: Doubts = client.own[self.k]
        return -mine.lost.get(helper.name, 0.0)

    def on_week(self, sim: Simulation, unit: Unit) -> None:
        """Doubts about a person fade."""
        keep = retention(self.tau)
        for client in unit.clients.values():
            mine: Doubts = client.own[self.k]
            for name in mine.lost:
                mine.lost[name] *= keep
