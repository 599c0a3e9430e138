"""Programs that are stopped with Ctrl-C while a query runs."""

import signal
import subprocess
import sys
import time

LONG_QUERY = "select max(hash(a.i)::hugeint + b.i) as n from range(10000000) a(i), range(10000000) b(i)"
MOST_TRIES = 30

# A process that a shell put into the background ignores SIGINT, and so would its children.
HEARS_CTRL_C = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
"""


def stopped(program: str, after: float) -> tuple[int | None, str]:
    """The code and the errors of a program that prints "counting" and is stopped `after` seconds later; None goes on."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", HEARS_CTRL_C + program], **pipes) as process:
        assert process.stdout.readline() == "counting\n"
        time.sleep(after)
        for _ in range(MOST_TRIES):
            process.send_signal(signal.SIGINT)
            time.sleep(1)
            if process.poll() is not None:
                break
        process.kill()
        return process.returncode, process.stderr.read().strip()
