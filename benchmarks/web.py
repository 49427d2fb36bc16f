"""The pages in the browser against their wanted figures: a first load of explore, and a class with thirty devices.

Both servers are those that ``tup-sim web`` and ``tup-sim class`` start, asked over the loopback address. Devices are
threads with bounded loops that ask as often as the pages do.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from benchmarks.clock import Row, at_most, told

KB = 1000
DEVICES, TEAMS = 30, 8  # a lesson has eight places; the other devices are second devices of a team
POLL = 2.0  # seconds between two questions of a phone
IDLE = 3.0  # seconds after which a connection is not used again; the server ends it after five
LONGEST = 20.0  # seconds that a phone waits for a result before it gives up
SENT_ON = (302, 303, 307)
HERE, FORM = "127.0.0.1", {"content-type": "application/x-www-form-urlencoded"}
FETCHED = re.compile(r'<(?:link rel="stylesheet" href|script src)="([^"]+)"')
ASKED_AT_ONCE = re.compile(r'hx-get="([^"]+)" hx-trigger="load')
OUTCOME = re.compile(r'name="worse" value="([^"]+)"')
STEP = re.compile(r'name="step" value="(\d+)"')
FROM = re.compile(r'name="from" value="([^"]+)"')


class Answer(NamedTuple):
    """What came back: code, where it sends on, text, and bytes with its headers."""

    code: int
    place: str
    text: str
    bytes: int


class Load(NamedTuple):
    """A first load: seconds until the page is there and until everything is, bytes and requests."""

    page: float
    everything: float
    bytes: int
    requests: int


class Device:
    """A browser of few words: one connection, its cookies, and what was refused.

    Args:
        port: of the server on this machine.
    """

    def __init__(self, port: int) -> None:
        self._way = HTTPConnection(HERE, port, timeout=60)
        self.cookie, self.asked, self.failed, self._last = "", 0, 0, time.monotonic()

    def get(self, place: str) -> Answer:
        return self._ask("GET", place, None)

    def post(self, place: str, **said: str) -> Answer:
        return self._ask("POST", place, urlencode(said))

    def tap(self, place: str, **said: str) -> Answer:
        """Send a form, and see the page that follows."""
        answer = self.post(place, **said)
        return self.get(answer.place) if answer.code in SENT_ON else answer

    def _ask(self, how: str, place: str, body: str | None) -> Answer:
        if time.monotonic() - self._last > IDLE:
            self._way.close()  # the next request opens it again
        self._last = time.monotonic()
        self._way.request(how, place, body, {**(FORM if body else {}), "cookie": self.cookie})
        came = self._way.getresponse()
        text = came.read()
        given = [value.partition(";")[0] for name, value in came.getheaders() if name == "set-cookie"]
        self.cookie = "; ".join(given) or self.cookie
        self.asked += 1
        self.failed += came.status >= 400
        size = len(text) + sum(len(name) + len(value) + 4 for name, value in came.getheaders())
        return Answer(came.status, came.getheader("location", ""), text.decode("utf-8"), size)


def first_load(get: Callable[[str], Answer]) -> Load:
    """What a browser fetches that opens the page for the first time.

    Args:
        get: asks the server for a place.
    """
    begin = time.perf_counter()
    answers = [get("/")]
    while answers[-1].code in SENT_ON:
        answers.append(get(answers[-1].place))
    page, there = answers[-1].text, time.perf_counter() - begin
    wanted = [*FETCHED.findall(page), *(each.replace("&amp;", "&") for each in ASKED_AT_ONCE.findall(page))]
    answers += [get(each) for each in wanted]
    return Load(there, time.perf_counter() - begin, sum(each.bytes for each in answers), len(answers))


@contextmanager
def server(*words: str) -> Iterator[tuple[str, float, int]]:
    """A command that serves: the first address that it says, after how many seconds, and the number of its process."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        order = [*words, "--port", "0", "--no-browser", "--results", folder]
        begin = time.perf_counter()
        code = f"from tup_sim.cli import main; main({order!r})"
        running = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        assert running.stdout is not None
        try:
            said = (re.search(r"http://\S+", line) for line in running.stdout)
            address = next(found[0] for found in said if found)
            yield address, time.perf_counter() - begin, running.pid
        finally:
            running.terminate()
            running.wait()


def cpu_of(process: int) -> float:
    """CPU seconds that a process has taken, without its children (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


# ----------------------------------------------------------------------------------------------------------- explore


def explored(times: int) -> list[Row]:
    """Servers that are started afresh, each asked for the first time."""
    starts, loads = [], []
    paints: list[list[float]] = []
    for _ in range(times):
        with server("web") as (address, seconds, _):
            starts.append(seconds)
            loads.append(first_load(Device(urlsplit(address).port or 0).get))
        with server("web") as (address, _, _):
            paints += [painted(address)]
    first = [
        at_most("tup-sim web, from the command until it says its address", median(starts), 1, " s"),
        at_most("explore, bytes of a first load", max(each.bytes for each in loads) / KB, 150, " KB", 1),
        told("explore, requests of a first load", loads[0].requests, "", 0),
        told("explore, the page of a first load is there", median(each.page for each in loads), " s"),
        at_most("explore, all of a first load is there", median(each.everything for each in loads), 1, " s"),
    ]
    if not all(paints):
        return first
    at_once, again = (median(each) for each in zip(*paints, strict=True))
    return [
        *first,
        at_most("explore, first paint in Chromium, opened as soon as the address is said", at_once, 1, " s"),
        at_most("explore, first paint in Chromium, of a server that is there", again, 1, " s"),
    ]


def painted(address: str) -> list[float]:
    """Seconds until Chromium first shows something of a page, and of the same opened again; empty without Chromium."""
    from tests.web.browser import FOUND, Page, browser

    if not FOUND:
        return []
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile, browser(Path(profile)) as chromium:
        seconds, seen = [], "performance.getEntriesByName('first-contentful-paint')"
        for _ in range(2):
            page = Page(chromium)
            page.go(address)
            page.until(f"{seen}.length")
            seconds.append(page.js(f"{seen}[0].startTime") / 1000)
        return seconds


# ------------------------------------------------------------------------------------------------------------- class


class Class:
    """A class of thirty devices in front of its first question.

    Args:
        address: the teacher's, with the secret in it.
        process: number of the server's.
    """

    def __init__(self, address: str, process: int) -> None:
        way = urlsplit(address)
        self._process, port = process, way.port or 0
        self.teacher, self.devices = Device(port), [Device(port) for _ in range(DEVICES)]
        self.teacher.get(way.path)
        for number, device in enumerate(self.devices):
            if number < TEAMS:
                device.post("/join", name="")
            else:
                device.cookie = self.devices[number % TEAMS].cookie
        self.next()
        page = self.devices[0].get("/").text
        self._outcomes, self._step = OUTCOME.findall(page), STEP.findall(page)[0]

    def next(self) -> None:
        """What the one button of the teacher does."""
        now = FROM.findall(self.teacher.get("/teacher").text)[0]
        self.teacher.post("/teacher/act", **{"do": "next", "from": now})

    def bursts(self, times: int) -> tuple[list[float], list[float]]:
        """All devices hand in at once, several times: seconds of each tap, CPU seconds of the server for each burst."""
        taps: list[float] = []
        cpu = []
        with ThreadPoolExecutor(DEVICES) as pool:
            for number in range(times):
                said, gate = self._outcomes[number % len(self._outcomes)], threading.Barrier(DEVICES)
                before = cpu_of(self._process)
                taps += pool.map(
                    lambda device, said=said, gate=gate: self._tap(device, said, gate), self.devices
                )
                cpu.append(cpu_of(self._process) - before)
                list(pool.map(_polls, enumerate(self.devices)))
        return taps, cpu

    def _tap(self, device: Device, said: str, gate: threading.Barrier) -> float:
        gate.wait()
        begin = time.perf_counter()
        answer = device.tap("/hand-in", step=self._step, worse=said)
        assert answer.code == 200, answer.code
        return time.perf_counter() - begin

    def revealed(self) -> list[float]:
        """Seconds from the teacher's press until each phone shows the result."""
        pressed: list[float] = []
        with ThreadPoolExecutor(DEVICES) as pool:
            waiting = [pool.submit(_until_shown, each) for each in enumerate(self.devices)]
            time.sleep(POLL)  # all of them are asking by now
            pressed.append(time.perf_counter())
            self.next()
            return [each.result() - pressed[0] for each in waiting]

    def refused(self) -> Row:
        """How many requests were refused or failed."""
        every = [self.teacher, *self.devices]
        failed, asked = sum(each.failed for each in every), sum(each.asked for each in every)
        return Row("class, requests that failed", f"{failed} of {asked}", "none", failed == 0)


def _polls(numbered: tuple[int, Device]) -> None:
    """What a phone asks between two taps, each at its own moment."""
    number, device = numbered
    time.sleep(POLL * number / DEVICES)
    device.get("/part")


def _until_shown(numbered: tuple[int, Device]) -> float:
    """When a phone that asks every two seconds shows a result."""
    number, device = numbered
    time.sleep(POLL * number / DEVICES)
    for _ in range(int(LONGEST / POLL)):
        if 'class="verdict"' in device.get("/part").text:
            return time.perf_counter()
        time.sleep(POLL)
    return float("inf")


def taught(bursts: int) -> list[Row]:
    """A class with the lesson that comes with the program."""
    with server("class") as (address, _, process):
        time.sleep(POLL)  # its worker has started by then
        it = Class(address, process)
        taps, cpu = it.bursts(bursts)
        shown = it.revealed()
    p95 = sorted(taps)[int(0.95 * len(taps))]
    return [
        at_most(f"class, {DEVICES} devices at once: 95 of 100 taps are answered within", p95, 1, " s"),
        told(f"class, {DEVICES} devices at once: the slowest tap", max(taps), " s"),
        at_most(f"class, CPU of the server for a burst of {DEVICES} (median)", median(cpu), 1, " s"),
        at_most("class, the last phone shows the result after the reveal", max(shown), 5, " s"),
        it.refused(),
    ]


def rows(quick: bool) -> list[Row]:
    return explored(1 if quick else 3) + taught(2 if quick else 10)
