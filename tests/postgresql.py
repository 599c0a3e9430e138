"""A PostgreSQL of the tests' own, started by an ordinary user: it takes connections from this machine, and no network."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from tests.memory import memory

USER = "nobody"
ROLE = "careplace"
# Nothing of it outlives the run: it need not survive a crash, nor tidy up.
OPTIONS = " ".join(
    f"-c {option}"
    for option in (
        *(
            "listen_addresses=",
            "shared_buffers=8MB",
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
        ),
        *("wal_level=minimal", "max_wal_senders=0", "autovacuum=off"),
    )
)
INITDB = ("-U", ROLE, "--auth", "trust", "--encoding", "UTF8", "--no-locale")


def programs() -> Path:
    """Where initdb and pg_ctl of the latest PostgreSQL are; without them the test skips, and with CI=true it fails."""
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    if not folders:
        message = "PostgreSQL is missing (Debian: sudo apt-get install postgresql)"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    return folders[-1]


@contextmanager
def postgresql(first: Path | None = None) -> Iterator[Path]:
    """The folder of the socket of a PostgreSQL that ends with the block; its data are new, or a copy of `first`."""
    where = programs()
    folder = Path(tempfile.mkdtemp(prefix="careplace-postgresql-", dir=memory()))
    data, options = folder / "data", f"-k {folder} {OPTIONS}"
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, USER)
        if first:
            copy_data(first, data)
        else:
            run(folder, where / "initdb", "-D", data, *INITDB)
        run(folder, where / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        if not first:
            run(folder, where / "createdb", "-h", folder, "-U", ROLE, ROLE)
        yield folder
    finally:
        if (data / "postmaster.pid").exists():
            run(folder, where / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder)


def keep_data(folder: Path, to: Path) -> None:
    """Stop a PostgreSQL and copy its data, which others begin with."""
    data = folder / "data"
    run(folder, programs() / "pg_ctl", "-D", data, "-w", "-m", "fast", "stop")
    copy_data(data, to)


def copy_data(data: Path, to: Path) -> None:
    """PostgreSQL takes only data of its own user, which nobody else may read."""
    subprocess.run(["cp", "-a", data, to], check=True)


def run(folder: Path, *command: str | Path) -> None:
    """Run a program of PostgreSQL in its folder: as an ordinary user, for it does not run as root."""
    user = {"user": USER, "group": pwd.getpwnam(USER).pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    subprocess.run([str(part) for part in command], check=True, cwd=folder, stdout=subprocess.DEVNULL, **user)


def dump(folder: Path, name: str) -> str:
    """All that is in one of its databases, as statements of SQL."""
    command = [programs() / "pg_dump", "--inserts", "-h", folder, "-U", ROLE, name]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    # Two lines of a dump have a new word each time, against whoever would put statements in.
    return "\n".join(line for line in lines if not line.startswith(("\\restrict", "\\unrestrict")))


def address(folder: Path, name: str = ROLE) -> str:
    """The address of one of its databases."""
    return f"postgresql://{ROLE}@{quote(str(folder), safe='')}/{name}"
