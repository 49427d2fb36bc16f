"""A page of HTML on paper: printed to PDF by a Chromium that is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from tup_sim.errors import Message, OutputError
from tup_sim.reporting.saving import save

BROWSERS = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge",
    "microsoft-edge-stable", "msedge",
)  # fmt: skip
# Where they are installed on systems that have no list of commands.
INSTALLED = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
QUIETLY = (
    "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-extensions", "--no-pdf-header-footer",
)  # fmt: skip
NO_BROWSER = (
    "no Chromium, Chrome or Edge was found: install one, or open {page} in any browser and print it to PDF"
)
SECONDS = 60  # a brief takes one or two


def browser() -> str | None:
    """The Chromium, Chrome or Edge that is installed, found by its name; None if there is none."""
    by_name = (shutil.which(name) for name in BROWSERS)
    in_place = (place for place in INSTALLED if Path(place).is_file())
    return next((each for each in (*by_name, *in_place) if each), None)


def print_to_pdf(page: Path, path: Path) -> None:
    """Print a page to a PDF file; no network is asked for anything.

    Args:
        page: a file of HTML.
        path: of the PDF.

    Raises:
        OutputError: no browser is installed, it did not print, or the file cannot be written.
    """
    found = browser()
    if found is None:
        raise OutputError(Message(NO_BROWSER, page=page))
    save(path, lambda place: _printed(found, page.resolve(), place))


def _printed(found: str, page: Path, place: Path) -> None:
    """Let the browser print, with a profile of its own that is thrown away."""
    with TemporaryDirectory() as profile:
        root = (
            ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
        )  # it refuses to start otherwise
        words = [
            found,
            *QUIETLY,
            *root,
            f"--user-data-dir={profile}",
            f"--print-to-pdf={place.resolve()}",
            page.as_uri(),
        ]
        try:
            subprocess.run(words, capture_output=True, timeout=SECONDS, check=True)
        except (subprocess.SubprocessError, OSError):
            raise OutputError(_failed(found, page)) from None
    if not place.is_file():
        raise OutputError(_failed(found, page))


def _failed(found: str, page: Path) -> Message:
    what = "{browser} did not make a PDF: open {page} in any browser and print it"
    return Message(what, browser=Path(found).name, page=page.name)
