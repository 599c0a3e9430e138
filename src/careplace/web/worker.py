"""The site's worker: gunicorn's threaded one, which takes no more than its share of the connections.

The kernel wakes every worker for a new connection, and a reader stays with the one that takes it. Of four readers who
came at once one worker often took all: the other processor stood idle, and pages made anew took twice as long.
"""

import select
import time
from multiprocessing.sharedctypes import RawArray

from gunicorn.workers.gthread import ThreadWorker

ABSENT = 1 << 30
PATIENCE, PAUSE = 0.02, 0.0005
"""Seconds that a worker leaves a connection to another, which may hang, and that it sleeps between two looks."""
_held = RawArray("i", [ABSENT] * 256)
"""How many connections each worker has, by its number: memory that master and workers share."""


class Worker(ThreadWorker):
    """A worker that leaves a new connection to those that have fewer."""

    @property
    def nr_conns(self) -> int:
        """Connections that it has; gunicorn counts them here."""
        return _held[self.age % len(_held)]

    @nr_conns.setter
    def nr_conns(self, count: int) -> None:
        _held[self.age % len(_held)] = count

    def accept(self, listener) -> None:
        """Take a connection, unless a worker that has fewer takes it first."""
        until = time.monotonic() + PATIENCE
        while min(_held) < self.nr_conns and time.monotonic() < until:
            time.sleep(PAUSE)
            if not select.select([listener], [], [], 0)[0]:
                return
        super().accept(listener)


def forget(worker: Worker) -> None:
    """A worker has ended: leave nothing to it."""
    worker.nr_conns = ABSENT
