"""The table of the benchmarks, and its place in docs/performance.md."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from benchmarks.clock import Row

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
BEGIN, END = "<!-- table: make bench -->", "<!-- end of table -->"
MET = {True: "yes", False: "**no**", None: ""}


def line(row: Row) -> str:
    return f"| {row.what} | {row.measured} | {row.goal} | {MET[row.met]} |"


def markdown(rows: Sequence[Row]) -> str:
    lines = ["| what | measured | goal | met |", "|---|---|---|---|"]
    return "\n".join([*lines, *map(line, rows)])


def processor() -> str:
    """The name of the processor, as far as the system tells it."""
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def heading(today: date) -> str:
    return f"{today.isoformat()}, Python {platform.python_version()}, {processor()}"


def write_part(rows: Sequence[Row], name: str, today: date, page: Path = PAGE) -> None:
    """Put the table of one part under the others, in the place of the one that was there; ``write`` sweeps it away."""
    text = page.read_text(encoding="utf-8")
    begin, end = f"<!-- part: {name} -->", f"<!-- end of part: {name} -->"
    if begin in text:
        before, _, rest = text.partition(begin)
        text = before.rstrip("\n") + "\n" + rest.partition(end)[2].lstrip("\n")
    before, found, after = text.rpartition(END)
    if not found:
        raise SystemExit(f"{page.name} has no place for the table: {BEGIN} ... {END}")
    table = f"{begin}\n{heading(today)}: `{name}` alone\n\n{markdown(rows)}\n{end}"
    page.write_text(f"{before.rstrip()}\n\n{table}\n{END}{after}", encoding="utf-8")


def write(rows: Sequence[Row], today: date, page: Path = PAGE) -> None:
    """Put the table between its markers; everything else on the page stays as it is."""
    text = page.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"{page.name} has no place for the table: {BEGIN} ... {END}")
    page.write_text(f"{before}{BEGIN}\n{heading(today)}\n\n{markdown(rows)}\n{END}{after}", encoding="utf-8")
