"""A real browser without a screen, led through its pipe: no driver, no port, nothing besides Chromium is needed.

It speaks the DevTools protocol: JSON messages with a zero behind each, on two descriptors that Chromium calls 3 and 4.
"""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
FOUND = next((path for each in BROWSERS if (path := shutil.which(each))), "")
# Who says so, as continuous integration does, wants a test to fail where it would be skipped for want of a browser.
NEEDED = os.environ.get("TUP_SIM_BROWSER") == "needed"
WHY_NOT = f"none of these is installed: {', '.join(BROWSERS)}"
ENTER, SPACE, TAB = "Enter", " ", "Tab"
CODES = {ENTER: 13, SPACE: 32, TAB: 9, "ArrowUp": 38, "ArrowRight": 39}
PATIENCE = 60.0  # seconds
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--hide-scrollbars", "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--remote-debugging-pipe",
)  # fmt: skip
LEAVING = (
    "navigated or closed",
    "context was destroyed",
    "find context",
)  # as it says that a page is being left
AXE = Path(__file__).parent / "axe" / "axe.min.js"
PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")


def skipped_without(found: str | None, reason: str = WHY_NOT) -> pytest.MarkDecorator:
    """The mark of tests that need a browser: without one they are skipped, or fail where it is needed.

    Args:
        found: where the browser is; nothing if there is none.
        reason: what is told of those that are skipped.
    """
    return pytest.mark.skipif(not found and not NEEDED, reason=reason)


class Refused(AssertionError):
    """The browser did not do what was asked of it."""


class Browser:
    """Chromium, and the messages that go to it and come from it."""

    def __init__(self, profile: Path) -> None:
        theirs_in, self._out = os.pipe()
        self._in, theirs_out = os.pipe()
        lead = 'in=$1; out=$2; shift 2; eval "exec \\"\\$@\\" 3<&$in 4>&$out"'
        words = ["bash", "-c", lead, "lead", str(theirs_in), str(theirs_out), FOUND, *QUIET]
        self._process = subprocess.Popen(
            [*words, f"--user-data-dir={profile}"], pass_fds=(theirs_in, theirs_out),
            stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(theirs_in)
        os.close(theirs_out)
        self._left, self._number = b"", 0
        self.events: list[dict[str, Any]] = []

    def ask(self, method: str, session: str = "", **what: Any) -> dict[str, Any]:
        """Ask something and wait for what comes back; what happens meanwhile is noted."""
        self._number += 1
        asked = {
            "id": self._number,
            "method": method,
            "params": what,
            **({"sessionId": session} if session else {}),
        }
        os.write(self._out, json.dumps(asked).encode() + b"\0")
        for told in self._told():
            if told.get("id") == self._number:
                if "error" in told:
                    raise Refused(f"{method}: {told['error']}")
                return told["result"]
        raise AssertionError(f"the browser ended before it answered {method}")

    def _told(self) -> Iterator[dict[str, Any]]:
        while True:
            while b"\0" not in self._left:
                part = os.read(self._in, 1 << 20)
                if not part:
                    return
                self._left += part
            message, _, self._left = self._left.partition(b"\0")
            told = json.loads(message)
            if "method" in told:
                self.events.append(told)
            yield told

    def end(self) -> None:
        """Close it."""
        os.close(self._out)
        os.close(self._in)
        self._process.terminate()
        self._process.wait()


class Page:
    """A page in it.

    Args:
        browser: it is in.
        width, height: of the window, in pixels of CSS.
    """

    def __init__(self, browser: Browser, width: int = 1280, height: int = 900) -> None:
        self._browser = browser
        target = browser.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = browser.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._target = target
        for room in ("Page", "Runtime", "Log"):
            self.ask(f"{room}.enable")
        self.size(width, height)

    def ask(self, method: str, **what: Any) -> dict[str, Any]:
        """Ask the page something."""
        return self._browser.ask(method, self._session, **what)

    def size(self, width: int, height: int = 900) -> None:
        """Another window."""
        self.ask(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )  # fmt: skip

    def dark(self, dark: bool) -> None:
        """Whether its reader wants light signs on a dark ground."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", features=[scheme])

    def go(self, address: str) -> None:
        """Open an address, and wait until its scripts have run."""
        self.ask("Page.navigate", url=address)
        self.until(f"document.readyState === 'complete' && location.href !== 'about:blank' /* {address} */")

    def js(self, text: str) -> Any:
        """What an expression is on the page."""
        found = self.ask("Runtime.evaluate", expression=text, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def until(self, text: str) -> None:
        """Wait until an expression holds."""
        end = time.monotonic() + PATIENCE
        while not self._holds(text):
            assert time.monotonic() < end, f"it never came to that: {text}"
            time.sleep(0.05)

    def _holds(self, text: str) -> bool:
        """Whether an expression holds; not on a page that another one takes the place of while it is asked."""
        try:
            return bool(self.js(f"Boolean({text})"))
        except Refused as error:
            if not any(each in str(error) for each in LEAVING):
                raise
            return False

    def is_drawn(self) -> None:
        """Wait for two pictures: with the first the focus goes where the address points, however late that comes."""
        self.js("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))")

    def press(self, key: str) -> None:
        """Press a key and let it go."""
        code = {"key": key, "code": key, "windowsVirtualKeyCode": CODES[key]}
        text = {ENTER: "\r", SPACE: " "}.get(key, "")
        self.ask("Input.dispatchKeyEvent", type="keyDown", **code, **({"text": text} if text else {}))
        self.ask("Input.dispatchKeyEvent", type="keyUp", **code)

    def choose(self, selector: str, file: Path) -> None:
        """Choose a file in a box for files."""
        box = self.ask("Runtime.evaluate", expression=f"document.querySelector({json.dumps(selector)})")
        self.ask("DOM.setFileInputFiles", objectId=box["result"]["objectId"], files=[str(file)])

    def tab_to(self, selector: str, most: int = 120) -> None:
        """Press Tab until something has the focus, which has to be seen there."""
        for _ in range(most):
            self.press(TAB)
            if self.js(f"document.activeElement.matches({json.dumps(selector)})"):
                assert self.js(FOCUS_IS_SEEN), f"the focus on {selector} is not seen"
                return
        raise AssertionError(f"{most} times Tab do not reach {selector}")

    def findings(self) -> list[str]:
        """What axe finds wrong with the page as it is."""
        if not self.js("Boolean(window.axe)"):
            self.js(f"{AXE.read_text('utf-8')}; true")
        ran = "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map(v => v.id + ': ' + v.help + ' at ' + v.nodes.map(n => n.target).slice(0, 4).join(' | ')))"  # noqa: E501
        return list(self.js(ran))

    def sheets(self) -> int:
        """How many sheets of A4 it prints on."""
        told = self.ask("Page.printToPDF", preferCSSPageSize=True, paperWidth=8.27, paperHeight=11.69)
        return len(PAGE.findall(base64.b64decode(told["data"])))

    def picture(self, place: Path) -> None:
        """Keep what is seen, all of its length."""
        told = self.ask("Page.captureScreenshot", captureBeyondViewport=True)
        place.write_bytes(base64.b64decode(told["data"]))

    def complaints(self) -> list[str]:
        """What the browser complained of on this page."""
        mine = [each for each in self._browser.events if each.get("sessionId") == self._session]
        logged = [each["params"]["entry"]["text"] for each in mine if each["method"] == "Log.entryAdded"]
        thrown = [str(each["params"]) for each in mine if each["method"] == "Runtime.exceptionThrown"]
        return logged + thrown

    def close(self) -> None:
        """Close it."""
        self._browser.ask("Target.closeTarget", targetId=self._target)


FOCUS_IS_SEEN = """(() => { const e = document.activeElement, b = e.getBoundingClientRect(), s = getComputedStyle(e);
  return b.width > 0 && b.height > 0 && s.outlineStyle !== 'none' && b.bottom > 0 && b.top < innerHeight; })()"""


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """Chromium, as long as it is needed."""
    assert FOUND, WHY_NOT
    it = Browser(profile)
    try:
        yield it
    finally:
        it.end()
