"""The funder, as far as the organisation deals with it."""

from __future__ import annotations


class Funder:
    """Somebody who pays, and counts what it sees.

    Attributes:
        paid, volunteers: output since the last decision, by who gave it.
        support_cost: what volunteers cost since then, EUR.
        weeks: weeks since then.
        price: norm price of a piece of output, EUR; None until there was something to count.
        target: output agreed per year.
        share: part of the subsidy at rest that is granted now; next_share: from ``next_from`` (hour) on.
    """

    __slots__ = (
        "next_from",
        "next_share",
        "paid",
        "price",
        "share",
        "support_cost",
        "target",
        "volunteers",
        "weeks",
    )

    def __init__(self) -> None:
        self.paid = self.volunteers = self.support_cost = 0.0
        self.weeks = 0
        self.price: float | None = None
        self.target = 0.0
        self.share = self.next_share = 1.0
        self.next_from = 0.0

    def share_at(self, hour: float) -> float:
        """Part of the subsidy that is granted at an hour, as far as is known now."""
        return self.next_share if hour >= self.next_from else self.share

    def forget(self) -> None:
        """Count from nothing again."""
        self.paid = self.volunteers = self.support_cost = 0.0
        self.weeks = 0
