"""The site's worker: one loop reads requests and sends answers, and a few threads make pages.

gunicorn's own threaded worker gives a thread to a connection from a request's first byte to the last of its answer: four
readers who sent half a request, or never read a download, stopped a site of two workers with two threads each.

It takes no more than its share of the connections: the kernel wakes every worker for a new one, and a reader stays with
the one that takes it. Of four readers who came at once one worker often took all, and the other processor stood idle.
"""

import contextlib
import errno
import logging
import os
import queue
import select
import selectors
import threading
import time
from multiprocessing.sharedctypes import RawArray

from gunicorn.workers.base import Worker as GunicornWorker

from careplace.web.shell.connection import Connection, Refused

log = logging.getLogger("careplace.web.shell.worker")
ABSENT = 1 << 30
PATIENCE, PAUSE = 0.02, 0.0005
"""Seconds that a worker leaves a connection to another, which may hang, and that it sleeps between two looks."""
AHEAD, UNSENT = 256 << 10, 64 << 20
"""Bytes of one answer that are made before the reader has taken them, and of all answers that readers have not taken."""
TURN = 1.0
"""Seconds after which the loop looks at deadlines, and tells the master that it lives."""
_connections_of_workers = RawArray("i", [ABSENT] * 256)
"""How many connections each worker has, by its number: memory that master and workers share."""


class Worker(GunicornWorker):
    """A worker whose threads wait for no reader, and that leaves a new connection to those that have fewer."""

    # gunicorn has the first without types; the second is there when the process runs.
    alive: bool
    poller: selectors.BaseSelector

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        self._connections: set[Connection] = set()
        self._waiting: queue.SimpleQueue[Connection] = queue.SimpleQueue()
        self._made: queue.SimpleQueue[Connection] = queue.SimpleQueue()
        self._accepting, self._swept, self._unsent = False, 0.0, 0

    @property
    def nr_conns(self) -> int:
        """Connections that it has, as the other workers see it."""
        return _connections_of_workers[self.age % len(_connections_of_workers)]

    @nr_conns.setter
    def nr_conns(self, count: int) -> None:
        _connections_of_workers[self.age % len(_connections_of_workers)] = count

    def run(self) -> None:
        """Serve until stopped; then finish what is being answered, for as long as the settings allow."""
        self.nr_conns = 0
        self.poller = selectors.DefaultSelector()  # here, since what the master opens all its workers share
        self.poller.register(self.PIPE[0], selectors.EVENT_READ, self._thread_wakes)
        for _ in range(self.cfg.threads):
            threading.Thread(target=self._make_answers, daemon=True).start()
        while self.alive and self.ppid == os.getppid():
            self._listen(True)
            self._turn(TURN)
        self._listen(False)
        until = time.monotonic() + self.cfg.graceful_timeout
        while any(connection.answering for connection in self._connections) and time.monotonic() < until:
            self._turn(PATIENCE)

    def _listen(self, accepting: bool) -> None:
        for listener in self.sockets if accepting != self._accepting else ():
            listener.setblocking(False)
            if accepting:
                self.poller.register(listener, selectors.EVENT_READ, self.accept)
            else:
                self.poller.unregister(listener)
        self._accepting = accepting

    def _turn(self, seconds: float) -> None:
        self.notify()
        for key, _events in self.poller.select(seconds):
            if not isinstance(key.data, Connection):
                key.data(key.fileobj)
            elif key.data in self._connections:  # an event before this one may have ended it
                self._step(key.data)
        now = time.monotonic()
        if now - self._swept >= TURN:
            self._swept = now
            for late in [
                connection
                for connection in self._connections
                if not connection.busy and connection.deadline < now
            ]:
                self._end(late)

    def accept(self, listener) -> None:
        """Take a connection, unless a worker that has fewer takes it first."""
        until = time.monotonic() + PATIENCE
        while min(_connections_of_workers) < self.nr_conns and time.monotonic() < until:
            time.sleep(PAUSE)
            if not select.select([listener], [], [], 0)[0]:
                return
        if self.nr_conns >= self.cfg.worker_connections:
            self._make_room()
        try:
            sock, address = listener.accept()
            self.take(Connection(sock, address, listener.getsockname()))
        except OSError as error:
            if error.errno in (errno.EMFILE, errno.ENFILE):
                self._make_room()

    def take(self, connection: Connection) -> None:
        """Serve a connection from now on."""
        self._connections.add(connection)
        self.nr_conns = len(self._connections)
        self._watch(connection, selectors.EVENT_READ)

    def _make_room(self) -> None:
        """End the connection that has waited longest for a request, or else the slowest to take its answer."""
        free = [connection for connection in self._connections if not connection.busy]
        if free:
            self._end(min(free, key=lambda connection: (connection.answering, connection.deadline)))

    def _step(self, connection: Connection) -> None:
        """Its socket is ready, or a thread is done with it: read, send, have an answer made, or wait."""
        try:
            if connection.watched == selectors.EVENT_READ and not connection.receive():
                self._end(connection)
            elif not connection.flush():
                self._watch(connection, selectors.EVENT_WRITE)
                if self._unsent > UNSENT:
                    self._end(min(self._unread(), key=lambda connection: connection.deadline))
            elif connection.exchange or (not connection.last and connection.take_request()):
                self._have_made(connection)
            elif connection.last and not connection.lingering:
                connection.linger()
                self._watch(connection, selectors.EVENT_READ)
            else:
                if connection.watched != selectors.EVENT_READ:
                    connection.await_request()
                self._watch(connection, selectors.EVENT_READ)
        except Refused as refused:
            connection.refuse(refused.status)
            self._watch(connection, selectors.EVENT_WRITE)
        except OSError:
            self._end(connection)

    def _watch(self, connection: Connection, event: int) -> None:
        """Wake for this event of the connection's socket; 0 for none."""
        if not connection.watched and event:
            self.poller.register(connection.sock, event, connection)
        elif connection.watched and not event:
            self.poller.unregister(connection.sock)
        elif event != connection.watched:
            self.poller.modify(connection.sock, event, connection)
        connection.watched = event
        was, connection.counted = (
            connection.counted,
            len(connection.unsent) if event == selectors.EVENT_WRITE else 0,
        )
        self._unsent += connection.counted - was

    def _unread(self) -> list[Connection]:
        return [connection for connection in self._connections if connection.watched == selectors.EVENT_WRITE]

    def _end(self, connection: Connection) -> None:
        self._watch(connection, 0)
        self._connections.discard(connection)
        self.nr_conns = len(self._connections)
        connection.close()

    def _have_made(self, connection: Connection) -> None:
        self._watch(connection, 0)
        if connection.exchange is None:
            self.nr += 1
            self.alive = self.alive and self.nr < self.max_requests
            connection.last = not self.alive
        connection.busy = True
        self._waiting.put(connection)

    def _make_answers(self) -> None:
        """What each thread does: some of one answer, then of the next, so that no page waits for a whole download."""
        while True:
            connection = self._waiting.get()
            self._make(connection)
            self._made.put(connection)
            # A full pipe wakes the loop as well as one byte more.
            with contextlib.suppress(BlockingIOError):
                os.write(self.PIPE[1], b".")

    def _make(self, connection: Connection) -> None:
        try:
            connection.answer(self.cfg, self.wsgi, AHEAD)
        except Exception:
            # Django answers for what goes wrong in a page, so this is an answer that reads files while it is sent.
            log.exception("an answer could not be made")
            connection.fail()

    def _thread_wakes(self, pipe: int) -> None:
        with contextlib.suppress(BlockingIOError):
            os.read(pipe, 1 << 12)
        while not self._made.empty():
            connection = self._made.get()
            connection.busy = False
            connection.begin_sending()
            if connection.broken:
                self._end(connection)
            else:
                self._step(connection)


def forget(worker: Worker) -> None:
    """A worker has ended: leave nothing to it."""
    worker.nr_conns = ABSENT
