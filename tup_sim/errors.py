"""What the package raises on purpose.

Every class passes all its arguments to ``Exception.__init__``: SimPy rebuilds the exception of a failed
process from ``args``, and a worker process has to pickle it.
"""

from __future__ import annotations


class TupSimError(Exception):
    """A mistake we can explain to the user in one line; the command line prints it and ends with code 2."""


class ScenarioError(TupSimError):
    """A scenario that cannot be used: where it is wrong, what is wrong and what to write instead.

    Args:
        problem: what is wrong, in one sentence.
        where: ``file:line``, ``--set`` or another place the user can go to; empty if unknown.
        hint: what to do about it ("did you mean ...", the allowed range); empty if there is nothing to say.
    """

    def __init__(self, problem: str, where: str = "", hint: str = "") -> None:
        super().__init__(problem, where, hint)
        self.problem, self.where, self.hint = problem, where, hint

    def __str__(self) -> str:
        text = f"{self.where}: {self.problem}" if self.where else self.problem
        return f"{text} ({self.hint})" if self.hint else text


class RunFailed(TupSimError):
    """One run ended in an error; names the scenario, seed and replication so that it can be repeated.

    Args:
        scenario: name of the scenario.
        seed: seed of the study.
        replication: number of the replication.
        cause: the original error, as text.
    """

    def __init__(self, scenario: str, seed: int, replication: int, cause: str) -> None:
        super().__init__(scenario, seed, replication, cause)
        self.scenario, self.seed, self.replication, self.cause = scenario, seed, replication, cause

    def __str__(self) -> str:
        return f"run {self.scenario}, seed {self.seed}, replication {self.replication} failed: {self.cause}"


class OutputError(TupSimError):
    """A result could not be written (locked file, full disk, no permission); nothing that existed was lost."""
