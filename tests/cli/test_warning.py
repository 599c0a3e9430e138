"""careplace warning: what it says where the history is missing, and that nothing is written then."""

from click.testing import CliRunner

from careplace.cli import main


def run(*words):
    return CliRunner().invoke(main, ["warning", *map(str, words)])


def test_without_an_edition_it_says_what_to_run(tmp_path):
    answer = run("fit", "--home", tmp_path)
    assert answer.exit_code == 1
    assert "careplace build" in answer.output


def test_an_edition_without_inspections_says_what_to_add(small_home):
    answer = run("fit", "--home", small_home)
    assert answer.exit_code == 1
    assert "add CQC's list of all of them to the published files, and build again" in answer.output
    assert not (small_home / "early-warning").exists()


def test_help_says_that_it_is_no_rating():
    assert "It is no rating, and is on no public page" in " ".join(run("--help").output.split())
