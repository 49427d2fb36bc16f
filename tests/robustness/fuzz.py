"""Bends what the package comes with and what people type, and holds what follows to one rule.

The rule: it is accepted, or it is refused with the project's own error, in readable lines. Never a traceback, a hang or
more than a gigabyte. What once broke it is kept in ``corpus`` and tried again by the tests.

    python -m tests.robustness.fuzz                             a new seed, ten minutes
    python -m tests.robustness.fuzz --seed 1 --cases 300        the same cases again
    python -m tests.robustness.fuzz --kind experiment           one kind only
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import random
import signal
import sys
import tempfile
import time
import traceback
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.robustness.flipping import make, outcome, seen
from tests.study import fakes
from tup_sim.cli import main as tup_sim
from tup_sim.errors import TupSimError
from tup_sim.files import load_scenario
from tup_sim.files.claims import claims_file, read_claim
from tup_sim.files.experiments import load_experiment
from tup_sim.files.keys import keys
from tup_sim.files.places import supplied_experiments
from tup_sim.files.store_file import FILE
from tup_sim.files.strict_yaml import read_file
from tup_sim.study import design
from tup_sim.study.work import Task, carry_out
from validation.hypotheses import hypotheses_file, read_hypothesis

HERE = Path(__file__).resolve().parent
CORPUS = HERE / "corpus"
SCENARIOS = sorted((HERE.parents[1] / "scenarios").glob("*/*.yaml"))
REGISTERS = [claims_file(), hypotheses_file()]
EXPERIMENTS = [place.path for place in supplied_experiments()]
GIGABYTE = 2**30
SECONDS_A_CASE = 20  # of this process; a hang is what goes on for longer
RUN_EVERY = 3  # an accepted scenario out of so many is lived for a week
MANY_CLIENTS = 500
LONGEST_LINE = 1000

ODD_TEXTS = (
    "", " ", "\t", ":", "- ", "{", "}", "[", "]", "'", '"', "#", "|", ">", "&a", "*a", "!!int", "%", "@", "`", "?", "~",
    "null", "true", "yes", "nan", ".inf", "-1", "0", "-0", "1e308", "1e999", "9" * 400, "0x10", "0o17", "1_000",
    "480.000",
    "1.000", "2,5", "12 %", "75", "EUR 480.000", "week 52", "2027-01-04", "12:30", "\u00a0", "\u2013", "\u201c",
    "\ufeff",
    "\u200b", "\x1b[31m", "\x00", "\ud800", "é" * 300, "../" * 20, "/dev/zero", "open_house", "cut_20",
    "[1, 2,5]", "{a: 1}",
    "[" * 200, "{a: " * 100, "a" * 5000, "=1+1", "\r", "\u2028", "\N{PILE OF POO}",
)  # fmt: skip

Case = tuple[str, bytes]
ACCEPTED = Counter[str]()


class TooLong(BaseException):
    """A case that goes on and on."""


def bent(luck: random.Random, text: str, others: list[str]) -> str:
    """A text with a few things wrong with it."""
    for _ in range(luck.choice((1, 1, 1, 2, 3, 8))):
        text = luck.choice(BENDERS)(luck, text, others)
    return text


def _sign(luck: random.Random, text: str, _: list[str]) -> str:
    place = luck.randrange(len(text) + 1)
    return (
        text[:place]
        + luck.choice((luck.choice(":-{}[],#'\"\t \n%&*!|>=."), ""))
        + text[place + luck.randrange(2) :]
    )


def _odd_text(luck: random.Random, text: str, _: list[str]) -> str:
    place = luck.randrange(len(text) + 1)
    return text[:place] + luck.choice(ODD_TEXTS) + text[place:]


def _value(luck: random.Random, text: str, _: list[str]) -> str:
    """Another value behind a key."""
    lines = text.split("\n")
    place = luck.randrange(len(lines))
    key, colon, _rest = lines[place].partition(":")
    lines[place] = f"{key}{colon} {luck.choice(ODD_TEXTS)}" if colon else luck.choice(ODD_TEXTS)
    return "\n".join(lines)


def _key(luck: random.Random, text: str, _: list[str]) -> str:
    """Another key before a value."""
    lines = text.split("\n")
    place = luck.randrange(len(lines))
    before, colon, rest = lines[place].partition(":")
    indent = " " * (len(before) - len(before.lstrip()))
    lines[place] = f"{indent}{luck.choice([*keys(), 'changes', 'with', 'extends', 'set'])}{colon}{rest}"
    return "\n".join(lines)


def _lines(luck: random.Random, text: str, others: list[str]) -> str:
    """A line that goes, stands twice, moves, is indented, or comes from another file."""
    lines = text.split("\n")
    one, other = luck.randrange(len(lines)), luck.randrange(len(lines))
    act = luck.randrange(5)
    if act == 0:
        del lines[one]
    elif act == 1:
        lines.insert(other, lines[one])
    elif act == 2:
        lines[one], lines[other] = lines[other], lines[one]
    elif act == 3:
        lines[one] = " " * luck.randrange(5) + lines[one].lstrip()
    else:
        lines.insert(other, luck.choice(luck.choice(others).split("\n")))
    return "\n".join(lines)


def _cut_off(luck: random.Random, text: str, _: list[str]) -> str:
    return text[: luck.randrange(len(text) + 1)]


BENDERS = (_sign, _sign, _odd_text, _value, _value, _value, _key, _lines, _lines, _cut_off)


def _texts(files: list[Path]) -> list[str]:
    return [file.read_text(encoding="utf-8") for file in files]


def scenario_cases(luck: random.Random) -> Iterator[bytes]:
    """Supplied scenarios, bent; as a file of one's own, some with the bytes bent too."""
    texts = _texts(SCENARIOS)
    while True:
        text = bent(luck, luck.choice(texts), texts).encode("utf-8", "surrogatepass")
        yield _bent_bytes(luck, text) if luck.random() < 0.1 else text


def experiment_cases(luck: random.Random) -> Iterator[bytes]:
    """Supplied experiments, bent."""
    texts = _texts(EXPERIMENTS)
    while True:
        yield bent(luck, luck.choice(texts), texts).encode("utf-8", "surrogatepass")


def register_cases(luck: random.Random) -> Iterator[bytes]:
    """Rows of the register of statements and of the hypotheses on them, bent."""
    rows = [row for text in _texts(REGISTERS) for row in text.split("\n\n") if not row.startswith("#")]
    while True:
        yield bent(luck, luck.choice(rows), rows).encode("utf-8", "surrogatepass")


def setting_cases(luck: random.Random) -> Iterator[bytes]:
    """``PATH=VALUE`` as somebody types it."""
    while True:
        path, key = luck.choice(list(keys().items()))
        text = f"{path}={luck.choice((str(key.default), luck.choice(ODD_TEXTS), luck.choice(ODD_TEXTS)))}"
        yield (bent(luck, text, [path]) if luck.random() < 0.5 else text).encode("utf-8", "surrogatepass")


def command_cases(luck: random.Random) -> Iterator[bytes]:
    """Command lines that answer at once, a word of them bent; words stand on lines of their own."""
    names = [file.stem for file in SCENARIOS]
    while True:
        one, other = luck.choice(names), luck.choice(names)
        path = luck.choice(list(keys()))
        line = luck.choice((
            ("scenario", "check", one, "--with", other), ("scenario", "explain", one, path),
            ("scenario", "diff", one, other),
            ("scenario", "show", one, "--with", other, "--set", f"{path}=1"), ("parameters", path),
            ("parameters", "--kind", "assumed"),
            ("plan", one, "--budget", "10m"), ("results", "list"), ("results", "show", one),
            ("report", one), ("compare", one, f"+{other}", "-n", "x"), ("run", one, "--outcome", path),
            ("evidence", "C999"),
        ))  # fmt: skip
        words = list(line)
        if luck.random() < 0.8:
            place = luck.randrange(1, len(words))
            words[place] = bent(luck, words[place], [one]).replace("\n", " ")
        yield "\n".join(words).encode("utf-8", "surrogatepass")


def store_cases(luck: random.Random) -> Iterator[bytes]:
    """A small store of results, its bytes bent: bits, runs of bytes, pieces that move, an end that is missing."""
    whole, _ = _store()
    while True:
        found = bytearray(whole)
        for _ in range(luck.choice((1, 1, 2, 5))):
            start, length = luck.randrange(len(found)), min(len(found), luck.choice((1, 8, 100, 4096)))
            act = luck.randrange(4)
            if act == 0:
                found[start] ^= 1 << luck.randrange(8)
            elif act == 1:
                found[start : start + length] = luck.randbytes(len(found[start : start + length]))
            elif act == 2:
                other = luck.randrange(len(found))
                found[start : start + length] = found[other : other + length]
            else:
                del found[start:]
                found = found or bytearray(b"x")
        yield bytes(found)


@cache
def _store() -> tuple[bytes, str]:
    """A whole store, and all that can be read of it."""
    with tempfile.TemporaryDirectory() as folder, _faked():
        return make(Path(folder)), seen(Path(folder))


@contextlib.contextmanager
def _faked() -> Iterator[None]:
    """Runs that cost nothing."""
    with pytest.MonkeyPatch.context() as patch:
        fakes.put_on(patch)
        patch.setattr(design, "WORK", fakes.fails_sometimes)
        yield


def _bent_bytes(luck: random.Random, data: bytes) -> bytes:
    found = bytearray(data or b" ")
    for _ in range(luck.randrange(1, 4)):
        found[luck.randrange(len(found))] ^= 1 << luck.randrange(8)
    return bytes(found)


def try_scenario(data: bytes, folder: Path, number: int) -> None:
    """Load it alone and as a mix-in, and live a week now and then."""
    file = folder / "case.yaml"
    file.write_bytes(data)
    found = None
    with refused_at_most():
        found = load_scenario(str(file))
    with refused_at_most():
        load_scenario("open_house", [str(file)])
    if found is not None and found.parameters.places * found.parameters.units < MANY_CLIENTS:
        ACCEPTED["scenarios"] += 1
        if ACCEPTED["scenarios"] % RUN_EVERY == 1:
            _live_a_week(str(file))


def _live_a_week(file: str) -> None:
    ACCEPTED["lived"] += 1
    with refused_at_most():
        scenario = load_scenario(file, settings=["warmup=0"], weeks=1)
        result = carry_out(Task(0, scenario, 1, 0, {}))
        if result.error:
            raise AssertionError(f"accepted, but the run failed: {result.error}")


def try_experiment(data: bytes, folder: Path, number: int) -> None:
    """Load it."""
    file = folder / "case.yaml"
    file.write_bytes(data)
    with refused_at_most():
        load_experiment(str(file))


def try_register(data: bytes, folder: Path, number: int) -> None:
    """Read its rows: statements by their id, hypotheses as a list."""
    file = folder / "case.yaml"
    file.write_bytes(data)
    with refused_at_most():
        found = read_file(file, file.name)
        if isinstance(found.value, tuple):
            for row in found.value:
                _ = read_hypothesis("C000", row).predictions
        else:
            for name, row in found.items().items():
                read_claim(name, row)


def try_setting(data: bytes, folder: Path, number: int) -> None:
    """Lay it over a scenario."""
    with refused_at_most():
        load_scenario("open_house", settings=[data.decode("utf-8", "surrogatepass")])


def try_command(data: bytes, folder: Path, number: int) -> None:
    """Give the command line these words; it ends with a code it promises."""
    words = data.decode("utf-8", "surrogatepass").split("\n")
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), contextlib.chdir(folder):
        try:
            tup_sim(words)
        except SystemExit as end:
            code = end.code
    if code not in (0, 1, 2):
        raise AssertionError(f"ended with {code}: {err.getvalue()[:300]}")
    if code and not (out.getvalue() + err.getvalue()).strip():
        raise AssertionError(f"ended with {code} without a word")
    _readable(err.getvalue())


def try_store(data: bytes, folder: Path, number: int) -> None:
    """Read all of it: the same as before it was bent, or an error that speaks of damage or of no store at all."""
    (folder / FILE).write_bytes(data)
    with _faked():
        outcome(folder, seen, _store()[1])


@contextlib.contextmanager
def refused_at_most() -> Iterator[None]:
    """Accepted or refused with a readable error of the project."""
    try:
        yield
    except TupSimError as error:
        _readable(str(error))


def _readable(text: str) -> None:
    for line in text.splitlines():
        if len(line) > LONGEST_LINE:
            raise AssertionError(f"a line of {len(line)} signs: {line[:200]}...")
        if strange := [sign for sign in line if not sign.isprintable()]:
            raise AssertionError(f"signs nobody can read in a message: {strange[:5]!r} in {line[:200]!r}")
    if "Traceback" in text:
        raise AssertionError(f"a traceback: {text[-400:]}")


KINDS: dict[
    str, tuple[Callable[[random.Random], Iterator[bytes]], Callable[[bytes, Path, int], None], int]
] = {
    "scenario": (scenario_cases, try_scenario, 4),
    "experiment": (experiment_cases, try_experiment, 2),
    "register": (register_cases, try_register, 1),
    "setting": (setting_cases, try_setting, 2),
    "command": (command_cases, try_command, 1),
    "store": (store_cases, try_store, 1),
}


def verdict(kind: str, data: bytes, number: int = 1) -> str:
    """What is wrong with how a case was met; empty if nothing is."""
    before = signal.signal(signal.SIGPROF, _too_long)
    with tempfile.TemporaryDirectory() as folder:
        signal.setitimer(signal.ITIMER_PROF, SECONDS_A_CASE)
        try:
            KINDS[kind][1](data, Path(folder), number)
        except (Exception, TooLong) as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            return f"{type(error).__name__}: {str(error)[:300]} ({Path(last.filename).name}:{last.lineno})"
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)
    return ""


def _too_long(*_: object) -> None:
    raise TooLong(f"more than {SECONDS_A_CASE} s")


def cases(seed: int, kinds: list[str]) -> Iterator[Case]:
    """Cases of all kinds in turn, some kinds more often; the same seed gives the same cases."""
    makers = {kind: KINDS[kind][0](random.Random(f"{seed} {kind}")) for kind in kinds}
    while True:
        for kind, maker in makers.items():
            for _ in range(KINDS[kind][2]):
                yield kind, next(maker)


def corpus() -> list[Case]:
    """What once broke the rule: ``KIND-NAME.txt`` each."""
    return [(file.name.partition("-")[0], file.read_bytes()) for file in sorted(CORPUS.glob("*-*.txt"))]


def main() -> int:
    """Try cases until the time or their number is over; say what broke the rule and keep it."""
    asked = _asked()
    _limit_memory()
    seed = asked.seed if asked.seed is not None else int.from_bytes(os.urandom(4), "big")
    until, failed, tried, told = time.monotonic() + asked.seconds, 0, Counter[str](), set()
    for kind, data in cases(seed, asked.kind or list(KINDS)):
        if tried.total() >= asked.cases or (asked.cases == sys.maxsize and time.monotonic() > until):
            break
        tried[kind] += 1
        wrong = verdict(kind, data, tried[kind])
        if wrong:
            failed += 1
            file = Path(asked.keep) / f"{kind}-{zlib.crc32(data):08x}.txt"
            place = wrong[wrong.rfind("(") :]
            if place not in told:  # one example of each fault
                told.add(place)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
                print(f"{file}: {wrong}", flush=True)
    lived = f"{ACCEPTED['lived']} accepted scenarios were lived for a week"
    print(f"seed {seed}: {tried.total()} cases, {failed} broke the rule; {lived}; {_megabytes()} MB at most")
    return 1 if failed else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, help="default: a new one")
    parser.add_argument("--cases", type=int, default=sys.maxsize, help="stop after so many")
    parser.add_argument("--seconds", type=float, default=600, help="stop after so long, without --cases")
    parser.add_argument("--kind", choices=list(KINDS), action="append", help="only this kind; repeatable")
    parser.add_argument("--keep", default="fuzz_found", help="folder for what broke the rule")
    return parser.parse_args()


def _limit_memory() -> None:
    """A gigabyte more than now, where the system can hold a process to it."""
    try:
        import resource
    except ImportError:
        return
    with open("/proc/self/statm", encoding="ascii") as file:
        now = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (now + GIGABYTE, resource.RLIM_INFINITY))


def _megabytes() -> int:
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    sys.exit(main())
