"""Runs builds in children of its own, and ends them as it is told: the tests of faults talk to it in JSON lines.

Everything is imported once here, so that a child begins to build at once and a kill falls into the build. This
process never builds itself: a fork of a process with threads would be no fair copy.
"""

import json
import os
import resource
import signal
import sys
import time
from pathlib import Path

from tests.editions.fictional import WORLD

from careplace.cli.errors import message_of
from careplace.editions.build import build
from careplace.editions.code import code

CHANGES = {
    "open",
    "os.mkdir",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.symlink",
    "os.chmod",
    "shutil.copyfile",
}


def die_at(home: str, step: int) -> None:
    """Let this process be killed before the change of number `step` that it makes below `home`."""
    left = [step]

    def watch(event: str, args: tuple) -> None:
        if event in CHANGES and str(args[0]).startswith(home):
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def run(order: dict, answer) -> None:
    """Build as ordered; what became of it goes to `answer`."""
    if "step" in order:
        die_at(order["home"], order["step"])
    if "largest_file" in order:
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["largest_file"], order["largest_file"]))
    try:
        result = build(Path(order["raw"]), Path(order["home"]), accept=order.get("accept"), **WORLD)
        said = {"id": result.id}
    except Exception as error:
        said = {"error": message_of(error)}
    answer.write(json.dumps(said))
    answer.flush()


def obey(order: dict) -> dict:
    """Run one build in a child, killed after order["after"] seconds if that is given."""
    reading, writing = os.pipe()
    began = time.perf_counter()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with os.fdopen(writing, "w") as answer:
            run(order, answer)
        os._exit(0)
    os.close(writing)
    if "after" in order:
        time.sleep(order["after"])
        os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    with os.fdopen(reading) as answer:
        said = answer.read()
    killed = os.WIFSIGNALED(status)
    return {"killed": killed, "seconds": time.perf_counter() - began, **(json.loads(said) if said else {})}


if __name__ == "__main__":
    # Asked here, so that every child gives the same answer while someone edits the code.
    code()
    for line in sys.stdin:
        print(json.dumps(obey(json.loads(line))), flush=True)
