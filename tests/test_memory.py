"""Databases of tests are in memory where there is room, else on the disk, and are gone after the tests."""

import tempfile
from pathlib import Path

import pytest
from tests import memory


@pytest.fixture
def disk(monkeypatch, tmp_path) -> Path:
    """Where temporary files go."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_folder_is_in_memory_and_is_removed_with_its_files(monkeypatch, disk, tmp_path_factory):
    fast = tmp_path_factory.mktemp("memory")
    monkeypatch.setattr(memory, "MEMORY", fast)
    monkeypatch.setattr(memory, "ROOM", 0)
    with memory.folder_in_memory("a-test") as folder:
        (folder / "file").write_text("x")
        assert folder.parent == fast
    assert list(fast.iterdir()) == list(disk.iterdir()) == []


def test_two_folders_are_not_the_same(disk):
    with memory.folder_in_memory("a-test") as one, memory.folder_in_memory("a-test") as other:
        assert one != other


@pytest.mark.parametrize(("name", "value"), [("MEMORY", Path("/there/is/no/such/folder")), ("ROOM", 1 << 62)])
def test_without_memory_or_without_room_it_is_on_the_disk(monkeypatch, disk, name, value):
    monkeypatch.setattr(memory, name, value)
    with memory.folder_in_memory("a-test") as folder:
        assert folder.parent == disk
    assert list(disk.iterdir()) == []
