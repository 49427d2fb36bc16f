"""How events are told: one line per event and kind of person, in English and Dutch.

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
from tup_sim.texts import dutch


class Line(NamedTuple):
    """One way to tell one event.

    Attributes:
        event: name of the event.
        who: kind of person whose story it stands in; ``all`` for what concerns everybody.
        how: ``each`` or ``count``.
        en, nl: the text.
        when: only if this field has a value that is not empty, or ``field=value``.
    """

    event: str
    who: str
    how: str
    en: str
    nl: str
    when: str = ""


V, P, C, ALL = "volunteer", "professional", "client", "all"
EACH, COUNT = "each", "count"
KNOWN_LEFT: Final = "KnownLeft"  # not an event of the model: the leaving of somebody this person met often

_CORE: Final = (
    Line("Enquired", V, EACH, "Asked to become a volunteer.", "Meldde zich om vrijwilliger te worden."),
    Line("CandidateDecided", V, EACH, "Was offered a place.", "Kreeg een plek aangeboden.", "offered"),
    Line("CandidateDecided", V, EACH, "Was not offered a place.", "Kreeg geen plek.", "offered=False"),
    Line("CandidateLost", V, EACH, "Will not start after all: dropped out {step}.", "Begint toch niet: haakte af {step}."),
    Line("VolunteerStarted", V, EACH, "Came for the first time.", "Kwam voor het eerst."),
    Line("VolunteerLeft", V, EACH, "Left for good: {reason}.{weighed}", "Stopte voorgoed: {reason}.{weighed}"),
    Line("ShiftEnded", V, COUNT, "came once | came {n} times", "kwam een keer | kwam {n} keer"),
    Line("ShiftMissed", V, COUNT, "did not turn up once | did not turn up {n} times", "kwam een keer niet opdagen | kwam {n} keer niet opdagen"),
    Line("ContactEnded", V, COUNT, "helped one client | helped {clients}, {n} times in all", "hielp een cliënt | hielp {clients}, {n} keer in totaal"),
    Line("ContactEnded", V, COUNT, "once it did not work out | {n} times it did not work out", "een keer lukte het niet | {n} keer lukte het niet", "success=False"),
    Line("ContactEnded", V, COUNT, "set a limit once | set a limit {n} times", "stelde een keer zelf een grens | stelde {n} keer zelf een grens", "limit=volunteer"),
    Line("ContactEnded", V, COUNT, "once a professional set the limit | {n} times a professional set the limit", "een keer stelde een beroepskracht de grens | {n} keer stelde een beroepskracht de grens", "limit=professional"),
    Line("ContactEnded", V, EACH, "An incident with {client}: it got out of hand.", "Een incident bij {client}: het liep uit de hand.", "incident"),
    Line("ContactEnded", V, EACH, "{client} tested a limit, and nobody set one.", "{client} zocht een grens op, en niemand stelde die.", "limit=nobody"),
    Line("SessionHeld", V, COUNT, "had {forms} | had {forms}", "had {forms} | had {forms}"),
    Line("SessionCancelled", V, EACH, "A booked {form} with {coach} did not take place, {why}.", "Een afgesproken {form} met {coach} ging niet door, {why}."),
    Line("AttentionGiven", V, COUNT, "once somebody paid had a moment for them | {n} times somebody paid had a moment for them", "een keer had een beroepskracht even tijd | {n} keer had een beroepskracht even tijd"),
    Line("CallAnswered", V, COUNT, "got an answer to a call for help | got an answer to {n} calls for help", "kreeg antwoord op een vraag om hulp | kreeg antwoord op {n} vragen om hulp"),
    Line("CallUnanswered", V, EACH, "Called for help, and nobody answered in time.", "Vroeg om hulp, en niemand reageerde op tijd."),
    Line(KNOWN_LEFT, V, EACH, "{who}, whom they knew well, left: {reason}.", "{who}, een vertrouwd gezicht, vertrok: {reason}."),
    Line("ProfessionalHired", P, EACH, "Started as a new colleague.", "Begon als nieuwe collega."),
    Line("ProfessionalLeft", P, EACH, "Left: {reason}.", "Vertrok: {reason}."),
    Line("NoticeGiven", P, EACH, "Was told that {fte} FTE of the post disappears in week {leaves}.", "Kreeg te horen dat {fte} fte van de baan verdwijnt in week {leaves}."),
    Line("FellIll", P, EACH, "Fell ill, for {days}.", "Werd ziek, {days} lang."),
    Line("ShiftEnded", P, COUNT, "worked one shift | worked {n} shifts, with {overtime} hours of overtime", "werkte een dienst | werkte {n} diensten, met {overtime} uur overwerk"),
    Line("ShiftMissed", P, COUNT, "missed one shift through illness | missed {n} shifts through illness", "miste een dienst door ziekte | miste {n} diensten door ziekte"),
    Line("ContactEnded", P, COUNT, "helped one client | helped {clients}, {n} times in all", "hielp een cliënt | hielp {clients}, {n} keer in totaal"),
    Line("ContactEnded", P, EACH, "An incident with {client}: it got out of hand.", "Een incident bij {client}: het liep uit de hand.", "incident"),
    Line("SessionHeld", P, COUNT, "held {forms} | held {forms} with {volunteers}", "hield {forms} | hield {forms} met {volunteers}"),
    Line("SessionCancelled", P, COUNT, "one talk did not take place ({whys}) | {n} talks did not take place ({whys})", "een gesprek ging niet door ({whys}) | {n} gesprekken gingen niet door ({whys})"),
    Line("AttentionGiven", P, COUNT, "had a moment for a volunteer once | had a moment for {volunteers}, {n} times", "had een keer even tijd voor een vrijwilliger | had {n} keer even tijd, voor {volunteers}"),
    Line("CallAnswered", P, COUNT, "answered a call of a volunteer | answered {n} calls of volunteers", "beantwoordde een vraag van een vrijwilliger | beantwoordde {n} vragen van vrijwilligers", "follow_up=0.0"),
    Line("CallAnswered", P, COUNT, "did work that a contact had left once | {n} times did work that a contact had left", "deed een keer werk na dat was blijven liggen | deed {n} keer werk na dat was blijven liggen", "follow_up"),
    Line(KNOWN_LEFT, P, EACH, "{who}, whom they worked with often, left: {reason}.", "{who}, met wie vaak werd samengewerkt, vertrok: {reason}."),
    Line("ClientApplied", C, EACH, "Asked to be admitted.", "Meldde zich aan."),
    Line("ClientAdmitted", C, EACH, "Was admitted.", "Werd toegelaten."),
    Line("ClientGaveUp", C, EACH, "Gave up waiting for a place.", "Wachtte niet langer op een plek."),
    Line("ClientLeft", C, EACH, "Left the organisation.", "Vertrok bij de organisatie."),
    Line("RequestMade", C, COUNT, "asked for help once | asked for help {n} times", "vroeg een keer om hulp | vroeg {n} keer om hulp"),
    Line("ContactEnded", C, COUNT, "was helped once, after {wait} | was helped {n} times by {helpers}, after {wait} on average", "werd een keer geholpen, na {wait} | werd {n} keer geholpen door {helpers}, na gemiddeld {wait}"),
    Line("ContactEnded", C, EACH, "An incident with {helper}: it got out of hand.", "Een incident met {helper}: het liep uit de hand.", "incident"),
    Line("ContactEnded", C, EACH, "Tested a limit with {helper}, and nobody set one.", "Zocht een grens op bij {helper}, en niemand stelde die.", "limit=nobody"),
    Line("RequestUnmet", C, COUNT, "one request went unmet ({streams}) | {n} requests went unmet ({streams})", "een vraag bleef liggen ({streams}) | {n} vragen bleven liggen ({streams})", "core=False"),
    Line("RequestUnmet", C, EACH, "Nobody came in time for {stream}, which is basic care.", "Niemand kwam op tijd voor {stream}, en dat is basiszorg.", "core"),
    Line("RequestDropped", C, COUNT, "one request was still open at the end | {n} requests were still open at the end", "een vraag stond nog open bij het vertrek | {n} vragen stonden nog open bij het vertrek"),
    Line(KNOWN_LEFT, C, EACH, "{who}, a familiar face, left: {reason}.", "{who}, een vertrouwd gezicht, vertrok: {reason}."),
    Line("RequestDeclined", C, COUNT, "once did not let in those who could have come | {n} times did not let in those who could have come", "liet een keer niemand binnen die had kunnen komen | liet {n} keer niemand binnen die had kunnen komen"),
    Line("CandidateTrained", V, EACH, "Followed the training.", "Volgde de training."),
    Line("TrainingHeld", V, EACH, "Followed a training of the house.", "Volgde een training van het huis."),
    Line("TermEnded", V, EACH, "The agreed time was over; went on.", "De afgesproken tijd was om; ging door.", "goes_on"),
    Line("TermEnded", V, EACH, "The agreed time was over.", "De afgesproken tijd was om.", "goes_on=False"),
    Line("MovedInward", V, EACH, "Became a volunteer without an agreed end.", "Werd vrijwilliger zonder afgesproken einde."),
    Line("CutAnnounced", ALL, EACH, "A cut of {size} of the subsidy was announced.", "Een bezuiniging van {size} van de subsidie werd aangekondigd."),
    Line("SubsidyChanged", ALL, EACH, "From now on {size} of the subsidy is cut.", "Vanaf nu is {size} van de subsidie geschrapt."),
    Line("LeverChanged", ALL, EACH, "A rule of the house changed: {path} is now {value}.", "Een regel van het huis veranderde: {path} is nu {value}."),
    Line("VolunteersLost", ALL, EACH, "The house lost {lost} volunteers at once.", "Het huis raakte in één keer {lost} vrijwilligers kwijt."),
)  # fmt: skip


def lines_of(declared: Iterable[base.Declared]) -> Iterator[Line]:
    """How mechanisms tell their events; the Dutch of those of the house stands in a catalogue."""
    for one in declared:
        for event, who, how, en, when, nl in one.lines:
            yield Line(event.__name__, who, how, en, nl or dutch(en), when)


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
        up, down: text in English; up_nl, down_nl: in Dutch. ``{much}`` stands for "clearly" at two steps.
    """

    who: str
    name: str
    step: float
    up: str
    down: str
    up_nl: str
    down_nl: str


STATE_LINES: Final = (
    StateLine(V, "strain", 0.5, "felt {much}more strained", "felt {much}less strained", "voelde zich {much}zwaarder belast", "voelde zich {much}minder belast"),
    StateLine(V, "belonging", 0.12, "felt {much}more at home", "felt {much}less at home", "voelde zich {much}meer thuis", "voelde zich {much}minder thuis"),
    StateLine(V, "recognition", 0.8, "felt {much}more appreciated", "felt {much}less appreciated", "voelde zich {much}meer gewaardeerd", "voelde zich {much}minder gewaardeerd"),
    StateLine(V, "clarity", 0.1, "knew {much}better what was expected", "knew {much}less well what was expected", "wist {much}beter wat de bedoeling was", "wist {much}minder goed wat de bedoeling was"),
    StateLine(V, "authority", 0.12, "dared {much}more on their own", "dared {much}less on their own", "durfde {much}meer zelf", "durfde {much}minder zelf"),
    StateLine(V, "safety", 0.12, "felt {much}better backed", "felt {much}less backed", "voelde zich {much}beter gesteund", "voelde zich {much}minder gesteund"),
    StateLine(V, "fit", 0.12, "the work suited them {much}better", "the work suited them {much}less well", "het werk paste {much}beter", "het werk paste {much}minder goed"),
    StateLine(P, "strain", 0.4, "felt {much}more strained", "felt {much}less strained", "voelde zich {much}zwaarder belast", "voelde zich {much}minder belast"),
    StateLine(P, "pleasure", 0.08, "had {much}more pleasure in the work", "had {much}less pleasure in the work", "had {much}meer plezier in het werk", "had {much}minder plezier in het werk"),
    StateLine(C, "isolation", 0.25, "was {much}more alone", "was {much}less alone", "was {much}meer alleen", "was {much}minder alleen"),
    StateLine(C, "wellbeing", 0.12, "felt {much}better", "felt {much}worse", "voelde zich {much}beter", "voelde zich {much}slechter"),
    StateLine(C, "trust_professionals", 0.15, "trusted professionals {much}more", "trusted professionals {much}less", "vertrouwde beroepskrachten {much}meer", "vertrouwde beroepskrachten {much}minder"),
    StateLine(C, "trust_volunteers", 0.15, "trusted volunteers {much}more", "trusted volunteers {much}less", "vertrouwde vrijwilligers {much}meer", "vertrouwde vrijwilligers {much}minder"),
    StateLine(C, "testing", 0.15, "tested limits {much}more", "tested limits {much}less", "zocht {much}vaker grenzen op", "zocht {much}minder grenzen op"),
    StateLine(C, "problem", 0.15, "the problems grew {much}heavier", "the problems grew {much}lighter", "de problemen werden {much}zwaarder", "de problemen werden {much}lichter"),
)  # fmt: skip

# Numbers at the end of a week that are no feeling, and why they are not told.
SILENT_STATES: Final = {
    "slow_strain": "follows strain",
    "fte": "told when notice is given",
    "debt": "administration that waits; seen in strain",
    "contract": "hours so far",
    "overtime": "told with the shifts",
}

# Words for values: English, Dutch; forms of talks with their plural.
WORDS: Final = {
    "request": ("for a client who could not wait", "voor een cliënt die niet kon wachten"),
    "coach absent": ("because the coach was not there", "omdat de begeleider er niet was"),
    "volunteer absent": ("because the volunteer was not there", "omdat de vrijwilliger er niet was"),
    "quit": ("for another job", "voor een andere baan"),
    "redundancy": ("the post was cut", "de baan werd geschrapt"),
    "temporary contract": ("the temporary contract was not renewed", "het tijdelijke contract liep af"),
    "life": ("life asked for it (health, family, moving)", "het leven vroeg erom (gezondheid, familie, verhuizing)"),
    "job": ("for a paid job", "voor een betaalde baan"),
    "disappointed": ("disappointed in how it went here", "teleurgesteld in hoe het hier ging"),
    "overload": ("it had become too much", "het was te veel geworden"),
    "asked": ("in agreement with the organisation", "in overleg met de organisatie"),
    "planned": ("the agreed time was over", "de afgesproken tijd zat erop"),
    "obligation_end": ("the obligation ended", "de verplichting liep af"),
    "organisation": ("the organisation lost a part of its volunteers at once", "de organisatie verloor in één keer een deel van de vrijwilligers"),
    "talk": ("before the first talk had led to a place", "voordat het eerste gesprek tot een plek leidde"),
    "trial": ("before the trial", "vóór het meelopen"),
    "training": ("before the training", "vóór de training"),
    "contract": ("before the agreement was signed", "vóór het tekenen van de afspraken"),
    "start": ("before the first shift", "vóór de eerste keer"),
    "guidance": ("guidance", "begeleiding"),
    "expert_care": ("expert care", "deskundige zorg"),
    "personal_care": ("personal care", "persoonlijke verzorging"),
    "practical_core": ("practical help that cannot wait", "praktische hulp die moet"),
    "practical_surplus": ("extra practical help", "extra praktische hulp"),
    "companionship": ("company", "gezelschap"),
    "activities": ("activities", "activiteiten"),
    "citizen": ("came of their own accord", "uit zichzelf kwam"),
    "ex_client": ("used to be a client", "eerder cliënt was"),
    "employer": ("came through an employer", "via een werkgever kwam"),
    "student": ("came as a student for an agreed time", "als student voor een afgesproken tijd kwam"),
    "mandated": ("came as an obligation", "uit verplichting kwam"),
    "interim": ("came between two jobs", "tussen twee banen kwam"),
    "occasional": ("helps two or three days a year", "twee of drie dagen per jaar helpt"),
    "group": ("came with a group", "met een groep kwam"),
    "task": ("came for a task of some weeks", "voor een taak van enkele weken kwam"),
    "retired": ("retired", "gepensioneerd"),
    "working": ("with a paid job", "met een betaalde baan"),
    "student_or_job_seeker": ("studying or looking for work", "studerend of op zoek naar werk"),
}  # fmt: skip
FORMS: Final = {
    "individual": ("talk", "talks", "gesprek", "gesprekken"),
    "post_incident": ("talk after an incident", "talks after an incident", "gesprek na een incident", "gesprekken na een incident"),
    "peer_review": ("group review", "group reviews", "intervisie", "intervisies"),
    "dialogue": ("talk about the task", "talks about the task", "gesprek over de taak", "gesprekken over de taak"),
    "attention": ("booked moment of attention", "booked moments of attention", "afgesproken moment van aandacht", "afgesproken momenten van aandacht"),
    "vision": ("vision meeting", "vision meetings", "visiebijeenkomst", "visiebijeenkomsten"),
    "correction": ("talk about what went wrong", "talks about what went wrong", "gesprek over wat misging", "gesprekken over wat misging"),
    "group_talk": ("group talk", "group talks", "groepsgesprek", "groepsgesprekken"),
    "task_review": ("review of the task", "reviews of the task", "taakbespreking", "taakbesprekingen"),
    "mentor": ("talk with a mentor", "talks with a mentor", "gesprek met een mentor", "gesprekken met een mentor"),
}  # fmt: skip
# What may have weighed when somebody leaves, by weight of leaving (``exit_weights``).
WEIGHTS: Final = {
    "contact_ratio": ("less coaching than the work asked for", "minder begeleiding dan het werk vroeg"),
    "support": (
        "feeling less backed when it was difficult",
        "zich minder gesteund voelen als het moeilijk was",
    ),
    "clarity": ("not knowing what was expected", "niet weten wat de bedoeling was"),
    "recognition": ("feeling less appreciated", "zich minder gewaardeerd voelen"),
    "belonging": ("feeling less at home", "zich minder thuis voelen"),
    "fit": ("work that suited less well", "werk dat minder paste"),
    "strain": ("strain", "belasting"),
}
PEOPLE: Final = {
    "clients": ("one client", "{n} different clients", "één cliënt", "{n} verschillende cliënten"),
    "volunteers": ("one volunteer", "{n} volunteers", "één vrijwilliger", "{n} vrijwilligers"),
    "helpers": ("one person", "{n} different people", "één persoon", "{n} verschillende mensen"),
}

EN: Final = {
    "title": "{name} in {scenario} (seed {seed}, run {run})",
    "was_there": "Was there from the beginning.",
    "volunteer": "A volunteer, {life}, who {route}; wants to give {wish} hours a week, for {streams}.",
    "professional": "A professional, {fte} FTE{temporary}.",
    "coordinator": "The volunteer coordinator, {fte} FTE.",
    "client": "A client {network}.",
    "network_0": "without anybody of their own",
    "network_1": "with one person of their own",
    "network_many": "with {n} people of their own",
    "temporary": ", on a temporary contract",
    "run_in": "Run-in ({n} weeks before week 0)",
    "week": "week {n}",
    "weeks": "Weeks {a}-{b}",
    "one_week": "Week {a}",
    "again": "Again in {weeks}.",
    "week_list": "week | weeks",
    "and": "and",
    "nothing": "Nothing was written down.",
    "weighed": " What weighed most: {what}.",
    "weighed_nothing": " Nothing in particular weighed: it went here as it usually did.",
    "for": "{n} for {what}",
    "by_then": "By then {what}.",
    "much": "clearly ",
    "still": "Is still there at the end.",
    "minutes": "{n} minutes",
    "minute": "1 minute",
    "hours": "{n} hours",
    "days": "{n} days",
    "day": "1 day",
    "untold": "Not told, for want of a sentence: {what}.",
    "more": "{n} more",
    "also": "'{asked}' may also be {others}.",
    "also_left": "Also left for this reason ({asked}): {others}.",
}
NL: Final = {
    "title": "{name} in {scenario} (seed {seed}, run {run})",
    "was_there": "Was er vanaf het begin.",
    "volunteer": "Een vrijwilliger, {life}, die {route}; wil {wish} uur per week geven, voor {streams}.",
    "professional": "Een beroepskracht, {fte} fte{temporary}.",
    "coordinator": "De vrijwilligerscoördinator, {fte} fte.",
    "client": "Een cliënt {network}.",
    "network_0": "zonder eigen netwerk",
    "network_1": "met één naaste",
    "network_many": "met {n} naasten",
    "temporary": ", met een tijdelijk contract",
    "run_in": "Aanloop ({n} weken vóór week 0)",
    "week": "week {n}",
    "weeks": "Week {a}-{b}",
    "one_week": "Week {a}",
    "again": "Opnieuw in {weeks}.",
    "week_list": "week | week",
    "and": "en",
    "nothing": "Er werd niets opgeschreven.",
    "weighed": " Wat het zwaarst woog: {what}.",
    "weighed_nothing": " Niets in het bijzonder woog zwaar: het ging hier zoals het meestal ging.",
    "for": "{n} voor {what}",
    "by_then": "Aan het eind hiervan: {what}.",
    "much": "duidelijk ",
    "still": "Is er aan het eind nog.",
    "minutes": "{n} minuten",
    "minute": "1 minuut",
    "hours": "{n} uur",
    "days": "{n} dagen",
    "day": "1 dag",
    "untold": "Niet verteld, omdat er nog geen zin voor is: {what}.",
    "more": "nog {n}",
    "also": "'{asked}' kan ook {others} zijn.",
    "also_left": "Om deze reden ({asked}) stopten ook: {others}.",
}


def phrase(lang: str, word: str, **values: object) -> str:
    """A fixed text of the stories, filled in."""
    return (NL if lang == "nl" else EN)[word].format(**values)


def word(lang: str, value: object) -> str:
    """A value of the model in words; what has none keeps its own name."""
    found = WORDS.get(str(value))
    return (found[1] if lang == "nl" else found[0]) if found else str(value)


def weight(lang: str, name: str) -> str:
    """What weighed in leaving, in words; what has none keeps its own name."""
    return WEIGHTS.get(name, (name, name))[lang == "nl"]


def form(lang: str, value: str, n: int = 1) -> str:
    """What a kind of talk is called, one or more of them."""
    found = FORMS.get(value, (value,) * 4)
    return found[(2 if lang == "nl" else 0) + (n != 1)]
