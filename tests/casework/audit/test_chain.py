"""The chain of hashes: what is written, that it cannot be changed, and that any tampering is found."""

import json
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest
from django.db import DatabaseError, connection, transaction
from tests.casework.people import OTHER_PLACE, PLACE

from careplace.casework.audit.chain import BATCH, Entry, locked_chain
from careplace.casework.audit.digests import canonical
from careplace.casework.audit.erasure import erase
from careplace.casework.audit.models import Event, Head, PersonalText
from careplace.casework.audit.verification import Anchor, anchors, faults

pytestmark = pytest.mark.usefixtures("both")
RECORD = ("service", "0001")


def write(count: int, place: str = PLACE) -> None:
    for number in range(count):
        with locked_chain(place, "ann") as chain:
            chain.append(
                "edit",
                RECORD,
                {"name": f"name {number}", "contacts": ""},
                {"name": f"name {number + 1}", "contacts": f"Mr Brown {number}"},
                personal=("contacts",),
            )


def write_and_fail() -> None:
    with locked_chain(PLACE, "ann") as chain:
        chain.append("edit", RECORD, {}, {})
        raise ZeroDivisionError


def messages() -> list[str]:
    return [str(fault) for fault in faults()]


def digest_by_hand(event: Event) -> str:
    """The digest as the documentation says, by other code."""
    fields = {
        "action": event.action,
        "after": event.after,
        "at": event.at.strftime("%Y-%m-%dT%H:%M:%S.%f+00:00"),
        "before": event.before,
        "kind": event.kind,
        "number": event.number,
        "person": event.person,
        "place": event.place,
        "previous": event.previous,
        "record": event.record,
    }
    return sha256(json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def test_each_event_follows_the_one_before_and_its_digest_can_be_calculated_by_hand():
    write(3)
    events = list(Event.objects.order_by("number"))
    assert [event.number for event in events] == [1, 2, 3]
    assert [event.digest for event in events] == [digest_by_hand(event) for event in events]
    assert [event.previous for event in events] == ["", events[0].digest, events[1].digest]
    head = Head.objects.get(place=PLACE)
    assert (head.count, head.digest) == (3, events[2].digest)
    assert messages() == []


def entries(count: int) -> list[Entry]:
    return [
        Entry(
            "add",
            ("service", f"{n:04}"),
            {},
            {"name": f"House {n}", "contacts": f"Mr Brown {n}"},
            ("contacts",),
        )
        for n in range(count)
    ]


def test_many_events_at_once_are_the_chain_that_one_after_the_other_makes():
    write(1)
    with locked_chain(PLACE, "ann") as chain:
        added = chain.append_all(entries(BATCH + 2))
        assert chain.append_all([]) == []
        chain.append("edit", RECORD, {}, {})
    events = list(Event.objects.order_by("number"))
    assert [event.number for event in events] == list(range(1, BATCH + 5))
    assert [event.digest for event in events] == [digest_by_hand(event) for event in events]
    assert [event.pk for event in added] == [event.pk for event in events[1:-1]]
    texts = PersonalText.objects.filter(event__action="add").select_related("event").order_by("event__number")
    assert [json.loads(text.text) for text in texts] == [f"Mr Brown {n}" for n in range(BATCH + 2)]
    assert messages() == []


def test_of_many_events_at_once_none_is_kept_where_one_fails():
    write(1)
    unreadable = Entry("add", RECORD, {}, {1: "a", "b": 2})  # keys that cannot be sorted
    with pytest.raises(TypeError), locked_chain(PLACE, "ann") as chain:
        chain.append_all([*entries(2), unreadable])
    assert Event.objects.count() == 1
    write(1)
    assert messages() == []


def test_each_place_has_a_chain_of_its_own():
    write(2)
    write(1, OTHER_PLACE)
    assert [(end.place, end.count) for end in anchors()] == [(OTHER_PLACE, 1), (PLACE, 2)]


def test_what_fails_leaves_no_event_and_no_gap():
    write(1)
    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    write(1)
    assert list(Event.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert messages() == []


@pytest.mark.parametrize(
    "statement",
    [
        "update audit_event set action = 'x'",
        "delete from audit_event",
        "update audit_head set count = 0",
        "update audit_head set digest = 'x'",
        "update audit_head set place = 'E09000001', count = count + 1",
        "delete from audit_head",
        "update audit_personaltext set text = 'x'",
        "update audit_personaltext set side = 'x', text = '', salt = '', erased_at = current_timestamp",
        "delete from audit_personaltext",
    ],
)
def test_the_database_itself_refuses_to_change_or_delete(statement):
    write(2)
    with pytest.raises(DatabaseError, match="audit"), connection.cursor() as cursor:
        cursor.execute(statement)
    assert messages() == []


def test_postgresql_refuses_to_empty_the_tables(both):
    if both == "postgresql":
        write(1)
        with pytest.raises(DatabaseError, match="never changed or deleted"), connection.cursor() as cursor:
            cursor.execute("truncate audit_event cascade")


def without_triggers(*statements: str) -> None:
    """What somebody with the password of the database can do."""
    with transaction.atomic(), connection.cursor() as cursor:
        for name, table in triggers():
            on = f" on {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"drop trigger {name}{on}")
        for statement in statements:
            cursor.execute(statement)


def triggers() -> list[tuple[str, str]]:
    query = {
        "sqlite": "select name, tbl_name from sqlite_master where type = 'trigger' and tbl_name like 'audit_%'",
        "postgresql": "select tgname, tgrelid::regclass::text from pg_trigger where not tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


TAMPERING = {
    "changed": (
        ["update audit_event set action = 'nothing' where number = 2"],
        "event 2: it is not as it was written",
    ),
    "another time": (
        ["update audit_event set at = '2020-01-01 00:00:00+00:00' where number = 2"],
        "event 2: it is not as it was written",
    ),
    "deleted": (
        ["delete from audit_personaltext where event_id = 2", "delete from audit_event where number = 2"],
        "event 2: it is not there; event 3 follows",
    ),
    "reordered": (
        [
            "update audit_event set number = 9 where number = 2",
            "update audit_event set number = 2 where number = 3",
            "update audit_event set number = 3 where number = 9",
        ],
        "event 2: it does not follow the event before it",
    ),
    "cut off": (
        ["delete from audit_personaltext where event_id = 4", "delete from audit_event where number = 4"],
        "it ends at event 3, and 4 were counted",
    ),
    "all cut off": (
        ["delete from audit_personaltext", "delete from audit_event"],
        "it ends at event 0, and 4 were counted",
    ),
    "without its count": (["delete from audit_head"], "the row that counts its events is not there"),
    "a text changed": (
        ["update audit_personaltext set text = '\"Mr Green\"' where event_id = 2 and side = 'after'"],
        "event 2: its text of 'contacts' is not as it was written",
    ),
    "a text deleted": (
        ["delete from audit_personaltext where event_id = 2 and side = 'after'"],
        "event 2: its text of 'contacts' went without",
    ),
    "no JSON": (
        ["update audit_event set after = 'x' where number = 2"],
        "event 2: it is not as it was written",
    ),
}


@pytest.mark.parametrize("name", TAMPERING)
def test_tampering_is_found(name):
    write(4)
    statements, expected = TAMPERING[name]
    without_triggers(*statements)
    assert any(expected in message for message in messages()), messages()


def test_a_chain_that_was_cut_off_and_its_count_with_it_is_found_by_what_was_kept_elsewhere():
    write(4)
    kept_ends = {end.place: end for end in anchors()}
    third = Event.objects.get(number=3)
    without_triggers(
        "delete from audit_personaltext where event_id = 4",
        "delete from audit_event where number = 4",
        f"update audit_head set count = 3, digest = '{third.digest}'",
    )
    assert messages() == []
    assert [str(fault) for fault in faults(kept_ends)] == [
        f"{PLACE}, event 4: it is not the event that the earlier list names: the chain was rewritten"
    ]


def test_a_chain_that_grew_is_the_one_that_was_kept():
    write(2)
    kept_ends = {end.place: end for end in anchors()}
    write(2)
    assert list(faults(kept_ends)) == []
    assert [fault.place for fault in faults({"E09000001": Anchor("E09000001", 3, "f" * 64)})] == [
        "E09000001"
    ] * 2


def test_a_personal_text_is_not_in_the_chain_and_its_erasure_leaves_the_chain_whole():
    write(2)
    assert "Mr Brown" not in "".join(Event.objects.values_list("after", flat=True))
    assert PersonalText.objects.filter(text__contains="Mr Brown").count() == 2
    with locked_chain(PLACE, "ann") as chain:
        assert erase(chain, *RECORD, "a request under data protection law") == 4
    assert not PersonalText.objects.exclude(text="", salt="").exists()
    assert Event.objects.latest("number").action == "erase-history"
    assert messages() == []


def test_the_same_text_has_another_digest_each_time():
    """So that nobody can find a name in the chain by hashing names."""
    for _ in range(2):
        with locked_chain(PLACE, "ann") as chain:
            chain.append("edit", RECORD, {}, {"contacts": "Mr Brown"}, personal=("contacts",))
    first, second = (json.loads(text) for text in Event.objects.values_list("after", flat=True))
    assert first != second


def test_200_changes_of_eight_threads_are_all_there_in_one_whole_chain():
    def write_and_close(_number: int) -> None:
        try:
            write(25)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write_and_close, range(8)))
    assert list(Event.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 201))
    assert messages() == []


@pytest.mark.parametrize(
    ("value", "text"), [({"b": 1, "a": "é"}, '{"a":"é","b":1}'), ([None, True], "[null,true]")]
)
def test_json_is_written_in_one_way(value, text):
    assert canonical(value) == text
