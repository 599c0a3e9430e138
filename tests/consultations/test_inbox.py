"""The inbox on SQLite and on a PostgreSQL whose role may only insert."""

import sqlite3
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from tests.postgresql import address as of_postgresql
from tests.postgresql import postgresql

from careplace.consultations import inbox
from careplace.consultations.inbox import Arrival, Closed, Inbox

ROLE = "careplace_door"


@pytest.fixture(scope="module")
def server():
    with postgresql() as folder:
        yield folder


@pytest.fixture(params=["sqlite", "postgresql"])
def sides(request, tmp_path):
    """(the inbox as the site for responses has it, the inbox as casework has it)."""
    if request.param == "sqlite":
        ours = Inbox(inbox.address(tmp_path, ""))
        ours.create()
        return ours, ours
    import psycopg

    folder, name = request.getfixturevalue("server"), f"inbox_{uuid4().hex[:8]}"
    with psycopg.connect(of_postgresql(folder, "postgres"), autocommit=True) as connection:
        connection.execute(f"create database {name}")
        if not connection.execute("select 1 from pg_roles where rolname = %s", [ROLE]).fetchone():
            connection.execute(f"create role {ROLE} login")
    url = of_postgresql(folder, name)
    Inbox(url).create(ROLE)
    return Inbox(url.replace("//careplace@", f"//{ROLE}@")), Inbox(url)


def arrival(**more) -> Arrival:
    values = {"consultation": "northmoor", "version": 1, "received_on": date(2026, 6, 3), "easy_read": False}
    answers = {"q": {"text": 'The bus\'s late; "really" – ünd so'}}
    return Arrival(**{"key": str(uuid4()), "session": "a" * 64, "answers": answers} | values | more)


def test_what_goes_in_comes_out_once_and_by_key(sides):
    door, casework = sides
    several = [arrival(), arrival(easy_read=True), arrival()]
    assert all(door.insert(one) for one in several)
    assert not door.insert(replace(several[0], answers={}))
    assert casework.arrivals() == sorted(several, key=lambda one: one.key)
    casework.remove(several[0].key)
    assert several[0] not in casework.arrivals()
    assert len(casework.arrivals()) == 2


def test_a_blank_session_is_refused(sides):
    """A blank token once made all anonymous people one."""
    door, casework = sides
    assert not door.insert(arrival(session=""))
    assert casework.arrivals() == []


@pytest.mark.parametrize(
    "statement",
    [
        "select * from arrival",
        "select count(*) from arrival",
        "delete from arrival",
        "update arrival set answers = ''",
        "drop table arrival",
        "create table other (a integer)",
        "insert into arrival select * from arrival",
    ],
)
def test_the_door_may_insert_and_do_nothing_else(sides, statement):
    door, casework = sides
    door.insert(arrival())
    refused = door._errors().Error
    with pytest.raises(refused), door._connection(insert_only=True) as connection:
        connection.execute(statement)
    assert len(casework.arrivals()) == 1


@pytest.mark.parametrize("table", ["sqlite_master", "other"])
def test_on_sqlite_no_other_table_is_written(tmp_path, table):
    ours = Inbox(inbox.address(tmp_path, ""))
    ours.create()
    with sqlite3.connect(ours.settings["NAME"]) as connection:
        connection.execute("create table other (a integer)")
    with pytest.raises(sqlite3.Error), ours._connection(insert_only=True) as connection:
        connection.execute(f"insert into {table} values (1)")


def test_an_inbox_that_is_not_there_takes_nothing_and_has_nothing(tmp_path):
    missing = Inbox(inbox.address(tmp_path / "away", ""))
    with pytest.raises(Closed):
        missing.insert(arrival())
    assert missing.arrivals() == []


@pytest.mark.parametrize("role", ["door; drop table arrival", "Door", "a" * 64, "door"])
def test_a_role_is_a_name_and_of_postgresql(tmp_path, role):
    with pytest.raises(ValueError, match="no role"):
        Inbox(inbox.address(tmp_path, "")).create(role)


def test_nothing_of_a_response_is_left_in_the_file_once_it_is_taken(tmp_path):
    ours = Inbox(inbox.address(tmp_path, ""))
    ours.create()
    sent = arrival(answers={"q": {"text": "zebra lantern"}})
    ours.insert(sent)
    ours.remove(sent.key)
    assert not any(b"zebra lantern" in path.read_bytes() for path in tmp_path.iterdir())
