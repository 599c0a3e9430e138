"""careplace priority: explain a case, check a scheme."""

from importlib.resources import files

import pytest
from click.testing import CliRunner

from careplace.casework.assurance.priority import scheme
from careplace.cli import main

CASE = """service = "Rose House"
recorded = ["complaint"]
[[signal]]
kind = "rating"
level = "Inadequate"
on = 2026-06-01
source = "CQC"
"""


@pytest.fixture
def case(tmp_path):
    path = tmp_path / "case.toml"
    path.write_text(CASE)
    return path


def run(*words):
    return CliRunner().invoke(main, ["priority", *map(str, words)])


def test_explain_prints_reasons_what_is_unknown_and_what_would_lower_it(case):
    lines = run("explain", case, "--on", "2026-11-29").output.splitlines()
    assert (
        lines[0]
        == "Rose House: medium, 45 points. Example scheme 2026-11 (illustrative, not from any council)"
    )
    assert lines[1] == "  +45  CQC's latest overall rating is Inadequate, of 1 June 2026. [CQC, 1 June 2026]"
    assert "   0  No complaints in the past 12 months. [recorded]" in lines
    assert any(line.startswith("   ?  Not known: ") for line in lines)
    assert lines[-2:] == [
        "What would lower it:",
        "  A new rating of Good: from medium (45) to low (0 points).",
    ]


def test_explain_by_a_scheme_of_ones_own(case, tmp_path):
    mine = tmp_path / "mine.toml"
    text = files(scheme.__package__).joinpath("default.toml").read_text(encoding="utf-8")
    mine.write_text(
        text.replace('"Inadequate" = 45', '"Inadequate" = 70').replace("Example scheme", "Our scheme")
    )
    output = run("explain", case, "--scheme", mine, "--on", "2026-11-29").output
    assert output.startswith("Rose House: high, 70 points. Our scheme 2026-11")
    assert run("check", mine).output == "Our scheme 2026-11: 15 rules, 3 bands, no fault\n"


def test_a_scheme_with_faults_is_refused_with_all_of_them(tmp_path):
    bad = tmp_path / "bad.toml"
    bad.write_text('version = "1"\n[[rule]]\nkey = "a"\n')
    result = run("check", bad)
    assert result.exit_code == 1
    for part in (
        "bad.toml cannot be used",
        "the document, title: ",
        "the document, band: ",
        "rule a, signal: Field required",
    ):
        assert part in result.output


def test_a_case_with_faults_is_refused(tmp_path):
    bad = tmp_path / "bad.toml"
    bad.write_text(CASE.replace("Inadequate", "Dreadful"))
    result = run("explain", bad)
    assert result.exit_code == 1
    assert "signal 1: " in result.output
    assert "'Dreadful' is no level of rating" in result.output
