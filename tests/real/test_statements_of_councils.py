"""The statement of every council that the published registers cover: nothing in it is wrong, and no sentence is long."""

import pytest
from tests.publish.sentences import LONGEST, sentences_of

from careplace.claims import FAULTS, check_text
from careplace.publish.statement import files, statement_of

pytestmark = pytest.mark.real
EDITION = {"id": "published", "made_from": []}
SOME = (
    *(
        "Coventry",
        "Plymouth",
        "Rutland",
        "Isles of Scilly",
        "Lincolnshire",
        "Oldham",
        "City of London",
        "Kent",
    ),
    *("Birmingham", "Cumbria", "Herefordshire", "Kingston upon Hull"),
)
AFTER_2021 = ("Cumberland", "North Northamptonshire", "West Northamptonshire", "Westmorland and Furness")
"""Councils made since the one register of all England: none covers them."""


def faults(reader, area) -> list:
    """Long sentences, and what `careplace check` finds wrong, in a council's statement."""
    text = files(statement_of(reader, area, EDITION), ("md",))["md"].decode()
    long = [sentence for sentence in sentences_of(text) if len(sentence.split()) > LONGEST]
    return [*long, *(finding for finding in check_text(text, reader) if finding.grade in FAULTS)]


@pytest.mark.parametrize("name", SOME)
def test_nothing_is_wrong_in_the_statement_of_a_council(reader, name):
    assert faults(reader, reader.gazetteer.resolve(name)) == []


@pytest.mark.release
def test_nothing_is_wrong_in_the_statement_of_any_council(reader):
    covered = {place for day in reader.snapshots() for place in reader.covered(reader.gazetteer.areas, day)}
    councils = [a for a in reader.gazetteer.areas.values() if a.kind == "council" and a.code in covered]
    assert len(councils) > 150
    assert {area.name: found for area in councils if (found := faults(reader, area))} == {}


def test_the_only_councils_without_a_statement_are_younger_than_the_register(reader):
    covered = {place for day in reader.snapshots() for place in reader.covered(reader.gazetteer.areas, day)}
    standing = [a for a in reader.gazetteer.areas.values() if a.kind == "council" and a.stands()]
    without = [
        area.name
        for area in standing
        if not any(
            then and then.code in covered
            for then in (reader.area_at(area.code, day) for day in reader.snapshots())
        )
    ]
    assert sorted(without) == sorted(AFTER_2021)


def test_coventry_reads_as_its_local_account_should(reader):
    text = files(statement_of(reader, reader.gazetteer.resolve("Coventry"), EDITION), ("md",))["md"].decode()
    assert "145 services had an overall rating at 1 February 2021." in text
    assert "- Good: 109 (75.2%)\n- Requires improvement: 29 (20.0%)\n- Inadequate: 2 (1.4%)\n" in text
    assert "- No clear difference from the West Midlands Combined Authority at any rating.\n" in text
    assert "6.9 percentage points lower" in text
    assert "No change is given: no earlier register in this edition covers Coventry." in text


def test_five_years_between_registers_are_called_five_years(reader):
    text = files(statement_of(reader, reader.gazetteer.resolve("Lincolnshire"), EDITION), ("md",))[
        "md"
    ].decode()
    assert (
        "Over five years, from 1 February 2021 to 29 May 2026, the mix of ratings shows no clear change."
        in text
    )
    assert "- A small reduction in Good: 14 fewer services, 1.8 percentage points lower" in text
    assert "twelve months before is in this edition. The nearest earlier one is from 1 February 2021." in text
    assert "this register covers 1 of its 10 councils" in text
