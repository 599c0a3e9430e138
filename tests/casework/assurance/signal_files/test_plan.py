"""Files of signals: what they would add, adding it, and the download that adds nothing."""

import csv
import io
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.casework.assurance.signal_files.files import HEAD, a_service, reader, sheet
from tests.casework.people import OTHER_PLACE, PLACE

from careplace.casework.assurance.import_items import fingerprint
from careplace.casework.assurance.models import Service, Signal
from careplace.casework.assurance.signal_files.additions import carry_out
from careplace.casework.assurance.signal_files.cells import COLUMNS, REQUIRED
from careplace.casework.assurance.signal_files.export import export_rows
from careplace.casework.assurance.signal_files.models import SignalReference
from careplace.casework.assurance.signal_files.plan import plan
from careplace.casework.audit.models import Event
from careplace.casework.audit.verification import faults
from careplace.casework.import_file import read_sheet
from careplace.casework.scope.actor import NotAllowed
from careplace.casework.table_file import FileRefused
from careplace.casework.workflow.actions import changes

FALL = ",,Rose House,incident,2026-03-27,a carer,A fall at night,INC-1\n"
COLD = "1-111,,,complaint,27/03/2026,a relative,Cold meals,\n"


def actions(text: str) -> list[str]:
    return [item.action for item in plan(sheet(text), reader())]


def imported(text: str, answers=None) -> dict[str, int]:
    return carry_out(reader(), plan(sheet(text), reader()), answers or {})


def refused(text: str, head: str = HEAD) -> list[tuple]:
    with pytest.raises(FileRefused) as caught:
        plan(sheet(text, head), reader())
    return [(p.row, p.column, p.found) for p in caught.value.problems]


@pytest.fixture
def rose(sqlite) -> Service:
    return a_service("Rose House", location_id="1-111", contract_reference="C-1")


@pytest.mark.usefixtures("both")
def test_the_same_file_twice_adds_nothing():
    a_service("Rose House", location_id="1-111")
    assert imported(FALL + COLD) == {"add": 2, "ask": 0, "same": 0, "differs": 0}
    assert {(s.kind, s.happened_on, s.text, s.sensitivity) for s in Signal.objects.all()} == {
        ("incident", date(2026, 3, 27), "A fall at night", "ordinary"),
        ("complaint", date(2026, 3, 27), "Cold meals", "ordinary"),
    }
    assert SignalReference.objects.get().reference == "INC-1"
    events = Event.objects.count()
    assert imported(FALL + COLD) == {"add": 0, "ask": 0, "same": 2, "differs": 0}
    assert (Signal.objects.count(), Event.objects.count()) == (2, events)
    assert list(faults()) == []


def test_the_reference_is_in_no_event_of_the_chain(rose):
    imported(FALL)
    assert not [pair for pair in Event.objects.values_list("before", "after") if "INC-1" in "".join(pair)]


@pytest.mark.parametrize(
    "columns", [("1-111", "", ""), ("", "c-1", ""), ("", "", "ROSE HOUSE"), ("1-111", "C-9", "Other")]
)
def test_a_service_is_known_by_location_id_else_contract_reference_else_name(rose, columns):
    a_service("Other", location_id="1-222", contract_reference="C-9")
    [item] = plan(sheet(",".join([*columns, "incident,2026-03-27,a carer,A fall,\n"])), reader())
    assert (item.action, item.services) == ("add", (rose,))


@pytest.mark.parametrize("columns", [("1-9", "", ""), ("", "C-9", ""), ("", "", "Rose"), ("", "", "")])
def test_a_service_that_is_not_on_the_list_is_refused_at_its_cell(rose, columns):
    [(row, column, content)] = refused(",".join([*columns, "incident,2026-03-27,a carer,A fall,\n"]))
    texts = dict(zip(("location_id", "contract_reference", "service"), columns, strict=True))
    assert (row, content) == (2, texts[column])
    assert column == next((name for name, text in texts.items() if text), "service")


def test_services_of_another_place_are_not_looked_at(rose):
    a_service("Violet", place=OTHER_PLACE)
    assert refused(",,Violet,incident,2026-03-27,a carer,A fall,\n") == [(2, "service", "Violet")]


def test_rows_that_fit_two_services_are_asked_once_and_left_out_without_an_answer(rose):
    second = a_service("Rose House", contract_reference="C-2")
    text = FALL + FALL.replace("INC-1", "INC-2") + COLD
    items = plan(sheet(text), reader())
    assert [(item.action, item.question) for item in items] == [("ask", 2), ("ask", 2), ("add", 4)]
    assert set(items[0].services) == {rose, second}
    assert carry_out(reader(), items, {}) == {"add": 1, "ask": 2, "same": 0, "differs": 0}
    assert imported(text, {2: second.pk}) == {"add": 2, "ask": 0, "same": 1, "differs": 0}
    assert Signal.objects.filter(service=second).count() == 2
    assert actions(text) == ["same"] * 3


def test_a_name_with_the_location_id_of_another_service_is_asked(rose):
    text = FALL.replace(",,Rose", "1-999,,Rose")
    [item] = plan(sheet(text), reader())
    assert (item.action, item.services) == ("ask", (rose,))
    a_service("Violet")
    assert actions(text.replace("Rose House", "Violet")) == ["add"]


def test_an_answer_that_was_not_offered_leaves_the_row_out(rose):
    a_service("Rose House")
    other = a_service("Violet")
    assert imported(FALL, {2: other.pk})["ask"] == 1


def test_a_reference_with_other_content_is_shown_and_the_signal_stays(rose):
    imported(FALL)
    changed = FALL.replace("at night", "by day")
    [item] = plan(sheet(changed), reader())
    assert (item.action, item.signal) == ("differs", Signal.objects.get())
    assert imported(changed) == {"add": 0, "ask": 0, "same": 0, "differs": 1}
    assert Signal.objects.get().text == "A fall at night"


def test_two_signals_of_one_content_are_two_by_their_references(rose):
    assert imported(FALL + FALL.replace("INC-1", "INC-2"))["add"] == 2


def test_a_row_that_repeats_another_is_added_once(rose):
    assert imported(COLD + COLD + FALL + FALL) == {"add": 2, "ask": 0, "same": 2, "differs": 0}


def test_a_row_whose_answer_makes_it_another_row_is_added_once(rose):
    second = a_service("Rose House", location_id="1-222")
    asked = ",,Rose House,complaint,2026-03-27,a relative,Cold meals,\n"
    certain = COLD.replace("1-111", "1-222")
    assert imported(asked + asked + certain, {2: second.pk}) == {"add": 1, "ask": 0, "same": 2, "differs": 0}


def test_a_reference_twice_with_other_content_is_refused(rose):
    assert refused(FALL + FALL.replace("at night", "by day")) == [(3, "reference", "INC-1")]


def test_every_wrong_cell_is_named_at_once(rose):
    text = ",,Nobody,castle,soon,a carer,Mrs Smith fell,943 476 5919\n" + FALL
    assert refused(text) == [
        (2, "happened_on", "soon"),
        (2, "kind", "castle"),
        (2, "text", "Mrs Smith fell"),
        (2, "reference", "943 476 5919"),
        (2, "service", "Nobody"),
    ]
    assert not Signal.objects.exists()


def test_a_kind_that_editions_note_is_there_or_refused(rose):
    text = ",,Rose House,rating_changed,2026-03-27,CQC,It changed,\n"
    assert refused(text) == [(2, "kind", "rating_changed")]
    with changes(reader()) as at_once:
        at_once.add(
            Signal(
                service=rose,
                kind="rating_changed",
                happened_on=date(2026, 3, 27),
                source="CQC",
                text="It changed",
            )
        )
    assert actions(text) == ["same"]


def test_a_signal_of_a_colleague_meanwhile_changes_the_fingerprint(rose):
    before = fingerprint(plan(sheet(COLD), reader()))
    assert before == fingerprint(plan(sheet(COLD), reader()))
    imported(COLD)
    assert before != fingerprint(plan(sheet(COLD), reader()))


def test_a_role_that_notes_no_signals_imports_none(rose):
    items = plan(sheet(COLD), reader())
    with pytest.raises(NotAllowed):
        carry_out(reader("commissioner"), items, {})
    assert not Signal.objects.exists()


def exported(place: str = PLACE) -> str:
    target = io.StringIO()
    csv.writer(target).writerows([COLUMNS, *export_rows(reader(place=place))])
    return target.getvalue()


def test_a_reader_without_restricted_signals_downloads_none(rose):
    imported(FALL + "1-111,,,complaint,2026-03-27,a nurse,Rough words,\n")
    Signal.objects.filter(kind="complaint").update(sensitivity="restricted")
    assert len(list(export_rows(reader()))) == 2
    assert [row[3] for row in export_rows(reader("panel_member"))] == ["An incident"]
    assert list(export_rows(reader("partner_reader"))) == []


TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), min_size=1, max_size=30
).map(str.strip).filter(bool) | st.sampled_from(
    ["=1+1", "'=1+1", "'", "+44", "a\r\nb", "(erased)", '"', "a,b"]
)
NAMES = st.sampled_from([("Rose House", "1-111", "C-1"), ("Rose House", "", "C-1"), ("Violet", "", "")])
SIGNALS = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.sampled_from(["incident", "rating_changed"]),
        TEXTS,
        st.sampled_from(["", "A", "B", "=C"]),
    ),
    max_size=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SIGNALS)
def test_what_is_downloaded_adds_nothing_when_it_is_imported(sqlite, signals):
    """Whatever the texts, also of services with one name or whose contracts have ended, and of kinds that editions note."""
    SignalReference.objects.all().delete()
    Signal.objects.all().delete()
    services = list(Service.objects.all()) or [
        a_service("Rose House", location_id="1-111"),
        a_service("Rose House", contract_reference="C-1"),
        a_service("Violet", contract_reference="C-1"),
        a_service("violet", state="ended", contract_ended_on=date(2026, 1, 1)),
    ]
    references = set()
    for number, kind, text, reference in signals:
        signal = Signal.objects.create(
            service=services[number],
            place=PLACE,
            state="open",
            kind=kind,
            happened_on=date(2026, 3, 27),
            source="a",
            text=text,
        )
        if reference and reference not in references:
            references.add(reference)
            SignalReference.objects.create(signal=signal, place=PLACE, state="noted", reference=reference)
    items = plan(read_sheet("s.csv", exported().encode(), COLUMNS, REQUIRED), reader())
    assert {item.action for item in items} <= {"same"}
    assert len(items) == len(signals)
