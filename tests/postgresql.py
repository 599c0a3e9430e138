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
def postgresql() -> Iterator[Path]:
    """The folder of the socket of a PostgreSQL that ends with the block."""
    where, folder = programs(), Path(tempfile.mkdtemp(prefix="careplace-postgresql-", dir=memory()))
    user = _ordinary_user(folder)

    def run(program: str, *arguments: str | Path) -> None:
        command = [where / program, *map(str, arguments)]
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, **user)

    data, options = folder / "data", f"-k {folder} {OPTIONS}"
    try:
        run("initdb", "-D", data, *INITDB)
        run("pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        run("createdb", "-h", folder, "-U", ROLE, ROLE)
        yield folder
    finally:
        if (data / "postmaster.pid").exists():
            run("pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder)


def _ordinary_user(folder: Path) -> dict:
    """PostgreSQL does not run as root."""
    if os.geteuid() != 0:
        return {}
    shutil.chown(folder, USER)
    return {"user": USER, "group": pwd.getpwnam(USER).pw_gid, "extra_groups": []}


def address(folder: Path, name: str = ROLE) -> str:
    """The address of one of its databases."""
    return f"postgresql://{ROLE}@{quote(str(folder), safe='')}/{name}"
