"""The client against a server on this machine that misbehaves on purpose."""

import time
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from tests.sources.cqc.api.loopback import Api, cut_short, half_json, hang_up, serving
from tests.sources.cqc.api.payloads import location, provider

from careplace.sources.cqc.api import client as client_module
from careplace.sources.cqc.api.client import ApiError, Client, KeyRefused, NotThere, Pace


@pytest.fixture
def api():
    with serving(Api([location(f"1-{n}") for n in range(7)], [provider()])) as running:
        yield running


@pytest.fixture
def client(api):
    with Client("a-key", api.base, rate=1999, attempts=4, backoff=0.01, timeout=2) as ready:
        yield ready


def ids(pages):
    return [id for page in pages for id in page.ids]


def test_lists_are_walked_to_their_last_page(api, client):
    api.per_page = 3
    assert ids(client.pages_of_list("location")) == [f"1-{n}" for n in range(7)]
    assert api.asked["/locations"] == 3


def test_an_empty_list_is_one_request(client, api):
    api.payloads["providers"] = {}
    assert ids(client.pages_of_list("provider")) == []
    assert api.asked["/providers"] == 1


def test_a_list_that_shrinks_while_it_is_walked_ends_where_it_now_ends(api, client):
    rows = {1: ["1-0", "1-1"], 2: ["1-2"], 3: []}
    totals = {1: (6, 3), 2: (3, 2), 3: (3, 2)}

    def page(number):
        total, pages = totals[number]
        return {"total": total, "totalPages": pages, "locations": [{"locationId": id} for id in rows[number]]}

    api.pages["locations"] = page
    assert ids(client.pages_of_list("location")) == ["1-0", "1-1", "1-2"]
    assert api.asked["/locations"] == 2


def test_a_payload(client, api):
    assert client.payload("location", "1-3") == location("1-3")
    assert all(agent.startswith("Careplace/") for agent in api.agents)


def test_changes_are_asked_for_in_universal_time(client, api):
    api.changed["location"] = ["1-1", "1-5"]
    summer = timezone(timedelta(hours=1))
    start, end = datetime(2031, 6, 1, 0, 30, tzinfo=summer), datetime(2031, 6, 2, tzinfo=UTC)
    assert ids(client.changed("location", start, end)) == ["1-1", "1-5"]
    assert api.windows == [("location", "2031-05-31T23:30:00Z", "2031-06-02T00:00:00Z")]


@pytest.mark.parametrize("fault", [500, 502, 503, 408, 429, cut_short, half_json, hang_up])
def test_passing_faults_are_tried_again(api, client, fault):
    api.faults["/locations/1-3"] = [fault, fault]
    assert client.payload("location", "1-3")["name"] == "Home 1-3"
    assert api.asked["/locations/1-3"] == 3


def test_retry_after_is_respected(api, client):
    api.faults["/locations/1-3"] = [(429, {"Retry-After": "1"})]
    began = time.monotonic()
    client.payload("location", "1-3")
    assert time.monotonic() - began >= 1


def test_a_slow_answer_is_given_up_and_tried_again(api):
    def slow(handler):
        time.sleep(0.5)
        hang_up(handler)

    api.faults["/locations/1-3"] = [slow]
    with Client("a-key", api.base, rate=1999, attempts=2, backoff=0.01, timeout=0.1) as hurried:
        assert hurried.payload("location", "1-3")


def test_a_lasting_fault_says_what_to_do(api, client):
    api.faults["/locations/1-3"] = [503] * 9
    with pytest.raises(ApiError, match=r"in 4 tries.*Run the same command again"):
        client.payload("location", "1-3")
    assert api.asked["/locations/1-3"] == 4


def test_an_id_refused_in_lower_case_is_asked_in_upper_case_once(api, client):
    api.payloads["locations"]["RX601"] = location("RX601")
    api.refused_in_lower_case = {"rx601"}
    assert client.payload("location", "rx601")["locationId"] == "RX601"


@pytest.mark.parametrize(("id", "requests"), [("1-404", 1), ("rx404", 2)])
def test_an_unknown_id(api, client, id, requests):
    with pytest.raises(NotThere):
        client.payload("location", id)
    assert sum(api.asked.values()) == requests


def test_an_id_refused_in_upper_case_too_is_not_there(api, client):
    api.refused_in_lower_case = {"RX601"}
    with pytest.raises(NotThere):
        client.payload("location", "RX601")


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_says_how_to_get_one_and_is_not_tried_again(api, client, status):
    api.faults["/locations/1-3"] = [status]
    with pytest.raises(KeyRefused, match=r"api-portal.*CAREPLACE_CQC_KEY"):
        client.payload("location", "1-3")
    assert api.asked["/locations/1-3"] == 1


def test_a_wrong_key(api):
    with Client("another", api.base) as wrong, pytest.raises(KeyRefused) as refused:
        wrong.payload("location", "1-3")
    assert "another" not in str(refused.value), "a key is never printed"


def test_no_key(monkeypatch):
    monkeypatch.delenv("CAREPLACE_CQC_KEY", raising=False)
    with pytest.raises(KeyRefused, match="CAREPLACE_CQC_KEY is not set"):
        Client()


def test_the_key_comes_from_the_environment(api, monkeypatch):
    monkeypatch.setenv("CAREPLACE_CQC_KEY", " a-key\n")
    with Client(base=api.base) as ready:
        assert ready.payload("location", "1-3")


def test_a_redirect_is_not_followed_with_the_key(api, client):
    api.faults["/locations/1-3"] = [(302, {"Location": "/public/v1/locations/1-4"})]
    with pytest.raises(ApiError, match="status 302"):
        client.payload("location", "1-3")
    assert api.asked["/locations/1-4"] == 0


def test_an_answer_without_end_is_cut_off(api, client, monkeypatch):
    monkeypatch.setattr(client_module, "LARGEST_ANSWER", 10)
    with pytest.raises(ApiError, match="larger"):
        client.payload("location", "1-3")


def test_a_list_of_another_shape_is_an_error(api, client):
    api.pages["locations"] = lambda number: {"items": []}
    with pytest.raises(ApiError, match="no list 'locations'"):
        ids(client.pages_of_list("location"))


@pytest.mark.parametrize("rate", [0, -1, 2000, 5000])
def test_a_rate_that_cqc_does_not_allow(rate):
    with pytest.raises(ValueError, match="2,000"):
        Client("a-key", rate=rate)


def test_the_pace_spaces_requests_evenly(monkeypatch):
    """A clock that moves only when the pace sleeps: five waits at 60 a minute are at seconds 0, 1, 2, 3, 4."""
    now, slept = [100.0], []
    monkeypatch.setattr(client_module.time, "monotonic", lambda: now[0])

    def sleep(seconds):
        slept.append(seconds)
        now[0] += seconds

    monkeypatch.setattr(client_module.time, "sleep", sleep)
    pace, begun = Pace(60), []
    for _ in range(5):
        pace.wait()
        begun.append(now[0])
    assert begun == [100, 101, 102, 103, 104]


@pytest.mark.parametrize(
    ("header", "low", "high"),
    [("7", 7, 7), ("0", 0, 0), ("-3", 0, 0), ("99999", 300, 300)],
)
def test_seconds_to_wait(header, low, high):
    assert low <= client_module._retry_after(header) <= high


def test_a_moment_to_wait_for():
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    assert 50 < client_module._retry_after(soon) <= 60


@pytest.mark.parametrize("header", ["", "soon", "nan", "inf"])
def test_a_retry_after_that_says_nothing(header):
    assert client_module._retry_after(header) is None
