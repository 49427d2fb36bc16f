"""What others have seen a volunteer do, and what was agreed with this one person."""

from __future__ import annotations


class Standing:
    """How a volunteer stands with those who look for help, by stream.

    Attributes:
        agreed: own mandate levels, above what the unit agreed with all volunteers.
        precedents: jobs beyond the mandate that went well, fading.
        contacts, successes: what people have seen this volunteer do, fading.
        asked: streams beyond the mandate they were asked about in this shift; asked_in: start of that shift.
        reviewed: hour of the last task review.
    """

    __slots__ = ("agreed", "asked", "asked_in", "contacts", "precedents", "reviewed", "successes")

    def __init__(self, streams: int) -> None:
        self.agreed: dict[int, int] = {}
        self.precedents = [0.0] * streams
        self.contacts = [0.0] * streams
        self.successes = [0.0] * streams
        self.asked: list[int] = []
        self.asked_in = self.reviewed = 0.0

    def fade(self, keep: float) -> None:
        """A week passes: others forget a little."""
        self.precedents = [count * keep for count in self.precedents]
        self.contacts = [count * keep for count in self.contacts]
        self.successes = [count * keep for count in self.successes]

    def was_asked(self, stream: int, shift: float) -> bool:
        """Somebody has asked them for this kind of work in this shift."""
        return self.asked_in == shift and stream in self.asked

    def remember_asking(self, stream: int, shift: float) -> None:
        """They were asked for this kind of work in this shift."""
        if self.asked_in != shift:
            self.asked_in, self.asked = shift, []
        self.asked.append(stream)
