import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.editions.fictional import WORLD, write_places, write_register

ROOT = Path(__file__).parents[2]


class Builder:
    """Builds in other processes, killed or starved on request (see builder.py)."""

    def __init__(self, process: subprocess.Popen):
        self._process = process

    def __call__(self, raw: Path, home: Path, **order) -> dict:
        """What became of a build: killed, seconds, and the edition's id or the error's words."""
        self._process.stdin.write(json.dumps({"raw": str(raw), "home": str(home), **order}) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


@pytest.fixture(scope="module")
def builder():
    command = [sys.executable, "-m", "tests.faults.builder"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, **pipes) as process:
        yield Builder(process)
        process.stdin.close()


@pytest.fixture
def raw(tmp_path):
    """A raw folder with the places and one register."""
    write_places(tmp_path / "raw")
    write_register(tmp_path / "raw", locations=300)
    return tmp_path / "raw"


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def world():
    return dict(WORLD)
