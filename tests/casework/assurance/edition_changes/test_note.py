"""What a new edition changes: noted once, in whatever order editions are put in service, and never for the first."""

import os
import shutil
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.casework.assurance.visits.records import officer_at
from tests.casework.people import OTHER_PLACE, PLACE

from careplace.casework import edition_reader
from careplace.casework.assurance.edition_changes.models import PublishedState
from careplace.casework.assurance.edition_changes.note import KEPT, LISTED, note_new_edition
from careplace.casework.assurance.kinds import edition_kinds
from careplace.casework.assurance.models import Service, Signal, no_details_of_people
from careplace.casework.audit.models import Event
from careplace.casework.audit.verification import faults
from careplace.casework.edition_reader import NoEdition
from careplace.casework.workflow.actions import changes
from careplace.engine import Engine, sql_text

PACKAGE = "careplace.casework.assurance.edition_changes"
TODAY = LATER = date.today()  # noqa: DTZ011 - a signal of a later day is refused
TABLES = ("latest_rating", "current_location", "succession")


class Home:
    """A home whose current edition a test replaces."""

    def __init__(self, first: Path, folder: Path):
        self.path, self.first = folder, (first / "current").resolve()
        (folder / "editions").mkdir(parents=True)
        self.add("2026-01-01-000000000a")

    def add(self, id: str, *updates: str) -> None:
        """Put an edition in service: the first, with what SQL changes in its tables."""
        edition_reader.forget()
        target = self.path / "editions" / id
        if not target.exists():
            shutil.copytree(self.first, target, copy_function=os.link)
            with duckdb.connect() as engine:
                for table in TABLES:
                    path = target / "tables" / f"{table}.parquet"
                    engine.execute(f"create table {table} as select * from '{path}'")
                for update in updates:
                    engine.execute(update)
                for table in TABLES:
                    path = target / "tables" / f"{table}.parquet"
                    path.unlink()
                    engine.execute(f"copy {table} to '{path}' (format parquet)")
        link = self.path / "new"
        link.symlink_to(target.relative_to(self.path))
        link.replace(self.path / "current")


@pytest.fixture
def home(demo_home, tmp_path):
    yield Home(demo_home, tmp_path / "home")
    edition_reader.forget()


@pytest.fixture
def service(home):
    """A rated service of the place that the edition knows."""
    query = """
        select r.location_id from latest_rating as r join current_location as c using (location_id)
        where r.overall = 'Good' and r.published_on < current_date
            and r.ended_on is null and c.ended_on is null and c.provider_id is not null
        order by 1 limit 1"""
    with edition_reader.cursor_of(home.path) as cursor:
        (row,) = cursor.rows(query)
    with changes(officer_at()) as at_once:
        return at_once.add(Service(name="Rose House", kind="care_home", location_id=row["location_id"]))


def rerated(id: str, word: str = "Inadequate", on: date = LATER) -> str:
    return (
        f"update latest_rating set overall = '{word}', published_on = date '{on}' where location_id = '{id}'"
    )


def noted(home: Home, place: str = PLACE) -> list[str]:
    """The kinds that are noted for the current edition."""
    before = set(Signal.objects.values_list("pk", flat=True))
    count = note_new_edition(home.path, place, TODAY)
    new = Signal.objects.exclude(pk__in=before)
    assert count == len(new)
    return sorted(signal.kind for signal in new)


on_both = pytest.mark.usefixtures("both")


@on_both
def test_the_first_edition_is_where_the_comparison_begins(home, service):
    assert noted(home) == []
    state = PublishedState.objects.get()
    assert (state.service_id, state.location_id, state.overall) == (service.pk, service.location_id, "Good")


@on_both
def test_a_changed_rating_is_noted_once_with_its_source_and_in_the_audit(home, service):
    noted(home)
    home.add("2026-06-02-000000000b", rerated(service.location_id))
    assert [noted(home), noted(home)] == [["rating_changed"], []]
    signal = Signal.objects.get()
    assert signal.text == "CQC’s latest overall rating is Inadequate. Before, it was: Good."
    assert signal.kind_words == "CQC changed its rating"
    assert (signal.state, signal.happened_on, signal.sensitivity) == ("open", LATER, "ordinary")
    assert signal.source == "CQC, as published in the edition 2026-06-02-000000000b"
    event = Event.objects.get(kind="signal")
    assert (event.person, event.action) == ("edition 2026-06-02-000000000b", "add")
    assert list(faults()) == []


@on_both
def test_an_older_edition_put_back_and_the_newer_one_again_note_nothing(home, service):
    noted(home)
    changed = [
        rerated(service.location_id),
        f"update latest_rating set ended_on = date '{LATER}' where location_id = '{service.location_id}'",
    ]
    home.add("2026-06-02-000000000b", *changed)
    assert noted(home) == ["rating_changed", "registration_ended"]
    home.add("2026-01-01-000000000a")
    assert noted(home) == []
    home.add("2026-06-02-000000000b")
    assert noted(home) == []


@on_both
def test_a_registration_that_followed_and_another_provider_are_noted(home, service):
    noted(home)
    id = service.location_id
    home.add(
        "2026-06-02-000000000b",
        f"insert into succession values ('{id}', '1-999', 'published', 1)",
        f"update latest_rating set register_snapshot = date '{LATER}' where location_id = '{id}'",
        f"update current_location set provider_id = '1-777', provider_name = 'Mrs Smith' where location_id = '{id}'",
    )
    assert noted(home) == ["provider_changed", "registered_again"]
    assert "Smith" not in "".join(Signal.objects.values_list("text", flat=True))
    assert noted(home) == []


@pytest.mark.usefixtures("sqlite")
@pytest.mark.parametrize(
    "update", ["rating of the same level", "a word that is no level", "an older rating", "nothing"]
)
def test_what_is_no_change_of_a_level_is_not_noted(home, service, update):
    noted(home)
    updates = {
        "rating of the same level": [rerated(service.location_id, "Good")],
        "a word that is no level": [rerated(service.location_id, "Insufficient evidence to rate")],
        "an older rating": [rerated(service.location_id, on=date(2001, 1, 1))],
        "nothing": [],
    }
    home.add("2026-06-02-000000000b", *updates[update])
    assert noted(home) == []


@pytest.mark.usefixtures("sqlite")
def test_a_new_location_id_begins_again(home, service):
    noted(home)
    home.add("2026-06-02-000000000b", rerated("1-999"))
    with changes(officer_at()) as at_once:
        at_once.change(Service, service.pk, "edit", {"location_id": "1-999"}, 1)
    assert noted(home) == []
    assert PublishedState.objects.get().location_id == "1-999"


@pytest.mark.usefixtures("sqlite")
def test_another_place_has_its_own_comparison_and_a_service_without_a_location_has_none(home, service):
    with changes(officer_at(OTHER_PLACE)) as at_once:
        at_once.add(Service(name="Violet", kind="day_service"))
    noted(home)
    home.add("2026-06-02-000000000b", rerated(service.location_id))
    assert noted(home, OTHER_PLACE) == []
    assert noted(home) == ["rating_changed"]


@pytest.mark.usefixtures("sqlite")
def test_without_an_edition_it_is_refused_and_nothing_is_kept(tmp_path):
    with pytest.raises(NoEdition):
        note_new_edition(tmp_path, PLACE, TODAY)
    assert not PublishedState.objects.exists()


def test_no_text_of_an_edition_is_one_that_officers_could_not_write():
    for kind in edition_kinds().values():
        no_details_of_people(kind.text.format(before="Good", after="Inadequate"))


EDITION = pa.schema([("overall", pa.string()), ("published_on", pa.date32()), ("ended_on", pa.date32())])
EMPTY = {
    "current_location": "location_id varchar, ended_on date, provider_id varchar",
    "succession": "predecessor_id varchar, successor_id varchar, basis varchar, steps integer",
}
LEVELS = ("Outstanding", "Good", "Requires improvement", "Inadequate")
days = st.sampled_from([None, *(date(2026, month, 1) for month in range(1, 6))])
published = st.fixed_dictionaries(
    {"overall": st.sampled_from((None, "Suspended", *LEVELS)), "published_on": days, "ended_on": days}
)


@settings(max_examples=20)
@given(st.lists(published, min_size=2, max_size=5))
def test_whatever_editions_say_each_newer_level_is_noted_once(editions):
    """The statement over a series of editions, twice each, next to a slow reading: the rating goes by its day alone."""
    kept, day, level, notes, expected = {"compared": False}, None, None, [], []
    for number, edition in enumerate(editions):
        for again in (False, True):
            row = _compared(kept, edition)
            assert not (again and row["rating_changed"])
            notes += [row["overall"]] if row["rating_changed"] else []
            kept = {"compared": True} | {column: row[name] for name, column in KEPT.items()}
        on, word = edition["published_on"], edition["overall"]
        if on and (day is None or on > day):
            expected += [word] if number and word in LEVELS and word != level else []
            day, level = on, word
    assert notes == expected


def _compared(kept: dict, edition: dict) -> dict:
    with Engine() as engine:
        listed = {"service": "s", "location_id": "1-1"} | kept
        engine.register("listed", pa.Table.from_pylist([listed], LISTED))
        engine.register("edition", pa.Table.from_pylist([edition], EDITION))
        engine.connection.execute(
            "create table latest_rating as select '1-1' as location_id, null::date as register_snapshot, * from edition"
        )
        for table, columns in EMPTY.items():
            engine.connection.execute(f"create table {table} ({columns})")
        (row,) = engine.rows(sql_text(PACKAGE, "compared.sql"))
    return row
