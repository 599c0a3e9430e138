"""A backup or a restore that is killed leaves nothing that could be taken for a whole one."""

import multiprocessing
import os

import pytest
from tests.backups.conftest import files_of
from tests.backups.test_backup_and_restore import silent

from careplace.backups import archive as archives
from careplace.backups import restore as restores
from careplace.backups.backup import back_up
from careplace.backups.restore import restore


def killed(function, *arguments) -> None:
    """Run a function in a process that is expected to die within it."""
    process = multiprocessing.get_context("fork").Process(target=function, args=arguments)
    process.start()
    process.join()
    assert process.exitcode == 9


def die(*_arguments, **_more) -> None:
    os._exit(9)


def back_up_and_die(home, to, files: int) -> None:
    back_up(home, to, None, lambda _what, done, _of: die() if done == files else None)


def restore_and_die(archive, home, step: str) -> None:
    for module in (archives, restores):
        if hasattr(module, step):
            setattr(module, step, die)
    restore(archive, home, None, silent)


@pytest.mark.parametrize("files", [1, 3])
def test_a_backup_that_is_killed_has_not_its_name_and_can_be_repeated(home, tmp_path, files):
    target = tmp_path / "backup.tar"
    killed(back_up_and_die, home, target, files)
    assert not target.exists()
    assert back_up(home, target, None, silent).archive == target
    assert not list(tmp_path.glob(".backup*"))


@pytest.mark.parametrize("step", ["_written", "unpack", "_faults", "_put_in_place", "sync_tree"])
def test_a_restore_that_is_killed_leaves_no_home_and_can_be_repeated(home, tmp_path, step):
    summary = back_up(home, tmp_path / "backup.tar", None, silent)
    killed(restore_and_die, summary.archive, tmp_path / "new", step)
    assert not (tmp_path / "new").exists()
    restore(summary.archive, tmp_path / "new", None, silent)
    assert files_of(tmp_path / "new") == files_of(home)
