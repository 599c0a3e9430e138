"""Ctrl-C ends queries in every thread of a command, and leaves a server's own answer to it alone."""

import signal
import subprocess
import sys
import time

import pytest

LONG = "select max(hash(a.i)::hugeint + b.i) as n from range(10000000) a(i), range(10000000) b(i)"
ON_CURSORS = f"""
import signal
from careplace.engine import Engine, on_cursors
signal.signal(signal.SIGINT, signal.default_int_handler)
with Engine() as engine:
    print("counting", flush=True)
    list(on_cursors(engine, [1, 2, 3], lambda cursor: None, lambda cursor, item: cursor.rows({LONG!r})))
"""
OF_A_SERVER = """
import signal
from careplace.engine import Engine
signal.signal(signal.SIGINT, lambda number, frame: None)
with Engine():
    assert signal.set_wakeup_fd(-1) == -1
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
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", ON_CURSORS], **pipes) as process:
        assert process.stdout.readline() == "counting\n"
        for _ in range(30):
            time.sleep(1)
            process.send_signal(signal.SIGINT)
            if process.poll() is not None:
                break
        process.kill()
        assert process.returncode not in (None, 0, -signal.SIGKILL)


@pytest.mark.parametrize("program", [OF_A_SERVER, HEARD_BY_ANOTHER])
def test_whoever_answers_signals_goes_on_to_do_so(program):
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
