"""Every number of the world as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tup_sim.model.parameters import Parameters, declarations

if TYPE_CHECKING:
    from pandas import DataFrame

COLUMNS = ("path", "default", "unit", "kind", "low", "high", "plausible", "sources", "about")


def parameter_table() -> DataFrame:
    """Every declared number, with its unit, range, kind and source.

    Returns:
        One row per number: path, default, unit, kind (measured, assumed, chosen, convention), low and high (what the
        model accepts), plausible (what a sensitivity analysis moves an assumption over), sources (ids), about.

    Examples:
        >>> import tup_sim
        >>> numbers = tup_sim.parameter_table()
        >>> numbers.query("path == 'cut.size'")[["unit", "kind", "low", "high"]].values.tolist()
        [['share of the subsidy', 'chosen', 0.0, 1.0]]
    """
    from pandas import DataFrame

    rows = [tuple(getattr(each, name) for name in COLUMNS) for each in declarations(Parameters)]
    return DataFrame(rows, columns=list(COLUMNS))
