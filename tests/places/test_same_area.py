"""An area through its codes, its last day, and the areas before and after it."""

from datetime import date

import pytest
from tests.places import nation

from careplace.places.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.from_tables(nation.tables())


def names(areas) -> list[str]:
    return [area.name for area in areas]


@pytest.mark.parametrize(
    ("code", "codes", "last"),
    [
        ("E10000002", ["E10000002", "E06000003"], None),  # Westshire became one council of the same land
        ("E10000001", ["E10000001"], date(2023, 3, 31)),  # Northshire was split
        ("E06000005", ["E06000005"], date(2023, 3, 31)),  # Olden became part of Bigger City
        ("E07000004", ["E07000004"], date(2023, 3, 31)),  # Dale became part of Westshire
        ("E06000004", ["E06000004"], None),
        ("E10000003", ["E10000003"], None),
    ],
)
def test_the_same_area_and_its_last_day(gazetteer, code, codes, last):
    area = gazetteer.areas[code]
    assert [step.code for step in gazetteer.lineage.same_area(area)] == codes
    assert gazetteer.lineage.last_day(area) == last


def test_successors_and_predecessors_are_each_others(gazetteer):
    lineage = gazetteer.lineage
    assert names(lineage.successors(gazetteer.areas["E10000001"])) == [
        "Bigger City", "North East Shire", "North West Shire",
    ]  # fmt: skip
    for area in gazetteer.areas.values():
        assert all(area in lineage.predecessors(heir) for heir in lineage.successors(area))
        assert all(area in lineage.successors(before) for before in lineage.predecessors(area))
        assert bool(lineage.successors(area)) <= (area.to_date is not None)
        line = lineage.same_area(area)
        assert area in line
        assert all(lineage.same_area(step) == line for step in line)
