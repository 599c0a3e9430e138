"""Times a piece of Python in a process of its own, and prints rows of the table that `make bench` shows."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
UV = ROOT / ".venv/bin/uv"
CAREPLACE = Path(sys.executable).with_name("careplace")


@dataclass(frozen=True)
class Run:
    """What one process took: wall `seconds` from start to end, its peak resident memory in `mib`, and processor time."""

    seconds: float
    mib: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.seconds:.2f} s, {self.mib:,.0f} MiB"


def run(*command: str | Path) -> Run:
    """Run a command once. The operating system reports the peak of that process; nothing of ours counts.

    Raises:
        SystemExit: when the process fails; a benchmark of a failure would look fast.
    """
    start = time.perf_counter()
    process = subprocess.Popen([*map(str, command)], cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"exit code {process.returncode}: {' '.join(map(str, command))}")
    return Run(seconds, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime)


def fresh(code: str, *arguments: object, python: str = sys.executable) -> Run:
    """Run `code` once in a new Python, with `arguments` in its sys.argv."""
    return run(python, "-c", code, *map(str, arguments))


def best(code: str, *arguments: object, times: int = 3) -> Run:
    """The fastest of a few runs: what else the machine does only ever adds."""
    return min((fresh(code, *arguments) for _ in range(times)), key=lambda took: took.seconds)


def peer_python(folder: Path) -> str:
    """The Python of a new environment in `folder` with the group `peers`; the project's own stays without."""
    command = [UV, "sync", "--locked", "--quiet", "--only-group", "peers"]
    subprocess.run(command, cwd=ROOT, check=True, env=os.environ | {"UV_PROJECT_ENVIRONMENT": str(folder)})
    return str(folder / "bin/python")


def row(*cells: object) -> None:
    """Print one row: what was measured, the measurement, what stands beside it, ratio or target."""
    print("|", " | ".join(map(str, cells)), "|", flush=True)


def published() -> Path:
    """The published data, where the tests on real data look for them.

    Raises:
        SystemExit: when they are not there.
    """
    folder = Path(os.environ.get("CAREPLACE_REAL_DATA", ROOT.parent / "shared" / "data"))
    if not (folder / "CATALOGUE.md").is_file():
        raise SystemExit(
            f"no published data in {folder}; set CAREPLACE_REAL_DATA to the folder that holds them"
        )
    return folder
