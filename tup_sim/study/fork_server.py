"""A server that forks our worker processes and nobody else's; where the system has such servers.

It is that of the standard library, once more: whatever the host program does with its own, before us or after us, is
done with other signals, other modules and other folders than ours.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from io import BytesIO
from multiprocessing import popen_forkserver, reduction, spawn, util
from multiprocessing.context import ForkServerContext, ForkServerProcess, set_spawning_popen
from multiprocessing.forkserver import ForkServer, read_signed
from multiprocessing.process import BaseProcess
from typing import ClassVar

_servers: dict[int, ForkServer] = {}


def our_context(modules: Sequence[str]) -> ForkServerContext:
    """How processes are started by our server.

    Args:
        modules: that it loads when it begins, once for all processes.
    """
    _server().set_forkserver_preload(list(modules))
    return _OurContext()


def _server() -> ForkServer:
    """The one of this process; one that was inherited cannot be waited for."""
    return _servers.setdefault(os.getpid(), ForkServer())


class _Started(popen_forkserver.Popen):
    """A process that our server has forked."""

    _fds: list[int]

    def _launch(self, process_obj: BaseProcess) -> None:
        """As in the standard library, but for the server that is asked."""
        said = BytesIO()
        set_spawning_popen(self)
        try:
            reduction.dump(spawn.get_preparation_data(process_obj.name), said)
            reduction.dump(process_obj, said)
        finally:
            set_spawning_popen(None)
        self.sentinel, to_child = _server().connect_to_new_process(self._fds)
        while_we_live = os.dup(to_child)  # the child sees by it that its parent has ended
        closing = util.close_fds  # type: ignore[attr-defined]  # not declared, as little as _fds
        self.finalizer = util.Finalize(self, closing, (while_we_live, self.sentinel))
        with open(to_child, "wb", closefd=True) as line:
            line.write(said.getbuffer())
        self.pid = read_signed(self.sentinel)


class _OurProcess(ForkServerProcess):
    """A process that is started by our server."""

    @staticmethod
    def _Popen(process_obj: BaseProcess) -> _Started:  # named by the standard library
        return _Started(process_obj)


class _OurContext(ForkServerContext):
    """As that of the standard library, with our processes."""

    Process: ClassVar[type[ForkServerProcess]] = _OurProcess
