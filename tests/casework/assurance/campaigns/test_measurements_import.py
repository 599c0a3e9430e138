"""A file of measurements: errors at the cell, what it would change, and all or nothing."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.casework.assurance.campaigns.campaigns import a_campaign, a_site, measure
from tests.casework.assurance.visits.records import officer_at

from careplace.casework.assurance.campaigns import import_plan
from careplace.casework.assurance.campaigns.import_plan import COLUMNS, REQUIRED, carry_out, plan
from careplace.casework.assurance.campaigns.models import Measurement
from careplace.casework.assurance.import_items import fingerprint
from careplace.casework.import_file import read_sheet
from careplace.casework.scope.actor import NotAllowed
from careplace.casework.table_file import FileRefused

HEAD = "service,month,numerator,denominator\n"


def rows(text: str, head: str = HEAD):
    return read_sheet("m.csv", (head + text).encode(), COLUMNS, REQUIRED)


@pytest.fixture
def site(sqlite):
    site = a_site(a_campaign())
    measure(site, (10, 11))
    return site


def test_months_are_entered_corrected_or_the_same(site):
    items = plan(
        rows("rose house,2024-01,10.00,40\nRose House,2024-02,12,40\nRose House,2024-03,13,\n"),
        site.campaign,
    )
    assert [item.action for item in items] == ["same", "correct", "enter"]
    assert carry_out(officer_at(), site.campaign, items) == 2
    values = list(Measurement.objects.values_list("month", "numerator", "denominator"))
    assert values == [
        (date(2024, 1, 1), Decimal(10), Decimal(40)),
        (date(2024, 2, 1), Decimal(12), Decimal(40)),
        (date(2024, 3, 1), Decimal(13), None),
    ]


def test_every_cell_that_is_wrong_is_named(site):
    text = "Nobody,2024-01,1,2\nRose House,2024-13,x,0\n\nRose House,2024-05,-1,1e3\n"
    with pytest.raises(FileRefused) as refusal:
        plan(rows(text), site.campaign)
    assert [(p.row, p.column, p.found) for p in refusal.value.problems] == [
        (2, "service", "Nobody"),
        (3, "month", "2024-13"),
        (3, "numerator", "x"),
        (3, "denominator", "0"),
        (5, "numerator", "-1"),
        (5, "denominator", "1e3"),
    ]


def test_a_month_twice_is_refused(site):
    with pytest.raises(FileRefused, match="row 2 has it"):
        plan(rows("Rose House,2024-05,1,2\nROSE HOUSE,2024-05,1,2\n"), site.campaign)


def test_a_column_that_is_missing_or_unknown_is_named(site):
    with pytest.raises(FileRefused, match="a column numerator"):
        rows("Rose House,2024-05\n", "service,month\n")
    with pytest.raises(FileRefused, match="one of service, month"):
        rows("", "service,month,numerator,name\n")


def test_a_month_to_come_is_refused_and_nothing_is_saved(site):
    items = plan(rows("Rose House,2024-09,1,2\nRose House,2099-01,1,2\n"), site.campaign)
    with pytest.raises(FileRefused, match="2099-01"):
        carry_out(officer_at(), site.campaign, items)
    assert Measurement.objects.count() == 2


def test_a_colleagues_change_changes_the_fingerprint(site):
    text = "Rose House,2024-02,12,40\nRose House,2024-03,12,40\n"
    before = fingerprint(plan(rows(text), site.campaign))
    assert before == fingerprint(plan(rows(text), site.campaign))
    measure(site, (12,), first=date(2024, 3, 1))
    assert before != fingerprint(plan(rows(text), site.campaign))


def test_an_ended_campaign_takes_no_file(sqlite):
    campaign = a_campaign(state="ended")
    with pytest.raises(NotAllowed):
        carry_out(officer_at(), campaign, [])


@given(st.text(max_size=12))
def test_a_text_is_a_number_a_month_or_refused(text):
    number, month = import_plan._number(text), import_plan._month(text)
    assert number is None or (number >= 0 and text.isascii())
    assert month is None or f"{month:%Y-%m}" == text
