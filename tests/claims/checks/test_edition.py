"""Claims that name a place, a date and a measure are held against the edition's own figures."""

from datetime import date

import pytest

from careplace.claims import Check, Grade, check_text
from careplace.claims.grammar import subjects
from careplace.measures.providers.profile import profile
from careplace.ratings.scale import LEVELS, slug

SECTOR = "adult-social-care"
WHERE = f"{SECTOR}/overall/locations"


@pytest.fixture(scope="module")
def place(reader):
    """The profile of the council with the most rated locations at the newest snapshot."""
    snapshot = reader.snapshots()[0]
    codes = reader.councils_with("rated", WHERE, snapshot)
    found = [
        profile(reader, reader.gazetteer.areas[code], as_at=snapshot, against=("england",)) for code in codes
    ]
    return max(found, key=lambda one: one.figure("rated", WHERE).value)


def words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def mix(place, bump: int = 0) -> str:
    counts = [int(place.figure("rating-count", f"{WHERE}/{slug(level)}").value) for level in LEVELS]
    counts[1] += bump
    said = "".join(f"- {level}: {n}\n" for level, n in zip(LEVELS, counts, strict=True))
    return f"{words(place.as_at)}: ratings of adult social care in {place.area.name}\n\n{said}"


def of_edition(found):
    return [finding for finding in found if finding.check is Check.EDITION]


def test_a_mix_that_is_the_edition_s_own_has_no_finding(reader, place):
    assert of_edition(check_text(mix(place), reader)) == []


def test_a_mix_that_is_not_is_wrong_on_its_day_and_misleading_in_its_month(reader, place):
    right, rated = place.figure("rating-count", f"{WHERE}/good"), place.figure("rated", WHERE)
    (finding,) = of_edition(check_text(mix(place, 7), reader))
    assert finding.grade is Grade.WRONG
    assert f"{right.value:,.0f} of {rated.value:,.0f}" in finding.says
    assert finding.working == f"rating-share/{place.area.code}/{place.as_at}/{WHERE}/good"
    month = mix(place, 7).replace(words(place.as_at), f"{place.as_at:%B %Y}")
    assert [f.grade for f in of_edition(check_text(month, reader))] == [Grade.MISLEADING]


def test_a_date_that_the_edition_does_not_know_cannot_be_checked(reader, place):
    later = mix(place).replace(words(place.as_at), "March 2031")
    (finding,) = of_edition(check_text(later, reader))
    assert finding.grade is Grade.UNCHECKABLE
    assert f"are of {place.as_at}, not of the text's own date" in finding.says


def test_a_share_in_a_sentence(reader, place):
    figure = place.figure("rating-share", f"{WHERE}/good-or-outstanding")
    text = "At {}, {:.1f}% of adult social care locations in {} were rated Good or Outstanding."
    day, name = words(place.as_at), place.area.name
    assert of_edition(check_text(text.format(day, 100 * figure.value, name), reader)) == []
    (finding,) = of_edition(check_text(text.format(day, 100 * figure.value - 9, name), reader))
    assert (finding.grade, finding.working) == (Grade.WRONG, figure.id)


def test_a_comparison_with_england(reader, place):
    difference = place.figure("difference", f"{WHERE}/good/against:{place.comparators[0].key}")
    told = not difference.lower95 <= 0 <= difference.upper95
    sound, turned = ("higher", "lower") if difference.value > 0 else ("lower", "higher")
    text = f"{mix(place)}\nOur share is {{}} than the national average for ‘Good’ rated homes."
    grades = {
        way: [f.grade for f in check_text(text.format(way), reader) if f.check is Check.COMPARISON]
        for way in (sound, turned)
    }
    assert grades[sound] == [Grade.HOLDS if told else Grade.MISLEADING]
    assert grades[turned] == [Grade.WRONG if told else Grade.MISLEADING]


def test_a_superlative_over_england(reader, place):
    codes = reader.gazetteer.group("england", place.area, place.as_at).codes
    own = place.figure("rating-share", f"{WHERE}/good").value
    others = [
        f.value
        for f in reader.figures(codes, place.as_at)
        if f.measure == "rating-share" and f.breakdown == f"{WHERE}/good" and f.value is not None
    ]
    text = f"{mix(place)}\nWe have the highest share of Good homes in England."
    (finding,) = [f for f in check_text(text, reader) if f.check is Check.SUPERLATIVE]
    if len(others) < len(codes):
        assert finding.grade is Grade.UNCHECKABLE
    else:
        assert finding.grade is (Grade.HOLDS if own == max(others) else Grade.WRONG)


def test_a_text_that_names_no_place_or_two_is_not_looked_up(reader, place):
    nowhere = mix(place, 7).replace(place.area.name, "the city")
    assert of_edition(check_text(nowhere, reader)) == []
    areas = [area for area in reader.gazetteer.areas.values() if area.kind == "council" and area.stands()][:2]
    assert subjects.council(" and ".join(area.name for area in areas), reader) is None
    assert subjects.council(f"In {areas[0].name} today", reader) == areas[0]


def test_a_council_whose_name_is_part_of_a_groups_is_not_named_by_it(reader):
    group = next(a for a in reader.gazetteer.areas.values() if a.kind == "region")
    council = next(a for a in reader.gazetteer.areas.values() if a.kind == "council")
    names = reader.gazetteer.names
    reader.gazetteer.names = names | {f"greater {council.name.lower()} board": {group.code}}
    try:
        assert subjects.council(f"Services in Greater {council.name} Board", reader) is None
        assert subjects.council(f"Services in {council.name}", reader) == council
    finally:
        reader.gazetteer.names = names


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("neighbouring authorities within the West Midlands Combined Authority", "wmca"),
        ("the core cities", "core-cities"),
        ("the national average", "england"),
        ("elsewhere", ""),
    ],
)
def test_groups_by_their_words(text, key):
    assert subjects.group(text) == key


def test_the_care_market_is_adult_social_care():
    assert subjects.sector("CQC rating for the Coventry care market") == SECTOR
    assert subjects.sector("GP practices") == "gp-practices"
    assert subjects.sector("schools") == ""
