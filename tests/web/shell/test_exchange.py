"""An answer is made no further than the reader has taken it, and closed however it ends."""

from types import SimpleNamespace

import pytest
from gunicorn.config import Config
from gunicorn.http.errors import ParseException

from careplace.web.shell.exchange import Exchange

GET = b"GET /x HTTP/1.1\r\nHost: y\r\n\r\n"


class Body:
    """Ten pieces of a hundred bytes, which note how many were made and whether they were closed."""

    def __init__(self, fails_at: int = -1):
        self.made, self.closed, self.fails_at = 0, 0, fails_at

    def __iter__(self):
        while self.made < 10:
            if self.made == self.fails_at:
                raise RuntimeError("a file cannot be read")
            self.made += 1
            yield b"a" * 100

    def close(self):
        self.closed += 1


@pytest.fixture
def out():
    made = SimpleNamespace(client=("127.0.0.1", 1), server=("127.0.0.1", 80), unsent=bytearray())
    made.sendall = made.unsent.extend
    return made


@pytest.fixture
def exchange(out):
    """`exchange(body, request, last)`: the answer that has this body."""

    def of(body, request: bytes = GET, last: bool = False, headers=()) -> Exchange:
        def app(_environ, start_response):
            start_response("200 OK", list(headers))
            return body

        return Exchange(Config(), app, out, request, last)

    return of


def test_no_more_is_made_than_was_asked_for(exchange, out):
    body = Body()
    one = exchange(body)
    one.advance(250)
    assert body.made < 4
    one.advance(250)
    assert body.made < 4
    out.unsent.clear()
    one.advance(1 << 20)
    assert (body.made, body.closed, one.done) == (10, 1, True)
    assert out.unsent.endswith(b"0\r\n\r\n")


def test_an_answer_that_is_given_up_is_closed_once(exchange):
    body = Body()
    one = exchange(body)
    one.advance(100)
    one.close()
    one.close()
    assert body.closed == 1


def test_a_fault_in_the_middle_leaves_the_answer_without_its_end(exchange, out):
    one = exchange(Body(fails_at=3))
    with pytest.raises(RuntimeError):
        one.advance(1 << 20)
    assert not one.done
    assert not out.unsent.endswith(b"0\r\n\r\n")


def test_an_answer_that_is_shorter_than_it_said_is_no_whole_answer(exchange):
    headers = [("Content-Length", "5")]
    with pytest.raises(EOFError, match="3 bytes were sent of 5"):
        exchange([b"abc"], headers=headers).advance(1 << 20)
    head = exchange([], b"HEAD / HTTP/1.1\r\nHost: y\r\n\r\n", headers=headers)
    head.advance(1 << 20)
    assert head.done


@pytest.mark.parametrize(
    ("request_bytes", "last", "stays"),
    [
        (GET, False, True),
        (GET, True, False),
        (b"GET / HTTP/1.0\r\n\r\n", False, False),
        (b"GET / HTTP/1.1\r\nHost: y\r\nConnection: close\r\n\r\n", False, False),
    ],
)
def test_the_connection_stays_open_where_both_sides_want_it(exchange, request_bytes, last, stays):
    one = exchange([b"abc"], request_bytes, last, [("Content-Length", "3")])
    one.advance(1 << 20)
    assert one.keeps_open is stays


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"nonsense\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"GET / HTTP/1.1\r\nContent-Length: +1\r\n\r\n",
        b"GET / HTTP/1.1\r\n folded: x\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
    ],
)
def test_what_is_no_sound_request_reaches_no_page(exchange, request_bytes):
    with pytest.raises(ParseException):
        exchange(Body(), request_bytes)
