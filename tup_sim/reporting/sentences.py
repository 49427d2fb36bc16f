"""How events are told: one line per event and kind of person, in English; the Dutch stands in a catalogue.

To give a new event a sentence, add one ``Line`` to ``_CORE``, or to the file of its mechanism (or say in ``_SILENT`` why it has none). A text holds
names of fields of the event in braces. ``how`` is ``each`` (told one by one) or ``count`` (counted over a period;
two texts, for one and for many, parted by a bar; ``{n}`` is how many).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from tup_sim.model.catalogue import by_catalogue, current
from tup_sim.model.mechanisms import base
from tup_sim.texts import knows, many, say, translated


class Line(NamedTuple):
    """One way to tell one event.

    Attributes:
        event: name of the event.
        who: kind of person whose story it stands in; ``all`` for what concerns everybody.
        how: ``each`` or ``count``.
        english: the text; in a catalogue that is also the name of the Dutch.
        when: only if this field has a value that is not empty, or ``field=value``.
        dutch: of a plug-in, which has no catalogue.
    """

    event: str
    who: str
    how: str
    english: str
    when: str = ""
    dutch: str = ""

    def text(self, lang: str) -> str:
        """The text in a language."""
        return translated(lang, self.english, self.dutch)


V, P, C, ALL = "volunteer", "professional", "client", "all"
EACH, COUNT = "each", "count"
KNOWN_LEFT: Final = "KnownLeft"  # not an event of the model: the leaving of somebody this person met often

_CORE: Final = (
    Line("Enquired", V, EACH, "Asked to become a volunteer."),
    Line("CandidateDecided", V, EACH, "Was offered a place.", "offered"),
    Line("CandidateDecided", V, EACH, "Was not offered a place.", "offered=False"),
    Line("CandidateLost", V, EACH, "Will not start after all: dropped out {step}."),
    Line("VolunteerStarted", V, EACH, "Came for the first time."),
    Line("VolunteerLeft", V, EACH, "Left for good: {reason}.{weighed}"),
    Line("ShiftEnded", V, COUNT, "came once | came {n} times"),
    Line("ShiftMissed", V, COUNT, "did not turn up once | did not turn up {n} times"),
    Line("ContactEnded", V, COUNT, "helped one client | helped {clients}, {n} times in all"),
    Line("ContactEnded", V, COUNT, "once it did not work out | {n} times it did not work out", "success=False"),
    Line("ContactEnded", V, COUNT, "set a limit once | set a limit {n} times", "limit=volunteer"),
    Line("ContactEnded", V, COUNT, "once a professional set the limit | {n} times a professional set the limit", "limit=professional"),
    Line("ContactEnded", V, EACH, "An incident with {client}: it got out of hand.", "incident"),
    Line("ContactEnded", V, EACH, "{client} tested a limit, and nobody set one.", "limit=nobody"),
    Line("SessionHeld", V, COUNT, "had {forms} | had {forms}"),
    Line("SessionCancelled", V, EACH, "A booked {form} with {coach} did not take place, {why}."),
    Line("AttentionGiven", V, COUNT, "once somebody paid had a moment for them | {n} times somebody paid had a moment for them"),
    Line("CallAnswered", V, COUNT, "got an answer to a call for help | got an answer to {n} calls for help"),
    Line("CallUnanswered", V, EACH, "Called for help, and nobody answered in time."),
    Line(KNOWN_LEFT, V, EACH, "{who}, whom they knew well, left: {reason}."),
    Line("ProfessionalHired", P, EACH, "Started as a new colleague."),
    Line("ProfessionalLeft", P, EACH, "Left: {reason}."),
    Line("NoticeGiven", P, EACH, "Was told that {fte} FTE of the post disappears in week {leaves}."),
    Line("FellIll", P, EACH, "Fell ill, for {days}."),
    Line("ShiftEnded", P, COUNT, "worked one shift | worked {n} shifts, with {overtime} hours of overtime"),
    Line("ShiftMissed", P, COUNT, "missed one shift through illness | missed {n} shifts through illness"),
    Line("ContactEnded", P, COUNT, "helped one client | helped {clients}, {n} times in all"),
    Line("ContactEnded", P, EACH, "An incident with {client}: it got out of hand.", "incident"),
    Line("SessionHeld", P, COUNT, "held {forms} | held {forms} with {volunteers}"),
    Line("SessionCancelled", P, COUNT, "one talk did not take place ({whys}) | {n} talks did not take place ({whys})"),
    Line("AttentionGiven", P, COUNT, "had a moment for a volunteer once | had a moment for {volunteers}, {n} times"),
    Line("CallAnswered", P, COUNT, "answered a call of a volunteer | answered {n} calls of volunteers", "follow_up=0.0"),
    Line("CallAnswered", P, COUNT, "did work that a contact had left once | {n} times did work that a contact had left", "follow_up"),
    Line(KNOWN_LEFT, P, EACH, "{who}, whom they worked with often, left: {reason}."),
    Line("ClientApplied", C, EACH, "Asked to be admitted."),
    Line("ClientAdmitted", C, EACH, "Was admitted."),
    Line("ClientGaveUp", C, EACH, "Gave up waiting for a place."),
    Line("ClientLeft", C, EACH, "Left the organisation."),
    Line("RequestMade", C, COUNT, "asked for help once | asked for help {n} times"),
    Line("ContactEnded", C, COUNT, "was helped once, after {wait} | was helped {n} times by {helpers}, after {wait} on average"),
    Line("ContactEnded", C, EACH, "An incident with {helper}: it got out of hand.", "incident"),
    Line("ContactEnded", C, EACH, "Tested a limit with {helper}, and nobody set one.", "limit=nobody"),
    Line("RequestUnmet", C, COUNT, "one request went unmet ({task_types}) | {n} requests went unmet ({task_types})", "core=False"),
    Line("RequestUnmet", C, EACH, "Nobody came in time for {task_type}, which is basic care.", "core"),
    Line("RequestDropped", C, COUNT, "one request was still open at the end | {n} requests were still open at the end"),
    Line(KNOWN_LEFT, C, EACH, "{who}, a familiar face, left: {reason}."),
    Line("RequestDeclined", C, COUNT, "once did not let in those who could have come | {n} times did not let in those who could have come"),
    Line("CandidateTrained", V, EACH, "Followed the training."),
    Line("TrainingHeld", V, EACH, "Followed a training of the house."),
    Line("TermEnded", V, EACH, "The agreed time was over; went on.", "goes_on"),
    Line("TermEnded", V, EACH, "The agreed time was over.", "goes_on=False"),
    Line("MovedInward", V, EACH, "Became a volunteer without an agreed end."),
    Line("CutAnnounced", ALL, EACH, "A cut of {size} of the subsidy was announced."),
    Line("SubsidyChanged", ALL, EACH, "From now on {size} of the subsidy is cut."),
    Line("LeverChanged", ALL, EACH, "A rule of the house changed: “{path}”, now: {value}."),
    Line("VolunteersLost", ALL, EACH, "The house lost {lost} volunteers at once."),
)  # fmt: skip


def lines_of(declared: Iterable[base.Declared]) -> Iterator[Line]:
    """How mechanisms tell their events."""
    for one in declared:
        for event, *told in one.lines:
            yield Line(event.__name__, *told)


@by_catalogue
def lines() -> tuple[Line, ...]:
    """How events are told, of the catalogue in force."""
    return (*_CORE, *lines_of(current().declared))


@by_catalogue
def lines_by_event() -> Mapping[str, tuple[Line, ...]]:
    """The same by name of the event."""
    found: dict[str, tuple[Line, ...]] = {}
    for line in lines():
        found[line.event] = (*found.get(line.event, ()), line)
    return MappingProxyType(found)


# Events of the core without a sentence in anybody's story, and why.
_SILENT: Final = {
    "ContactStarted": "a contact is told when it has ended, with how long was waited for it",
    "TimeSpent": "hours by kind are told by the talks, calls and shifts they were spent on",
    "HoursOutsideShifts": "told by the talks and calls they were spent on",
    "Recovered": "told with the illness",
    "MoneyMoved": "the accounts are in the tables",
    "AdmissionStopped": "names nobody; who waits longer sees it in the week of admission",
    "AdmissionResumed": "names nobody; who waits longer sees it in the week of admission",
    "UnitWeek": "figures of the unit are in the tables",
    "SomebodyAsked": "names nobody; who came of it is told by the enquiry",
    "GroupAsked": "a group is no person; its guests have stories of their own",
    "GroupWork": "hours are told by the shifts",
    "GroupEnded": "a group is no person; its guests have stories of their own",
    "EntryReviewed": "names nobody; seen in who is offered a place",
    "PlacesOpened": "names nobody; seen in who is offered a place",
    "OrganisationWeek": "figures of the organisation are in the tables",
}


@by_catalogue
def silent() -> Mapping[str, str]:
    """Events without a sentence in anybody's story, of the catalogue in force, and why."""
    theirs = {event.__name__: why for one in current().declared for event, why in one.silent.items()}
    return MappingProxyType({**_SILENT, **theirs})


class StateLine(NamedTuple):
    """How a state of a person is told when it has moved.

    Attributes:
        who, name: kind of person and name of the state.
        step: how far it moves before it is noticeable; about the spread between people.
        up, down: the text. ``{much}`` stands for "clearly" at two steps.
    """

    who: str
    name: str
    step: float
    up: str
    down: str


STATE_LINES: Final = (
    StateLine(V, "strain", 0.5, "felt {much}more strained", "felt {much}less strained"),
    StateLine(V, "belonging", 0.12, "felt {much}more at home", "felt {much}less at home"),
    StateLine(V, "recognition", 0.8, "felt {much}more appreciated", "felt {much}less appreciated"),
    StateLine(V, "clarity", 0.1, "knew {much}better what was expected", "knew {much}less well what was expected"),
    StateLine(V, "authority", 0.12, "dared {much}more on their own", "dared {much}less on their own"),
    StateLine(V, "safety", 0.12, "felt {much}better backed", "felt {much}less backed"),
    StateLine(V, "fit", 0.12, "the work suited them {much}better", "the work suited them {much}less well"),
    StateLine(P, "strain", 0.4, "felt {much}more strained", "felt {much}less strained"),
    StateLine(P, "pleasure", 0.08, "had {much}more pleasure in the work", "had {much}less pleasure in the work"),
    StateLine(C, "isolation", 0.25, "was {much}more alone", "was {much}less alone"),
    StateLine(C, "wellbeing", 0.12, "felt {much}better", "felt {much}worse"),
    StateLine(C, "trust_professionals", 0.15, "trusted professionals {much}more", "trusted professionals {much}less"),
    StateLine(C, "trust_volunteers", 0.15, "trusted volunteers {much}more", "trusted volunteers {much}less"),
    StateLine(C, "testing", 0.15, "tested limits {much}more", "tested limits {much}less"),
    StateLine(C, "problem", 0.15, "the problems grew {much}heavier", "the problems grew {much}lighter"),
)  # fmt: skip

# Numbers at the end of a week that are no feeling, and why they are not told.
SILENT_STATES: Final = {
    "slow_strain": "follows strain",
    "fte": "told when notice is given",
    "debt": "administration that waits; seen in strain",
    "contract": "hours so far",
    "overtime": "told with the shifts",
}


def word(lang: str, value: object) -> str:
    """A value of the model in words; what has none keeps its own name."""
    return _said(lang, f"value.{value}", str(value))


def weight(lang: str, name: str) -> str:
    """What weighed in leaving (``exit_weights``), in words; what has none keeps its own name."""
    return _said(lang, f"weight.{name}", name)


def form(lang: str, value: str, n: int = 1) -> str:
    """What a kind of talk is called, one or more of them; what has no name keeps its own."""
    message = f"form.{value}"
    return many(lang, message, n) if knows(lang, message) else value


def _said(lang: str, message: str, otherwise: str) -> str:
    return say(lang, message) if knows(lang, message) else otherwise
