"""Many files as one, the same bytes whenever and wherever it is packed."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first moment a zip can name; when something was packed says nothing
READABLE = 0o644 << 16
UNIX = 3
SUMS = "SHA256SUMS"


def zipped(files: Mapping[str, bytes], top: str = "") -> bytes:
    """A zip of files, in the order of their names, without dates or owners.

    Args:
        files: name inside the zip to content.
        top: folder in which all of them are; empty for none.
    """
    place = BytesIO()
    with ZipFile(place, "w") as pack:
        for name in sorted(files):
            info = ZipInfo(f"{top}/{name}" if top else name, LONG_AGO)
            info.compress_type, info.external_attr, info.create_system = ZIP_DEFLATED, READABLE, UNIX
            pack.writestr(info, files[name], compresslevel=9)
    return place.getvalue()


def checksums(files: Mapping[str, bytes]) -> bytes:
    """A line per file with its digest, as ``sha256sum --check`` reads it."""
    lines = (f"{sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    return "".join(lines).encode()
