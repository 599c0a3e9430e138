"""Spill folders are gone with their process, or are swept when it was killed."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from careplace import spill
from careplace.engine import Engine

KEEPS = "from careplace.engine import Engine; e = Engine(); print(e._spill.path, flush=True); input()"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A folder of temporary files of our own, for this process and its children."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield tmp_path
    tempfile.tempdir = None


def test_an_engine_removes_its_folder(folder):
    with Engine() as engine:
        assert [path.name for path in folder.iterdir()] == [engine._spill.path.name]
        assert spill.sweep() == []
    assert list(folder.iterdir()) == []


def test_a_folder_in_use_stays_and_that_of_a_killed_process_is_swept(folder):
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", KEEPS], **pipes) as process:
        path = Path(process.stdout.readline().strip())
        (path / "duckdb_temp_storage-0.tmp").write_bytes(b"x" * 1000)
        assert spill.sweep() == []
        assert path.is_dir()
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert spill.sweep() == [path.name]
    assert list(folder.iterdir()) == []


def test_what_is_not_a_spill_folder_stays(folder, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "precious").write_text("x")
    (folder / f"{spill.PREFIX}link").symlink_to(elsewhere)
    (folder / f"{spill.PREFIX}file").write_text("x")
    (folder / "other").mkdir()
    assert spill.sweep() == []
    assert (elsewhere / "precious").exists()


def test_a_folder_without_a_lock_is_swept_after_a_day(folder):
    old, young = (folder / f"{spill.PREFIX}{name}" for name in ("old", "young"))
    for path in (old, young):
        path.mkdir()
    os.utime(old, (time.time() - 2 * spill.ABANDONED_AFTER,) * 2)
    assert spill.sweep() == [old.name]
    assert young.exists()


def test_what_spills_has_a_limit(monkeypatch):
    monkeypatch.setenv("CAREPLACE_SPILL", "2 GiB")
    with Engine() as engine:
        (row,) = engine.rows("select current_setting('max_temp_directory_size') as size")
    assert row["size"] == "2.0 GiB"
