"""A load that is killed leaves no model, and the next run removes every record that it left."""

import os
import signal
import subprocess
import sys
import time

import pytest

from careplace.journeys.loading import check, load
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


def killed_when(records, model, temporary, reached):
    """Start a load, and kill it once it has written records."""
    command = [
        sys.executable,
        "-m",
        "careplace",
        "journeys",
        "load",
        records,
        "--to",
        model,
        "--buckets",
        "200",
    ]
    environment = {**os.environ, "TMPDIR": str(temporary), "CAREPLACE_JOURNEYS_KEY": KEY}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    written = {
        "staged": (temporary, f"{PREFIX}*/*/*/*/*.parquet"),
        "bucket=1": (model.parent, ".model.unfinished/*/*/bucket=1/*"),
    }
    folder, pattern = written[reached]
    while process.poll() is None and not any(folder.glob(pattern)):
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
