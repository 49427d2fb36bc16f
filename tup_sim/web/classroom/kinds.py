"""The kinds of steps that an hour is made of, and what each asks."""

from __future__ import annotations

LOBBY, PREDICT, REVEAL, CHOOSE, SURPRISE = "lobby", "predict", "reveal", "choose", "surprise"
STORY, DEBRIEF = "story", "debrief"
END = "end"  # follows the steps of every lesson: what is taken home
HANDED_IN = (PREDICT, CHOOSE, SURPRISE, DEBRIEF)  # steps in which teams hand something in
PACKAGES = (CHOOSE, SURPRISE)  # of these, in which they choose a package and predict what it does
PREDICTED = (PREDICT, *PACKAGES)  # of these, without which nothing is revealed
QUESTIONS = ("paid", "letter", "left-out")  # of the debrief; their texts are words of the pages
NOTHING: frozenset[str] = frozenset()  # the package of who chooses no measure
OUTCOMES = 2  # that a team predicts with its package
