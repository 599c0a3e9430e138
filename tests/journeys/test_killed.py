"""A load or a run that is killed leaves no model and no results, and the next removes every record that it left."""

import os
import signal
import subprocess
import sys
import time

import pytest

from careplace.journeys.definitions import measures
from careplace.journeys.loading import check, load
from careplace.journeys.run import run
from careplace.journeys.synthetic.layouts import generate_records
from careplace.spill import PREFIX

KEY = "0123456789abcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize("reached", ["staged", "bucket=1"])
def test_a_killed_load(tmp_path, monkeypatch, reached):
    temporary, records, model = (tmp_path / name for name in ("tmp", "records", "model"))
    temporary.mkdir()
    generate_records(records, 30_000)
    killed_when(records, model, temporary, reached)
    assert not model.exists()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    check(records, 2)
    assert list(temporary.glob(f"{PREFIX}*")) == []
    load(records, model, KEY.encode(), 2)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["model", "records", "tmp"]


def test_a_killed_run(tmp_path, monkeypatch):
    temporary, model, results = (tmp_path / name for name in ("tmp", "model", "results"))
    temporary.mkdir()
    generate_records(tmp_path / "records", 30_000)
    load(tmp_path / "records", model, KEY.encode(), 2)
    killed(
        ["run", model, "--to", results], temporary, lambda: any(tmp_path.glob(".results.unfinished/whole/*"))
    )
    assert not results.exists()
    assert (tmp_path / ".results.unfinished").exists()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    run(model, results, [measures()["readmission_30_days"]])
    assert list(temporary.glob(f"{PREFIX}*")) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["model", "records", "results", "tmp"]


def killed_when(records, model, temporary, reached):
    """Start a load, and kill it once it has written records."""
    folder, pattern = {
        "staged": (temporary, f"{PREFIX}*/*/*/*/*.parquet"),
        "bucket=1": (model.parent, ".model.unfinished/*/*/bucket=1/*"),
    }[reached]
    killed(["load", records, "--to", model, "--buckets", "200"], temporary, lambda: any(folder.glob(pattern)))


def killed(arguments, temporary, reached):
    """Start `careplace journeys`, and kill it once `reached()` holds."""
    environment = {**os.environ, "TMPDIR": str(temporary), "CAREPLACE_JOURNEYS_KEY": KEY}
    command = [sys.executable, "-m", "careplace", "journeys", *arguments]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None and not reached():
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
