"""Runs on other machines: a Dask cluster behind the executor that a study takes."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from tup_sim.errors import TupSimError

RETRIES = 2  # for a run whose worker is lost
PATIENCE = 10.0  # seconds to wait for the scheduler
NO_DISTRIBUTED = '--cluster needs Dask distributed: pip install "tup-sim[cluster]"'


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """An executor on the workers of a scheduler, such as ``tcp://10.0.0.1:8786``.

    Raises:
        TupSimError: the library is missing, nobody answers, there are no workers, or they have another model.
    """
    try:
        from distributed import Client
    except ImportError:
        raise TupSimError(NO_DISTRIBUTED) from None
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise TupSimError(f"no Dask scheduler answers at {address} ({error})") from error
    with client:
        _refuse_other_models(client.run(_model), address)
        yield client.get_executor(retries=RETRIES, pure=False)


def _refuse_other_models(found: dict[str, str], address: str) -> None:
    """All workers must compute what this program would compute."""
    if not found:
        raise TupSimError(
            f"the scheduler at {address} has no workers yet: start them with 'dask worker {address}'"
        )
    other = [worker for worker, model in found.items() if model != _model()]
    if other:
        raise TupSimError(
            f"{len(other)} of {len(found)} workers have another version of the model: install the same TUP-sim there"
        )


def _model() -> str:
    from tup_sim.files.manifest import fingerprint

    return fingerprint()
