"""The file that a new mechanism begins as, and its tests: they run, and every part is there to be replaced."""

from __future__ import annotations

from pathlib import Path

from tup_sim.errors import Message, OutputError, TupSimError
from tup_sim.files.plugin_checks import WORD
from tup_sim.model.catalogue import HOUSE

MECHANISM = '''"""CLASS: say here in one sentence what happens, and why it would.

Run it: tup-sim run open_house --plugin KEY.py --outcome KEY_times
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from tup_sim.model.mechanisms.base import Count, Declared, Line, Mechanism, assumed, state, tally
from tup_sim.model.people.client import Client
from tup_sim.model.people.helper import Helper

if TYPE_CHECKING:
    from tup_sim.model.people.request import Contact
    from tup_sim.model.simulation import Simulation


class CLASSHappened(NamedTuple):
    """What happens, in the past tense."""

    now: float
    client: Client
    helper: Helper


class CLASSState:
    """What a client remembers of it, as it is at rest."""

    def __init__(self) -> None:
        self.times = 0


DECLARED = Declared(
    key="KEY",
    switch="What happens; off: it does not.",
    sources="OWN3",
    section="TITLE",
    groups={"KEY": "What these numbers are about."},
    numbers=(
        assumed(
            "KEY.chance", 0.1, "probability", 0, 1, "It happens after a contact.",
            source="OWN3", plausible=(0.05, 0.2),
        ),
    ),
    states=(state("client", CLASSState, times="how often it happened to them."),),
    events=(CLASSHappened,),
    outcomes=(
        tally(
            "KEY_times", "service", "TITLE", "per year", "neutral", "How often it happened, per year.",
            Count(CLASSHappened), label_nl="TITLE",
        ),
    ),
    lines=(Line(CLASSHappened, "client", "each", "It happened with {helper}.", nl="Het gebeurde met {helper}."),),
    left_out=("KEY",),
    paragraph="After a contact it happens with probability `KEY.chance`.",
)  # fmt: skip


class CLASS(Mechanism):
    """What happens, in one sentence."""

    declared: ClassVar[Declared] = DECLARED
    chance: float

    def on_contact(self, sim: Simulation, contact: Contact) -> None:
        """A helper has served a request; sometimes it happens."""
        client = contact.request.client
        if sim.random.stream("KEY", client.name).happens(self.chance):
            mine: CLASSState = client.own[self.k]
            mine.times += 1
            sim.emit(CLASSHappened(sim.now, client, contact.helper))
'''

TESTS = '''"""CLASS: at rest while it is off, and acting while it is on. Run them: pytest test_KEY.py"""

from pathlib import Path

import pytest

from tup_sim.files.plugin_kit import Kit


@pytest.fixture(scope="module")
def kit():
    return Kit(Path(__file__).with_name("KEY.py"))


def test_while_it_is_off_everything_is_as_without_it(kit):
    assert not kit.changes_while_off()
    assert not kit.events_while_off()


def test_while_it_is_on_each_of_its_events_occurs(kit):
    assert not kit.events_that_never_occur()


def test_each_of_its_numbers_is_read(kit):
    assert not kit.numbers_that_nothing_reads()


def test_two_worlds_are_the_same_until_it_is_switched_on_in_one(kit):
    assert kit.comes_too_early() is None
'''


def write_new(name: str, folder: Path) -> tuple[Path, Path]:
    """Write a mechanism and its tests; gives the two files.

    Args:
        name: its key, and the name of the file: small letters, digits and _.
        folder: where to.

    Raises:
        TupSimError: it cannot be called so, or a mechanism or group of numbers is called so already.
        OutputError: one of the files is there already.
    """
    if not WORD.fullmatch(name):
        raise TupSimError(Message("'{name}' is no key of a mechanism", name=name))
    if name in {*HOUSE.parameters.model_fields, *HOUSE.switches.model_fields}:
        raise TupSimError(Message("there is a mechanism '{name}' already", name=name))
    files = folder / f"{name}.py", folder / f"test_{name}.py"
    for file in files:
        if file.exists():
            raise OutputError(Message("{file} is there already; nothing was written", file=file))
    for file, text in zip(files, (MECHANISM, TESTS), strict=True):
        file.write_text(_filled(text, name), "utf-8")
    return files


def _filled(text: str, name: str) -> str:
    words = [word for word in name.split("_") if word]
    kind, title = "".join(word.title() for word in words), " ".join(words).capitalize()
    return text.replace("CLASS", kind).replace("TITLE", title).replace("KEY", name)
