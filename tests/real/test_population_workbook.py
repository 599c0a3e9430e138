"""ONS's mid-2020 estimates as the .xls that it published, beside the tidied copy of the published data."""

import pytest
from tests.real.conftest import opened

from careplace.sources import recognise

pytestmark = pytest.mark.real


def people(path) -> tuple[dict, set]:
    book = opened(path)
    rows = recognise(book).read(book, None).tables["population"].to_pylist()
    found = {(row["code"], row["age"]): row["people"] for row in rows if row["code"].startswith("E")}
    return found, {(row["year"], row["tier"], row["estimate"]) for row in rows}


def test_the_old_workbook_and_the_copy_are_the_same_to_the_person(real_data, newer_data):
    ours = people(newer_data / "ons-mid-2020" / "ukpopestimatesmid2020on2021geography.xls")
    copy = people(real_data / "population" / "population20_ltla21.csv")
    assert ours == copy
    assert sum(ours[0].values()) == 56_550_138
