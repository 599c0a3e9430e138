"""The process of a report, run here: whatever goes wrong ends in a reason, and no half of a file is left."""

import io
import json
from dataclasses import asdict

import pytest

from careplace.web.public.reports import files, job
from careplace.web.public.reports.files import Report


@pytest.fixture
def run(home, tmp_path, monkeypatch):
    """Runs the job of a report, without the limits that it sets for its process; gives the reason where it failed."""

    def running(report: Report) -> str:
        lock = files.locked(report.lock(tmp_path))
        task = job.Task(str(home), str(tmp_path), asdict(report), 1, 60, 1 << 30, lock, 0)
        monkeypatch.setattr(job.sys, "stdin", io.StringIO(json.dumps(asdict(task))))
        monkeypatch.setattr(job, "_limited", lambda _seconds: None)
        job.main()
        failure = report.failure(tmp_path)
        assert not list(tmp_path.glob("making-*"))
        return json.loads(failure.read_text())["reason"] if failure.exists() else ""

    return running


@pytest.fixture
def report(edition):
    area = next(area for area in edition.gazetteer.areas.values() if area.kind == "council")
    return Report(edition.id, area.code, "2026-09-01", "brief.html")


def test_a_full_disk_is_told_and_leaves_nothing(run, report, tmp_path, monkeypatch):
    def full(_data, to, _formats):
        (to / "half.html").write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(
        job.REPORTS, "brief.html", job.REPORTS["brief.html"].__class__("", "", True, full, "html")
    )
    assert run(report) == "the disk for reports is full"
    assert not report.file(tmp_path).exists()


def test_an_edition_that_was_removed_meanwhile_is_told(run, report):
    removed = Report("2020-01-01-0000000000", report.code, report.day, report.name)
    assert run(removed) == "the edition of the data was replaced meanwhile"


def test_code_that_was_replaced_under_the_workers_writes_nothing(run, report, tmp_path):
    earlier = Report(report.edition, report.code, report.day, report.name, release="0123456789abcdef")
    assert run(earlier) == "the site is being upgraded"
    assert not earlier.file(tmp_path).exists()


def test_a_report_that_is_made_has_no_failure_and_may_be_begun_again(run, report, tmp_path):
    assert run(report) == ""
    assert report.file(tmp_path).read_text(encoding="utf-8").lstrip().startswith("<!DOCTYPE html>")
    assert files.state_of(report.lock(tmp_path))["begun"] == 0


def test_a_job_without_a_free_slot_waits(run, report, tmp_path, monkeypatch):
    slot, waits = files.any_locked(tmp_path, "slot", 1), []

    def wait(_seconds):
        waits.append(files.state_of(report.lock(tmp_path))["state"])
        job.os.close(slot)

    monkeypatch.setattr(job.time, "sleep", wait)
    assert run(report) == ""
    assert waits == [files.QUEUED]
