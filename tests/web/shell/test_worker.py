"""Workers share new connections, and no slow reader keeps a thread: a worker with one thread answers beside any of them."""

import http.client
import os
import select
import selectors
import socket
import threading
import time
import urllib.error
import urllib.request
from types import SimpleNamespace

import pytest
from gunicorn.config import Config
from tests.web.slow import SLOW, dribbling, holding

from careplace.web.shell import connection, worker
from careplace.web.shell.worker import ABSENT, PATIENCE, Worker, forget

PAGE, LARGE = b"a page", 64 << 20


@pytest.fixture
def workers(monkeypatch):
    """Two workers of one site, which hang up where they would answer."""
    monkeypatch.setattr(worker, "_connections_of_workers", [ABSENT] * 4)
    made = []
    for age in (1, 2):
        one = Worker(age, 0, [], SimpleNamespace(), 30, Config(), SimpleNamespace())
        one.nr_conns = 0
        one.take = lambda taken, one=one: (setattr(one, "nr_conns", one.nr_conns + 1), taken.close())
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


class App:
    """/large is large, /fails fails at once and /breaks in the middle, /waits waits for `go`; the rest are pages."""

    def __init__(self):
        self.go, self.closed, self.served = threading.Event(), 0, 0

    def __call__(self, environ, start_response):
        path = environ["PATH_INFO"]
        self.served += 1
        if path == "/waits":
            self.go.wait(20)
        of = {"/large": self.large, "/fails": self.fails, "/breaks": self.breaks}.get(path)
        start_response("200 OK", [] if of else [("Content-Length", str(len(PAGE)))])
        return of() if of else [PAGE]

    def large(self):
        try:
            for _ in range(LARGE >> 16):
                yield b"a" * (1 << 16)
        finally:
            self.closed += 1

    def fails(self):
        yield b"a" * 10
        raise ValueError("a file has gone")

    def breaks(self):
        yield b"a" * (1 << 20)
        raise OSError("a file has gone")


@pytest.fixture
def served(listener, monkeypatch):
    """`served(**settings)`: a worker with one thread that runs in this process, its port, and its application."""
    monkeypatch.setattr(worker, "_connections_of_workers", [ABSENT] * 4)
    monkeypatch.setattr(worker, "TURN", 0.05)
    running = []

    def start(**settings):
        cfg = Config()
        for name, value in ({"threads": 1, "graceful_timeout": 5} | settings).items():
            cfg.set(name, value)
        one = Worker(1, os.getppid(), [listener], SimpleNamespace(), 30, cfg, SimpleNamespace())
        one.wsgi, one.PIPE = App(), os.pipe()
        os.set_blocking(one.PIPE[0], False)
        thread = threading.Thread(target=one.run)
        thread.start()
        running.append((one, thread))
        return one, listener.getsockname()[1], one.wsgi

    yield start
    for one, thread in running:
        one.wsgi.go.set()
        one.alive = False
        thread.join(20)
        assert not thread.is_alive()
        for left in list(one._connections):
            one._end(left)
        one.tmp.close()
        one.poller.close()


def got(port: int, path: str = "/page", seconds: float = 20) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=seconds) as answer:
        return answer.read()


def ended(reader: socket.socket) -> bytes:
    """Everything that the server sends until it ends the connection."""
    found = bytearray()
    try:
        while piece := reader.recv(1 << 16):
            found += piece
    except ConnectionResetError:
        pass
    return bytes(found)


@pytest.mark.parametrize("kind", SLOW)
def test_pages_come_while_slow_readers_are_there(served, kind):
    _one, port, _app = served()
    with holding(kind, port, 40, "/large"):
        assert [got(port) for _ in range(5)] == 5 * [PAGE]


def test_pages_come_while_a_request_is_sent_byte_by_byte(served):
    _one, port, _app = served()
    with dribbling(port, 40, every=0.05):
        assert [got(port) for _ in range(5)] == 5 * [PAGE]


@pytest.mark.parametrize("kind", ["nothing", "half_a_head", "body_that_never_comes"])
def test_a_request_that_is_not_whole_in_time_ends_its_connection(served, monkeypatch, kind):
    monkeypatch.setattr(connection, "REQUEST_SECONDS", 0.2)
    _one, port, app = served()
    with holding(kind, port, 3, "/") as readers:
        assert [ended(reader) for reader in readers] == 3 * [b""]
    assert app.served == 0


def test_a_request_that_is_sent_byte_by_byte_ends_in_time(served, monkeypatch):
    monkeypatch.setattr(connection, "REQUEST_SECONDS", 0.4)
    _one, port, app = served()
    with dribbling(port, 3, every=0.05) as readers:
        assert [ended(reader) for reader in readers] == 3 * [b""]
    assert app.served == 0


@pytest.mark.parametrize("kind", ["download_never_read", "many_pages_never_read"])
def test_an_answer_that_is_never_read_is_given_up(served, monkeypatch, kind):
    monkeypatch.setattr(connection, "SEND_SECONDS", 0.2)
    one, port, app = served()
    with holding(kind, port, 3, "/large") as readers:
        until = time.monotonic() + 20
        while app.closed < 3 and time.monotonic() < until:
            time.sleep(0.02)
        assert [len(ended(reader)) < LARGE for reader in readers] == 3 * [True]
    assert (app.closed, one.nr_conns) == (3, 0)


def test_a_download_that_is_read_comes_whole(served):
    _one, port, app = served()
    assert got(port, "/large") == b"a" * LARGE
    assert app.closed == 1


def test_a_page_comes_between_the_pieces_of_downloads(served):
    _one, port, _app = served()
    took = []
    downloads = [threading.Thread(target=lambda: took.append(len(got(port, "/large")))) for _ in range(3)]
    for download in downloads:
        download.start()
    assert got(port) == PAGE
    for download in downloads:
        download.join()
    assert took == 3 * [LARGE]


def test_an_answer_that_breaks_off_has_no_end(served, said):
    _one, port, _app = served()
    with pytest.raises(http.client.IncompleteRead):
        got(port, "/breaks")
    assert got(port) == PAGE
    assert [record.getMessage() for record in said] == ["an answer could not be made"]


def test_an_answer_that_fails_before_anything_is_sent_says_when_to_come_back(served, said):
    _one, port, _app = served()
    with pytest.raises(urllib.error.HTTPError) as failed:
        got(port, "/fails")
    assert (failed.value.code, failed.value.headers["Retry-After"]) == (503, "60")
    failed.value.close()
    assert got(port) == PAGE


def test_with_too_many_connections_the_longest_waiting_makes_room(served):
    _one, port, _app = served(worker_connections=5)
    with holding("half_a_head", port, 12, "/"):
        assert got(port) == PAGE


def test_a_connection_that_is_ended_for_another_is_not_touched_again(listener, reader, monkeypatch):
    monkeypatch.setattr(worker, "_connections_of_workers", [ABSENT] * 4)
    cfg = Config()
    cfg.set("worker_connections", 1)
    one = Worker(1, os.getppid(), [listener], SimpleNamespace(), 30, cfg, SimpleNamespace())
    one.poller = selectors.DefaultSelector()
    reader()
    one.accept(listener)
    (waiting,) = one._connections
    reader()
    # Both are ready at once: the next reader knocks, and the one that waits has sent something.
    ready = [
        SimpleNamespace(data=one.accept, fileobj=listener),
        SimpleNamespace(data=waiting, fileobj=waiting.sock),
    ]
    poller, one.poller = (
        one.poller,
        SimpleNamespace(
            select=lambda _seconds: [(key, 1) for key in ready],
            register=one.poller.register,
            unregister=one.poller.unregister,
            modify=one.poller.modify,
        ),
    )
    one._turn(0)
    assert waiting not in one._connections
    assert len(one._connections) == one.nr_conns == 1
    for left in list(one._connections):
        one._end(left)
    poller.close()
    one.tmp.close()


def test_what_is_never_read_has_a_limit_in_all(served, monkeypatch):
    monkeypatch.setattr(worker, "UNSENT", 1 << 20)
    one, port, _app = served()
    # Looked at between turns: within one, an answer goes over the limit before the slowest reader is ended for it.
    unsent = []
    one.notify = lambda: unsent.append(one._unsent)
    with holding("download_never_read", port, 30, "/large"):
        assert got(port) == PAGE
        until = time.monotonic() + 20
        while len(one._connections) >= 30 and time.monotonic() < until:
            time.sleep(0.01)
        assert len(one._connections) < 30
    assert 1 << 19 < max(unsent) <= 1 << 20


def test_a_connection_serves_many_requests_also_those_sent_at_once(served):
    _one, port, _app = served()
    with socket.create_connection(("127.0.0.1", port), timeout=20) as reader:
        reader.sendall(b"GET /a HTTP/1.1\r\nHost: x\r\n\r\n" * 2)
        reader.sendall(b"GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        answers = ended(reader)
    assert answers.count(b"HTTP/1.1 200 OK") == answers.count(PAGE) == 3


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"nonsense\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n", 413),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", 411),
        (b"GET / HTTP/1.1\r\nExpect: a-miracle\r\n\r\n", 417),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 40_000, 431),
    ],
)
def test_what_is_no_request_of_ours_is_answered_and_ended(served, request_bytes, status):
    _one, port, app = served()
    with socket.create_connection(("127.0.0.1", port), timeout=20) as reader:
        reader.sendall(request_bytes)
        assert ended(reader).startswith(f"HTTP/1.1 {status} ".encode())
    assert app.served == 0


def test_what_is_being_answered_is_finished_before_it_stops(served):
    one, port, app = served()
    took = []
    thread = threading.Thread(target=lambda: took.append(got(port, "/waits")))
    thread.start()
    while not app.served:
        time.sleep(0.01)
    one.alive = False
    app.go.set()
    thread.join(20)
    assert took == [PAGE]


def test_after_its_share_of_requests_a_worker_ends(served):
    one, port, _app = served()
    one.max_requests = 3
    assert [got(port) for _ in range(3)] == 3 * [PAGE]
    until = time.monotonic() + 20
    while one.alive and time.monotonic() < until:
        time.sleep(0.01)
    assert not one.alive
