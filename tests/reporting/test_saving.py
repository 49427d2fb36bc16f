"""A file is written whole or not at all, and a place that cannot be written is noticed first."""

from __future__ import annotations

import errno
import os
import subprocess
import sys

import pandas as pd
import pytest

from tup_sim.errors import OutputError
from tup_sim.reporting.saving import (
    CSV,
    MARKDOWN,
    PAGE,
    PARQUET,
    PICTURE,
    check_place,
    make_folder,
    save,
    save_csv,
)

TABLE = pd.DataFrame({"name": ["één"], "value": [0.1]})


def test_a_table_is_written_in_utf8_with_all_digits(tmp_path):
    save_csv(TABLE, tmp_path / "runs.csv")
    assert (tmp_path / "runs.csv").read_bytes() == "name,value\néén,0.1\n".encode()


def test_a_disk_that_is_full_leaves_the_old_file_and_no_rest(tmp_path):
    path = tmp_path / "runs.csv"
    path.write_text("old")

    def fill(part):
        part.write_text("half")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OutputError, match=r"runs.csv: cannot be written \(No space left on device\)"):
        save(path, fill)
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["runs.csv"]


def test_the_check_changes_nothing(tmp_path):
    path = tmp_path / "runs.csv"
    check_place(path)
    assert os.listdir(tmp_path) == []
    path.write_text("old")
    check_place(path)
    assert path.read_text() == "old" and os.listdir(tmp_path) == ["runs.csv"]


def test_a_folder_that_is_not_there_is_noticed_first(tmp_path):
    with pytest.raises(OutputError, match="there is no folder"):
        check_place(tmp_path / "no" / "runs.csv")
    with pytest.raises(OutputError, match="is a folder"):
        check_place(tmp_path)


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        make_folder(tmp_path / "file" / "out")
    make_folder(tmp_path / "a" / "b")
    make_folder(tmp_path / "a" / "b")


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    save_csv(TABLE, tmp_path / "link.csv")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text("utf-8").startswith("name")


@pytest.mark.skipif(not os.path.exists("/dev/stdout"), reason="no such device here")
def test_a_device_is_written_and_not_replaced():
    script = (
        "import pandas; from pathlib import Path; from tup_sim.reporting.saving import check_place, save_csv\n"
        "path = Path('/dev/stdout'); check_place(path)\n"
        "save_csv(pandas.DataFrame({'a': [1]}), path)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("a\n1\n", 0), done.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no such device here")
def test_a_full_device_is_one_line():
    from pathlib import Path

    with pytest.raises(OutputError, match="No space left"):
        save_csv(TABLE, Path("/dev/full"))


@pytest.mark.parametrize(
    ("name", "kind", "instead"),
    [
        ("x.xlsx", CSV, "x.csv"),
        ("x.html", CSV, "x.csv"),
        ("x.csv.gz", CSV, "x.csv"),
        ("x.pdf", PAGE, "x.html"),
        ("x.html", MARKDOWN, "x.md"),
        ("x.jpg", PICTURE, "x.png"),
        ("x.JPG", PICTURE, "x.png"),
        ("x.csv", PARQUET, "x.parquet"),
    ],
)
def test_an_ending_that_says_something_else_is_refused_with_one_that_would_do(tmp_path, name, kind, instead):
    with pytest.raises(OutputError) as refused:
        check_place(tmp_path / name, kind)
    assert str(refused.value).endswith(f"write {tmp_path / instead}")


@pytest.mark.parametrize(
    ("name", "kind"),
    [("x.csv", CSV), ("x", CSV), ("x.CSV", CSV), ("v1.2", PICTURE), ("x.svg", PICTURE), ("x.htm", PAGE)],
)
def test_an_ending_that_is_true_or_says_nothing_is_fine(tmp_path, name, kind):
    check_place(tmp_path / name, kind)
