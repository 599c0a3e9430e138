"""Readers who hold up a server: half a request, a body that never comes, a download that is never read.

Each opens one connection to a port and returns it; whoever asks closes it.
"""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

SLOW: dict[str, Callable[[int, str], socket.socket]] = {}


def _reader(begin: Callable[[socket.socket, str], None]):
    def open_to(port: int, large: str) -> socket.socket:
        sock = socket.socket()
        # Small, so that what is never read fills it at once.
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sock.settimeout(10)
        sock.connect(("127.0.0.1", port))
        begin(sock, large)
        return sock

    SLOW[begin.__name__] = open_to
    return open_to


@_reader
def nothing(_sock, _large):
    """A connection without a byte."""


@_reader
def half_a_head(sock, _large):
    sock.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")


@_reader
def body_that_never_comes(sock, _large):
    sock.sendall(b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\n\r\na")


@_reader
def chunk_that_never_comes(sock, _large):
    sock.sendall(b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\na")


@_reader
def download_never_read(sock, large):
    sock.sendall(f"GET {large} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())


@_reader
def many_pages_never_read(sock, large):
    sock.sendall(f"GET {large} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode() * 100)


@_reader
def answer_never_closed(sock, _large):
    sock.sendall(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")


@contextmanager
def holding(kind: str, port: int, count: int, large: str) -> Iterator[list[socket.socket]]:
    """`count` readers of one kind, there until the block ends."""
    readers = [SLOW[kind](port, large) for _ in range(count)]
    time.sleep(0.3)
    try:
        yield readers
    finally:
        for reader in readers:
            reader.close()


@contextmanager
def dribbling(port: int, count: int, every: float) -> Iterator[list[socket.socket]]:
    """`count` readers who send their request's head a byte at a time."""
    stop = threading.Event()
    with holding("half_a_head", port, count, "/") as readers:

        def dribble():
            while not stop.wait(every):
                for reader in readers:
                    with suppress(OSError):
                        reader.send(b"a")

        thread = threading.Thread(target=dribble)
        thread.start()
        try:
            yield readers
        finally:
            stop.set()
            thread.join()
