"""Reports by their addresses: made once in the background, the command's bytes, and a clear end where one cannot be made."""

import json
import os
import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from django.conf import settings
from tests.kinds import every

from careplace.cli.report import told_of
from careplace.editions.opening import open_edition
from careplace.publish import write, write_brief
from careplace.web.public.reports import files, formats, job, process
from careplace.web.public.reports.files import Report

PATIENCE = 120


def waited(client, address):
    """The answer when it is no longer 202."""
    end = time.monotonic() + PATIENCE
    while (answer := client.get(address)).status_code == 202:
        assert time.monotonic() < end
        time.sleep(0.1)
    return answer


@pytest.fixture
def started(monkeypatch):
    """The tasks of processes that would have been started; none is."""
    tasks = []
    monkeypatch.setattr(process, "_start", lambda *task: tasks.append(task))
    return tasks


@pytest.mark.parametrize("name", every(3, formats.REPORTS))
def test_the_file_is_the_command_s(report_processes, client, council, home, tmp_path, name):
    first = client.get(council + "reports/" + name)
    assert (first.status_code, first["Refresh"], first["Cache-Control"]) == (202, "3", "no-store")
    assert "The report is queued." in first.content.decode()
    answer = waited(client, council + "reports/" + name)
    form = formats.REPORTS[name]
    with open_edition(home) as edition:
        slug, day = council.split("/")[2:4]
        data = told_of(edition, slug.replace("-", " "), date.fromisoformat(day))
        writer = write_brief if name.startswith("brief") else write
        (path,) = writer(data, tmp_path / "by-command", [form.ending])
    assert answer.status_code == 200
    assert answer.getvalue() == path.read_bytes()
    assert answer["Content-Type"] == form.content_type
    assert answer["Content-Disposition"].startswith("inline" if form.shown else "attachment")
    again = client.get(council + "reports/" + name, headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_place_s_page_links_every_report(client, council):
    page = client.get(council).content.decode()
    assert re.findall(r'rel="nofollow" href="([^"]+)"', page) == [
        f"{council}reports/{n}" for n in formats.REPORTS
    ]


def test_a_report_takes_the_comparators_that_the_reader_chose(
    report_processes, client, council, home, tmp_path
):
    address = f"{council}reports/report.html?against=england,neighbours"
    answer = waited(client, address)
    with open_edition(home) as edition:
        slug, day = council.split("/")[2:4]
        against = ("england", "neighbours")
        data = told_of(edition, slug.replace("-", " "), date.fromisoformat(day), against)
        (path,) = write(data, tmp_path / "by-command", ["html"])
    assert answer.status_code == 200
    assert answer.getvalue() == path.read_bytes()


def test_each_choice_of_comparators_is_a_report_of_its_own(client, council, started):
    for query in (
        "",
        "?against=england",
        "?against=england,neighbours",
        "?against=neighbours&against=england",
    ):
        assert client.get(f"{council}reports/brief.pdf{query}").status_code == 202
    reports = [task[1] for task in started]
    assert [report.against for report in reports] == [
        "",
        "england",
        "england,neighbours",
        "neighbours,england",
    ]
    assert len({report.digest for report in reports}) == 4


def test_the_page_of_a_report_that_is_made_keeps_the_comparators(client, council, started):
    page = client.get(f"{council}reports/brief.pdf?against=england").content.decode()
    assert f'href="{council}reports/brief.pdf?against=england"' in page
    assert f'href="{council}?against=england"' in page


@pytest.mark.parametrize("against", ["nowhere", "a,b,c,d,e,f,g,h,i,j,k,l,m", "a=b", "a=E99999999"])
def test_comparators_that_mean_nothing_begin_no_process(client, council, started, against):
    answer = client.get(f"{council}reports/brief.pdf", {"against": against})
    assert answer.status_code == 400
    assert b"These comparators cannot be read" in answer.content
    assert not started


def test_the_place_s_page_links_reports_with_its_comparators(client, council):
    page = client.get(council + "?against=england").content.decode()
    links = re.findall(r'rel="nofollow" href="([^"]+)"', page)
    assert links == [f"{council}reports/{name}?against=england" for name in formats.REPORTS]
    assert "The comparators are those that you chose" in page


def test_one_report_that_many_ask_for_at_once_is_made_once(report_processes, client, council, reports_folder):
    address = council + "reports/brief.html"
    with ThreadPoolExecutor(4) as pool:
        codes = {answer.status_code for answer in pool.map(lambda _n: client.get(address), range(8))}
    assert codes <= {202, 200}
    assert len(process._processes) == 1
    assert waited(client, address).status_code == 200
    assert not list(reports_folder.glob("making-*"))


def test_its_state_is_told_and_nobody_else_begins_it(client, council, reports_folder, edition, started):
    address = council + "reports/report.pdf"
    client.get(address)
    assert len(started) == 1
    (lock,) = reports_folder.glob("*.lock")
    descriptor = files.locked(lock)
    files.set_state(descriptor, files.MAKING, 1)
    assert "The report is being made." in client.get(address).content.decode()
    os.close(descriptor)
    assert len(started) == 1


def test_a_full_queue_says_when_to_come_back(site, council, reports_folder, started):
    client = site(reports_at_once=1, reports_queue=1)
    reports_folder.mkdir()
    waiting = [files.any_locked(reports_folder, "place", 2) for _ in range(2)]
    answer = client.get(council + "reports/report.pdf")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert not started
    for descriptor in waiting:
        os.close(descriptor)
    assert client.get(council + "reports/report.pdf").status_code == 202


def test_a_killed_process_leaves_its_locks_and_the_report_is_begun_again(
    report_processes, client, council, reports_folder
):
    address = council + "reports/brief.html"
    client.get(address)
    (killed,) = process._processes
    killed.kill()
    killed.wait(PATIENCE)
    assert waited(client, address).status_code == 200
    assert killed not in process._processes


def test_a_process_that_ends_without_a_word_is_begun_once_more_and_then_given_up(
    report_processes, client, council, monkeypatch
):
    monkeypatch.setattr(process.sys, "executable", "/bin/false")
    address = council + "reports/brief.html"
    for _ in range(process.ATTEMPTS):
        assert client.get(address).status_code == 202
        for one in process._processes:
            one.wait(PATIENCE)
    assert len(process._processes) == 1, "those that ended are taken note of"
    answer = client.get(address)
    assert (answer.status_code, answer["Retry-After"]) == (503, "600")
    assert "its process was stopped before it had finished" in answer.content.decode()


def test_a_report_that_takes_too_long_fails_in_words(report_processes, site, council):
    answer = waited(site(reports_seconds=1), council + "reports/report.pdf")
    assert answer.status_code == 503
    assert "it took longer than 1 seconds" in answer.content.decode()


def test_a_failure_is_tried_again_ten_minutes_later(client, council, edition, reports_folder, started):
    slug, day = council.split("/")[2:4]
    area = next(iter(edition.gazetteer.find(slug.replace("-", " "))))
    failure = Report(edition.id, area.code, day, "brief.pdf").failure(reports_folder)
    reports_folder.mkdir()
    failure.write_text(json.dumps({"reason": "the disk for reports is full"}))
    assert (
        "The reason: the disk for reports is full."
        in client.get(council + "reports/brief.pdf").content.decode()
    )
    old = time.time() - process.TRIED_AGAIN - 1
    os.utime(failure, (old, old))
    assert client.get(council + "reports/brief.pdf").status_code == 202
    assert len(started) == 1


def test_a_folder_that_cannot_be_written_is_no_fault_of_the_page(site, council, tmp_path):
    (tmp_path / "file").write_text("")
    answer = site(reports=tmp_path / "file" / "reports").get(council + "reports/brief.pdf")
    assert answer.status_code == 503
    assert "the folder of reports cannot be used" in answer.content.decode()
    assert str(tmp_path) not in answer.content.decode()


def test_another_edition_has_another_file(edition):
    report = Report(edition.id, "X08000001", "2025-08-31", "brief.pdf")
    others = [
        replace(report, edition="2020-01-01-0"),
        replace(report, code="X2"),
        replace(report, day="2025-01-01"),
    ]
    assert len({one.digest for one in [report, *others, replace(report, name="report.pdf")]}) == 5


@pytest.mark.parametrize(
    "address",
    [
        "{council}reports/report.exe",
        "{council}reports/..%2f..%2fmanifest.json",
        "{council}reports/brief.pdf/",
        "/places/..%2f..%2fetc/2025-01-01/reports/brief.pdf",
        "/places/nowhere-at-all/2025-01-01/reports/brief.pdf",
        "{slug}2025-13-45/reports/brief.pdf",
    ],
)
def test_what_is_no_report_is_not_found_and_begins_nothing(client, council, started, reports_folder, address):
    slug = council.rsplit("/", 2)[0] + "/"
    answer = client.get(address.format(council=council, slug=slug))
    assert answer.status_code in (400, 404)
    assert not started
    assert not reports_folder.exists()


def test_a_day_between_two_dates_leads_to_the_one_before(client, council, started):
    slug = council.split("/")[2]
    answer = client.get(f"/places/{slug}/2999-01-01/reports/brief.pdf")
    assert (answer.status_code, answer["Location"]) == (302, council + "reports/brief.pdf")
    assert not started


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(28, "No space left on device", "/secret/path"), "the disk for reports is full"),
        (job.EditionError("no edition /secret/path"), "the edition of the data was replaced meanwhile"),
        (job.PartMissing("/secret/path"), "this site cannot make PDF files"),
        (RuntimeError("/secret/path"), "something went wrong on our side"),
    ],
)
def test_reasons_show_nothing_of_the_machine(error, words):
    assert job.reason(error).startswith(words)
    assert "secret" not in job.reason(error)


def test_reports_take_no_more_disk_than_they_may(tmp_path):
    for age in range(4):
        path = tmp_path / f"{age}.pdf"
        path.write_bytes(b"x" * 10)
        os.utime(path, (1000 - age, 1000 - age))
    files.prune(tmp_path, 25)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0.pdf", "1.pdf"]


def test_leftovers_of_killed_processes_go_after_a_day(tmp_path):
    for name in ("making-old", "making-new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "half.pdf").write_text("half")
    (tmp_path / "old.lock").write_text("")
    for name in ("making-old", "old.lock"):
        os.utime(tmp_path / name, (0, 0))
    files.remove_leftovers(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["making-new"]


def test_the_process_gets_no_secret(report_processes, client, council, monkeypatch):
    environments = []

    class Started:
        def __init__(self, *_command, env, **_more):
            environments.append(env)
            self.stdin = open(os.devnull, "wb")  # noqa: SIM115, PTH123

        def poll(self):
            return 0

        def wait(self, _seconds):
            return 0

    monkeypatch.setenv("CAREPLACE_SECRET_KEY", "secret")
    monkeypatch.setattr(process.subprocess, "Popen", Started)
    client.get(council + "reports/brief.pdf")
    assert "CAREPLACE_SECRET_KEY" not in environments[0]
    assert settings.CAREPLACE.secret_key not in environments[0].values()
