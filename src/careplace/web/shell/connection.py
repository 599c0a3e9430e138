"""One reader's connection: bytes come in until a request is whole, and go out as the reader takes them.

Nothing here waits: a reader who sends half a request, or never reads, costs a connection and its deadline, no thread.
"""

import re
import socket
import time
from collections.abc import Callable

from gunicorn.config import Config
from gunicorn.http.errors import (
    ExpectationFailed,
    LimitRequestHeaders,
    ParseException,
    UnsupportedTransferCoding,
)

from careplace.web.shell.exchange import Exchange

REQUEST_SECONDS = 10
"""From a request's first byte, or the connection's beginning, until it must be whole; as in the files of deploy/."""
IDLE_SECONDS = 15
"""How long a connection stays open for the next request."""
SEND_SECONDS, LEAST = 30, 32 << 10
"""A reader must take LEAST bytes, or all there are, in SEND_SECONDS: about 1 kB a second, slower than any mobile network."""
LINGER_SECONDS = 2
"""How long a reader may go on sending after the last answer: a reset could take that from it (RFC 9112, 9.6)."""
LONGEST_HEAD, LONGEST_BODY = 32 << 10, 64 << 10
"""Bytes of a request: its line and headers, and its body, which no page needs."""
PIECE = 64 << 10
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,12})[ \t]*(?=\r\n)", re.IGNORECASE)
_CODED = re.compile(rb"\r\ntransfer-encoding[ \t]*:", re.IGNORECASE)
REASONS = {
    400: "Bad Request",
    411: "Length Required",
    413: "Content Too Large",
    417: "Expectation Failed",
    431: "Request Header Fields Too Large",
    501: "Not Implemented",
    503: "Service Unavailable",
}
_STATUS = {ExpectationFailed: 417, LimitRequestHeaders: 431, UnsupportedTransferCoding: 501}


class Refused(Exception):
    """A request that is answered with a status alone, after which the connection ends."""

    def __init__(self, status: int):
        self.status = status
        super().__init__(f"{status} {REASONS[status]}")


def request_length(received: bytes | bytearray) -> int | None:
    """How many bytes the first request takes of what was received; None while it is not whole.

    Raises:
        Refused: for a request that is longer than any of ours, or whose length is not given beforehand.
    """
    end = received.find(b"\r\n\r\n")
    if end < 0 or end > LONGEST_HEAD:
        if len(received) > LONGEST_HEAD:
            raise Refused(431)
        return None
    # With the line end that closes the last header, and without the one that closes the head.
    head = bytes(received[: end + 2])
    if _CODED.search(head):
        raise Refused(411)
    body = max((int(length) for length in _LENGTH.findall(head)), default=0)
    if body > LONGEST_BODY:
        raise Refused(413)
    whole = end + 4 + body
    return whole if len(received) >= whole else None


class Connection:
    """A reader's connection. One thread has it at a time: the worker's loop, or while it is `busy` one that makes answers.

    `watched` is the event that the loop waits for, `counted` how many bytes it has noted as unsent. After `last` no
    further request is read; what is `broken` cannot be finished.
    """

    def __init__(self, sock: socket.socket, client: tuple, server: tuple):
        sock.setblocking(False)
        self.sock, self.client, self.server = sock, client, server
        self.received, self.unsent, self.request = bytearray(), bytearray(), b""
        self.exchange: Exchange | None = None
        self.watched = self.counted = 0
        self.busy = self.last = self.lingering = self.broken = False
        self.deadline = time.monotonic() + REQUEST_SECONDS
        self._taken, self._begun = 0, False

    @property
    def answering(self) -> bool:
        """Whether the reader has an answer to come."""
        return self.busy or self.exchange is not None or bool(self.unsent)

    def receive(self) -> bool:
        """Read what has come; False when the reader has ended the connection.

        Raises:
            OSError: when the connection is broken.
        """
        try:
            data = self.sock.recv(PIECE)
        except BlockingIOError:
            return True
        if not self.lingering:
            self.deadline = self.deadline if self.received else time.monotonic() + REQUEST_SECONDS
            self.received += data
        return bool(data)

    def take_request(self) -> bool:
        """Whether a whole request has come, which `answer` then answers.

        Raises:
            Refused: as `request_length`.
        """
        length = request_length(self.received)
        if length is None:
            return False
        self.request = bytes(self.received[:length])
        del self.received[:length]
        self._begun = False
        return True

    def await_request(self) -> None:
        """The answer is sent: from now on the next request must come."""
        self.deadline = time.monotonic() + (REQUEST_SECONDS if self.received else IDLE_SECONDS)

    def answer(self, cfg: Config, app: Callable, most: int) -> None:
        """Make more of the answer, until `most` bytes wait to be sent or all is made.

        Raises:
            Exception: of the application, once the answer has begun.
        """
        try:
            if self.exchange is None:
                self.exchange = Exchange(cfg, app, self, self.request, self.last)
            self.exchange.advance(most)
        except ParseException as error:
            self.refuse(_STATUS.get(type(error), 400))
        else:
            if self.exchange.done:
                self.last = not self.exchange.keeps_open
                self.exchange = None

    def fail(self) -> None:
        """The application has failed: say so, where nothing is sent yet; else leave the answer without its end."""
        if self.exchange is not None:
            self.exchange.close()
            self.exchange = None
        self.unsent.clear()
        self.broken = self._begun
        if not self._begun:
            self.refuse(503)

    def sendall(self, data: bytes) -> None:
        """Put bytes with those to be sent: gunicorn's Response writes to this as to a socket."""
        self.unsent += data

    def send(self, data: bytes) -> int:
        """Say that bytes are sent which need not be: gunicorn's "100 Continue", when the body is there already."""
        return len(data)

    def begin_sending(self) -> None:
        """From now on the reader must take what is sent."""
        self._taken, self.deadline = 0, time.monotonic() + SEND_SECONDS

    def flush(self) -> bool:
        """Send what the reader takes now; True when nothing is left.

        Raises:
            OSError: when the connection is broken.
        """
        try:
            while self.unsent:
                sent = self.sock.send(self.unsent)
                del self.unsent[:sent]
                self._taken += sent
                self._begun = True
        except BlockingIOError:
            pass
        if self._taken >= LEAST:
            self.begin_sending()
        return not self.unsent

    def refuse(self, status: int) -> None:
        """Answer with a status alone, and end the connection after it."""
        body = f"{REASONS[status]}\n"
        self.unsent += (
            f"HTTP/1.1 {status} {REASONS[status]}\r\nConnection: close\r\nContent-Type: text/plain\r\n"
            f"{'Retry-After: 60' if status == 503 else 'Cache-Control: no-store'}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}"
        ).encode()
        self.last = True
        self.begin_sending()

    def linger(self) -> None:
        """Send no more, and read on for a moment.

        Raises:
            OSError: when the reader has gone already.
        """
        self.lingering, self.deadline = True, time.monotonic() + LINGER_SECONDS
        self.sock.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """End the connection, and whatever was still to be answered."""
        if self.exchange is not None:
            self.exchange.close()
            self.exchange = None
        self.sock.close()
