"""The three sites over one home: staff, responses, public."""

import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from tests.browser.casework.fixtures import until_it_answers

CAREPLACE = Path(sys.executable).with_name("careplace")


@contextmanager
def running(home: Path, *command: str):
    """The address of a site that a command of careplace serves over a home, until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    parts = [CAREPLACE, *command, "--home", home, "--port", str(port)]
    with (home / "log").open("a") as log, subprocess.Popen(parts, stderr=log) as server:
        try:
            address = f"http://127.0.0.1:{port}"
            until_it_answers(f"{address}/health", server)
            yield address
        finally:
            server.terminate()


def run(program, *command: str) -> None:
    """What the server's timer runs, over the staff site's database."""
    subprocess.run(
        [CAREPLACE, "casework", *command], env=program.environment, check=True, capture_output=True
    )
