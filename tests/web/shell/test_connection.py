"""A request is taken when it is whole, and only then; what is no request of ours is refused before any page is made."""

import socket

import pytest
from gunicorn.config import Config
from gunicorn.http import get_parser
from hypothesis import given
from hypothesis import strategies as st

from careplace.web.shell import connection as module
from careplace.web.shell.connection import LONGEST_BODY, LONGEST_HEAD, Connection, Refused, request_length

NAMES = st.text("abcdefghijklmnopqrstuvwxyz-", min_size=1, max_size=12).map(lambda name: f"X-{name}")
VALUES = st.text("abc 0123456789:;,=", max_size=30)


@st.composite
def requests(draw) -> bytes:
    headers = draw(st.lists(st.tuples(NAMES, VALUES), max_size=4))
    body = draw(st.binary(max_size=40))
    lines = [f"{name}: {value}" for name, value in headers]
    if body or draw(st.booleans()):
        lines.insert(
            draw(st.integers(0, len(lines))), f"Content-Length:{draw(st.sampled_from(['', ' ']))}{len(body)}"
        )
    return (
        "\r\n".join([f"GET /{draw(st.integers(0, 99))} HTTP/1.1", "Host: x", *lines, "", ""]).encode() + body
    )


@pytest.fixture
def pair():
    """(connection of the server, the reader's socket)."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        reader = socket.create_connection(listener.getsockname())
        sock, client = listener.accept()
        made = Connection(sock, client, listener.getsockname())
        yield made, reader
        made.close()
        reader.close()


@given(requests(), st.binary(max_size=20))
def test_a_request_is_whole_with_its_last_byte_and_not_before(request_bytes, more):
    assert request_length(request_bytes + more) == len(request_bytes)
    assert all(request_length(request_bytes[:n]) is None for n in range(len(request_bytes)))


@given(requests())
def test_its_length_is_that_which_gunicorn_reads(request_bytes):
    parsed = next(get_parser(Config(), iter([request_bytes]), ("127.0.0.1", 1)))
    head = request_bytes.index(b"\r\n\r\n") + 4
    assert head + len(parsed.body.read()) == request_length(request_bytes)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET / HTTP/1.1\r\n" + b"X-Long: " + b"a" * LONGEST_HEAD, 431),
        (b"GET / HTTP/1.1\r\n" + b"X-Long: " + b"a" * LONGEST_HEAD + b"\r\n\r\n", 431),
        (f"POST / HTTP/1.1\r\nContent-Length: {LONGEST_BODY + 1}\r\n\r\n".encode(), 413),
        (b"POST / HTTP/1.1\r\nContent-Length: 999999999999\r\n\r\n", 413),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", 411),
        (b"POST / HTTP/1.1\r\ntransfer-encoding : gzip, chunked\r\n\r\n0\r\n\r\n", 411),
    ],
    ids=["no end of head", "long head", "long body", "absurd body", "chunked", "odd chunked"],
)
def test_what_is_too_long_or_of_unknown_length_is_refused(sent, status):
    with pytest.raises(Refused) as refused:
        request_length(sent)
    assert refused.value.status == status


@given(st.binary(max_size=300))
def test_any_bytes_are_waited_for_measured_or_refused(sent):
    try:
        length = request_length(sent)
    except Refused:
        return
    assert length is None or 4 <= length <= len(sent)


def test_requests_sent_at_once_are_taken_one_by_one(pair):
    made, reader = pair
    first, second = b"GET /1 HTTP/1.1\r\nHost: x\r\n\r\n", b"GET /2 HTTP/1.1\r\nHost: x\r\n\r\n"
    reader.sendall(first + second[:-1])
    while len(made.received) < len(first + second) - 1:
        made.receive()
    assert made.take_request()
    assert made.request == first
    assert not made.take_request()
    reader.sendall(second[-1:])
    while not made.take_request():
        made.receive()
    assert made.request == second


def test_single_bytes_do_not_put_the_deadline_off(pair, monkeypatch):
    made, reader = pair
    clock = iter(range(100, 200))
    monkeypatch.setattr(module.time, "monotonic", lambda: float(next(clock)))
    deadlines = []
    for _ in range(3):
        reader.sendall(b"a")
        before = len(made.received)
        while len(made.received) == before:
            made.receive()
        deadlines.append(made.deadline)
    assert deadlines == 3 * [100 + module.REQUEST_SECONDS]


def test_only_bytes_taken_put_the_deadline_of_an_answer_off(pair):
    made, reader = pair
    made.begin_sending()
    made.sendall(b"a" * (16 << 20))
    assert not made.flush()
    stuck = made.deadline
    assert not made.flush()
    assert made.deadline == stuck
    taken = 0
    while taken < 8 << 20:
        taken += len(reader.recv(1 << 20))
        made.flush()
    assert made.deadline > stuck


def test_a_reader_who_has_gone_is_noticed(pair):
    made, reader = pair
    reader.close()
    assert made.receive() is False
