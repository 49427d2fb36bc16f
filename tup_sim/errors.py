"""What the package raises on purpose.

Every class passes all its arguments to ``Exception.__init__``: SimPy rebuilds the exception of a failed
process from ``args``, and a worker process has to pickle it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from opcode import opmap
from string import Formatter
from traceback import format_exception, walk_tb
from types import FrameType
from typing import Any
from unicodedata import category

PLUGIN = "tup_sim_plugin_"  # the name of the module of a plug-in begins so
TRACE_AT_MOST = 20_000  # signs of a traceback that are kept


class Message(str):
    """A sentence for the user that can be said in another language later.

    It is the English sentence, already filled in; beside it it keeps the sentence with its gaps, which is what the
    gettext catalogue knows, and what fills them. So whoever raises an error need not know who will read it.

    Args:
        template: the sentence in English, with gaps as ``{name}``.
        values: what fills the gaps; may be messages themselves. What nobody can read of a text is shown as ``?``.
    """

    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, /, **values: Any) -> Message:
        """Fill in the sentence."""
        values = {name: _readable(value) for name, value in values.items()}
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


def _readable(value: Any) -> Any:
    """A text without marks of direction or order, controls and halves of signs; anything else as it is."""
    if not isinstance(value, str) or isinstance(value, Message) or value.isprintable():
        return value
    return "".join("?" if category(sign)[0] == "C" and sign not in "\n\t" else sign for sign in value)


def _message(template: str, values: dict[str, Any]) -> Message:
    return Message(template, **values)


def a_word(text: str) -> Message:
    """A word from a fixed list, as a unit or a kind of file, that is said in the language of the sentence around it."""
    return Message(text)


def chained(template: str, parts: Sequence[str]) -> str:
    """Several parts as one, each joined to those before it; empty if there are none.

    Args:
        template: joins ``{one}`` and ``{other}``.
        parts: messages or other texts.
    """
    whole, *rest = parts or [""]
    for each in rest:
        whole = Message(template, one=whole, other=each)
    return whole


def with_hint(problem: str, hint: str) -> str:
    """What is wrong, and what to do about it if that is known."""
    return Message("{problem} ({hint})", problem=problem, hint=hint) if hint else problem


def one_line(text: str, most: int = 80) -> str:
    """A text from somewhere as it may stand in a message: one line, not too long, nothing a terminal obeys."""
    line = "".join(sign if sign.isprintable() else "?" for sign in " ".join(text.split()))
    return line if len(line) <= most else f"{line[: most - 3]}..."


def said(text: Any, translate: Callable[[str], str]) -> Any:
    """A message in another language; anything else as it is."""
    return text.said(translate) if isinstance(text, Message) else text


class TupSimError(Exception):
    """A mistake we can explain to the user in one line; the command line prints it and ends with code 2."""

    def said(self, translate: Callable[[str], str]) -> str:
        """The error in another language, as far as it was written as a ``Message``.

        Args:
            translate: gives the template of a template; the same one where it knows none.
        """
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
        """Where, what, and what to do, in another language.

        Args:
            translate: gives the template of a template; the same one where it knows none.
        """
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
        """Every mistake in another language, one line for each.

        Args:
            translate: gives the template of a template; the same one where it knows none.
        """
        return "\n".join(fault.said(translate) for fault in self.faults)


class RunFailed(TupSimError):
    """One run ended in an error; names the scenario, seed and replication so that it can be repeated.

    Args:
        scenario: name of the scenario.
        seed: seed of the study.
        replication: number of the replication.
        cause: type and text of the original error, in one line.
        trace: traceback of the original error; empty if it has none.
    """

    def __init__(self, scenario: str, seed: int, replication: int, cause: str, trace: str = "") -> None:
        super().__init__(scenario, seed, replication, cause, trace)
        self.scenario, self.seed, self.replication = scenario, seed, replication
        self.cause, self.trace = cause, trace

    @classmethod
    def of(cls, scenario: str, seed: int, replication: int, error: BaseException) -> RunFailed:
        """The failure of a run that ended in this error.

        Args:
            scenario: name of the scenario.
            seed: seed of the study.
            replication: number of the replication.
            error: what it ended in.
        """
        return cls(scenario, seed, replication, *cause_of(error))

    def __str__(self) -> str:
        return self.said(lambda template: template)

    def said(self, translate: Callable[[str], str]) -> str:
        """Which run, and what it ended in, in another language.

        Args:
            translate: gives the template of a template; the same one where it knows none.
        """
        template = "run {scenario}, seed {seed}, replication {replication} failed: {cause}"
        return Message(template, **vars(self)).said(translate)


def cause_of(error: BaseException) -> tuple[str, str]:
    """What a run ended in: the error in one line, and its traceback; of a failed run, what that ended in.

    The traceback names files from their package on, without the folders of whoever ran it.
    """
    if isinstance(error, RunFailed):
        return error.cause, error.trace
    line = " ".join(f"{type(error).__name__}: {error}".split()).strip(": ")
    place = _in_a_plugin(error)
    return _printable(f"{place}: {line}" if place else line), _printable(_trace(error))


def is_of_what_ran(error: BaseException) -> bool:
    """Whether an error is one of what ran, and not somebody who ends the program.

    A plug-in may raise anything: ``sys.exit()`` in one ends a run, not the command. Ctrl-C is raised by nobody's code,
    wherever it comes.
    """
    if isinstance(error, KeyboardInterrupt):
        return _was_raised_by_a_plugin(error)
    return isinstance(error, Exception) or bool(_in_a_plugin(error))


def _was_raised_by_a_plugin(error: BaseException) -> bool:
    """Whether the innermost step is a ``raise`` in a plug-in."""
    innermost = error.__traceback__
    while innermost is not None and innermost.tb_next is not None:
        innermost = innermost.tb_next
    if innermost is None or not _is_of_a_plugin(innermost.tb_frame):
        return False
    return innermost.tb_frame.f_code.co_code[innermost.tb_lasti] == opmap["RAISE_VARARGS"]


def _is_of_a_plugin(frame: FrameType) -> bool:
    return str(frame.f_globals.get("__name__", "")).startswith(PLUGIN)


def _in_a_plugin(error: BaseException) -> str:
    """File and line of the last step inside a plug-in; empty if none was on the way."""
    found = ""
    for frame, line in walk_tb(error.__traceback__):
        if _is_of_a_plugin(frame):
            found = f"{_from_package(frame.f_code.co_filename)}:{line}"
    return found


def _trace(error: BaseException) -> str:
    """The traceback, its last part if it is very long; empty for an error that nobody raised."""
    if error.__traceback__ is None and error.__cause__ is None:
        return ""
    text = "".join(format_exception(error)).strip()
    return re.sub('File "([^"]+)"', lambda found: f'File "{_from_package(found[1])}"', text)[-TRACE_AT_MOST:]


def _from_package(path: str) -> str:
    """A file as its package knows it: ``tup_sim/model/simulation.py``, ``simpy/core.py``; else its name alone."""
    parts = re.split(r"[/\\]", path)
    for number in range(len(parts) - 2, -1, -1):
        if parts[number] == "tup_sim":
            return "/".join(parts[number:])
        if parts[number] == "site-packages":
            return "/".join(parts[number + 1 :])
    return parts[-1]


def _printable(text: str) -> str:
    """A text that can be written anywhere; half of a pair of signs becomes a question mark."""
    return text.encode("utf-8", "replace").decode()


class DamagedStore(TupSimError):
    """What is kept in a store of results is not what was written there; it is left as it is."""


class OutputError(TupSimError):
    """A result could not be written (locked file, full disk, no permission); nothing that existed was lost."""


class RenamedWarning(FutureWarning):
    """A name of before was used and understood; ``args[0]`` says so as a ``Message``."""
