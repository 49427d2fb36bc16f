"""In a real browser without a screen: the scripts run, nothing is refused, and nothing leaves the machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from tests.web.pages import answered
from tup_sim.web.app import application
from tup_sim.web.serving import _door
from tup_sim.web.state import State

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
FOUND = next((path for each in BROWSERS if (path := shutil.which(each))), "")
pytestmark = pytest.mark.skipif(not FOUND, reason=f"none of these is installed: {', '.join(BROWSERS)}")
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--no-first-run", "--virtual-time-budget=5000", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Of a server with one answer, whose table nobody works on."""
    folder = tmp_path_factory.mktemp("browser")
    answered(folder, State(numbers=(("cut", 15.0), ("thanks", 4.0))))
    door = _door(0)
    server = uvicorn.Server(
        uvicorn.Config(application(folder, works=False), log_level="error", access_log=False)
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
    thread.start()
    yield f"http://127.0.0.1:{door.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    door.close()


def seen(address: str, profile: Path, *more: str) -> tuple[str, str]:
    """The page as the browser has it after its scripts ran, and what it complained of."""
    words = [
        FOUND,
        *QUIET,
        f"--user-data-dir={profile}",
        "--enable-logging=stderr",
        *more,
        "--dump-dom",
        address,
    ]
    done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False, env={**os.environ})
    told = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    return done.stdout, "\n".join(told)


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_page_stands_its_scripts_run_and_nothing_is_refused(address, tmp_path, lang):
    page, told = seen(f"{address}/explore?v=1&thanks=4&lang={lang}", tmp_path)
    assert told == ""
    assert page.count('class="dots"') == 5
    shown = [each for each in re.findall(r"<input type=\"range\"[^>]*>", page) if "hidden" not in each]
    assert len(shown) == 6, "the script shows the sliders"
    assert re.search(r'class="step"[^>]*hidden', page) is None


def test_a_page_that_waits_asks_again_by_itself(address, tmp_path):
    page, told = seen(f"{address}/explore?v=1&lang=en", tmp_path)
    assert told == "" and "hx-get" in page and "<progress" in page
