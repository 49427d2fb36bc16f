"""Whether this process may use the memory it needs: some libraries wait for ever where they get none."""

from __future__ import annotations

from tup_sim.errors import Message, TupSimError

LEAST = 700_000_000  # bytes of addresses: with less, numpy's or scipy's library for matrices may never start
MEGABYTE = 1_000_000


def refuse_too_little() -> None:
    """Refuse a bound on memory (``ulimit -v``) in which the libraries cannot start.

    Raises:
        TupSimError: the bound is too low; says what is allowed and what is needed.
    """
    try:
        import resource
    except ImportError:  # Windows has no such bound
        return
    allowed, _ = resource.getrlimit(resource.RLIMIT_AS)
    if allowed != resource.RLIM_INFINITY and allowed < LEAST:
        what = "this process may use {allowed} MB of memory and needs {least} MB to start (see 'ulimit -v')"
        raise TupSimError(Message(what, allowed=allowed // MEGABYTE, least=LEAST // MEGABYTE))
