"""Where answers and files are kept: what can be written is seen before the first question, and nothing gets lost."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tup_sim.errors import Message, OutputError
from tup_sim.own_house.questions import Answer
from tup_sim.refused import reason_of

ENDINGS = (".yaml", ".yml")


def places(out: Path) -> tuple[Path, Path]:
    """Where the organisation and its experiment will stand.

    Raises:
        OutputError: a file is there already, or none can be written there.
    """
    if out.suffix.lower() not in ENDINGS:
        out = out.with_name(f"{out.name}.yaml")
    found = out, out.with_name(f"{out.stem}_plan{out.suffix}")
    if not out.parent.is_dir():
        raise OutputError(Message("{path}: there is no folder '{folder}'", path=out, folder=out.parent))
    for each in found:
        if each.exists():
            what = "{path} is there already; give another name, as --out {other}, or move it away"
            raise OutputError(Message(what, path=each, other=_free(out)))
    if not os.access(out.parent, os.W_OK):
        what = "nothing can be written in the folder '{folder}'; give a file elsewhere, as --out {other}"
        raise OutputError(Message(what, folder=out.parent.resolve(), other=Path.home() / out.name))
    return found


def _free(out: Path) -> Path:
    """A name beside it that is free."""
    names = (out.with_name(f"{out.stem}_{number}{out.suffix}") for number in range(2, 1000))
    return next((each for each in names if not each.exists()), out)


def keep(answers: Mapping[str, Answer], out: Path) -> Path | None:
    """Write down what was answered, as it was written; beside the file that was wanted, or else where anyone may write.

    Args:
        answers: so far.
        out: the file that was wanted.

    Returns:
        The file; None if there is nothing to keep, or no place for it.
    """
    lines = [f"{key}: {json.dumps(each.text, ensure_ascii=False)}" for key, each in answers.items()]
    for folder in (out.parent, Path.cwd(), Path(tempfile.gettempdir())) if lines else ():
        wanted = folder / f"{out.stem}_answers.yaml"
        path = _free(wanted) if wanted.exists() else wanted
        try:
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        except OSError:
            continue
        return path
    return None


def written(path: Path, text: str) -> None:
    """Write a new file, never over one that came there meanwhile.

    Raises:
        OutputError: it cannot be written.
    """
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise OutputError(
            Message("{path}: cannot be written ({why})", path=path, why=reason_of(error))
        ) from error
