"""Accepting help: clients let a professional in as far as they trust professionals (C110).

The rule is the same for everybody. A volunteer matters only through trust: a familiar volunteer's good contacts
pass on part of it, and a first meeting with a professional counts for more when a familiar volunteer is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tup_sim.model.constants import NEVER
from tup_sim.model.effects import clients
from tup_sim.model.mechanisms.base import WEEK, Declared, Mechanism, assumed, chosen
from tup_sim.model.people.families import GUIDANCE
from tup_sim.model.people.professional import Professional
from tup_sim.model.people.request import DECLINES, PAID, VOLUNTEERS, Contact, Request
from tup_sim.model.rules.contacts import logistic

if TYPE_CHECKING:
    from tup_sim.model.simulation import Simulation

ACCEPTING_HELP = Declared(
    key="accepting_help",
    switch="Clients decline guidance of professionals they do not trust; off: nobody declines.",
    sources="C110",
    section="Around the client",
    renamed={"acceptance": "accepting_help"},
    groups={"accepting_help": "When clients accept professional help."},
    numbers=(
        assumed(
            "accepting_help.line", 0.45, "0-1", 0, 1,
            "Trust at which every second offer is accepted.",
            source="OWN3, C110", plausible=(0.35, 0.55),
        ),
        assumed(
            "accepting_help.scale", 0.06, "0-1", 0.01, 1,
            "Width of the step from declining to accepting.",
            plausible=(0.03, 0.12),
        ),
        assumed(
            "accepting_help.introduction", 3.0, "contacts", 1, 50,
            "Good contacts that a first meeting counts for when a volunteer the client knows is there.",
            source="OWN3, C110", plausible=(1, 6),
        ),
        assumed(
            "accepting_help.declined_reference", 0.166, "share", 0, 0.9,
            "Guidance requests declined at rest here; declared rates count what clients let somebody come for.",
            source="OWN2", plausible=(0.1, 0.25),
        ),
        chosen(
            "client_choice", False, "-", None, None,
            "Clients may decline a volunteer as they may a professional.",
            source="C103",
        ),
    ),
    left_out=("client_choice",),
    paragraph=(
        "Whoever asks for guidance lets a professional come with chance logistic((trust in professionals - "
        "`accepting_help.line`)/`accepting_help.scale`), the same for everybody, drawn once per request. Who does not "
        "may still be helped by a volunteer with the mandate. If nobody whom the client lets in could ever come, or "
        "comes in time, the request is *declined*: a state of its own that counts neither as met nor as missed "
        "and asks nothing of professionals; the problem worsens as with core that nobody gave. No rule says that "
        "a volunteer opens the door: a familiar volunteer's good contacts pass on part of their gain, and a good "
        "*first* meeting with a professional counts for `accepting_help.introduction` contacts when a volunteer whom "
        "the client knows is on the unit. Volunteers need no such trust, so that first contacts by volunteers are "
        "accepted more easily (C109) is an identity, not a finding. Declared rates of guidance count what clients "
        "let somebody come for; requests made are 1/(1 - `accepting_help.declined_reference`) as many, measured at "
        "rest, or the mechanism would take a twelfth of the work away. With `client_choice` a client may decline "
        "a volunteer by the same rule (C103)."
    ),
)  # fmt: skip


class AcceptingHelp(Mechanism):
    """Clients let a professional in as far as they trust professionals."""

    declared: ClassVar[Declared] = ACCEPTING_HELP
    line: float
    scale: float
    introduction: float
    declined_reference: float
    client_choice: bool

    def accepts(self, trust: float) -> float:
        """Probability that a client lets somebody of this kind help; the same rule for everybody (C110)."""
        return logistic((trust - self.line) / self.scale)

    def times_guidance(self, trust: float) -> float:
        """Who trusts more has had more guidance, against what all clients together have."""
        return self.accepts(trust) / (1.0 - self.declined_reference)

    def times_let_in(self, task_type: int) -> float:
        """Declared rates of guidance count what clients let somebody come for; more is asked, and part declined."""
        return 1.0 - self.declined_reference if task_type == GUIDANCE else 1.0

    def on_request(self, sim: Simulation, request: Request) -> None:
        """Who asks for guidance lets professionals help, or not; volunteers too, where clients may choose."""
        client = request.client
        if request.task_type == GUIDANCE:
            rng = sim.random.of["accepting help"][client.name]
            if not rng.happens(self.accepts(client.trust_professionals)):
                request.close_to(PAID | DECLINES)
        if self.client_choice:
            rng = sim.random.of["accepting a volunteer"][client.name]
            if not rng.happens(self.accepts(client.trust_volunteers)):
                request.close_to(VOLUNTEERS | DECLINES)

    def on_contact_by_professional(self, sim: Simulation, contact: Contact, person: Professional) -> None:
        """A good first meeting with a professional counts for more when a volunteer the client knows is there."""
        p, client = sim.parameters, contact.request.client
        if not contact.success or contact.incident:
            return
        if client.meetings[person.name][1] != NEVER:
            return
        since = sim.now - p.client_states.familiar_weeks * WEEK
        there = person.unit.present_volunteers.values()
        if any([client.knows(volunteer, since) for volunteer in there]):
            clients.trust_professionals_more(p, client, self.introduction)
