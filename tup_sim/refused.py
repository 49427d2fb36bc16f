"""Why the operating system refuses something: what it often says is known, so that it can be said in Dutch as well."""

from __future__ import annotations

import errno

from tup_sim.errors import Message

_KNOWN = {
    errno.ENOENT: Message("No such file or directory"),
    errno.EACCES: Message("Permission denied"),
    errno.EPERM: Message("Operation not permitted"),
    errno.ENOSPC: Message("No space left on device"),
    errno.EROFS: Message("Read-only file system"),
    errno.EISDIR: Message("Is a directory"),
    errno.ENOTDIR: Message("Not a directory"),
    errno.EEXIST: Message("File exists"),
    errno.ENAMETOOLONG: Message("File name too long"),
    errno.EIO: Message("Input/output error"),
    errno.EMFILE: Message("Too many open files"),
    errno.EADDRINUSE: Message("Address already in use"),
}


def reason_of(error: Exception) -> str:
    """The reason alone, without number and file; whatever the system says where it is none of the usual ones."""
    return _KNOWN.get(getattr(error, "errno", None) or 0) or getattr(error, "strerror", None) or str(error)
