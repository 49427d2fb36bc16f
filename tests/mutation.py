"""How many mistakes in the model the tests would see: make one at a time, in a copy, and look whether a test fails.

``python -m tests.mutation --changes 30 --seed 1``. A change is one comparison, sign, number, truth or returned value
in a function of ``tup_sim/model``. Equal seeds make equal changes of equal source, so two sets of tests compare.
What survives is listed: each is a missing test, or a change that changes nothing anybody could see.

Many changes take hours, so they can be tried in parts: with ``--keep FILE`` what was found stays in a file and is not
tried again, and ``--minutes`` ends a part. ``--quick`` asks only the tests that answer soonest.
"""

from __future__ import annotations

import argparse
import ast
import copy
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
MODEL = "tup_sim/model"
# Quick ones that look closely come first, since the first failure ends a try; then all of `make test` with a model.
SELECTION = (
    "tests/stories", "tests/parts/test_rules.py", "tests/baseline", "tests/parts", "tests/mechanisms",
    "tests/conservation", "tests/counterfactual", "tests/measures", "tests/files", "tests/evidence", "tests/theory",
    "tests/directions", "tests/study", "tests/rooms",
)  # fmt: skip
QUICK = SELECTION[:3]
LEFT_OUT = "not verify"
LONGEST = 1800.0  # seconds for one change: one that makes a run endless is seen by this
OTHER: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip


class Change(NamedTuple):
    """One mistake: the file, where it stands in its text, what stood there and what stands there now."""

    file: str
    line: int
    kind: str
    start: int
    end: int
    old: str
    new: str

    @property
    def key(self) -> str:
        """What tells it apart from any other of the same source."""
        return f"{self.file}:{self.start}-{self.end}:{self.new}"

    def __str__(self) -> str:
        """One line that says where and what."""
        return f"{self.file}:{self.line}: {self.kind}: {self.old!r} -> {self.new!r}"


def other_than(node: ast.AST) -> tuple[str, ast.AST] | None:
    """What kind of mistake this place offers, and the mistaken node; None if it offers none."""
    made = copy.deepcopy(node)
    if isinstance(made, ast.Compare) and len(made.ops) == 1 and type(made.ops[0]) in OTHER:
        made.ops[0] = OTHER[type(made.ops[0])]()  # type: ignore[call-overload]
        return "comparison", made
    if isinstance(made, ast.BinOp | ast.BoolOp) and type(made.op) in OTHER:
        made.op = OTHER[type(made.op)]()  # type: ignore[assignment]
        return ("sign" if isinstance(made, ast.BinOp) else "truth"), made
    if isinstance(made, ast.UnaryOp) and isinstance(made.op, ast.USub | ast.Not):
        return ("sign" if isinstance(made.op, ast.USub) else "truth"), made.operand
    if isinstance(made, ast.Constant) and isinstance(made.value, bool):
        return "truth", ast.Constant(not made.value)
    if isinstance(made, ast.Constant) and isinstance(made.value, int | float):
        return "number", ast.Constant(made.value + 1)
    if isinstance(made, ast.IfExp):
        return "truth", ast.IfExp(made.test, made.orelse, made.body)
    if isinstance(made, ast.Return) and made.value is not None and not is_none(made.value):
        return "return", ast.Return(ast.Constant(None))
    return None


def is_none(node: ast.AST) -> bool:
    """Whether this is the word None."""
    return isinstance(node, ast.Constant) and node.value is None


def places(tree: ast.Module) -> Iterator[ast.AST]:
    """Every node in the body of a function; annotations, defaults and texts with gaps are left alone."""
    todo: list[tuple[ast.AST, bool]] = [(tree, False)]
    while todo:
        node, inside = todo.pop()
        if isinstance(node, ast.JoinedStr | ast.arguments):
            continue
        if inside and hasattr(node, "lineno"):
            yield node
        is_function = isinstance(node, ast.FunctionDef)
        children = node.body if isinstance(node, ast.FunctionDef) else ast.iter_child_nodes(node)
        left_out = getattr(node, "annotation", None)
        todo += [(child, inside or is_function) for child in children if child is not left_out]


def changes_in(file: str, text: str) -> list[Change]:
    """Every change that a file offers, in order."""
    begins = [0]
    for line in text.encode().splitlines(keepends=True):
        begins.append(begins[-1] + len(line))
    found = []
    for node in places(ast.parse(text)):
        if made := other_than(node):
            kind, other = made
            start = begins[node.lineno - 1] + node.col_offset
            end = begins[node.end_lineno - 1] + node.end_col_offset
            new = ast.unparse(ast.fix_missing_locations(other))
            new = new if isinstance(node, ast.Return) else f"({new})"
            old = text.encode()[start:end].decode()
            found.append(Change(file, node.lineno, kind, start, end, old, new))
    return sorted(found, key=lambda each: (each.start, each.end))


def drawn(many: int, seed: int, rooms: Iterable[str]) -> list[Change]:
    """So many changes of the files in these folders, drawn by lot.

    The kinds take turns, or signs and numbers would leave little for the others.
    """
    files = sorted(path for room in rooms for path in (ROOT / room).rglob("*.py"))
    every = [
        c for path in files for c in changes_in(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))
    ]
    luck, by_kind = random.Random(seed), dict[str, list[Change]]()
    luck.shuffle(every)
    for each in every:
        by_kind.setdefault(each.kind, []).append(each)
    turns = [
        kinds[turn] for turn in range(len(every)) for _, kinds in sorted(by_kind.items()) if turn < len(kinds)
    ]
    return turns[:many]


def apply(change: Change, folder: Path) -> bytes:
    """Make a change in a copy of the tree; gives what stood in the file."""
    path = folder / change.file
    before = path.read_bytes()
    put(path, before[: change.start] + change.new.encode() + before[change.end :])
    return before


def put(path: Path, text: bytes) -> None:
    """Write a file, and forget its compiled form: two changes of a second and a size look the same to Python."""
    path.write_bytes(text)
    for compiled in path.parent.glob(f"__pycache__/{path.stem}.*.pyc"):
        compiled.unlink()


def copied(folder: Path) -> None:
    """A copy of what is in git, with the changes that are not committed yet."""
    told = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True
    )
    for name in told.stdout.decode().splitlines():
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)


def tried(folder: Path, tests: Iterable[str], left_out: str) -> str:
    """The first test that fails in the copy; empty if none does."""
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # or every try compiles the whole package
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-n",
        "0",
        "-p",
        "no:cacheprovider",
        "-m",
        left_out,
        *tests,
    ]
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, timeout=LONGEST, check=False
        )
    except subprocess.TimeoutExpired:
        return f"not ready after {LONGEST:.0f} s"
    if done.returncode == 0:
        return ""
    lines = [line for line in done.stdout.splitlines() if line.startswith(("FAILED ", "ERROR "))]
    return lines[0].partition(" - ")[0] if lines else f"pytest ended with {done.returncode}"


def main(words: list[str] | None = None) -> int:
    """Make the changes, run the tests, and say which changes no test saw."""
    asked = options(words)
    changes = drawn(asked.changes, asked.seed, asked.rooms)
    if asked.list:
        print(*changes, sep="\n")
        return 0
    found = kept(asked)
    left = [each for each in changes if each.key not in found]
    with TemporaryDirectory() as name:
        folder, until = Path(name), time.monotonic() + 60.0 * asked.minutes
        copied(folder)
        if left and (fault := tried(folder, asked.tests, asked.left_out)):
            print(f"without any change: {fault}", file=sys.stderr)
            return 2
        for each in left:
            if time.monotonic() > until:
                break
            found[each.key] = fault_of(each, folder, asked)
            keep(found, asked)
    there = [each for each in changes if each.key in found]
    survived = [each for each in there if not found[each.key]]
    tell(there, survived)
    if len(there) < len(changes):
        print(f"{len(changes) - len(there)} of {len(changes)} were not tried: there was no more time")
    return int(asked.most is not None and len(survived) > asked.most * len(there))


def kept(asked: argparse.Namespace) -> dict[str, str]:
    """What was found before: change to the test that saw it, nothing if none did.

    Raises:
        SystemExit: it was found with other tests, or in another model.
    """
    if asked.keep is None or not asked.keep.exists():
        return {}
    told = json.loads(asked.keep.read_text("utf-8"))
    if told["asked"] != conditions(asked):
        raise SystemExit(f"{asked.keep} was made with other tests, or in another model: {told['asked']}")
    found: dict[str, str] = told["found"]
    return found


def keep(found: dict[str, str], asked: argparse.Namespace) -> None:
    """Write what was found so far, whole or not at all."""
    if asked.keep is not None:
        unfinished = asked.keep.with_suffix(".part")
        told = {"asked": conditions(asked), "found": found}
        unfinished.write_text(json.dumps(told, indent=1), "utf-8")
        os.replace(unfinished, asked.keep)


def conditions(asked: argparse.Namespace) -> list[str]:
    """What decides what is found: the tests, and the source in which the changes are made."""
    source = sha256()
    for room in asked.rooms:
        for path in sorted((ROOT / room).rglob("*.py")):
            source.update(path.read_bytes())
    return [*asked.tests, asked.left_out, source.hexdigest()]


def fault_of(change: Change, folder: Path, asked: argparse.Namespace) -> str:
    """The first test that fails with this change, nothing if none does; told in one line."""
    before, begin = apply(change, folder), time.perf_counter()
    fault = tried(folder, asked.tests, asked.left_out)
    put(folder / change.file, before)
    verdict = f"seen by {fault}" if fault else "SURVIVED"
    print(f"{change}\n    {verdict} ({time.perf_counter() - begin:.0f} s)", flush=True)
    return fault


def tell(changes: list[Change], survived: list[Change]) -> None:
    """The share that survived, by kind and in all, and which."""
    all_of, left = (Counter(each.kind for each in some) for some in (changes, survived))
    print("\n".join(f"{kind}: {left[kind]} of {many} survived" for kind, many in sorted(all_of.items())))
    print("\n".join(f"survived: {each}" for each in survived))
    share = f" ({len(survived) / len(changes):.0%})" if changes else ""
    print(f"{len(survived)} of {len(changes)} changes survived{share}")


def options(words: list[str] | None) -> argparse.Namespace:
    """What was asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--changes", type=int, default=30, metavar="N", help="how many")
    parser.add_argument("--seed", type=int, default=1, help="which ones: equal seeds, equal changes")
    parser.add_argument(
        "--tests", nargs="+", metavar="PATH", help="in this order; all that run the model if not said"
    )
    parser.add_argument("--left-out", default=LEFT_OUT, metavar="MARKS", help="as pytest -m")
    parser.add_argument("--quick", action="store_true", help="only rules, stories and the oracle")
    parser.add_argument(
        "--minutes", type=float, default=inf, metavar="M", help="begin no change after so long"
    )
    parser.add_argument(
        "--keep", type=Path, metavar="FILE", help="where what was found stays; it is not tried again"
    )
    parser.add_argument("--rooms", nargs="+", default=[MODEL], metavar="FOLDER", help="where to make them")
    parser.add_argument("--most", type=float, metavar="SHARE", help="fail if more than this share survives")
    parser.add_argument("--list", action="store_true", help="only say which changes these are")
    asked = parser.parse_args(words)
    asked.tests = asked.tests or list(QUICK if asked.quick else SELECTION)
    return asked


if __name__ == "__main__":
    sys.exit(main())
