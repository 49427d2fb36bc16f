"""Clients who were helped well may say so, and a volunteer who is thanked feels appreciated.

Run it: tup-sim run open_house --plugin clients_thank_volunteers.py --outcome client_thanks,thanked_share,recognition
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from tup_sim.model.effects.belonging import be_recognised_more
from tup_sim.model.events import VolunteerWeek
from tup_sim.model.mechanisms.base import (
    Count,
    Declared,
    Line,
    Mechanism,
    assumed,
    mean_state,
    state,
    tally,
)
from tup_sim.model.people.client import Client
from tup_sim.model.people.own import kept
from tup_sim.model.people.volunteer import Volunteer

if TYPE_CHECKING:
    from tup_sim.model.people.request import Contact
    from tup_sim.model.simulation import Simulation


class ClientThanked(NamedTuple):
    """A client thanked a volunteer."""

    now: float
    client: Client
    volunteer: Volunteer


class Thanks:
    """What a volunteer remembers of thanks."""

    def __init__(self) -> None:
        self.heard = 0


def was_thanked(event: VolunteerWeek) -> float:
    """Whether a client has ever thanked this volunteer."""
    return float(kept(event.volunteer, "clients_thank").heard > 0)


CLIENTS_THANK = Declared(
    key="clients_thank",
    switch="Clients thank volunteers who helped them well; off: nobody says so.",
    sources="OWN3",
    section="Thanks of clients",
    groups={"clients_thank": "Clients who thank volunteers."},
    numbers=(
        assumed(
            "clients_thank.chance", 0.2, "probability", 0, 1,
            "A client whose request was met by a volunteer they know says thank you.",
            source="OWN3", plausible=(0.05, 0.5),
        ),
        assumed(
            "clients_thank.lift", 0.02, "points", 0, 1,
            "What one thank you adds to the recognition a volunteer feels.",
            source="OWN3", plausible=(0.0, 0.05),
        ),
    ),
    states=(state("volunteer", Thanks, heard="how often a client thanked them."),),
    events=(ClientThanked,),
    outcomes=(
        tally(
            "client_thanks", "volunteers", "Thanks of clients", "per year", "higher",
            "How often clients thanked volunteers, per year.",
            Count(ClientThanked), label_nl="Bedankjes van cliënten",
        ),
        mean_state(
            "thanked_share", "volunteers", "Ever thanked by a client", "share", "higher",
            "Volunteers whom a client has ever thanked, mean over volunteers and weeks.",
            VolunteerWeek, was_thanked, label_nl="Ooit bedankt door een cliënt",
        ),
    ),
    lines=(
        Line(
            ClientThanked, "volunteer", "count",
            "once was thanked by a client | {n} times was thanked by clients",
            nl="werd een keer bedankt door een cliënt | werd {n} keer bedankt door cliënten",
        ),
        Line(
            ClientThanked, "client", "count",
            "thanked a volunteer once | thanked volunteers {n} times",
            nl="bedankte een keer een vrijwilliger | bedankte {n} keer een vrijwilliger",
        ),
    ),
    left_out=("clients_thank",),
    paragraph=(
        "A client whose request was met by a volunteer they know says thank you with probability "
        "`clients_thank.chance`; each thank you adds `clients_thank.lift` to the recognition of the volunteer, which "
        "goes back to their own level as all recognition does. Without `belonging_recognition` nothing is felt."
    ),
)  # fmt: skip


class ClientsThank(Mechanism):
    """Clients who were helped well may say so."""

    declared: ClassVar[Declared] = CLIENTS_THANK
    chance: float
    lift: float

    def on_contact_by_volunteer(self, sim: Simulation, contact: Contact, volunteer: Volunteer) -> None:
        """A request was met; a client who knows the volunteer may say thank you."""
        if not contact.success or not contact.familiar:
            return
        client = contact.request.client
        if sim.random.stream("client says thank you", client.name).happens(self.chance):
            mine: Thanks = volunteer.own[self.k]
            mine.heard += 1
            be_recognised_more(
                sim.parameters, volunteer, self.lift
            )  # the owner knows whether anything is felt
            sim.emit(ClientThanked(sim.now, client, volunteer))
