"""Ctrl-C ends queries in every thread of a command, and leaves a server's own answer to it alone."""

import signal
import subprocess
import sys

import pytest
from tests.ctrl_c import HEARS_CTRL_C, LONG_QUERY, stopped

ON_CURSORS = f"""
from careplace.engine import Engine, on_cursors
with Engine() as engine:
    print("counting", flush=True)
    list(on_cursors(engine, [1, 2, 3], lambda cursor: None, lambda cursor, item: cursor.rows({LONG_QUERY!r})))
"""
OF_A_SERVER = """
import signal
from careplace.engine import Engine
signal.signal(signal.SIGINT, lambda number, frame: None)
with Engine():
    assert signal.set_wakeup_fd(-1) == -1
"""
TWO_ENGINES = """
import threading
from careplace.engine import Engine
with Engine():
    first = signal.set_wakeup_fd(-1)
    signal.set_wakeup_fd(first)
    with Engine():
        assert signal.set_wakeup_fd(-1) == first != -1
        assert [thread.name for thread in threading.enumerate()] == ["MainThread", "ctrl-c"]
"""
HEARD_BY_ANOTHER = """
import os, signal, threading
from careplace.engine import Engine
signal.signal(signal.SIGINT, signal.default_int_handler)
read, write = os.pipe()
os.set_blocking(write, False)
signal.set_wakeup_fd(write)
with Engine():
    assert signal.set_wakeup_fd(-1) == write
    assert [thread.name for thread in threading.enumerate()] == ["MainThread"]
"""


def test_queries_of_every_thread_are_ended():
    code, _errors = stopped(ON_CURSORS, after=1)
    assert code not in (None, 0, -signal.SIGKILL)


def test_a_second_engine_listens_through_the_first_ones_thread():
    subprocess.run([sys.executable, "-c", HEARS_CTRL_C + TWO_ENGINES], check=True, timeout=60)


@pytest.mark.parametrize("program", [OF_A_SERVER, HEARD_BY_ANOTHER])
def test_whoever_answers_signals_goes_on_to_do_so(program):
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
