"""``tup-sim scenario`` and ``tup-sim scenario parameters``, as a user sees them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.files.shelf import BAD, CUT, GOOD, HOUSE, PEER
from tup_sim.cli.parameters import parameters
from tup_sim.cli.scenarios import scenario
from tup_sim.errors import OutputError, ScenarioError
from tup_sim.files import scenario_schema
from tup_sim.files.keys import HEADINGS, keys
from tup_sim.files.unsettled import TOTALS

ROOT = Path(__file__).resolve().parents[2]


def said(command, *words: str, code: int = 0, width: int = 100) -> str:
    result = CliRunner().invoke(command, words, env={"COLUMNS": str(width)})
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == code, result.output
    return result.output


def test_list_groups_the_scenarios_by_kind():
    text = said(scenario, "list")
    assert text.index("organisation") < text.index(HOUSE) < text.index("policy") < text.index(PEER)
    assert text.endswith("3 scenarios\n")


def test_list_can_be_limited_to_a_kind():
    text = said(scenario, "list", "--kind", "policy")
    assert PEER in text and HOUSE not in text
    assert text.endswith("1 scenario\n")


def test_explain_begins_with_what_is_said_and_what_is_assumed_in_either_language(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(
        f"extends: {HOUSE}\nsaid: {{en: two visits, nl: twee bezoeken}}\nassumed: {{en: all, nl: al}}"
    )
    assert said(scenario, "explain", str(path)).startswith("Sources say: two visits.\nAssumed: all.\n")
    assert said(scenario, "explain", str(path), "--lang", "nl").startswith("Bronnen zeggen: twee bezoeken.\n")
    assert "Sources say" not in said(scenario, "explain", str(path), "reserve")
    path.with_stem("saved").write_text(said(scenario, "show", str(path)))
    assert said(scenario, "explain", str(path.with_stem("saved"))).startswith("Sources say: two visits.")


def test_show_prints_a_file_that_can_be_checked(tmp_path):
    path = tmp_path / "saved.yaml"
    path.write_text(said(scenario, "show", HOUSE, "--with", PEER, "--set", "reserve=EUR 7"))
    assert said(scenario, "check", str(path)).startswith("ok  saved: 9 values set, 2 changes")
    assert said(scenario, "diff", HOUSE, str(path)).count("reserve") == 1


def test_show_all_prints_every_parameter():
    assert sum("#" in line for line in said(scenario, "show", HOUSE, "--all").splitlines()) > 300


def test_check_says_ok_or_what_is_wrong_and_goes_on():
    text = said(scenario, "check", HOUSE, str(BAD / "unknown_key.yaml"), PEER, code=2)
    assert "ok  small_house: 7 values set, 0 changes" in text
    assert (
        "unknown_key.yaml:3: unknown key 'staff_quits' (did you mean 'staff_quit'?; write: staff_quit: {"
        in text
    )
    assert "ok  peer_help: 2 values set, 2 changes" in text


def test_explain_tells_value_origin_reason_default_range_and_kind():
    text = said(scenario, "explain", HOUSE, "--set", "reserve=5", "--set", "absence_base=9 %")
    assert "staff_quit = 0.18 per year\n    set by organisations/small_house.yaml:4; source ND05\n" in text
    assert "default 0.14; allowed 0 to 5; measured (ND04, ND05)" in text
    assert "reserve = 5 EUR\n    set by --set reserve\n" in text
    assert "set by --set absence_base; because: command line\n" in text
    assert text.endswith("9 values not at the declared default, 0 changes\n")


def test_explain_a_path_tells_the_defaults_too_and_the_changes_there():
    text = said(scenario, "explain", HOUSE, "coordinators", "--with", PEER)
    assert "coordinators.team = 0.07 share of worked hours\n    default 0.07" in text
    assert "week 60, over 26 weeks, until week 104: coordinators.fte = 1 (more coaching)" in text
    assert "h_long" not in text


def test_explain_tells_why_a_change_was_made():
    text = said(scenario, "explain", PEER, width=200)
    assert "once work_pressure was above 1.1 for 8 weeks, from week 0: step_in_rule = professional" in text
    assert "because: the board decided so" in text


def test_explain_an_unknown_path_says_what_was_meant():
    with pytest.raises(ScenarioError, match="did you mean 'coordinators'"):
        said(scenario, "explain", HOUSE, "coordinator")


def test_diff_puts_two_scenarios_side_by_side():
    text = said(scenario, "diff", HOUSE, PEER)
    assert "coordinators.fte 0.5 0.9 FTE per post" in " ".join(text.split())
    assert "only in peer_help: week 60" in " ".join(text.split())
    assert said(scenario, "diff", HOUSE, HOUSE) == "no difference\n"


def test_parameters_are_listed_with_a_count():
    text = said(parameters, width=200)
    assert text.endswith(f"{len(keys())} parameters\n")
    assert said(parameters, "cut").endswith("5 parameters\n")
    assert said(parameters, "cut.size").endswith("1 parameter\n")


def test_parameters_are_filtered_by_kind_source_and_section():
    found = [key for key in keys().values() if key.kind == "measured" and "ND05" in key.sources]
    text = said(parameters, "--kind", "measured", "--source", "ND05")
    assert text.endswith(f"ND05: Why people leave. A report\n\n{len(found)} parameter\n")
    assert "Money\n=====" in said(parameters, "--section", "money")


def test_parameters_of_an_unknown_source_or_path_are_an_error():
    with pytest.raises(ScenarioError, match="unknown source 'ND55'"):
        said(parameters, "--source", "ND55")
    with pytest.raises(ScenarioError, match=r"there is no parameter 'cuts' \(did you mean 'cut'"):
        said(parameters, "cuts")


def test_parameters_come_as_json_for_programs():
    rows = json.loads(said(parameters, "staff_quit", "--json"))
    assert rows[0]["path"] == "staff_quit"
    assert (rows[0]["default"], rows[0]["unit"], rows[0]["sources"]) == (0.14, "per year", ["ND04", "ND05"])


@pytest.mark.parametrize("width", [1, 20, 40, 80, 300])
@pytest.mark.parametrize(
    "words", [("list",), ("explain", HOUSE), ("diff", HOUSE, CUT), ("check", CUT)], ids=lambda words: words[0]
)
def test_no_terminal_is_too_narrow(words, width):
    assert said(scenario, *words, width=width)
    assert said(parameters, "cut", width=width)


def test_the_schema_knows_every_key_and_no_other(tmp_path):
    schema = scenario_schema()
    for path, key in keys().items():
        top, *rest = path.split(".")
        here = schema["$defs"][top]
        for name in rest:
            assert here["additionalProperties"] is False
            here = here["properties"][name]
        assert here["description"].startswith(key.about)
    assert schema["additionalProperties"] is False
    parameters_and_headings = {name for name in schema["$defs"] if ":" not in name} | {*HEADINGS}
    assert set(schema["properties"]) == parameters_and_headings | {*TOTALS}


def test_the_schema_tells_a_point_in_time_from_a_length_of_time():
    schema = scenario_schema()
    week = re.compile(schema["$defs"]["a:week"]["pattern"])
    unit = schema["$defs"]["a:unit"]
    assert [text for text in ("week 52", "52 weeks", "1 year") if week.search(text)] == ["week 52"]
    assert re.search(unit["pattern"], "52 weeks") and re.search(unit["not"]["pattern"], "week 52")
    cut = schema["$defs"]["cut"]["properties"]
    for name, form in (("at", "a:week"), ("restored", "a:week"), ("announced", "a:unit"), ("over", "a:unit")):
        assert cut[name]["anyOf"][1] == {"$ref": f"#/$defs/{form}"}


def test_the_schema_can_be_printed_and_written(tmp_path):
    assert json.loads(said(scenario, "schema")) == scenario_schema()
    assert "schema.json" in said(scenario, "schema", "--out", str(tmp_path / "schema.json"))
    assert json.loads((tmp_path / "schema.json").read_text()) == scenario_schema()
    with pytest.raises(OutputError, match="there is no folder"):
        said(scenario, "schema", "--out", str(tmp_path / "no" / "schema.json"))


def run_apart(words: list[str], encoding: str = "utf-8") -> subprocess.CompletedProcess:
    script = (
        "import sys; from tup_sim.cli.scenarios import scenario\n"
        f"scenario({words!r}, standalone_mode=False)\n"
        "print(sorted({'simpy', 'numpy', 'pandas', 'scipy', 'matplotlib'} & set(sys.modules)))"
    )
    environment = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "PATH": ""}
    return subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, env=environment, check=False
    )


def test_checking_a_scenario_loads_no_heavy_library():
    done = run_apart(["check", str(GOOD / "policies/peer_help.yaml")])
    assert done.stdout.startswith(b"ok  peer_help") and done.stdout.rstrip().endswith(b"[]"), done.stderr


def test_a_sign_the_terminal_does_not_know_breaks_nothing(tmp_path):
    path = tmp_path / "signs.yaml"
    path.write_text("reserve: {value: 3, because: '≥ 2 → één'}\n", encoding="utf-8")
    for command in ("show", "explain", "check"):
        done = run_apart([command, str(path)], "cp1252")
        assert done.returncode == 0, done.stderr
