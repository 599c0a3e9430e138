"""Limits of the API: tokens against a slow count, who is counted, and what the one who is refused is told."""

import pytest
from django.test import RequestFactory, override_settings
from hypothesis import given
from hypothesis import strategies as st

from careplace.web.shell import limits
from careplace.web.shell.limits import Buckets


@given(
    rate=st.floats(0.1, 50),
    burst=st.integers(1, 20),
    gaps=st.lists(st.floats(0, 3), min_size=1, max_size=60),
)
def test_no_more_are_let_through_than_burst_and_rate_allow(rate, burst, gaps):
    now = [0.0]
    buckets, let = Buckets(rate, burst, clock=lambda: now[0]), 0
    for gap in gaps:
        now[0] += gap
        wait = buckets.wait("one")
        let += wait == 0
        assert let <= burst + rate * now[0] + 1e-6
        assert wait <= 1 / rate + 1e-6


def test_after_the_wait_there_is_a_token_and_others_are_not_counted():
    now = [0.0]
    buckets = Buckets(2, 1, clock=lambda: now[0])
    assert buckets.wait("one") == 0
    wait = buckets.wait("one")
    assert buckets.wait("other") == 0
    now[0] += wait
    assert buckets.wait("one") == 0


def test_clients_without_end_take_no_memory_without_end(monkeypatch):
    monkeypatch.setattr(limits, "CLIENTS", 10)
    buckets = Buckets(1, 1)
    for number in range(100):
        buckets.wait(str(number))
    assert len(buckets._held) == 10


@pytest.mark.parametrize(
    ("proxies", "forwarded", "who"),
    [
        (0, "1.1.1.1", "9.9.9.9"),
        (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (2, "6.6.6.6, 1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (2, "1.1.1.1", "9.9.9.9"),
    ],
)
def test_a_client_is_who_our_own_servers_vouch_for(site, proxies, forwarded, who):
    site(proxies=proxies)
    request = RequestFactory().get("/", headers={"x-forwarded-for": forwarded}, REMOTE_ADDR="9.9.9.9")
    assert limits.client(request) == who


def test_one_who_asks_too_often_is_told_when_to_ask_again(site):
    client = site(api_rate=6)
    answers = [client.get("/api/nothing") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [404, 429, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 10
    assert answers[-1]["Cache-Control"] == "no-store"
    assert client.get("/about/").status_code == 200
    with override_settings():
        assert client.get("/api/nothing", REMOTE_ADDR="8.8.8.8").status_code == 404
