"""However the program is ended: its workers end too, and one that is asked to end does so as by Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

LEADING = Path(__file__).with_name("leading.py")
PATIENCE = 30.0

pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks at processes")


def waited_for(what):
    until = time.monotonic() + PATIENCE
    while not (found := what()) and time.monotonic() < until:
        time.sleep(0.05)
    return found


def alive(session):
    """Processes of a session that have not ended."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, _, of = path.read_text().rpartition(")")[2].split()[:4]
            if int(of) == session and state != "Z":
                found.append(int(path.parent.name))
    return found


@pytest.mark.parametrize(("sign", "code"), [(signal.SIGKILL, -signal.SIGKILL), (signal.SIGTERM, 130)])
def test_no_process_stays_behind(tmp_path, sign, code):
    program = subprocess.Popen([sys.executable, str(LEADING), str(tmp_path)], start_new_session=True)
    try:
        assert waited_for(lambda: len(list(tmp_path.iterdir())) == 2), "the workers did not begin"
        assert len(alive(program.pid)) >= 3
        program.send_signal(sign)
        assert program.wait(PATIENCE) == code
        assert waited_for(lambda: not alive(program.pid)), "somebody stayed behind"
    finally:
        with suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
        program.wait()
