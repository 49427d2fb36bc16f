"""The one reader of numbers: from what stands in a file, a setting or an option to a number in its unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import isfinite

from tup_sim.errors import Message, ScenarioError
from tup_sim.files import guesses
from tup_sim.files.calendar import EXAMPLE, as_a_day, first_day, week_of
from tup_sim.files.hints import both, in_force, write
from tup_sim.files.lookalikes import odd_signs
from tup_sim.files.numerals import (
    PLAIN,
    in_figures,
    mistakable,
    numeral_in,
    plain_signs,
    rewritten,
)
from tup_sim.files.strict_yaml import Node, described
from tup_sim.files.units import POINT, SHARES, convert, taken_apart
from tup_sim.model.parameters.given import must_be_a_number

POST = "FTE per post"
OF_THE_SUBSIDY = "share of the subsidy"
MONEY = "EUR"
OWN = "our own figure"  # the least that can be said of a number, for a line to paste
SURELY_PERCENT = 2  # who writes 1.5 may mean one and a half
SMALLEST_POST = 10  # in percent; who writes 3 means three people


def cannot_be(name: str, what: str) -> Message:
    """A parameter that got a text."""
    return Message("{name} cannot be {what}", name=name, what=what)


@dataclass(frozen=True)
class Quantity:
    """A number that is expected somewhere.

    Attributes:
        name: how it is called in a message.
        unit: its unit; ``-`` if it has none.
        low, high: the allowed range; None if that end is open.
        whole: whether it is a whole number.
        expected: what may stand here, for a hint.
        allowed: the range, for a hint; empty if ``expected`` says it.
        refuse: makes the sentence for a text that is no number, from the name and what stands there.
        is_measured: whether another value needs a reason.
        start: week in which that starts of which this is the end or the length; None if that is not known.
    """

    name: str
    unit: str
    low: float | None = None
    high: float | None = None
    whole: bool = False
    expected: str = ""
    allowed: str = ""
    refuse: Callable[[str, str], Message] = cannot_be
    is_measured: bool = False
    start: float | None = None

    @property
    def takes_percent(self) -> bool:
        """Whether it can be written as a percentage."""
        return convert("1 %", self.unit) is not None

    @property
    def is_share(self) -> bool:
        """Whether it is a part of something, that nobody writes as two or more."""
        return taken_apart(self.unit).what in ("share", "probability")

    @property
    def surely_percent(self) -> float:
        """From what number on a percentage is meant, if it can be one."""
        return SMALLEST_POST if self.unit == POST else SURELY_PERCENT

    @property
    def is_money(self) -> bool:
        """Whether it is an amount of money."""
        return taken_apart(self.unit).what == MONEY

    @property
    def is_time(self) -> bool:
        """Whether it is a length of time or a date in weeks."""
        return taken_apart(self.unit).hours is not None

    @property
    def is_point(self) -> bool:
        """Whether it is a point in time, not a length of time."""
        return self.unit == POINT

    @property
    def is_weeks(self) -> bool:
        """Whether it is a length of time that is counted in weeks."""
        unit = taken_apart(self.unit)
        return unit.what == "week" and not self.is_point and not unit.is_rate

    @property
    def is_signed(self) -> bool:
        """Whether less than nothing is possible, so that a sign belongs to the value."""
        return self.low is not None and self.low < 0

    def fits(self, value: float) -> bool:
        """Whether the number may stand here."""
        return isfinite(value) and self.in_range(value) and (not self.whole or value == int(value))

    def in_range(self, value: float) -> bool:
        """Whether the number lies in the allowed range."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    def read(self, text: str) -> float | None:
        """The number that a text says, with or without its unit; None if it says none."""
        if PLAIN.fullmatch(text.removeprefix("-")):
            return float(text)
        return convert(text, self.unit)


def read_quantity(node: Node, wanted: Quantity) -> float | int:
    """Read a number and check its range.

    Raises:
        ScenarioError: it is no number, could be read in two ways, or may not stand here.
    """
    value = number_in(node, wanted)
    if not isfinite(value):
        problem = Message("{name} must be a finite number, not {value}", name=wanted.name, value=value)
        raise ScenarioError(problem, node.where, wanted.expected)
    if not wanted.in_range(value):
        problem = Message("{name} = {value} is out of range", name=wanted.name, value=number(value))
        raise ScenarioError(problem, node.where, cure(node, wanted, wanted.allowed))
    if not wanted.whole:
        return float(value)
    if value != int(value):
        problem = Message("{name} = {value} is not a whole number", name=wanted.name, value=number(value))
        raise ScenarioError(problem, node.where, cure(node, wanted, wanted.expected))
    return int(value)


def number_in(node: Node, wanted: Quantity) -> float | int:
    """The number that stands here, in its unit; whether it may be so large or small is not checked.

    Raises:
        ScenarioError: it is no number, or one that could be read in two ways.
    """
    if isinstance(node.value, bool) or not isinstance(node.value, int | float | str):
        problem = must_be_a_number(wanted.name, described(node))
        raise ScenarioError(problem, node.where, wanted.expected)
    if wanted.is_point and (week := week_of(node)) is not None:
        return week
    text = as_it_stands(node)
    _refuse_unclear(node, text, wanted)
    _refuse_more(node, text, wanted)
    if not isinstance(node.value, str):
        _refuse_many_times(node, node.value, wanted)
        return node.value
    if (value := convert(node.value, wanted.unit)) is None:
        problem = wanted.refuse(wanted.name, described(node))
        raise ScenarioError(problem, node.where, cure(node, wanted))
    return value


def as_it_stands(node: Node) -> str:
    """The number as it was written: 480.000 is not the same as 480."""
    if isinstance(node.value, str):
        return node.value
    return node.spot.written if node.spot is not None else in_figures(float(str(node.value)))


def cure(node: Node, wanted: Quantity, allowed: str = "") -> str:
    """What to write instead, and what is allowed; what is expected if nobody can know what was meant."""
    text = as_it_stands(node)
    if wanted.is_point and (day := as_a_day(node)):
        return day
    meant = proposals(text, wanted)
    hint = write(node, with_reason(node, meant) if wanted.is_measured else meant)
    for why in _reasons(node, text, wanted, meant):
        hint = both(why, hint)
    return both(hint, allowed if allowed or meant else wanted.expected)


def proposals(text: str, wanted: Quantity) -> list[str]:
    """What somebody may have meant who wrote this, each something that may stand here."""
    found = dict.fromkeys(each for each in _guessed(text, wanted) if wanted.is_signed or each[:1] != "+")
    return [each for each in found if (value := wanted.read(each)) is not None and wanted.fits(value)]


def with_reason(node: Node, texts: Iterable[str]) -> list[str]:
    """Values with room for the reason that a measured one needs, where it has none yet."""
    if node.key is None or node.key.written == "value" or node.where.startswith("--"):
        return list(texts)
    return [f"{{value: {text}, because: {OWN}}}" for text in texts]


def number(value: float) -> str:
    """A number for people: no needless digits, no needless exponent."""
    return f"{value:.0f}" if value == int(value) else f"{value:.6g}"


def _guessed(text: str, wanted: Quantity) -> Iterator[str]:
    """In order of likelihood; not all of them may stand here."""
    if wanted.is_time and guesses.is_date(text):
        return
    if wanted.unit == POST:
        yield from guesses.of_a_post(text, wanted.name.rpartition(".")[0], in_force)
    if wanted.unit == OF_THE_SUBSIDY:
        yield from guesses.of_the_subsidy(text, in_force)
    yield from _after_the_change(text, wanted)
    for each in guesses.respelt(text):
        yield each
        yield from guesses.a_number_of(each, wanted.unit)
        yield from _the_other_time(each, wanted)
        yield from _rounded_or_percent(each, wanted)
    if text.startswith("-") and not wanted.is_signed and not in_force(wanted.name):
        yield text.removeprefix("-").strip()


def _the_other_time(text: str, wanted: Quantity) -> Iterator[str]:
    """A week for a length of time, or a length of time for a week."""
    if wanted.is_point:
        yield from guesses.as_a_point(text, wanted.start, in_force("horizon"))
    elif wanted.is_weeks:
        yield from guesses.as_a_length(text, wanted.unit, wanted.start)


def _rounded_or_percent(text: str, wanted: Quantity) -> Iterator[str]:
    """Whole weeks for a number of them that is not whole, 12 % for 12."""
    value = wanted.read(text)
    if value is None:
        return
    if wanted.whole and wanted.is_time and value > 1 and value != int(value) and not mistakable(text):
        yield f"{POINT} {round(value)}" if wanted.is_point else f"{round(value)} weeks"
    if wanted.takes_percent and wanted.surely_percent <= value <= 100 and PLAIN.fullmatch(text):
        yield f"{in_figures(value)} %"


def _after_the_change(text: str, wanted: Quantity) -> Iterator[str]:
    """The new value if the text says how much the one in force changes, and that is known."""
    now = in_force(wanted.name)
    if not now or wanted.is_signed:
        return
    for new in guesses.relative(text, wanted.read, now, in_points=wanted.is_share):
        yield in_figures(round(new) if wanted.whole or wanted.is_money else float(f"{new:.6g}"))


def _refuse_unclear(node: Node, text: str, wanted: Quantity) -> None:
    """480.000 is 480000 to one and 480 to another."""
    found = numeral_in(plain_signs(text))
    if found is None or len(found.meanings) < 2 or not _may_be_thousands(text, wanted):
        return
    first, second = (number(float(meant)) for meant in found.meanings)
    problem = Message(
        "{name}: is '{written}' {first} or {second}?",
        name=wanted.name, written=text, first=first, second=second,
    )  # fmt: skip
    raise ScenarioError(problem, node.where, cure(node, wanted))


def _may_be_thousands(text: str, wanted: Quantity) -> bool:
    """Whether the larger meaning makes sense: money and whole numbers always, other counts if it may stand here."""
    if wanted.is_money or wanted.whole:
        return True
    unit = taken_apart(wanted.unit)
    if unit.is_rate or unit.what.lower() in SHARES:
        return False
    value = wanted.read(next(rewritten(text)))
    return value is not None and wanted.fits(value)


def _refuse_more(node: Node, text: str, wanted: Quantity) -> None:
    """+10 is ten more to who writes it."""
    if text.startswith("+") and not wanted.is_signed:
        problem = Message("{name} cannot be '{text}': a value says what will be", name=wanted.name, text=text)
        bare = text.lstrip("+ ")
        as_value = proposals(bare, wanted) if wanted.read(bare) is not None else []
        meant = [*proposals(text, wanted), *as_value]
        raise ScenarioError(problem, node.where, both(write(node, meant), wanted.expected))


def _refuse_many_times(node: Node, value: float, wanted: Quantity) -> None:
    """10 where a share belongs is 10 % to most and ten times to some; who writes 10.0 means ten times."""
    may_be_percent = isinstance(value, int) and wanted.is_share and wanted.low is not None
    if not (may_be_percent and wanted.fits(value) and value >= SURELY_PERCENT and node.spot is not None):
        return
    problem = Message(
        "{name}: is {value} a percentage, or so many times?", name=wanted.name, value=number(value)
    )
    texts = [f"{in_figures(each)} %" for each in (value, 100 * value) if wanted.fits(each / 100)]
    raise ScenarioError(
        problem, node.where, write(node, with_reason(node, texts) if wanted.is_measured else texts)
    )


def _reasons(node: Node, text: str, wanted: Quantity, meant: list[str]) -> Iterator[str]:
    """Why it was not understood, if that is known."""
    value = node.value
    bare = text.strip().lstrip("+-")
    if isinstance(value, str) and PLAIN.fullmatch(bare):
        yield Message("write {text} without quotes", text=text.strip())
    elif isinstance(value, str) and "," in bare and bare[:1].isdecimal():
        yield Message("write a decimal point, and nothing between thousands")
    if signs := odd_signs(text):
        yield signs
    if meant and meant[0].endswith("%") and isinstance(value, int | float):
        yield Message("did you mean {value}?", value=meant[0])
    yield from _of_time(text, wanted)
    if guesses.names_a_month(text):
        yield Message("a month is 52/12 weeks")
    if not wanted.is_signed and guesses.is_relative(text, wanted.read) and in_force(wanted.name):
        yield Message("a value says what will be; now it is {now}", now=number(in_force(wanted.name)))


def _of_time(text: str, wanted: Quantity) -> Iterator[str]:
    """Why it is no point or length of time."""
    if wanted.is_time and guesses.is_date(text):
        yield _of_a_day(wanted)
        return
    plain = next(guesses.respelt(text), text)
    if wanted.is_point and convert(plain, "weeks") is not None:
        yield Message("'{text}' is a length of time; a week is wanted here", text=text)
    elif wanted.is_weeks and (week := convert(plain, POINT)) is not None:
        if taken_apart(wanted.unit).of == "before" and wanted.start is not None:
            yield Message(
                "it starts in week {start}, and {week} weeks before that is week {other}",
                start=number(wanted.start),
                week=number(week),
                other=number(wanted.start - week),
            )
        yield Message("'{text}' is a point in time; a length of time is wanted here", text=text)


def _of_a_day(wanted: Quantity) -> Message:
    """Why a day of the calendar is not understood here."""
    if not wanted.is_point:
        return Message("a day is no length of time, give a number of weeks")
    if first_day() is not None:
        return Message("write a day as {day}", day=EXAMPLE)
    return Message(
        "a day needs 'starts: {day}', the Monday of week 0, at the top of the file; or give the number of a week: "
        "weeks are counted from the end of the warm-up, which is week 0, and week 52 is a year later", day=EXAMPLE,
    )  # fmt: skip
