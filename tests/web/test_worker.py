"""Workers share new connections: the one that has fewest takes the next, and nobody waits for one that hangs."""

import select
import socket
import time
from types import SimpleNamespace

import pytest
from gunicorn.config import Config

from careplace.web import worker
from careplace.web.worker import ABSENT, PATIENCE, Worker, forget


@pytest.fixture
def workers(monkeypatch):
    """Two workers of one site, which hang up where they would answer."""
    monkeypatch.setattr(worker, "_held", [ABSENT] * 4)
    made = []
    for age in (1, 2):
        one = Worker(age, 0, [], SimpleNamespace(), 30, Config(), SimpleNamespace())
        one.enqueue_req = lambda conn: conn.sock.close()
        made.append(one)
    yield made
    for one in made:
        one.tmp.close()


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as found:
        found.setblocking(False)
        yield found


@pytest.fixture
def reader(listener):
    """`reader()` knocks."""
    knocking = []

    def knock() -> None:
        knocking.append(socket.create_connection(listener.getsockname()))
        select.select([listener], [], [], 5)

    yield knock
    for one in knocking:
        one.close()


def test_the_one_with_fewest_takes_at_once(workers, listener, reader):
    busy, free = workers
    busy.nr_conns = 3
    reader()
    began = time.monotonic()
    free.accept(listener)
    assert time.monotonic() - began < PATIENCE
    assert (busy.nr_conns, free.nr_conns) == (3, 1)


def test_the_other_leaves_what_was_taken_while_it_waited(workers, listener, reader, monkeypatch):
    busy, free = workers
    busy.nr_conns = 3
    reader()
    monkeypatch.setattr(worker.time, "sleep", lambda _seconds: free.accept(listener))
    busy.accept(listener)
    assert (busy.nr_conns, free.nr_conns) == (3, 1)


def test_where_the_other_hangs_it_takes_the_connection_after_a_moment(workers, listener, reader):
    busy, hanging = workers
    busy.nr_conns = 1
    reader()
    busy.accept(listener)
    assert (busy.nr_conns, hanging.nr_conns) == (2, 0)


def test_nothing_is_left_to_one_that_has_ended(workers, listener, reader, monkeypatch):
    busy, ended = workers
    busy.nr_conns = 1
    forget(ended)
    reader()
    monkeypatch.setattr(worker.time, "sleep", lambda _seconds: pytest.fail("it waited"))
    busy.accept(listener)
    assert busy.nr_conns == 2
