"""Flips single bits of a small store and looks whether anything else than the right numbers or a word of damage comes.

More of it than the test does: ``python -m tests.robustness.flipping 5000 7`` (flips, seed).
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.study import fakes
from tests.study.experiments import MODEL, of_fakes
from tup_sim.errors import DamagedStore, TupSimError
from tup_sim.files.export import Wanted, _frames
from tup_sim.files.kept import begin, end, findings_kept, kept, keys_kept
from tup_sim.files.store import ResultStore
from tup_sim.files.store_file import FILE
from tup_sim.files.verifying import verify
from tup_sim.study import design
from tup_sim.study.run_experiment import carry_on
from tup_sim.study.work import Result

HEADER, PAGE_HEADER = 100, 12
RUNS = 5


def make(folder: Path) -> bytes:
    """A store with an experiment, some of whose runs failed; what is in its file."""
    with ResultStore(folder) as store:
        begin(store, of_fakes(RUNS), MODEL)
        carry_on(of_fakes(RUNS), store, MODEL, jobs=1)
        end(store, "trial", {"model": MODEL, "checks": [], "commands": ["tup-sim experiment trial"]})
    return (folder / FILE).read_bytes()


def places(whole: bytes, flips: int, seed: int) -> Iterator[tuple[int, int]]:
    """Bytes and bits: a third each in the header of the file, in those of its pages, and anywhere."""
    luck = random.Random(seed)
    page = int.from_bytes(whole[16:18], "big")
    for number in range(flips):
        start = page * luck.randrange(len(whole) // page)
        anywhere = luck.randrange(len(whole))
        where = (luck.randrange(HEADER), start + luck.randrange(PAGE_HEADER), anywhere, anywhere)[number % 4]
        yield where, 1 << luck.randrange(8)


def numbers(folder: Path) -> str:
    """Every number of every run, to the last bit, and every error."""
    with ResultStore(folder, write=False) as store:
        keys = keys_kept(store, "trial")
        there = dict(store.results(keys.values(), None, None))
    return repr([(run, _bits(there[key]) if key in there else None) for run, key in keys.items()])


def _bits(found: Result) -> tuple[object, ...]:
    values = {name: value.hex() for name, value in found.values.items()}
    weekly = {name: series.tobytes() for name, series in found.weekly.items()}
    return found.scenario, found.seed, found.replication, values, weekly, found.error, found.environment


def seen(folder: Path) -> str:
    """All that can be read: the list, the answer, the manifest, the numbers, and the table that is exported."""
    table = StringIO()
    with ResultStore(folder, write=False) as store:
        found, listed = findings_kept(store, "trial"), kept(store)
        for frame in _frames(store, Wanted("trial", True)):
            frame.to_csv(table)
    return repr((found.experiment, found.manifest, found.checks, listed, table.getvalue(), numbers(folder)))


def resumed(folder: Path) -> str:
    """The numbers after the experiment was gone on with."""
    with ResultStore(folder) as store:
        begin(store, of_fakes(RUNS), MODEL)
        carry_on(of_fakes(RUNS), store, MODEL, jobs=1)
    return numbers(folder)


def told(folder: Path) -> bool:
    """Whether looking for damage finds some."""
    try:
        with ResultStore(folder, write=False, check=False) as store:
            return bool(verify(store).damage)
    except DamagedStore:
        return True
    except TupSimError as error:
        assert "damaged" in str(error) or "no results of" in str(error), error
        return True


def outcome(folder: Path, read: Callable[[Path], str], right: str) -> str:
    """``same`` or ``told``; anything else is a fault."""
    try:
        found = read(folder)
    except TupSimError as error:
        assert "damaged" in str(error), f"not told as damage: {error}"
        assert len(str(error).splitlines()) == 1
        return "told"
    assert found == right, "something else than what was kept"
    return "same"


def flipped(flips: int, seed: int, resume_every: int = 10) -> Counter[str]:
    """Flip so many bits, one at a time; how often it was noticed.

    Raises:
        AssertionError: something else came out, or it was told as something else.
    """
    with TemporaryDirectory() as first, TemporaryDirectory() as second:
        whole = make(Path(first))
        right, same_numbers = seen(Path(first)), numbers(Path(first))
        folder, count = Path(second), Counter[str]()
        for number, (where, bit) in enumerate(places(whole, flips, seed)):
            harmed = bytearray(whole)
            harmed[where] ^= bit
            for beside in folder.iterdir():
                beside.unlink()
            (folder / FILE).write_bytes(harmed)
            try:
                found, damaged = outcome(folder, seen, right), told(folder)
                assert damaged or found == "same", "told, but not found by verify"
                count[f"{found}, verify {'tells' if damaged else 'finds nothing'}"] += 1
                if number % resume_every == 0:
                    count[f"resumed: {outcome(folder, resumed, same_numbers)}"] += 1
            except BaseException as error:
                raise AssertionError(f"byte {where}, bit {bit}: {type(error).__name__}: {error}") from error
        return count


if __name__ == "__main__":
    patch = pytest.MonkeyPatch()
    fakes.put_on(patch)
    patch.setattr(design, "WORK", fakes.fails_sometimes)
    print(flipped(int(sys.argv[1]), int(sys.argv[2])))
