"""``python -m benchmarks``: measure, print the table, and with ``--write`` keep it in docs/performance.md.

With ``--only NAME --write`` the table of that part is kept under the others, with its date.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from datetime import date
from importlib import import_module

from benchmarks.clock import Row
from benchmarks.table import heading, line, markdown, write, write_part

# Whether a part measures the source, or what runs here: the compiled form where there is one.
SOURCE = {
    "events": True, "service": True, "peers": True, "year": True, "size": True, "parallel": False, "past": False,
    "keeping": False, "start_up": True, "luck": False, "forms": False,
    "web": False,
}  # fmt: skip


def part(name: str, quick: bool) -> list[Row]:
    """What one part found, measured in a process of its own, for a process runs one form."""
    environment = {key: value for key, value in os.environ.items() if key != "TUP_SIM_FORM"}
    if SOURCE[name]:
        environment["TUP_SIM_FORM"] = "source"
    command = [sys.executable, "-m", "benchmarks", "--rows", name, *(["--quick"] if quick else [])]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return [Row(*row) for row in json.loads(done.stdout)]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="shorter runs and fewer rounds: to see that it works"
    )
    parser.add_argument(
        "--only", action="append", choices=SOURCE, metavar="NAME", help=f"one of {', '.join(SOURCE)}"
    )
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    parser.add_argument("--rows", choices=SOURCE, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.rows:
        print(json.dumps(import_module(f"benchmarks.{asked.rows}").rows(asked.quick)))
        return 0
    if asked.write and (asked.quick or len(asked.only or []) > 1):
        parser.error("--write keeps the whole table or one part at full length; leave out --quick")
    rows: list[Row] = []
    print(f"{heading(date.today())}\n\n{markdown([])}", flush=True)
    for name in asked.only or SOURCE:
        print(f"measuring: {name}", file=sys.stderr, flush=True)
        found = part(name, asked.quick)
        print("\n".join(map(line, found)), flush=True)
        rows += found
    if asked.quick:
        print("\nQuick: too short to say whether a goal is met.")
    if asked.write and asked.only:
        write_part(rows, asked.only[0], date.today())
    elif asked.write:
        write(rows, date.today())
    return 0


if __name__ == "__main__":
    sys.exit(main())
