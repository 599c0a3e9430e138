"""A file is read in another process as in this one; whatever it does there, here it is a SourceError in words."""

import os
import pickle
import signal
import time

import pytest

from careplace.sources import PUBLICATIONS, recognise
from careplace.sources.contract import SourceError
from careplace.sources.opened import InThisProcess
from careplace.sources.reader_process import limits, worker
from careplace.sources.reader_process.limits import Limits
from careplace.sources.reader_process.process import ReaderFailed, ReaderProcess

ROWS = [["la-name", "local-authority-code"], ["Alpha", "AAA"], ["Beta", "BBB"]]
LIMITS = Limits(memory=2**30, seconds=60)


@pytest.fixture(scope="module")
def apart():
    with ReaderProcess(limits=LIMITS) as reader:
        yield reader


def running(reader: ReaderProcess) -> int:
    return reader._running.process.pid


def test_another_process_reads_what_this_one_reads(apart, csv_file, tmp_path):
    file, here, elsewhere = csv_file(ROWS), InThisProcess(recognise), tmp_path / "elsewhere"
    elsewhere.mkdir()
    one, other = here.open(file, elsewhere), apart.open(file, tmp_path)
    assert one.publication is other.publication
    assert one.book().sheets[0].cells == other.book().sheets[0].cells
    read, read_apart = here.read(one, None), apart.read(other, None)
    assert (read.tables, read.text) == (read_apart.tables, read_apart.text)
    assert read.notes == read_apart.notes


def test_one_process_reads_file_after_file(apart, csv_file, tmp_path):
    apart.open(csv_file(ROWS), tmp_path)
    first = running(apart)
    apart.open(csv_file(ROWS, "other.csv"), tmp_path)
    assert running(apart) == first


def test_a_file_that_is_refused_there_is_refused_here_with_every_problem(apart, raw, tmp_path):
    with pytest.raises(SourceError, match="an empty file") as refused:
        apart.open(raw("x.csv", b"  "), tmp_path)
    assert not isinstance(refused.value, ReaderFailed)
    assert refused.value.problems[0].file == "x.csv"


def test_a_process_that_is_killed_is_a_problem_of_its_file_and_the_next_one_is_read(
    apart, csv_file, tmp_path
):
    apart.open(csv_file(ROWS), tmp_path)
    os.kill(running(apart), signal.SIGKILL)
    with pytest.raises(ReaderFailed) as failed:
        apart.open(csv_file(ROWS, "second.csv"), tmp_path)
    assert failed.value.problems[0].file == "second.csv"
    assert apart.open(csv_file(ROWS, "third.csv"), tmp_path).publication.key == "council-spellings"


def test_a_file_that_takes_too_long_is_ended_by_the_system(csv_file, tmp_path):
    with ReaderProcess(limits=Limits(memory=2**30, seconds=60)) as reader:
        reader.open(csv_file(ROWS), tmp_path)
        os.kill(running(reader), signal.SIGALRM)
        with pytest.raises(ReaderFailed, match="CAREPLACE_READ_SECONDS") as failed:
            reader.open(csv_file(ROWS, "slow.csv"), tmp_path)
    assert failed.value.how == "time"


def test_a_file_that_takes_too_much_memory_says_so(raw, tmp_path):
    file = raw("large.csv", b"a,b\n" + b"x,y\n" * 10_000_000)
    with (
        ReaderProcess(limits=Limits(memory=2**26, seconds=60)) as reader,
        pytest.raises(ReaderFailed) as failed,
    ):
        reader.open(file, tmp_path)
    assert failed.value.how == "memory"
    assert "CAREPLACE_READ_MEMORY" in str(failed.value)


def test_a_full_disk_is_no_fault_of_the_file(apart, csv_file, tmp_path):
    with pytest.raises(FileNotFoundError):
        apart.open(csv_file(ROWS), tmp_path / "no such folder")


class Panic(BaseException):
    """What a panic in Rust is here."""


@pytest.mark.parametrize(
    ("error", "became"),
    [
        (TypeError("no"), ("fault", "TypeError: no")),
        (Panic(), ("fault", "Panic: ")),
        (MemoryError(), ("memory", "")),
        (SourceError([]), ("refused", [])),
    ],
)
def test_whatever_is_raised_becomes_an_answer(error, became, capsys):
    def raising():
        raise error

    assert worker.answer(raising, ()) == became
    assert ("Traceback" in capsys.readouterr().err) == (became[0] == "fault")


def test_the_clock_ends_a_process_that_does_not_answer():
    child = os.fork()
    if not child:
        limits.bound_time(1)
        while True:
            time.sleep(60)
    _pid, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGALRM


@pytest.mark.parametrize("setting", ["0", "-1", "4GB", "1.5", "٣"])
@pytest.mark.parametrize("name", ["CAREPLACE_READ_MEMORY", "CAREPLACE_READ_SECONDS"])
def test_a_setting_that_is_no_whole_number_says_what_to_set(monkeypatch, name, setting):
    monkeypatch.setenv(name, setting)
    with pytest.raises(ValueError, match=f"{name} is .*whole number"):
        Limits.from_settings()


def test_the_settings_hold(monkeypatch):
    monkeypatch.setenv("CAREPLACE_READ_MEMORY", "1000000000")
    monkeypatch.setenv("CAREPLACE_READ_SECONDS", " 9 ")
    assert Limits.from_settings() == Limits(1_000_000_000, 9)


def test_every_publication_has_a_key_of_its_own_that_both_processes_know():
    assert len({publication.key for publication in PUBLICATIONS}) == len(PUBLICATIONS)
    assert pickle.loads(pickle.dumps(LIMITS)) == LIMITS
