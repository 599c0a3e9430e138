"""The reports of many places are those of each place, and one that fails costs no other."""

import pytest

from careplace.cli.places import councils


@pytest.fixture(scope="module")
def three(gazetteer):
    return councils(gazetteer, None)[:3]


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_many_reports_are_the_reports_of_each(careplace, built, three, tmp_path):
    home, _said = built
    asked = ("--home", home, "--format", "html,csvw", "--against", "england")
    codes = [area.code for area in three[:2]]
    many = careplace("reports", *codes, *asked, "--to", tmp_path / "many", "--workers", 2)
    assert many.exit_code == 0, many.output
    assert "2 reports written" in many.stdout
    for code in codes:
        assert careplace("report", code, *asked, "--to", tmp_path / "each").exit_code == 0
    assert files(tmp_path / "many") == files(tmp_path / "each")


def test_every_place_of_a_kind(careplace, built, gazetteer, tmp_path):
    regions = [area for area in gazetteer.areas.values() if area.kind == "region" and area.stands()]
    said = careplace("reports", "--every", "region", "--home", built[0], "--to", tmp_path, "--format", "html")
    assert said.exit_code == 0, said.output
    assert {path.name[:9] for path in tmp_path.glob("*.html")} == {area.code for area in regions}


def test_a_report_that_cannot_be_written_is_named_and_costs_no_other(careplace, built, three, tmp_path):
    asked = ("--home", built[0], "--format", "html", "--to", tmp_path)
    careplace("report", three[0].code, *asked)
    (page,) = tmp_path.glob("*.html")
    page.unlink()
    page.mkdir()  # a folder stands where the page should be written
    said = careplace("reports", *(area.code for area in three), *asked)
    assert said.exit_code == 1
    assert "2 reports written" in said.stdout
    assert "1 could not be made" in said.stderr
    assert three[0].code in said.stderr
    assert {path.name[:9] for path in tmp_path.glob("*.html") if path.is_file()} == {
        a.code for a in three[1:]
    }


def test_a_place_that_means_nothing_is_told_before_anything_is_written(careplace, built, three, tmp_path):
    said = careplace("reports", three[0].code, "Nowhere at all", "--home", built[0], "--to", tmp_path)
    assert said.exit_code != 0
    assert "Nowhere at all" in said.stderr
    assert not list(tmp_path.iterdir())


def test_asking_for_nothing_says_what_to_do(careplace, built):
    said = careplace("reports", "--home", built[0])
    assert said.exit_code == 2
    assert "Name the places, or give --every council." in said.stderr
