"""A harvest gives every payload once, the newest, whatever the server does and whenever it is killed."""

import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.sources.cqc.api.loopback import Api, cut_short, half_json, hang_up, serving
from tests.sources.cqc.api.payloads import location, provider

from careplace.sources.cqc.api import PUBLICATIONS
from careplace.sources.cqc.api.client import ApiError, Client
from careplace.sources.cqc.api.harvest import harvest, without_people
from careplace.sources.cqc.api.journal import HarvestError, Journal
from careplace.sources.publication import Book, RawFile

DAY = datetime(2031, 5, 2, 9, tzinfo=UTC)
REPOSITORY = Path(__file__).parents[4]


@pytest.fixture
def api():
    with serving(Api([location(f"1-{n}") for n in range(150)], [provider(), provider("1-8")])) as running:
        yield running


@pytest.fixture
def client(api):
    with Client("a-key", api.base, attempts=3, backoff=0.01, timeout=5) as ready:
        ready._pace.gap = 0
        yield ready


def saved(path: Path) -> list[dict]:
    return [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]


def ids(path: Path) -> list[str]:
    return [payload.get("locationId") or payload["providerId"] for payload in saved(path)]


def everything(api: Api) -> list[str]:
    return sorted([*api.payloads["locations"], *api.payloads["providers"]])


def gather(to, client, day=DAY, **how):
    return harvest(to, client, now=lambda: day, **how)


def test_a_first_harvest_has_everything_once(tmp_path, api, client):
    found = gather(tmp_path, client)
    assert found.path.name == "cqc-api_2031-05-02.jsonl.gz"
    assert sorted(ids(found.path)) == everything(api)
    assert (found.held, found.asked, found.gone) == (152, 152, ())


def test_what_it_writes_is_what_the_reader_reads(tmp_path, client):
    path = gather(tmp_path, client).path
    [publication] = PUBLICATIONS
    book = Book(RawFile(path, path.name, "0" * 64), "json")
    assert publication.recognise(book)
    reading = publication.read(book, None)
    assert (reading.snapshot, reading.basis) == (DAY.date(), "file name")
    assert reading.tables["cqc_location"].num_rows == 150
    assert reading.tables["cqc_provider"].num_rows == 2
    assert set(reading.tables["cqc_location"]["provider_name"].to_pylist()) == {"Provider 1-9"}


def test_names_of_people_are_not_written_anywhere(tmp_path, client):
    gather(tmp_path, client)
    for path in tmp_path.iterdir():
        data = path.read_bytes()
        assert b"Secretname" not in (gzip.decompress(data) if path.suffix == ".gz" else data), path.name


def test_the_same_payloads_give_the_same_bytes(tmp_path, client):
    first, second = gather(tmp_path / "a", client), gather(tmp_path / "b", client, workers=1)
    assert first.path.read_bytes() == second.path.read_bytes()


def test_a_misbehaving_server_changes_nothing(tmp_path, api, client):
    well = gather(tmp_path / "well", client).path.read_bytes()
    rude = [500, 503, (429, {"Retry-After": "0"}), cut_short, half_json, hang_up]
    for n in range(0, 150, 3):
        api.faults[f"/locations/1-{n}"] = [rude[n % len(rude)], rude[(n + 1) % len(rude)]]
    for path in ("/locations", "/providers", "/changes/location"):
        api.faults[path] = [500, cut_short]
    assert gather(tmp_path / "rude", client).path.read_bytes() == well


def test_an_unknown_id_is_noted_and_skipped(tmp_path, api, client):
    api.changed["location"] = ["1-404", "1-3"]
    found = gather(tmp_path, client)
    assert found.gone == ("1-404",)
    assert found.held == 152


def test_an_id_on_two_pages_is_asked_for_once(tmp_path, api, client):
    pages = {1: ["1-0", "1-1"], 2: ["1-1", "1-2"]}
    api.pages["locations"] = lambda n: {
        "total": 3,
        "totalPages": 2,
        "locations": [{"locationId": id} for id in pages[n]],
    }
    found = gather(tmp_path, client)
    assert ids(found.path)[:3] == ["1-0", "1-1", "1-2"]
    assert api.asked["/locations/1-1"] == 1


def test_an_id_in_either_case_is_kept_once(tmp_path, api, client):
    api.payloads["locations"] = {"RX601": location("RX601")}
    api.changed["location"] = ["rx601"]
    api.refused_in_lower_case = {"rx601"}
    assert ids(gather(tmp_path, client).path).count("RX601") == 1


def test_a_list_that_lost_a_row_between_pages_is_asked_for_again(tmp_path, api, client):
    """1-1 slips to the first page after it was read: only a second listing sees it."""
    listings = iter([["1-0"], ["1-2"], ["1-0", "1-1"], ["1-2"]])
    api.pages["locations"] = lambda _n: {
        "total": 3,
        "totalPages": 2,
        "locations": [{"locationId": id} for id in next(listings)],
    }
    assert ids(gather(tmp_path, client).path)[:3] == ["1-0", "1-1", "1-2"]


def test_a_later_harvest_asks_only_for_what_changed(tmp_path, api, client):
    gather(tmp_path, client)
    before = sum(api.asked.values())
    api.payloads["locations"]["1-7"]["name"] = "Renamed"
    api.payloads["locations"]["1-new"] = location("1-new")
    api.changed["location"] = ["1-7", "1-new", "1-7"]
    later = gather(tmp_path, client, DAY + timedelta(days=30))
    assert later.path.name == "cqc-api_2031-06-01.jsonl.gz"
    assert later.asked == 2
    assert sum(api.asked.values()) - before == 2 + 2, "two feeds and two payloads"
    assert {p["name"] for p in saved(later.path) if p.get("locationId") == "1-7"} == {"Renamed"}
    assert "1-new" in ids(later.path)
    assert (tmp_path / "cqc-api_2031-05-02.jsonl.gz").exists(), "the earlier day's file stays"


def test_the_windows_of_the_changes_feed_overlap(tmp_path, api, client):
    gather(tmp_path, client, overlap=timedelta(days=2))
    gather(tmp_path, client, DAY + timedelta(days=30), overlap=timedelta(days=2))
    windows = [(start, end) for kind, start, end in api.windows if kind == "location"]
    assert windows == [
        ("2031-04-30T09:00:00Z", "2031-05-02T09:00:00Z"),
        ("2031-04-30T09:00:00Z", "2031-06-01T09:00:00Z"),
    ]


def test_progress_is_told_to_the_end(tmp_path, client):
    told = []
    gather(tmp_path, client, progress=lambda *step: told.append(step))
    assert (152, 152, "asking for all") in told
    assert all(done <= total for done, total, _what in told)


def test_a_lasting_fault_keeps_what_was_had(tmp_path, api, client):
    api.faults["/locations/1-140"] = [500] * 3
    with pytest.raises(ApiError):
        gather(tmp_path, client, workers=1)
    before = sum(api.asked.values())
    found = gather(tmp_path, client)
    assert sorted(ids(found.path)) == everything(api)
    assert sum(api.asked.values()) - before < 152, "what was had is not asked for again"
    assert not list(tmp_path.glob(".*"))


RUN = """
import sys
from pathlib import Path
from careplace.sources.cqc.api.client import Client
from careplace.sources.cqc.api.harvest import harvest
with Client("a-key", sys.argv[1], backoff=0.01) as client:
    client._pace.gap = 0.002
    print("ready", flush=True)
    harvest(Path(sys.argv[2]), client)
"""


@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.release) for n in (1, 2, 3))])
def test_a_harvest_killed_again_and_again_comes_to_the_same(tmp_path, api, client, seed):
    moments = random.Random(seed)
    whole = gather(tmp_path / "whole", client).path
    at = tmp_path / "killed"
    for _ in range(4):
        run = subprocess.Popen(
            [sys.executable, "-c", RUN, api.base, str(at)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        run.stdout.readline()
        time.sleep(moments.uniform(0.0, 0.35))
        os.kill(run.pid, signal.SIGKILL)
        run.communicate()
    assert gather(at, client).path.read_bytes() == whole.read_bytes()


def filled(folder: Path) -> None:
    """A harvest half done: three payloads of four."""
    with Journal(folder) as journal:
        journal.begin("full", DAY, [("location", f"1-{n}") for n in range(4)])
        journal.keep([(("location", "1-0"), {"locationId": "1-0"}), (("location", "1-1"), None)])
        journal.keep([(("location", "1-2"), {"locationId": "1-2"})])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(cut=st.integers(0, 600), torn=st.binary(max_size=30))
def test_a_journal_torn_anywhere_says_only_what_was_done(tmp_path_factory, cut, torn):
    folder = tmp_path_factory.mktemp("torn")
    filled(folder)
    events = folder / "journal.jsonl"
    whole = events.read_bytes()
    kept = whole[: min(cut, len(whole))]
    events.write_bytes(kept if kept.endswith(b"\n") else kept + torn.replace(b"\n", b""))
    said = [json.loads(line) for line in kept.splitlines(keepends=True) if line.endswith(b"\n")]
    had = {event["id"] for event in said if event["event"] == "had"}
    with Journal(folder) as journal:
        assert {id for _kind, id in journal.had} == had
        assert all(json.loads(journal.payload(id))["locationId"] == id[1] for id in journal.had)
        if journal.open:
            journal.keep([(id, {"locationId": id[1]}) for id in journal.open.left])
            assert journal.open.left == []
    with Journal(folder) as again:
        assert all(json.loads(again.payload(id))["locationId"] == id[1] for id in again.had)


def test_payloads_that_the_journal_does_not_name_are_cut_off(tmp_path):
    filled(tmp_path)
    payloads = tmp_path / "payloads.jsonl"
    whole = payloads.read_bytes()
    payloads.write_bytes(whole + b'{"locationId": "1-3", "na')
    with Journal(tmp_path):
        assert payloads.read_bytes() == whole


def test_payloads_that_were_cut_are_told(tmp_path):
    filled(tmp_path)
    (tmp_path / "payloads.jsonl").write_bytes(b"{}")
    with pytest.raises(HarvestError, match=r"shorter.*harvest again"):
        Journal(tmp_path)


@pytest.mark.parametrize("event", [b'{"event": "had"}', b'{"event": "end"}'])
def test_a_journal_that_was_altered_is_told(tmp_path, event):
    filled(tmp_path)
    events = tmp_path / "journal.jsonl"
    events.write_bytes(event + b"\n" + events.read_bytes())
    with pytest.raises(HarvestError, match="cannot be read"):
        Journal(tmp_path)


def test_two_harvests_do_not_share_a_folder(tmp_path, client):
    with Journal(tmp_path), pytest.raises(HarvestError, match="another harvest"):
        gather(tmp_path, client)


def test_a_newer_payload_takes_the_place_of_an_older_one(tmp_path):
    filled(tmp_path)
    with Journal(tmp_path) as journal:
        journal.keep([(("location", "1-1"), {"locationId": "1-1"}), (("location", "1-0"), {"newer": True})])
        assert journal.gone == set()
        assert json.loads(journal.payload(("location", "1-0"))) == {"newer": True}


@given(
    st.recursive(st.integers() | st.text(max_size=3), lambda inner: st.lists(inner, max_size=3), max_leaves=5)
)
def test_people_are_left_out_at_any_depth(part):
    payload = {"name": "Home", "regulatedActivities": [{"code": "a", "contacts": part, "personTitle": part}]}
    assert without_people(payload) == {"name": "Home", "regulatedActivities": [{"code": "a"}]}
