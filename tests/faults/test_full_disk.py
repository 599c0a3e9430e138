"""A disk that fills up while an edition is made: plain words, and the last edition goes on serving."""

import os
import subprocess
from pathlib import Path

import pytest
from tests.editions.fictional import write_register

from careplace.editions.home import Home
from careplace.editions.keeping import verify
from careplace.editions.opening import open_edition

SIZE = 2 * 2**20


@pytest.fixture
def small_disk(tmp_path):
    """A disk of SIZE bytes of its own, where this process may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk; the limit on the size of files is tested instead")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(disk: Path, left: int) -> Path:
    """Fill a disk but for `left` bytes; returns the file that takes the room."""
    free = os.statvfs(disk)
    ballast = disk / "ballast"
    ballast.write_bytes(bytes(max(0, free.f_bavail * free.f_frsize - left)))
    return ballast


def unharmed(home: Path, id: str) -> None:
    with open_edition(home) as edition:
        assert edition.id == id
        assert edition.engine.rows("select count(*) as n from register_list") == [{"n": 300}]
    assert verify(home) == []


@pytest.mark.faults
def test_whatever_room_is_left_an_edition_is_whole_or_not_made(builder, raw, small_disk):
    home = small_disk / "home"
    first = builder(raw, home)["id"]
    (raw / "register 2026-05-01.csv").unlink()
    write_register(raw, "2026-06-01", locations=300)
    words, left = [], 0
    while "id" not in (outcome := try_with(builder, raw, home, left)):
        words.append(outcome["error"])
        unharmed(home, first)
        left += 4096
    assert len(words) > 5
    assert [told for told in words if "space" not in told.lower()] == []
    unharmed(home, outcome["id"])
    assert sorted(p.name for p in (home / "building").iterdir()) == []


def try_with(builder, raw: Path, home: Path, left: int) -> dict:
    ballast = fill(home.parent, left)
    try:
        return builder(raw, home)
    finally:
        ballast.unlink()


@pytest.mark.parametrize("largest", [0, 1, 100, 1000, 2000, 4000])
def test_a_limit_on_the_size_of_files_is_met_in_the_same_way(builder, raw, home, largest):
    first = builder(raw, home)["id"]
    (raw / "register 2026-05-01.csv").unlink()
    write_register(raw, "2026-06-01", locations=300)
    outcome = builder(raw, home, largest_file=largest)
    assert "large" in outcome["error"].lower()
    unharmed(home, first)
    assert builder(raw, home)["id"] == Home(home).current()
