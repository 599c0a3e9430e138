"""A field that a register does not record is disabled with the reason, and never answered with no locations."""

import re

import pytest

SELECT = r'<div class="govuk-hint" id="{0}-hint">(.*?)</div>\s*<select[^>]*id="{0}"[^>]*disabled'
RECORDS = {"beds": "has_beds", "question": "has_key_questions"}
ASKED = {"beds": "26-to-50-beds", "question": "safe"}


@pytest.fixture
def snapshots(edition) -> dict[str, dict]:
    return {str(row["snapshot"]): row for row in edition.rows("select * from snapshot")}


def test_some_registers_record_less_than_others(snapshots):
    assert {row["has_key_questions"] for row in snapshots.values()} == {True, False}


@pytest.mark.parametrize("field", RECORDS)
def test_a_field_is_open_where_the_register_records_it_and_disabled_with_the_reason_where_not(
    client, snapshots, field
):
    for day, row in snapshots.items():
        page = client.get(f"/explore/?date={day}", follow=True).content.decode()
        reason = re.search(SELECT.format(field), page)
        assert (reason is None) == row[RECORDS[field]], (day, field)
        assert reason is None or "does not record" in reason[1]
        answer = client.get(f"/explore/?date={day}&{field}={ASKED[field]}", follow=True)
        assert answer.status_code == (200 if row[RECORDS[field]] else 400)
        assert row[RECORDS[field]] or "does not record" in answer.content.decode()
        assert client.get(f"/explore.csv?date={day}&{field}={ASKED[field]}").status_code == answer.status_code


def test_the_order_by_beds_is_disabled_with_them(client, snapshots):
    for day, row in snapshots.items():
        page = client.get(f"/explore/?date={day}", follow=True).content.decode()
        assert ('value="largest" disabled' in page) == (not row["has_beds"])
        answer = client.get(f"/explore/?date={day}&sort=largest", follow=True)
        assert answer.status_code == (200 if row["has_beds"] else 400)


def test_a_change_needs_an_earlier_register(client, snapshots):
    first = min(snapshots)
    page = client.get(f"/explore/?date={first}", follow=True).content.decode()
    assert "no change to show" in re.search(SELECT.format("changed"), page)[1]
    assert client.get(f"/explore/?date={first}&changed=worse").status_code == 400
