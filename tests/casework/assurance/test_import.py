"""Importing a list of services: cells that are wrong, what would change, all or nothing."""

import io
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from tests.casework.people import OTHER_PLACE, PLACE, actor

from careplace.casework.assurance.import_items import fingerprint
from careplace.casework.assurance.import_plan import COLUMNS, REQUIRED, carry_out, plan
from careplace.casework.assurance.models import Service
from careplace.casework.audit.models import Event
from careplace.casework.import_file import Sheet, read_sheet
from careplace.casework.scope.actor import NotAllowed
from careplace.casework.table_file import MOST_BYTES, FileRefused
from careplace.casework.workflow.actions import Conflict, changes

HEADER = "name,kind,location_id,commissioned_places\n"


def read(name: str, content: bytes) -> Sheet:
    return read_sheet(name, content, COLUMNS, REQUIRED)


def rows(text: str) -> Sheet:
    return read("list.csv", text.encode())


def refused(text: str, place: str = PLACE) -> list[tuple]:
    with pytest.raises(FileRefused) as caught:
        plan(rows(text), place)
    return [(p.file, p.row, p.column, p.found) for p in caught.value.problems]


def workbook(*lines: list) -> bytes:
    book, content = Workbook(), io.BytesIO()
    for line in lines:
        book.active.append(line)
    book.save(content)
    return content.getvalue()


def test_a_csv_and_a_workbook_give_the_same_rows():
    lines = [
        ["Name", "Kind", "Commissioned places"],
        ["Rose House", "Care home", "12"],
        ["Violet", "Home care", ""],
    ]
    text = "\r\n".join(",".join(line) for line in lines)
    expected = [
        {"name": "Rose House", "kind": "Care home", "commissioned_places": "12"},
        {"name": "Violet", "kind": "Home care", "commissioned_places": ""},
    ]
    assert read("a.csv", ("\ufeff" + text).encode()) == Sheet("a.csv", "", expected)
    assert read("a.xlsx", workbook(*lines)) == Sheet("a.xlsx", "Sheet", expected)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "a column name"),
        (b"name,kind,colour\n", "colour"),
        (b"name,kind,name\n", "a column twice"),
        (b"\xff\xfe", "a CSV file in UTF-8"),
        (b"PK\x03\x04 no workbook", "cannot be read"),
        (b'name,kind\n"open', "a CSV file in UTF-8"),
        (b"x" * (MOST_BYTES + 1), "at most"),
        (b"name,kind\n" + b"a,b\n" * 5001, "5,001 rows"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_its_reason(content, message):
    with pytest.raises(FileRefused, match=message):
        read("list.csv", content)


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reading(content):
    for start in (b"", b"name,kind\n", b"PK\x03\x04"):
        with suppress(FileRefused):
            assert all(set(row) <= set(COLUMNS) for row in read("list.csv", start + content).rows)


def test_empty_columns_at_the_end_and_apostrophes_of_our_own_download_are_left_out():
    assert rows("name,kind,,\n'+44 House,'quoted',,\n").rows == [{"name": "+44 House", "kind": "'quoted'"}]


def test_a_control_character_is_named_at_its_cell_and_line_ends_are_none():
    with pytest.raises(FileRefused) as caught:
        rows("name,kind,contacts\nRose House,Care home,a\tb\nVio\0let,Home care,\n")
    assert [(p.row, p.column, p.found) for p in caught.value.problems] == [(3, "name", "Vio�let")]
    assert rows('name,kind\n"Rose\r\nHouse",Care home\n').rows[0]["name"] == "Rose\r\nHouse"


@pytest.mark.usefixtures("sqlite")
def test_a_problem_in_a_workbook_names_its_sheet():
    lines = [["Name", "Kind"], ["Rose House", "castle"]]
    with pytest.raises(FileRefused) as caught:
        plan(read("a.xlsx", workbook(*lines)), PLACE)
    [problem] = caught.value.problems
    assert (problem.file, problem.sheet, problem.row, problem.column) == ("a.xlsx", "Sheet", 2, "kind")


@pytest.mark.usefixtures("sqlite")
def test_every_wrong_cell_is_named_at_once():
    text = HEADER + "Rose House,castle,,x\n,Care home,no id!,\nRose House,Care home,,-1\n"
    assert refused(text) == [
        ("list.csv", 2, "commissioned_places", "x"),
        ("list.csv", 2, "kind", "castle"),
        ("list.csv", 3, "name", ""),
        ("list.csv", 3, "location_id", "no id!"),
        ("list.csv", 4, "commissioned_places", "-1"),
    ]


@pytest.mark.usefixtures("both")
def test_the_plan_says_what_is_new_changed_and_the_same_and_is_carried_out():
    acting = actor()
    carry_out(
        acting,
        plan(rows(HEADER + "Rose House,Care home,1-113017405,12\nViolet,Home care,,\n"), PLACE),
        {},
    )
    text = HEADER + "Rose Court,care_home,1-113017405,14\nviolet,Home care,,\nLily,Home care,,3\n,,,\n"
    items = plan(rows(text), PLACE)
    assert [(item.number, item.action) for item in items] == [(2, "change"), (3, "change"), (4, "add")]
    assert items[0].differences == {"name": ("Rose House", "Rose Court"), "commissioned_places": (12, 14)}
    assert carry_out(acting, items, {4: "1-222"}) == 3
    assert Service.objects.get(name="Lily").location_id == "1-222"
    again = plan(rows(text.replace("Lily,Home care,,3", "Lily,Home care,1-222,3")), PLACE)
    assert {item.action for item in again} == {"same"}
    events = Event.objects.count()
    assert carry_out(acting, again, {}) == 0
    assert Event.objects.count() == events == 5


@pytest.mark.usefixtures("sqlite")
def test_a_column_that_is_not_in_the_file_stays_as_it_is():
    acting = actor()
    carry_out(acting, plan(rows(HEADER + "Rose House,Care home,1-113017405,12\n"), PLACE), {})
    carry_out(acting, plan(rows("name,kind\nRose House,Extra care housing\n"), PLACE), {})
    service = Service.objects.get()
    assert (service.kind, service.commissioned_places, service.location_id) == (
        "extra_care",
        12,
        "1-113017405",
    )


@pytest.mark.usefixtures("sqlite")
def test_one_service_in_two_rows_is_refused():
    acting = actor()
    carry_out(acting, plan(rows(HEADER + "Rose House,Care home,1-113017405,\n"), PLACE), {})
    [(_file, row, _column, found)] = refused(
        HEADER + "Rose House,Care home,,\nOther,Care home,1-113017405,\n"
    )
    assert row == 3
    assert "row 2" in found


@pytest.mark.usefixtures("both")
def test_nothing_is_half_imported():
    acting = actor()
    items = plan(rows(HEADER + "Rose House,Care home,1-1,\nViolet,Care home,1-1,\n"), PLACE)
    with pytest.raises(ValidationError):
        carry_out(acting, items, {})
    assert (Service.objects.count(), Event.objects.count()) == (0, 0)


@pytest.mark.usefixtures("sqlite")
def test_a_service_that_a_colleague_changed_since_stops_the_import():
    acting = actor()
    carry_out(acting, plan(rows(HEADER + "Rose House,Care home,,12\n"), PLACE), {})
    items = plan(rows(HEADER + "Rose House,Care home,,13\n"), PLACE)
    before = fingerprint(items)
    with changes(acting) as at_once:
        at_once.change(Service, items[0].service.pk, "edit", {"contacts": "New"}, 1)
    with pytest.raises(Conflict):
        carry_out(acting, items, {})
    assert fingerprint(plan(rows(HEADER + "Rose House,Care home,,13\n"), PLACE)) != before


@pytest.mark.usefixtures("sqlite")
def test_services_of_another_place_are_not_looked_at_and_roles_are_checked():
    items = plan(rows(HEADER + "Rose House,Care home,1-1,\n"), PLACE)
    carry_out(actor(), items, {})
    assert plan(rows(HEADER + "Rose House,Care home,1-1,\n"), OTHER_PLACE)[0].action == "add"
    with pytest.raises(NotAllowed):
        carry_out(actor("commissioner"), items, {})
