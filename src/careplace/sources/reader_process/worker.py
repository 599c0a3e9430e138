"""The process that opens and reads files for another: answers one question after another, until nobody asks.

Run as `python -m careplace.sources.reader_process.worker DESCRIPTOR`, where the descriptor is a connection of
multiprocessing. It ends when the connection does, and when a file takes more time than it may.
"""

import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

import duckdb

from careplace import sources
from careplace.places.gazetteer import Gazetteer
from careplace.sources.contract import SourceError
from careplace.sources.opened import InThisProcess, Opened
from careplace.sources.publication import RawFile
from careplace.sources.reader_process import handover, limits

OUT_OF_MEMORY = (MemoryError, duckdb.OutOfMemoryException)
# The disk is full, a folder may not be written: that is no fault of the file, and is told as what it is.
NOT_THE_FILE = (OSError,)


class Answering:
    """Answers what `careplace.sources.reader_process.process` asks: methods by name."""

    def __init__(self):
        self.reader = InThisProcess(sources.recognise)
        self.known = {publication.key: publication for publication in sources.PUBLICATIONS}
        self.gazetteer: Gazetteer | None = None

    def place(self, gazetteer: Gazetteer | None) -> None:
        self.gazetteer = gazetteer

    def open(self, file: RawFile, folder: Path) -> tuple[Opened, str]:
        """The opened file and the key of its publication, "" for none: publications themselves do not travel."""
        opened = self.reader.open(file, folder)
        key = opened.publication.key if opened.publication else ""
        return replace(opened, publication=None), key

    def read(self, opened: Opened, key: str, folder: Path):
        whole = replace(opened, publication=self.known[key])
        return handover.written(self.reader.read(whole, self.gazetteer), folder)


def answer(ask: Callable, asked: tuple) -> tuple[str, object]:
    """(what became of a question, its answer or what was wrong)."""
    try:
        return "answer", ask(*asked)
    except SourceError as error:
        return "refused", error.problems
    except OUT_OF_MEMORY:
        return "memory", ""
    except NOT_THE_FILE as error:
        return "system", error
    except BaseException as error:  # a panic of a parser in Rust is no Exception
        traceback.print_exc()
        return "fault", _said(error)


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {(str(error).strip().splitlines() or [''])[0]}"


def main() -> None:
    # Ctrl-C reaches every process of the terminal; the one that asks decides what then.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    connection, answering = Connection(int(sys.argv[1])), Answering()
    bound = limits.Limits(*connection.recv())
    limits.bound_memory(bound.memory)
    begun = limits.held()
    while True:
        try:
            name, asked = connection.recv()
        except EOFError:
            return
        limits.bound_time(bound.seconds)
        became, said = answer(getattr(answering, name), asked)
        limits.bound_time(0)
        # Memory that was let go is not all given back: one that holds much leaves too little for the next file.
        connection.send((became, said, limits.held() - begun > bound.memory / 4))


if __name__ == "__main__":
    main()
