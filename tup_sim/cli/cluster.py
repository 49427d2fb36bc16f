"""Runs on other machines: a Dask cluster behind the executor that a study takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Any

from tup_sim.cli.speaking import tell
from tup_sim.errors import Message, TupSimError

if TYPE_CHECKING:
    from distributed import Client

RETRIES = 2  # for a run whose worker is lost
PATIENCE = 10.0  # seconds to wait for the scheduler
DESERTED = 300.0  # seconds to wait for a worker when none is left
LOOK, TELL = 2.0, 30.0  # seconds between looks at the workers, and between lines about them
NO_DISTRIBUTED = Message('--cluster needs Dask distributed: pip install "tup-sim[cluster]"')
NOBODY_LEFT = (
    "no worker has been left at {address} for {seconds:.0f} s; what is finished is kept, "
    "the same command goes on"
)
ADDRESS = re.compile(r"(?:(?:tcp|tls|ws|wss)://)?(?:\[[0-9a-fA-F:.]+\]|[\w.-]+):(\d{1,5})")


def check_address(address: str | None, limit: float | None = None) -> None:
    """Refuse at once what cannot be the address of a scheduler; None is no cluster.

    Args:
        address: as ``tcp://10.0.0.1:8786`` or ``tls://scheduler:8786``.
        limit: that was asked for each run; a cluster cannot keep it.

    Raises:
        TupSimError: it is no address, or there is a limit.
    """
    if address is None:
        return
    found = ADDRESS.fullmatch(address)
    if found is None or not 0 < int(found[1]) < 1 << 16:
        what = (
            "'{address}' is no address of a Dask scheduler; write tcp://MACHINE:PORT, as tcp://10.0.0.1:8786"
        )
        raise TupSimError(Message(what, address=address))
    if limit is not None:
        raise TupSimError(Message("--limit does not go with --cluster: runs are ended on this machine only"))


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """An executor on the workers of a scheduler, such as ``tcp://10.0.0.1:8786``.

    Raises:
        TupSimError: the library is missing, nobody answers, there are no workers, or they have another model.
    """
    check_address(address)
    try:
        from distributed import Client
    except ImportError:
        raise TupSimError(NO_DISTRIBUTED) from None
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        what = "no Dask scheduler answers at {address} ({why})"
        raise TupSimError(Message(what, address=address, why=error)) from error
    with client:
        _refuse_other_models(client.run(_model), address)
        yield Cluster(client, address)


class Cluster(Executor):
    """The workers of a scheduler; when none is left, that is said, and after a while it is an error.

    Args:
        client: of the scheduler.
        address: where it is.
        clock: seconds that only go forward.
    """

    def __init__(self, client: Client, address: str, clock: Callable[[], float] = monotonic) -> None:
        self._client, self._address, self._clock = client, address, clock
        self._executor = client.get_executor(retries=RETRIES, pure=False)
        self._looked = self._there = clock()  # when it was last looked, and when somebody was last there
        self._told: float | None = None

    def submit(self, work: Callable[..., Any], /, *what: Any, **rest: Any) -> Future[Any]:
        """Hand over a piece of work."""
        found: Future[Any] = self._executor.submit(work, *what, **rest)
        return found

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Nothing more will be handed over."""
        self._executor.shutdown(wait=wait)

    def look(self) -> None:
        """Nothing has arrived for a while: say so if no worker is left.

        Raises:
            TupSimError: none has been left for too long; what was finished is kept.
        """
        now = self._clock()
        if now - self._looked < LOOK:
            return
        self._looked = now
        if self._workers():
            self._there = now
            if self._told is not None:
                tell(Message("there are workers at {address} again", address=self._address))
            self._told = None
            return
        gone = now - self._there
        if gone >= DESERTED:
            raise TupSimError(Message(NOBODY_LEFT, address=self._address, seconds=gone))
        if self._told is None or now - self._told >= TELL:
            self._told = now
            what = (
                "no worker is left at {address}: waiting {seconds:.0f} s more for one to come back; "
                "Ctrl-C keeps what is finished"
            )
            tell(Message(what, address=self._address, seconds=DESERTED - gone))

    def _workers(self) -> int:
        """How many workers there are; none if the scheduler itself does not answer."""
        try:
            return len(self._client.nthreads())
        except (OSError, TimeoutError, RuntimeError):
            return 0


def _refuse_other_models(found: dict[str, str], address: str) -> None:
    """All workers must compute what this program would compute."""
    if not found:
        what = "the scheduler at {address} has no workers yet: start them with 'dask worker {address}'"
        raise TupSimError(Message(what, address=address))
    other = [worker for worker, model in found.items() if model != _model()]
    if other:
        what = "{other} of {all} workers have another version of the model: install the same TUP-sim there"
        raise TupSimError(Message(what, other=len(other), all=len(found)))


def _model() -> str:
    from tup_sim.files.manifest import fingerprint

    return fingerprint()
