"""What the package raises on purpose.

Every class passes all its arguments to ``Exception.__init__``: SimPy rebuilds the exception of a failed
process from ``args``, and a worker process has to pickle it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from string import Formatter
from typing import Any


class Message(str):
    """A sentence for the user that can be said in another language later.

    It is the English sentence, already filled in; beside it it keeps the sentence with its gaps, which is what the
    gettext catalogue knows, and what fills them. So whoever raises an error need not know who will read it.

    Args:
        template: the sentence in English, with gaps as ``{name}``.
        values: what fills the gaps; may be messages themselves.
    """

    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, /, **values: Any) -> Message:
        """Fill in the sentence."""
        made = super().__new__(cls, template.format(**values))
        made.template, made.values = template, values
        return made

    def __reduce__(self) -> tuple[Callable[..., Message], tuple[str, dict[str, Any]]]:
        return _message, (self.template, self.values)

    def said(self, translate: Callable[[str], str]) -> str:
        """The sentence in another language.

        Args:
            translate: gives the template of a template; the same one where it knows none.
        """
        values = {name: said(value, translate) for name, value in self.values.items()}
        return translate(self.template).format(**values)

    @property
    def gaps(self) -> set[str]:
        """Names of the gaps in the sentence."""
        return {name for _, name, _, _ in Formatter().parse(self.template) if name}


def _message(template: str, values: dict[str, Any]) -> Message:
    return Message(template, **values)


def said(text: Any, translate: Callable[[str], str]) -> Any:
    """A message in another language; anything else as it is."""
    return text.said(translate) if isinstance(text, Message) else text


class TupSimError(Exception):
    """A mistake we can explain to the user in one line; the command line prints it and ends with code 2."""

    def said(self, translate: Callable[[str], str]) -> str:
        """The error in another language, as far as it was written as a ``Message``."""
        first = self.args[0] if self.args else ""
        return str(said(first, translate)) if isinstance(first, Message) else str(self)


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
        self.faults: tuple[ScenarioError, ...] = (self,)

    def __str__(self) -> str:
        return self.said(lambda template: template)

    def said(self, translate: Callable[[str], str]) -> str:
        """Where, what, and what to do, in another language."""
        problem, hint = said(self.problem, translate), said(self.hint, translate)
        text = f"{self.where}: {problem}" if self.where else problem
        return f"{text} ({hint})" if hint else text


class ScenarioErrors(ScenarioError):
    """Several mistakes of a scenario or experiment, told at once: one line for each.

    Args:
        faults: the mistakes, in the order in which they are told; two at least.
    """

    def __init__(self, faults: Sequence[ScenarioError]) -> None:
        first = faults[0]
        super().__init__(first.problem, first.where, first.hint)
        self.faults = tuple(faults)
        self.args = (self.faults,)

    def said(self, translate: Callable[[str], str]) -> str:
        """Every mistake in another language, one line for each."""
        return "\n".join(fault.said(translate) for fault in self.faults)


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
