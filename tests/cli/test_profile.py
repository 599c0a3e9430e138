"""careplace profile, on an edition of the demonstration built by the real line."""

import json
import re

import pytest
from tests.kinds import pairs

LEVELS = ["Outstanding", "Good", "Requires improvement", "Inadequate"]


def test_a_profile_says_the_mix_the_comparison_the_change_and_the_age(careplace, built, council):
    result = careplace("profile", council.code, "--home", built[0])
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(f"{council}: adult social care at 1 September 2026 (edition 2026-")
    assert re.search(r"^\d+ rated, \d+ without a rating$", result.stdout, flags=re.MULTILINE)
    assert re.findall(r"^  (\w[\w ]*\w) {2,}\d+ +\d+%", result.stdout, flags=re.MULTILINE) == LEVELS
    for words in ("Good or Outstanding, beside", "Since 1 September 2025: ", "Half of the ratings are "):
        assert words in result.stdout


def test_the_json_and_the_words_say_the_same(careplace, built, council):
    told = json.loads(careplace("profile", council.code, "--json", "--home", built[0]).stdout)
    said = careplace("profile", council.code, "--home", built[0]).stdout
    assert f"{told['rated']} rated, {told['unrated']} without a rating" in said
    for row in told["mix"]:
        assert re.search(rf"^  {row['rating']} +{row['count']} ", said, flags=re.MULTILINE)
    change = told["change"]
    assert f": {change['matched']} locations rated on both dates: {change['better']} better" in said


def test_the_json_is_the_object_that_was_promised(careplace, built, council):
    told = json.loads(careplace("profile", council.code, "--json", "--home", built[0]).stdout)
    promised = {"place", "edition", "as_at", "sector", "mix", "rated", "unrated", "comparators", "change"}
    assert promised | {"rating_age_years"} <= set(told)
    assert told["place"] == {"code": council.code, "name": council.name}
    assert [row["rating"] for row in told["mix"]] == LEVELS
    for group in told["comparators"]:
        assert {"name", "members", "covered", "mix", "difference"} <= set(group)
        assert set(group["difference"]["good_or_outstanding"]) >= {"points", "lower", "upper", "verdict"}


SECTORS = ("adult-social-care", "home-care", "dentists", "extra-care", "mental-health", "other")


@pytest.mark.parametrize(("sector", "as_at"), pairs(SECTORS, ("2021-06-30", "2026-12-31"), each=1))
def test_every_sector_has_an_answer(careplace, built, council, sector, as_at):
    asked = ("profile", council.code, "--sector", sector, "--as-at", as_at, "--home", built[0])
    words, told = careplace(*asked), careplace(*asked, "--json")
    assert (words.exit_code, told.exit_code) == (0, 0)
    rated = json.loads(told.stdout)["rated"]
    assert ("No location here is rated in this sector." in words.stdout) == (rated == 0)


@pytest.mark.parametrize("kind", ["region", "combined authority", "integrated care board", "nation"])
def test_groups_of_councils_have_profiles(careplace, built, gazetteer, kind):
    area = min(
        (one for one in gazetteer.areas.values() if one.kind == kind and one.stands()), key=lambda a: a.code
    )
    result = careplace("profile", area.code, "--home", built[0])
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(f"{area}: ")


def test_a_district_has_what_describes_it_and_its_council_is_named(careplace, built, gazetteer):
    district = next(one for one in gazetteer.areas.values() if one.kind == "district" and one.stands())
    result = careplace("profile", district.code, "--home", built[0])
    council = gazetteer.areas[district.council]
    assert result.exit_code == 0
    assert f"It is a district; ask for its council, {council}." in result.stdout
    assert "Residents, " in result.stdout


def test_an_unknown_sector_names_those_that_there_are(careplace, built, council):
    result = careplace("profile", council.code, "--sector", "schools", "--home", built[0])
    assert result.exit_code == 2
    assert "'schools' is not one of 'adult-social-care', 'residential-care'" in result.stderr


def test_a_folder_without_an_edition_says_what_to_do(careplace, tmp_path):
    result = careplace("profile", "Anywhere", "--home", tmp_path)
    assert (result.exit_code, "careplace build --raw" in result.stderr) == (1, True)


def test_a_home_of_any_name_is_read(careplace, built, council, tmp_path):
    home = tmp_path / "O'Brien's [1] * ?"
    home.symlink_to(built[0])
    assert careplace("profile", council.code, "--home", home).exit_code == 0


def test_few_are_counts_and_one_is_told_as_it_is(careplace, built, gazetteer):
    """As in a report: "100%" of one location, and its interval, would say nothing."""
    seen = set()
    for code in sorted(
        code for code, area in gazetteer.areas.items() if area.kind == "council" and area.stands()
    ):
        if seen >= {0, 1, 2}:
            break
        asked = ("profile", code, "--sector", "hospitals", "--home", built[0])
        rated = json.loads(careplace(*asked, "--json").stdout)["rated"]
        said = careplace(*asked).stdout.partition("\nOutcomes")[0]
        seen.add(min(rated, 2))
        assert ("%" in said) == (rated >= 10)
        assert ("nothing is compared" in said) == (0 < rated < 10)
        assert ("The one rating is " in said) == (rated == 1)
    assert seen >= {1, 2}, "the demonstration has both"


def test_a_title_keeps_its_capitals(careplace, built, council):
    said = careplace("profile", council.code, "--sector", "gp-practices", "--home", built[0]).stdout
    assert ": GP practices at " in said
    assert "\n\n\n" not in said
