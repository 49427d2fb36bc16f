"""What the numbers of a run may depend on besides the model: the versions of what reckons, and the kind of machine."""

from __future__ import annotations

import platform
from functools import cache
from importlib.metadata import version

LIBRARIES = ("numpy", "scipy", "simpy")


@cache
def environment() -> str:
    """Of this process, as ``CPython 3.11.7, numpy 2.1.0, scipy 1.14.1, simpy 4.1.1, Linux x86_64``."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    libraries = (f"{name} {version(name)}" for name in LIBRARIES)
    return ", ".join([python, *libraries, f"{platform.system()} {platform.machine()}"])
