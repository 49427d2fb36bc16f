"""The command that makes mistakes in the model: each change is one, compiles, and is told apart from no change."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import mutation
from tests.mutation import Change, apply, changes_in, drawn, tried

pytestmark = pytest.mark.slow
ROOM = f"{mutation.MODEL}/rules"
SOURCE = '''"""A text with 1 number."""
LEVEL = 3


def share(part: float, whole: float = 2.0, name: str = "a") -> float:
    """What 1 part is."""
    if part < 0 and not name:
        return -part
    return part / whole if whole else f"{1 + 1}"
'''


def test_a_change_is_of_what_a_function_does_and_not_of_texts_types_defaults_or_declarations() -> None:
    found = {(each.line, each.old, each.new) for each in changes_in("a.py", SOURCE)}
    assert found == {
        (7, "part < 0 and not name", "(part < 0 or not name)"),
        (7, "part < 0", "(part <= 0)"),
        (7, "0", "(1)"),
        (7, "not name", "(name)"),
        (8, "return -part", "return None"),
        (8, "-part", "(part)"),
        (9, 'return part / whole if whole else f"{1 + 1}"', "return None"),
        (9, 'part / whole if whole else f"{1 + 1}"', "(f'{1 + 1}' if whole else part / whole)"),
        (9, "part / whole", "(part * whole)"),
    }


def test_equal_seeds_make_equal_changes_of_all_kinds_that_compile_and_change_one_place() -> None:
    changes = drawn(25, 1, [ROOM])
    assert changes == drawn(25, 1, [ROOM]) != drawn(25, 2, [ROOM])
    assert {each.kind for each in changes} == {"comparison", "number", "return", "sign", "truth"}
    for each in changes:
        text = (mutation.ROOT / each.file).read_bytes()
        assert text[each.start : each.end].decode() == each.old != each.new
        compile(text[: each.start] + each.new.encode() + text[each.end :], each.file, "exec")


def test_a_change_is_seen_or_survives_and_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "part.py").write_text("def twice(x):\n    return x + x\n", "utf-8")
    (tmp_path / "test_part.py").write_text(
        "from part import twice\n\ndef test_it():\n    assert twice(2) == 4\n", "utf-8"
    )
    here = "part.py", 2, "sign", 25, 30, "x + x"
    asked = mutation.options(["--tests", "test_part.py"])
    assert tried(tmp_path, asked.tests, asked.left_out) == ""
    assert not mutation.fault_of(Change(*here, "x * x"), tmp_path, asked)
    assert mutation.fault_of(Change(*here, "x - x"), tmp_path, asked)
    told = capsys.readouterr().out
    assert "SURVIVED" in told and "seen by FAILED test_part.py::test_it" in told
    assert (tmp_path / "part.py").read_text("utf-8").endswith("x + x\n")


def test_the_share_that_survives_is_told_with_its_number(capsys: pytest.CaptureFixture[str]) -> None:
    changes = [Change("a.py", line, "sign", 0, 1, "+", "-") for line in (1, 2, 3, 4)]
    mutation.tell(changes, changes[:1])
    assert "survived: a.py:1: sign" in (told := capsys.readouterr().out)
    assert "1 of 4 changes survived (25%)" in told


def test_applying_gives_back_what_stood_there(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("é = 1 + 1\n", "utf-8")
    change = Change("a.py", 1, "sign", 5, 10, "1 + 1", "(1 - 1)")
    before = apply(change, tmp_path)
    assert (tmp_path / "a.py").read_text("utf-8") == "é = (1 - 1)\n" and before.decode() == "é = 1 + 1\n"


def test_changes_can_be_tried_in_parts_and_what_was_found_is_not_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    changes = [Change("a.py", line, "sign", line, line + 1, "+", "-") for line in (1, 2, 3)]
    made: list[int] = []

    def fault_of(change: Change, *_: object) -> str:
        made.append(change.line)
        return "FAILED test_it" if change.line < 3 else ""

    monkeypatch.setattr(mutation, "copied", lambda _: None)
    monkeypatch.setattr(mutation, "tried", lambda *_: "")
    monkeypatch.setattr(mutation, "fault_of", fault_of)
    words = ["--keep", str(tmp_path / "found.json"), "--changes"]
    monkeypatch.setattr(mutation, "drawn", lambda many, *_: changes[:many])
    assert mutation.main([*words, "2"]) == 0 and made == [1, 2]
    assert mutation.main([*words, "3", "--minutes", "-1"]) == 0 and made == [1, 2]
    assert "1 of 3 were not tried" in capsys.readouterr().out
    assert mutation.main([*words, "3", "--most", "0.2"]) == 1 and made == [1, 2, 3]
    assert "1 of 3 changes survived (33%)" in capsys.readouterr().out
    with pytest.raises(SystemExit, match="was made with other tests"):
        mutation.main([*words, "3", "--quick"])
