"""The page of the back-test: with and without the reports that it needs, and at which capacity."""

import csv
import re
import shutil
from datetime import date, timedelta
from html import unescape

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import override_settings
from django.urls import reverse
from tests.casework.people import PLACE
from tests.conftest import build
from tests.once import once
from tests.sources.cqc.test_histories import HOMECARE_HEAD

from careplace.casework import edition_reader
from careplace.casework.assurance.planning import actions
from careplace.casework.assurance.priority.scheme import default
from careplace.casework.scope.actor import actor_at
from careplace.web.casework.backtest.cached import backtest_of

PATH = reverse("priority-backtest", args=[PLACE])
RATINGS = ("Good", "Requires improvement", "Good", "Inadequate", "Outstanding")


def text(answer) -> str:
    return " ".join(unescape(re.sub(r"</?(time|strong)[^>]*>", "", answer.content.decode())).split())


def reports():
    """Reports of 120 services: each year every one of them, with a rating that changes by its number."""
    for year in range(2015, 2020):
        for number in range(120):
            day = date(year, 1, 1) + timedelta(days=number * 3)
            rating = RATINGS[(number + number // 7 * year) % len(RATINGS)]
            yield [number, day, rating, "x", f"1-{10_000 + number}", 18_536, "NA", 0, rating]


@pytest.fixture(scope="module")
def home(small, tmp_path_factory):
    """A home with the edition of the small folder and of reports of home care."""

    def make(folder):
        raw = shutil.copytree(small, folder / "raw")
        with (raw / "homecare_inspections_2014_2025.csv").open("w", newline="") as file:
            csv.writer(file).writerows([HOMECARE_HEAD, *reports()])
        build(raw, folder / "home")

    return once(tmp_path_factory, "homecare-home", make) / "home"


@pytest.fixture
def at_home():
    """`at_home(home)`: the site over a home."""
    with pytest.MonkeyPatch.context() as patch:

        def use(home):
            edition_reader.forget()
            patch.setattr(settings, "CAREPLACE", settings.CAREPLACE.model_copy(update={"home": home}))

        yield use
        edition_reader.forget()


def test_without_an_edition_the_page_says_so(as_role):
    answer = as_role("partner_reader").get(PATH)
    assert answer.status_code == 200
    assert "No edition of the published data can be read" in text(answer)


def test_an_edition_without_the_reports_says_what_is_missing(as_role, at_home, small_home):
    at_home(small_home)
    answer = text(as_role("auditor").get(PATH))
    assert "This edition cannot show it. It has no inspections of home care." in answer
    assert "Back-test of the example scheme of priorities" in answer


def test_the_page_says_what_was_tested_and_shows_chart_tables_and_lift(as_role, at_home, home, service):
    at_home(home)
    for number in range(20):
        service(name=f"House {number}")
    client = as_role("team_manager")
    answer = text(client.get(PATH))
    assert "600 reports of 120 services of community adult social care (home care)" in answer
    assert "from 1 January 2015 to 24 December 2019" in answer
    assert "The scheme “Example scheme”" in answer
    assert answer.count("<table") == answer.count("<h3") / 2 == 3
    assert "<svg" in answer
    assert "Your team has not written how many visits it makes" in answer
    assert "The first 10% by the scheme had" in answer
    acting = actor_at(client.person, PLACE)
    actions.set_time(acting, client.person.pk, {"visits_a_month": 6, "districts": ""})
    assert "6 visits a month for 20 services: 30% of them in the first month." in text(client.get(PATH))
    assert "1 visit a month for 20 services: 5% of them" in text(client.get(PATH, {"visits": "1"}))
    assert "needs no order" in text(client.get(PATH, {"visits": "40"}))


@pytest.mark.parametrize("visits", ["0", "-1", "x", "10001", "9" * 400])
def test_a_number_of_visits_that_cannot_be_is_refused_next_to_its_field(as_role, at_home, home, visits):
    at_home(home)
    answer = as_role("team_manager").get(PATH, {"visits": visits})
    assert answer.status_code == 422
    assert "#id_visits" in text(answer)
    assert "The first 10% by the scheme had" in text(answer)


def test_it_is_calculated_once_for_an_edition_and_a_scheme(as_role, at_home, home, django_queries):
    at_home(home)
    client = as_role("team_manager")
    client.get(PATH)
    before = backtest_of(home, default())
    edition_reader.forget()
    other = default().model_copy(update={"version": "another"})
    assert backtest_of(home, default()) == before
    with override_settings(PRIORITY_SCHEME=other):
        assert "version another" in text(client.get(PATH))
    cache.clear()
    again = backtest_of(home, default())
    assert again.coverage == before.coverage
    assert repr(again.comparisons) == repr(before.comparisons)


def test_today_and_the_page_of_a_priority_link_to_it(as_role, service):
    record = service()
    client = as_role("team_manager")
    for address in (reverse("today", args=[PLACE]), reverse("service-priority", args=[PLACE, record.pk])):
        assert f'href="{PATH}"' in client.get(address).content.decode()
