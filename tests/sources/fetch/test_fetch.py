"""Fetching from a publisher's site on this machine that changes, breaks off and misbehaves."""

import gzip
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from io import BytesIO

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.sources.fetch.publisher import Site, cut_after, serving

from careplace.sources.fetch import FetchError, Page, fetch, fetching, web
from careplace.sources.fetch.download import _safe
from careplace.sources.fetch.whole import ends_whole

NAME = "01_May_2031_Latest_ratings.ods"
AT = f"/system/files/2031-05/{NAME}"
BODY = bytes(range(256)) * 800


@pytest.fixture
def site():
    with serving(Site()) as running:
        running.page(AT)
        running.put(AT, BODY)
        yield running


@pytest.fixture(autouse=True)
def hurried(monkeypatch):
    """The same tries without the long waits."""
    monkeypatch.setattr(fetching, "Web", lambda client, pause: web.Web(client, 0, attempts=3, backoff=0.01))


def bring(site, to, page=None, **how):
    page = page or site.rule()
    [found] = fetch(to, pages={page.key: page}, **how)
    return found


def asked(site, path=AT):
    return [headers for at, headers in site.asked if at == path]


def left_over(to):
    return [path.name for path in to.rglob(".*") if "part" in path.name or path.name.endswith(".new")]


def test_the_current_file_is_found_and_brought(site, tmp_path):
    found = bring(site, tmp_path)
    assert (found.state, found.problem) == ("new", "")
    assert found.path == tmp_path / "vex-ratings" / NAME
    assert found.path.read_bytes() == BODY
    assert (found.sha256, found.size) == (hashlib.sha256(BODY).hexdigest(), len(BODY))
    assert all(headers["User-Agent"].startswith("Careplace/") for _path, headers in site.asked)
    assert left_over(tmp_path) == []


def test_the_note_beside_it_says_where_it_came_from(site, tmp_path):
    found = bring(site, tmp_path)
    note = json.loads(found.path.with_name(f".{NAME}.json").read_text())
    assert note["address"] == site.base + AT
    assert note["page"] == site.base + "/using-data"
    assert (note["publisher"], note["sha256"], note["size"]) == ("Vex", found.sha256, len(BODY))
    assert note["had_at"].endswith("+00:00")


def test_what_is_had_is_not_downloaded_again(site, tmp_path):
    first = bring(site, tmp_path)
    again = bring(site, tmp_path)
    assert (again.state, again.sha256, again.path) == ("unchanged", first.sha256, first.path)
    assert asked(site)[1]["If-None-Match"] == site.etag(BODY)


@pytest.mark.parametrize("validators", [(), ("Last-Modified",)])
def test_a_server_that_cannot_say_so_is_found_unchanged_by_the_bytes(site, tmp_path, validators):
    site.validators = validators
    bring(site, tmp_path)
    had_at = json.loads((tmp_path / "vex-ratings" / f".{NAME}.json").read_text())["had_at"]
    assert bring(site, tmp_path).state == "unchanged"
    assert json.loads((tmp_path / "vex-ratings" / f".{NAME}.json").read_text())["had_at"] == had_at


def test_other_bytes_under_the_same_name_are_told(site, tmp_path):
    bring(site, tmp_path)
    site.put(AT, b"corrected")
    found = bring(site, tmp_path)
    assert found.state == "changed"
    assert found.path.read_bytes() == b"corrected"


def test_a_file_that_was_damaged_here_is_had_again(site, tmp_path):
    path = bring(site, tmp_path).path
    path.write_bytes(b"damaged")
    assert bring(site, tmp_path).state == "changed"
    assert path.read_bytes() == BODY


def test_a_newer_file_stands_beside_the_older(site, tmp_path):
    older = bring(site, tmp_path)
    newer = "/system/files/2031-06/01_June_2031_Latest_ratings.ods"
    site.page(AT, newer)
    site.put(newer, b"newer")
    found = bring(site, tmp_path)
    assert (found.state, found.path.name) == ("new", "01_June_2031_Latest_ratings.ods")
    assert older.path.read_bytes() == BODY


@pytest.mark.parametrize("fault", [500, 503, 429, cut_after(10), cut_after(100_000)])
def test_passing_faults(site, tmp_path, fault):
    site.faults[AT] = [fault]
    site.faults["/using-data"] = [503]
    assert bring(site, tmp_path).path.read_bytes() == BODY


def test_a_download_goes_on_where_it_broke_off(site, tmp_path):
    site.faults[AT] = [cut_after(100_000)]
    bring(site, tmp_path)
    assert asked(site)[1]["Range"] == "bytes=100000-"
    assert asked(site)[1]["If-Range"] == site.etag(BODY)


def test_a_download_goes_on_in_a_later_run(site, tmp_path):
    site.faults[AT] = [cut_after(50_000), 500, 500]
    found = bring(site, tmp_path)
    assert found.state == "failed"
    assert "could not be had" in found.problem
    assert not (tmp_path / "vex-ratings" / NAME).exists(), "half a file is no file"
    assert bring(site, tmp_path).path.read_bytes() == BODY
    assert asked(site)[-1]["Range"] == "bytes=50000-"


def test_a_file_that_changed_in_between_is_begun_anew(site, tmp_path):
    site.faults[AT] = [cut_after(50_000), 500, 500]
    bring(site, tmp_path)
    site.put(AT, BODY[::-1])
    assert bring(site, tmp_path).path.read_bytes() == BODY[::-1]


def test_a_server_without_ranges_is_begun_anew(site, tmp_path):
    site.ranges = False
    site.faults[AT] = [cut_after(50_000)]
    assert bring(site, tmp_path).path.read_bytes() == BODY


def test_a_weak_tag_is_not_trusted_to_go_on(site, tmp_path):
    site.weak, site.validators = True, ("ETag",)
    site.faults[AT] = [cut_after(50_000)]
    assert bring(site, tmp_path).path.read_bytes() == BODY
    assert "Range" not in asked(site)[1]


def test_a_part_longer_than_the_file_is_begun_anew(site, tmp_path):
    site.faults[AT] = [cut_after(50_000), 500, 500]
    bring(site, tmp_path)
    with (tmp_path / "vex-ratings" / f".{NAME}.part").open("ab") as part:
        part.write(bytes(len(BODY)))
    assert bring(site, tmp_path).path.read_bytes() == BODY


def test_a_server_that_goes_on_from_elsewhere(site, tmp_path):
    def elsewhere(handler):
        handler.say(206, BODY[7:], {"Content-Range": f"bytes 7-{len(BODY) - 1}/{len(BODY)}"})

    site.faults[AT] = [cut_after(50_000), elsewhere]
    assert bring(site, tmp_path).path.read_bytes() == BODY


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=examples(20)
)
@given(cuts=st.lists(st.integers(0, len(BODY) - 1), max_size=2), changed=st.booleans())
def test_wherever_it_breaks_off_the_file_is_whole(site, tmp_path_factory, cuts, changed):
    to, body = tmp_path_factory.mktemp("cut"), BODY
    site.put(AT, body)
    site.faults[AT] = [cut_after(cut) for cut in cuts] + [500] * (3 - len(cuts))
    assert bring(site, to).state == "failed"
    if changed:
        body = BODY[1:]
        site.put(AT, body)
    assert bring(site, to).path.read_bytes() == body
    assert left_over(to) == []


def test_a_page_without_the_link(site, tmp_path):
    site.page("/system/files/2031-05/01_May_2031_Other.ods")
    found = bring(site, tmp_path)
    assert found.state == "failed"
    assert found.problem.startswith(f"{site.base}/using-data no longer holds a link to a file whose name has")


def test_a_failure_stops_no_other(site, tmp_path):
    pages = [
        site.rule("a", name_has="no such"),
        site.rule("b"),
        Page("c", "https://x.example", by_hand="the table"),
    ]
    found = fetch(tmp_path, pages={page.key: page for page in pages})
    assert [f.state for f in found] == ["failed", "new", "by hand"]
    assert found[2].problem == "look on https://x.example for the table"


def test_a_shared_page_is_asked_for_once(site, tmp_path):
    fetch(tmp_path, pages={key: site.rule(key) for key in "abc"})
    assert len(asked(site, "/using-data")) == 1


def test_only_what_was_asked_for(site, tmp_path):
    pages = {key: site.rule(key) for key in "abc"}
    assert [f.key for f in fetch(tmp_path, ["b", "b"], pages)] == ["b"]
    with pytest.raises(FetchError, match="no such publication; choose from a, b, c"):
        fetch(tmp_path, ["b", "z"], pages)


def test_a_redirect_on_the_same_host_is_followed(site, tmp_path):
    site.moved["/old"] = AT
    site.page("/old/Latest_ratings.ods")
    site.moved["/old/Latest_ratings.ods"] = "/older"
    site.moved["/older"] = AT
    assert bring(site, tmp_path).path.read_bytes() == BODY


def test_redirects_without_end(site, tmp_path):
    site.page("/round/Latest_ratings.ods")
    site.moved["/round/Latest_ratings.ods"] = "/round/Latest_ratings.ods"
    assert "more than 5 redirects" in bring(site, tmp_path).problem


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://elsewhere.example/Latest_ratings.ods", "is not on 127.0.0.1"),
        ("ftp://127.0.0.1/Latest_ratings.ods", "is not https"),
        ("file:///etc/Latest_ratings.ods", "is not on"),
    ],
)
def test_nothing_is_had_from_elsewhere(site, tmp_path, address, said):
    site.page(address)
    assert said in bring(site, tmp_path).problem
    site.page(AT)
    site.moved[AT] = address
    assert said in bring(site, tmp_path).problem


def test_plain_http_is_for_this_machine_only(tmp_path):
    page = Page("vex", "http://vex.example/data", "latest ratings", ".ods", ("vex.example",))
    [found] = fetch(tmp_path, pages={"vex": page})
    assert "is not https" in found.problem


def test_a_file_larger_than_any_that_is_published(site, tmp_path):
    site.put(AT, bytes(3 << 20))
    found = bring(site, tmp_path, site.rule(largest=2))
    assert "larger than 2 MB" in found.problem
    assert left_over(tmp_path) == []


def test_a_page_without_end(site, tmp_path, monkeypatch):
    monkeypatch.setattr(web, "LARGEST_PAGE", 100)
    assert "which no page of links is" in bring(site, tmp_path).problem


@pytest.mark.parametrize(
    ("type", "body", "said"),
    [
        ("text/html; charset=utf-8", b"<html>", "gave a web page"),
        ("application/octet-stream", b"", "is empty"),
    ],
)
def test_what_is_no_file(site, tmp_path, type, body, said):
    site.put(AT, body, type)
    assert said in bring(site, tmp_path).problem
    assert not (tmp_path / "vex-ratings" / NAME).exists()


@pytest.mark.parametrize(("status", "said"), [(404, "where it has gone"), (403, "refuses programs")])
def test_lasting_refusals_are_not_tried_again(site, tmp_path, status, said):
    site.faults[AT] = [status] * 3
    assert said in bring(site, tmp_path).problem
    assert len(asked(site)) == 1


def test_a_site_that_is_not_there(tmp_path):
    page = Page("vex", "http://127.0.0.1:9/data", "latest ratings", ".ods", ("127.0.0.1",))
    [found] = fetch(tmp_path, pages={"vex": page})
    assert "Run the same command again later" in found.problem


def test_progress_and_a_client_of_ones_own(site, tmp_path):
    told = []
    with httpx.Client(timeout=5) as client:
        bring(site, tmp_path, client=client, progress=lambda *step: told.append(step))
        assert not client.is_closed
    assert told[-1] == ("vex-ratings", len(BODY), len(BODY))
    assert [had for _key, had, _total in told] == sorted(had for _key, had, _total in told)


def test_requests_are_spaced(site, monkeypatch):
    slept = []
    monkeypatch.setattr(web.time, "sleep", slept.append)
    with web.Web(pause=1.5) as visit:
        for _ in range(3):
            visit.page(site.base + "/using-data", ("127.0.0.1",))
    assert slept == [1.5, 1.5]


RUN = """
import sys
from pathlib import Path
from careplace.sources.fetch import Page, fetch
page = Page("vex-ratings", sys.argv[1] + "/using-data", "latest ratings", ".ods", ("127.0.0.1",))
print("ready", flush=True)
fetch(Path(sys.argv[2]), pages={"vex-ratings": page}, pause=0)
"""


def test_a_fetch_that_was_killed_goes_on(site, tmp_path):
    def slowly(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(BODY)))
        handler.send_header("ETag", site.etag(BODY))
        handler.end_headers()
        handler.wfile.write(BODY[:150_000])
        time.sleep(3)
        handler.close_connection = True

    site.faults[AT] = [slowly]
    run = subprocess.Popen([sys.executable, "-c", RUN, site.base, str(tmp_path)], stdout=subprocess.PIPE)
    run.stdout.readline()
    part = tmp_path / "vex-ratings" / f".{NAME}.part"
    while not (part.exists() and part.stat().st_size) and run.poll() is None:
        time.sleep(0.01)
    os.kill(run.pid, signal.SIGKILL)
    run.communicate()
    had = part.stat().st_size
    assert had > 0
    assert bring(site, tmp_path).path.read_bytes() == BODY
    assert asked(site)[-1]["Range"] == f"bytes={had}-"


@given(st.text(max_size=300))
def test_a_name_is_fit_to_be_written(text):
    name = _safe(text)
    assert name
    assert not name.startswith(".")
    assert not set(name) & set("/\\\0")
    assert len(name) <= 150
    assert _safe(name) == name


@pytest.mark.parametrize("name", ["../../etc/passwd", "..", ".bashrc", "a/b", ""])
def test_names_that_would_lead_elsewhere(tmp_path, name):
    assert (tmp_path / _safe(name)).resolve().parent == tmp_path


def short(length: int):
    """Answer with the first `length` bytes of the file and no length, and close the connection."""

    def fault(handler) -> None:
        type, body = handler.server.site.files[handler.path]
        handler.send_response(200)
        handler.send_header("Content-Type", type)
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.wfile.write(body[:length])
        handler.close_connection = True

    return fault


def zipped(_text: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("content.xml", "x" * 5000)
    return made.getvalue()


KINDS = {
    "text": lambda text: text,
    "gzip": gzip.compress,
    "zip": zipped,
    "json": lambda _text: b'[{"a": [1, 2]}, {"b": 1234}]',
}
TEXT = b"code,count\n" + b"E1,1234\n" * 500


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_without_a_length_is_kept_where_it_ends_as_a_whole_file(site, tmp_path, kind):
    body = KINDS[kind](TEXT)
    site.put(AT, body)
    site.faults[AT] = [short(len(body))]
    assert bring(site, tmp_path).path.read_bytes() == body
    assert len(asked(site)) == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lost", [2, 9])
def test_an_answer_without_a_length_that_breaks_off_is_asked_for_again(site, tmp_path, kind, lost):
    body = KINDS[kind](TEXT)
    site.put(AT, body)
    site.faults[AT] = [short(len(body) - lost)]
    assert bring(site, tmp_path).path.read_bytes() == body
    assert len(asked(site)) == 2


def test_an_answer_that_always_breaks_off_is_no_file(site, tmp_path):
    site.put(AT, TEXT)
    site.faults[AT] = [short(len(TEXT) - 3)] * 9
    found = bring(site, tmp_path)
    assert found.state == "failed"
    assert "without a length, and they do not end as a whole file does" in found.problem
    assert not (tmp_path / "vex-ratings" / NAME).exists()


@given(kind=st.sampled_from(["gzip", "zip", "json"]), cut=st.integers(1, 27))
def test_no_beginning_of_a_packed_file_or_of_json_ends_whole(tmp_path_factory, kind, cut):
    body = KINDS[kind](TEXT)
    path = tmp_path_factory.mktemp("whole") / "x"
    path.write_bytes(body)
    assert ends_whole(path)
    path.write_bytes(body[:-cut])
    assert not ends_whole(path)
