"""``python -m benchmarks``: measure, print the table, and with ``--write`` keep it in docs/performance.md."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from importlib import import_module

from benchmarks.clock import Row
from benchmarks.table import heading, line, markdown, write

ALL = ("events", "service", "peers", "year", "size", "parallel", "keeping", "start_up", "luck")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="shorter runs and fewer rounds: to see that it works"
    )
    parser.add_argument(
        "--only", action="append", choices=ALL, metavar="NAME", help=f"one of {', '.join(ALL)}"
    )
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    asked = parser.parse_args(arguments)
    if asked.write and (asked.quick or asked.only):
        parser.error("--write keeps the whole table at full length; leave out --quick and --only")
    rows: list[Row] = []
    print(f"{heading(date.today())}\n\n{markdown([])}", flush=True)
    for name in asked.only or ALL:
        print(f"measuring: {name}", file=sys.stderr, flush=True)
        found = import_module(f"benchmarks.{name}").rows(asked.quick)
        print("\n".join(map(line, found)), flush=True)
        rows += found
    if asked.quick:
        print("\nQuick: too short to say whether a goal is met.")
    if asked.write:
        write(rows, date.today())
    return 0


if __name__ == "__main__":
    sys.exit(main())
