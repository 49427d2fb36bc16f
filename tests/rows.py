"""One test for a property of many rows: it looks at every row, and lists all rows at fault."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable
from typing import Any

import pytest

LINES = 12  # of what is wrong with one row; the rest says the same more fully


def on_each(
    names: str, rows: Iterable[Any] | Callable[[], Iterable[Any]], ids: Callable[[Any], object] = str
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """As ``pytest.mark.parametrize``, but one test: for rows that are many, quick, and all asked the same.

    Fixtures are shared by the rows, so a test that writes files must not mind those of the row before.

    Args:
        names: the arguments that a row fills, with commas between.
        rows: the rows, or what gives them when the test runs; one value each, or a tuple of as many as there
            are names.
        ids: what a row is called when it is at fault.
    """
    arguments = [name.strip() for name in names.split(",")]
    given = rows if callable(rows) else list(rows)

    def over(test: Callable[..., None]) -> Callable[..., None]:
        def look_at_all(**fixtures: Any) -> None:
            __tracebackhide__ = True
            looked_at = list(given() if callable(given) else given)
            assert looked_at, "there are no rows, so nothing was looked at"
            faults = [
                f"{ids(row)}: {fault}"
                for row in looked_at
                if (fault := wrong(test, dict(zip(arguments, of(row, arguments), strict=True)) | fixtures))
            ]
            if faults:
                raise AssertionError(f"{len(faults)} of {len(looked_at)} rows:\n" + "\n".join(faults))

        functools.update_wrapper(look_at_all, test)
        del look_at_all.__wrapped__  # or pytest would look for fixtures with the names of the row
        others = [each for each in inspect.signature(test).parameters.values() if each.name not in arguments]
        look_at_all.__signature__ = inspect.Signature(others)  # type: ignore[attr-defined]
        return look_at_all

    return over


def of(row: Any, arguments: list[str]) -> Iterable[Any]:
    """The values of a row, one for each argument."""
    return (row,) if len(arguments) == 1 else row


def wrong(test: Callable[..., None], values: dict[str, Any]) -> str:
    """What is wrong with a row, in few lines; empty if nothing is."""
    try:
        test(**values)
    except (Exception, pytest.fail.Exception) as fault:
        told = f"{type(fault).__name__}: {fault}".splitlines()
        return "\n    ".join([*told[:LINES], *(["..."] if len(told) > LINES else [])])
    return ""
