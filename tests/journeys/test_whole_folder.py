"""A folder is there whole or not at all, whatever ends the process that writes it."""

import os
import signal
import subprocess
import sys
import textwrap

import pytest

from careplace.journeys.whole_folder import FolderError, whole_folder


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_gets_its_name_at_the_end(tmp_path):
    with whole_folder(tmp_path / "model") as folder:
        (folder / "file").write_text("x")
        assert not (tmp_path / "model").exists()
    assert (tmp_path / "model/file").read_text() == "x"
    assert names(tmp_path) == ["model"]


def test_a_failure_leaves_nothing(tmp_path):
    with pytest.raises(FileNotFoundError), whole_folder(tmp_path / "model") as folder:
        (folder / "no folder" / "file").write_text("x")
    assert names(tmp_path) == []


def test_a_folder_that_exists_is_refused(tmp_path):
    (tmp_path / "model").mkdir()
    with pytest.raises(FolderError, match="exists"), whole_folder(tmp_path / "model"):
        pass


def test_two_writers_of_one_folder_do_not_mix(tmp_path):
    with whole_folder(tmp_path / "model") as folder:
        (folder / "file").write_text("first")
        with pytest.raises(FolderError, match="another process"), whole_folder(tmp_path / "model"):
            pass
        assert (folder / "file").read_text() == "first"
    assert (tmp_path / "model/file").exists()


def test_what_a_killed_process_left_is_removed_by_the_next(tmp_path):
    program = """
        import os, signal, sys
        from pathlib import Path
        from careplace.journeys.whole_folder import whole_folder
        with whole_folder(Path(sys.argv[1])) as folder:
            (folder / "secret").write_text("a record")
            os.kill(os.getpid(), signal.SIGKILL)
    """
    killed = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), tmp_path / "model"], check=False, env=os.environ
    )
    assert killed.returncode == -signal.SIGKILL
    assert not (tmp_path / "model").exists()
    with whole_folder(tmp_path / "model") as folder:
        assert names(folder) == []
    assert not list(tmp_path.rglob("secret"))
