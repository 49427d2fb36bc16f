"""``tup-sim house``: twelve questions, and two files with an organisation of one's own and what it could do.

The first question is on the screen before anything heavy is loaded.
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import get_terminal_size
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import click

from tup_sim.cli.speaking import LANG, in_language, tell
from tup_sim.errors import Message, TupSimError, said
from tup_sim.own_house.questions import Answer, Question, last_answered, next_question
from tup_sim.own_house.telling import (
    choices,
    explanation,
    numbered,
    question_text,
    suggestion_text,
    understood,
)
from tup_sim.texts import say

if TYPE_CHECKING:
    from tup_sim.own_house.building import Built

BROKEN_OFF, MISUSE = 130, 2
EXPLAIN, BACK, YES = ("?",), ("<", "back", "terug"), ("y", "yes", "j", "ja")
INDENT = 6
WIDEST = 100


@click.command()
@click.option(
    "--answers", "file", type=click.Path(path_type=Path), help="Take answers from this file; ask the others."
)
@click.option(
    "--out", type=click.Path(path_type=Path), default="my_house.yaml", show_default=True,
    help="File for the organisation; the experiment stands beside it, as .._plan.yaml.",
)  # fmt: skip
@LANG
def house(file: Path | None, out: Path, lang: str) -> None:
    """Describe your own organisation in twelve questions.

    Writes a scenario file with the organisation and an experiment file with what is planned and alternatives.
    Broken off, it keeps your answers, and --answers goes on with them. In a script, where nobody can be asked, what
    --answers does not say is as it would be suggested.
    """
    from tup_sim.own_house.keeping import places

    where = places(out)
    answers = _given(file)
    with _kept(answers, out, lang):
        if file is None or sys.stdin.isatty():
            _ask_all(answers, lang)
        else:
            _suggest_all(answers)
        built = _written(answers, where, lang)
    _tell(built, where, lang)
    _offer(where[1], lang)


def _given(file: Path | None) -> dict[str, Answer]:
    if file is None:
        return {}
    from tup_sim.own_house.given import read_answers

    return read_answers(file)


def _suggest_all(answers: dict[str, Answer]) -> None:
    from tup_sim.own_house.given import with_suggestions

    answers |= with_suggestions(answers)


@contextmanager
def _kept(answers: dict[str, Answer], out: Path, lang: str) -> Iterator[None]:
    """Whatever stops the dialogue, the answers so far are kept, and it is told how to go on."""
    try:
        yield
    except (KeyboardInterrupt, EOFError) as stop:
        click.echo("", err=True)
        _tell_kept(answers, out, lang)
        raise click.exceptions.Exit(MISUSE if isinstance(stop, EOFError) else BROKEN_OFF) from None
    except (TupSimError, OSError):
        _tell_kept(answers, out, lang)
        raise


def _tell_kept(answers: dict[str, Answer], out: Path, lang: str) -> None:
    from tup_sim.own_house.keeping import keep

    path = keep(answers, out)
    if path is None:
        tell(Message("stopped; nothing was answered, and nothing is written"))
        return
    tell(Message("your answers are kept in {path}; go on with:", path=path))
    language = ["--lang", lang] if lang != "en" else []
    words = ["tup-sim", "house", "--answers", str(path), "--out", str(out), *language]
    click.echo(f"  {shlex.join(words)}", err=True)


def _ask_all(answers: dict[str, Answer], lang: str) -> None:
    """Ask what has no answer yet."""
    if next_question(answers) is not None:
        _say(say(lang, "own-welcome"))
    while (question := next_question(answers)) is not None or _taken_back(answers):
        if question is not None:
            _ask(question, answers, lang)


def _taken_back(answers: dict[str, Answer]) -> bool:
    """Whether an answer contradicts one that came after it: it is told, and is asked again."""
    from tup_sim.own_house.checking import contradicted

    late = contradicted(answers)
    if late is None:
        return False
    _say(in_language(late[1]), INDENT, INDENT)
    del answers[late[0]]
    return True


def _ask(question: Question, answers: dict[str, Answer], lang: str) -> None:
    """Ask one question until it is answered, or until somebody goes back."""
    _say("")
    number = f"{numbered(question):<{INDENT - 1}} "
    _say(f"{number}{question_text(question, lang)}", hanging=INDENT)
    for place, choice in enumerate(choices(question, lang), 1):
        _say(f"{place}  {choice}", INDENT, INDENT + 3)
    from tup_sim.own_house.suggesting import suggested

    suggestion = suggested(question.key, answers)
    while True:
        line = _typed(f"{' ' * INDENT}[{suggestion_text(question, suggestion, lang)}] > ")
        if line.lower() in BACK:
            _back(answers)
            return
        if line in EXPLAIN:
            _say(explanation(question, lang), INDENT, INDENT)
        elif wrong := _answered(question, line or suggestion, answers, assumed=not line):
            _say(in_language(wrong), INDENT, INDENT)
        else:
            _say(f"= {understood(question.key, answers, lang, _subsidy(answers))}", INDENT, INDENT + 2)
            return


def _back(answers: dict[str, Answer]) -> None:
    if (last := last_answered(answers)) is not None:
        del answers[last.key]


def _answered(question: Question, text: str, answers: dict[str, Answer], assumed: bool) -> str:
    """Take an answer; what is wrong with it, if it is refused."""
    from tup_sim.own_house.checking import problem
    from tup_sim.own_house.reading import read

    try:
        answers[question.key] = Answer(text, read(question, text, answers), assumed)
    except TupSimError as error:
        return str(error.args[0]) if not isinstance(error.args[0], Message) else error.args[0]
    wrong = problem(question.key, answers)
    if wrong is None:
        return ""
    del answers[question.key]
    return wrong


def _subsidy(answers: dict[str, Answer]) -> float | None:
    if "budget" not in answers:
        return None
    from tup_sim.own_house.checking import subsidy_of
    from tup_sim.own_house.suggesting import nearest

    return subsidy_of(answers["budget"].value, nearest(answers).subsidy_share)


def _typed(prompt: str) -> str:
    """A line that was typed.

    Raises:
        EOFError: there is nobody to type one.
    """
    click.echo(prompt, nl=False)
    try:
        line = sys.stdin.readline()
    except UnicodeDecodeError:
        return "\ufffd"
    if not line:
        raise EOFError
    if not sys.stdin.isatty():
        click.echo(line.rstrip("\n"))
    return line.strip()


def _written(answers: dict[str, Answer], where: tuple[Path, Path], lang: str) -> Built:
    """Write both files, and see that they can be used.

    Raises:
        TupSimError: they cannot be written; or what was written cannot be loaded, and is taken away again.
    """
    from tup_sim.files.experiments import load_experiment
    from tup_sim.files.load import load_scenario
    from tup_sim.own_house.building import build
    from tup_sim.own_house.keeping import written
    from tup_sim.own_house.writing import experiment_file, house_file

    built = build(answers)
    texts = house_file(built, where[0].name, lang), experiment_file(built, where[0].name, lang)
    done: list[Path] = []
    try:
        for place, text in zip(where, texts, strict=True):
            written(place, text)
            done.append(place)
        load_scenario(str(_as_path(where[0])))
        load_experiment(str(_as_path(where[1])))
    except BaseException:
        for place in done:
            place.unlink(missing_ok=True)
        raise
    return built


def _as_path(place: Path) -> Path:
    """A name that is surely taken for a path."""
    return place if place.is_absolute() else Path.cwd() / place


def _tell(built: Built, where: tuple[Path, Path], lang: str) -> None:
    """What was assumed, what does not balance, what it would do at rest, and what to do next."""
    from tup_sim.files.at_rest import rest_lines
    from tup_sim.files.load import load_scenario
    from tup_sim.own_house.telling import sentence
    from tup_sim.texts import translator

    _say("")
    _list(say(lang, "own-assumed"), (sentence(each, lang) for each in built.assumed))
    off = [sentence(each, lang) for each in built.unbalanced]
    _list(say(lang, "own-is-off"), off) if off else _say(say(lang, "own-all-balances"))
    scenario = load_scenario(str(_as_path(where[0])))
    for line in rest_lines(str(_as_path(where[0])), scenario):
        text = str(said(line, translator(lang)))
        depth = len(text) - len(text.lstrip())
        _say(text.strip(), depth, depth + 2)
    _say("")
    _say(say(lang, "own-written", house=where[0], plan=where[1]))
    _say(say(lang, "own-next"))
    for command in _next(where, lang):
        click.echo(f"  {command}")


def _next(where: tuple[Path, Path], lang: str) -> Iterator[str]:
    language = "" if lang == "en" else f" --lang {lang}"
    yield f"tup-sim scenario check {shlex.quote(str(where[0]))}{language}"
    yield f"tup-sim plan {shlex.quote(str(where[1]))}{language}"
    yield f"tup-sim experiment {shlex.quote(str(where[1]))}{language}"
    yield f"tup-sim report {shlex.quote(where[1].stem)}{language}"


def _offer(plan: Path, lang: str) -> None:
    """Run the experiment if somebody who can be asked wants it now."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return
    click.echo("")
    try:
        line = _typed(say(lang, "own-offer"))
    except EOFError:
        return
    if line.lower() in YES:
        from tup_sim.cli.experiments import experiment

        more: dict[str, Any] = {"file": str(_as_path(plan)), "lang": lang}
        click.get_current_context().invoke(experiment, **more)


def _list(heading: str, lines: Iterable[str]) -> None:
    _say(heading)
    for line in lines:
        _say(f"- {line}", 2, 4)


def _say(text: str, indent: int = 0, hanging: int = 0) -> None:
    """Print a text, its lines no longer than the terminal is wide."""
    width = min(WIDEST, max(30, get_terminal_size((80, 24)).columns))
    before, behind = " " * indent, " " * hanging
    lines = wrap(
        text, width, initial_indent=before, subsequent_indent=behind, break_long_words=False, break_on_hyphens=False
    )  # fmt: skip
    click.echo("\n".join(lines))
