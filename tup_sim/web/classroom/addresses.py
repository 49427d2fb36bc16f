"""Where the class is found: the addresses of this machine, and the picture that a camera reads."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator
from contextlib import closing, suppress
from io import StringIO

import segno

NOWHERE = "192.0.2.1"  # an address that is nobody's: choosing the way to it sends nothing
ASK_ADDRESS = 0x8915  # SIOCGIFADDR, of Linux
PATIENCE = 1.0  # seconds


def machine_addresses() -> list[str]:
    """The IPv4 addresses of this machine that another device may reach, the likeliest first."""
    found = dict.fromkeys([*_on_the_way(), *_by_interface(), *_by_name()])
    usable = [each for each in found if not ipaddress.ip_address(each).is_loopback]
    return sorted(usable, key=_likely)


def _likely(address: str) -> int:
    """Home and school networks first; those that programs make on the machine itself last."""
    for rank, begin in enumerate(("192.168.", "10.", "172.2", "172.3")):
        if address.startswith(begin):
            return rank
    return 5 if address.startswith(("172.17.", "169.254.")) else 4


def _on_the_way() -> Iterator[str]:
    """The address with which this machine would go to others."""
    with suppress(OSError), closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as way:
        way.connect((NOWHERE, 9))
        yield way.getsockname()[0]


def _by_interface() -> Iterator[str]:
    """The address of every network card, where the system says it (Linux)."""
    with suppress(ImportError, OSError, AttributeError):
        import fcntl

        with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as ask:
            for _, name in socket.if_nameindex():
                with suppress(OSError):
                    told = fcntl.ioctl(ask.fileno(), ASK_ADDRESS, name.encode()[:15].ljust(256, b"\0"))
                    yield socket.inet_ntoa(told[20:24])


def _by_name() -> Iterator[str]:
    """What the machine's own name stands for (Windows, macOS)."""
    with suppress(OSError):
        yield from socket.gethostbyname_ex(socket.gethostname())[2]


def answers(address: str, port: int) -> bool:
    """Whether this machine reaches itself there; whether others do is up to its firewall and the router."""
    with suppress(OSError), closing(socket.create_connection((address, port), PATIENCE)):
        return True
    return False


def qr(address: str, about: str) -> str:
    """A picture of an address that a camera reads, as SVG.

    Args:
        address: that it stands for.
        about: what it is, for who cannot see it.
    """
    code = segno.make(address, error="m", micro=False)
    return code.svg_inline(border=4, dark="#000", light="#fff", title=about, omitsize=True, svgclass="qr")


def qr_in_signs(address: str) -> str:
    """The same of signs, for a terminal."""
    out = StringIO()
    segno.make(address, error="l", micro=False).terminal(out, border=2, compact=True)
    return out.getvalue()
