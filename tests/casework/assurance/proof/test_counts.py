"""What each measure counts, on evidence small enough to count by eye; and visits by a slow oracle."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.casework.assurance.proof.small import (
    TODAY,
    YEAR,
    action,
    counted,
    days,
    evidence,
    figure,
    service,
    visit,
)

from careplace.casework.assurance.proof.counts import COUNTS
from careplace.casework.assurance.proof.evidence import Accreditation, Evidence, Rating, Site
from careplace.casework.assurance.proof.measures import measures
from careplace.casework.assurance.proof.years import Year, year_of

IN_YEAR, LONG_AGO = date(2025, 9, 10), date(2024, 1, 1)


def test_every_measure_has_its_count_and_every_count_a_measure():
    assert {measure.count for measure in measures().values()} == set(COUNTS)


def test_a_year_is_from_april_to_march():
    assert (year_of(date(2026, 3, 31)), year_of(date(2026, 4, 1))) == (Year(2025), Year(2026))
    assert (YEAR.label, Year(1999).label, Year(2008).label) == ("2025/26", "1999/00", "2008/09")
    assert YEAR.words(date(2026, 3, 30)) == "2025/26 so far"
    assert YEAR.words(date(2026, 3, 31)) == "2025/26"


def test_all_homes_visited():
    of = evidence([service("a"), service("b", "nursing_home")], [visit("a", IN_YEAR), visit("b", YEAR.end)])
    assert counted("homes-visited", of) == (2, 2)


def test_homes_of_the_date_count_and_no_others():
    of = evidence(
        [
            service("stays"),
            service("ended before", end=date(2026, 3, 30)),
            service("ended on the day", end=date(2026, 3, 31)),
            service("began after", start=date(2026, 4, 1)),
            service("home care", "home_care"),
        ]
    )
    result = figure("homes-visited", of)
    assert {item.service for item in result.count.items} == {"stays", "ended on the day"}
    assert result.as_at == date(2026, 3, 31)
    assert result.count.notes == ("1 service was under contract earlier in the year and not on the date.",)


def test_a_service_added_later_does_not_change_the_year_before():
    of = evidence([service("a")], [visit("a", IN_YEAR)])
    later = evidence(
        [service("a"), service("new", start=date(2026, 6, 1), noted=False)], [visit("a", IN_YEAR)]
    )
    assert counted("homes-visited", of) == counted("homes-visited", later) == (1, 1)
    assert figure("homes-visited", later).count.uncertain == ("new",)
    noted = evidence([service("a"), service("new", start=date(2026, 6, 1))], [visit("a", IN_YEAR)])
    assert figure("homes-visited", noted).count.uncertain == ()


@pytest.mark.parametrize(
    ("visits", "why"),
    [
        ([], "no visit was planned"),
        ([visit("a", planned=IN_YEAR, state="planned")], "a visit was planned and has not taken place"),
        ([visit("a", planned=IN_YEAR, state="cancelled")], "the visit was cancelled"),
        ([visit("a", IN_YEAR, "responsive")], "visited because of a concern only"),
        ([visit("a", date(2025, 3, 31))], "no visit was planned"),
        ([visit("a", date(2026, 4, 1))], "no visit was planned"),
    ],
)
def test_why_a_home_was_not_visited(visits, why):
    result = figure("homes-visited", evidence([service("a")], visits))
    assert (result.numerator, dict(result.reasons)) == (0, {why: 1})


def test_a_contract_that_began_in_the_year_is_a_reason():
    result = figure("homes-visited", evidence([service("a", start=date(2026, 1, 5))]))
    assert dict(result.reasons) == {"the contract began in the year": 1}


def test_while_the_year_lasts_the_date_is_today():
    of = evidence([service("a"), service("b", start=date(2026, 12, 1))], [visit("a", date(2026, 11, 20))])
    result = figure("homes-visited", of, Year(2026))
    assert (result.as_at, result.numerator, result.denominator) == (TODAY, 1, 1)


@given(
    st.lists(st.tuples(st.integers(0, 800), st.integers(0, 800)), max_size=6),
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 800), st.sampled_from(["planned", "responsive"])),
        max_size=12,
    ),
)
def test_visits_are_those_of_a_slow_oracle(contracts, visits):
    """Days are counted from 1 July 2024; a contract is (first day, days)."""
    zero = date(2024, 7, 1)
    services = [
        service(str(n), start=zero + days(a), end=zero + days(a + b)) for n, (a, b) in enumerate(contracts)
    ]
    of_services = [(str(n), zero + days(on), kind) for n, on, kind in visits if n < len(services)]
    denominator = numerator = 0
    for n, (start, length) in enumerate(contracts):
        if any(zero + days(start + more) == date(2026, 3, 31) for more in range(length + 1)):
            denominator += 1
            numerator += any(
                s == str(n) and kind == "planned" and date(2025, 4, 1) <= on <= date(2026, 3, 31)
                for s, on, kind in of_services
            )
    of = evidence(services, [visit(s, on, kind) for s, on, kind in of_services])
    assert counted("homes-visited", of) == (numerator, denominator)


def test_community_services_count_visits_of_any_kind():
    of = evidence(
        [service("a", "home_care"), service("b", "shared_lives"), service("c", "other")],
        [visit("a", IN_YEAR, "responsive")],
    )
    assert counted("community-visited", of) == (1, 2)


@pytest.mark.parametrize(
    ("took", "counts", "why"), [(42, True, ""), (43, False, "later"), (None, False, "not yet")]
)
def test_reports_final_within_the_days(took, counts, why):
    final = None if took is None else IN_YEAR + days(took)
    result = figure("visits-final", evidence([service("a")], [visit("a", IN_YEAR, final=final)]))
    assert [(item.counted, item.why, item.on) for item in result.count.items] == [(counts, why, IN_YEAR)]


def test_visits_whose_days_are_not_over_are_not_late():
    of = evidence([service("a")], [visit("a", date(2026, 3, 20)), visit("a", date(2026, 2, 1))])
    result = figure("visits-final", of, today=date(2026, 4, 20))
    assert (result.denominator, result.as_at) == (1, date(2026, 4, 19))
    assert result.count.notes == ("1 visit is not counted yet: its 42 days are not over.",)
    assert figure("visits-final", of).as_at == YEAR.end + days(42)


@pytest.mark.parametrize(
    ("after", "why"), [(181, "earlier"), (182, ""), (213, ""), (214, "later"), (None, "not visited again")]
)
def test_a_visit_again_is_six_to_seven_months_after_the_report(after, why):
    report = visit("a", IN_YEAR - days(100), final=IN_YEAR - days(70), below=True)
    again = [] if after is None else [visit("a", IN_YEAR - days(70) + days(after), "re-audit")]
    result = figure("visited-again", evidence([service("a")], [report, *again]))
    assert [(item.counted, item.why) for item in result.count.items] == [(not why, why)]


def test_reports_that_were_not_below_standard_or_not_known_to_be_are_not_counted():
    final = IN_YEAR - days(70)
    of = evidence(
        [service("a")],
        [
            visit("a", final, final=final, below=below, kind=kind)
            for below, kind in [(False, "planned"), (None, "responsive")]
        ],
    )
    result = figure("visited-again", of)
    assert result.denominator == 0
    assert result.count.notes == ("1 report is of a template that this release does not have.",)


def test_a_report_counts_in_the_year_in_which_its_seven_months_ended():
    final = date(2025, 9, 1)
    of = evidence([service("a")], [visit("a", final, final=final, below=True)])
    assert final + timedelta(213) == date(2026, 4, 2)
    assert counted("visited-again", of) == (0, 0)
    assert counted("visited-again", of, Year(2026)) == (0, 1)
    assert counted("visited-again", of, Year(2026), today=date(2026, 4, 2)) == (0, 0)


def test_a_service_whose_contract_ended_is_not_late_to_be_visited_again():
    final = date(2025, 6, 1)
    of = evidence([service("a", end=date(2025, 8, 1))], [visit("a", final, final=final, below=True)])
    result = figure("visited-again", of)
    assert result.denominator == 0
    assert "ended before the seven months" in result.count.notes[0]


def test_a_plan_is_agreed_when_its_last_action_is():
    report = visit("a", IN_YEAR, final=IN_YEAR + days(30))
    due = IN_YEAR + days(200)

    def plan(*agreed, state="agreed"):
        return evidence(
            [service("a")],
            [report],
            [
                action("a", on and report.final_on + days(on), due, visit=report.id, state=state)
                for on in agreed
            ],
        )

    assert counted("plans-agreed", plan(3, 14)) == (1, 1)
    assert counted("plans-agreed", plan(3, 15)) == (0, 1)
    assert counted("plans-agreed", plan(3, None)) == (0, 1)
    assert counted("plans-agreed", plan(3, state="moved")) == (0, 0)
    assert counted("plans-agreed", plan(3), today=report.final_on + days(14)) == (0, 0)


def test_actions_are_done_by_the_date_first_agreed_even_if_it_was_moved():
    of = evidence(
        [service("a")],
        actions=[
            action("a", date(2025, 5, 1), IN_YEAR, IN_YEAR, "done"),
            action("a", date(2025, 5, 2), IN_YEAR, IN_YEAR + days(1), "verified", moved=True),
            action("a", date(2025, 5, 3), IN_YEAR),
            action("a", date(2025, 5, 4), IN_YEAR, state="moved"),
            action("a", date(2025, 5, 5), date(2026, 4, 1), date(2025, 6, 1), "done"),
        ],
    )
    result = figure("actions-in-time", of)
    assert (result.numerator, result.denominator) == (1, 3)
    assert dict(result.reasons) == {"later": 1, "not yet": 1}
    assert result.count.notes == (
        "1 action had its date moved: the first date counts.",
        "1 action is followed elsewhere, and not counted.",
    )


def test_an_action_due_today_is_not_late():
    of = evidence([service("a")], actions=[action("a", date(2026, 5, 1), TODAY)])
    assert counted("actions-in-time", of, Year(2026)) == (0, 0)
    assert counted("actions-in-time", of, Year(2026), today=TODAY + days(1)) == (0, 1)


def test_services_supported_and_their_rating_since():
    services = [service(id, location=id) for id in "abcd"] + [service("e"), service("f", location="f")]
    ratings = {
        "a": Rating("Inadequate", "Good", IN_YEAR),
        "b": Rating("Requires improvement", "Requires improvement", date(2023, 1, 1)),
        "c": Rating("Good", "Inadequate", IN_YEAR),
        "f": Rating("Inadequate", "Outstanding", IN_YEAR),
    }
    of = evidence(services, [visit(id, IN_YEAR, "responsive") for id in "abcde"], ratings=ratings)
    result = figure("supported-improved", of)
    assert [(item.service, item.counted, item.why) for item in result.count.items] == [
        ("a", True, ""),
        ("b", False, "rated Requires improvement"),
    ]
    assert result.count.notes == (
        "2 supported services are not counted: their ratings at the start of the year or since are not known.",
    )
    agreed = evidence(services, actions=[action("f", IN_YEAR, TODAY)], ratings=ratings)
    assert counted("supported-improved", agreed) == (1, 1)


def test_without_an_edition_nothing_is_said_of_ratings():
    result = figure("supported-improved", evidence([service("a")], [visit("a", IN_YEAR)]))
    assert (result.value, result.count.unavailable) == (None, "No edition of CQC's ratings can be read.")


def test_sites_of_campaigns_and_their_accreditations():
    bronze = Accreditation("Bronze", date(2025, 10, 1), date(2026, 3, 30))
    silver = Accreditation("Silver", date(2026, 3, 31))
    of = evidence(
        [service("a"), service("b"), service("c"), service("left", end=IN_YEAR)],
        sites=[
            Site("x", "a", date(2025, 6, 1), LONG_AGO, None, (bronze, silver)),
            Site("x", "b", date(2025, 6, 1), LONG_AGO, None, (bronze,)),
            Site("y", "b", date(2026, 3, 1), LONG_AGO),
            Site("x", "c", date(2026, 4, 1), LONG_AGO, None, (silver,)),
            Site("y", "c", None, LONG_AGO),
            Site("x", "left", date(2025, 6, 1), LONG_AGO, None, (silver,)),
        ],
    )
    begun, accredited = figure("campaign-sites", of), figure("sites-accredited", of)
    assert (begun.numerator, begun.denominator) == (3, 5)
    assert dict(begun.reasons) == {"later": 1, "no month is set": 1}
    assert (accredited.numerator, accredited.denominator) == (1, 3)
    assert dict(accredited.reasons) == {"expired": 1, "none by then": 1}


def test_before_the_team_recorded_its_visits_nothing_is_said_of_them():
    """A team that begins in June 2025 did not leave every home unvisited in the year before."""
    first = visit("a", date(2025, 6, 1))
    of = Evidence({"a": service("a")}, (first,))
    assert counted("homes-visited", of) == (1, 1)
    for none in (
        figure("homes-visited", of, Year(2024)),
        figure("homes-visited", Evidence({"a": service("a")})),
    ):
        assert (none.denominator, none.value) == (0, None)
        assert none.count.unavailable == f"No visit of {none.year.label} or before is recorded here."
    planned = Evidence({"a": service("a")}, (visit("a", planned=date(2024, 5, 1), state="planned"),))
    assert counted("homes-visited", planned, Year(2024)) == (0, 1)


def test_an_accreditation_of_later_is_none_by_then():
    site = Site("x", "a", date(2025, 6, 1), LONG_AGO, None, (Accreditation("Gold", date(2026, 4, 1)),))
    assert dict(figure("sites-accredited", evidence([service("a")], sites=[site])).reasons) == {
        "none by then": 1
    }


def test_a_site_counts_from_its_addition_to_its_removal_and_not_after():
    """A site that was removed later stays in the figures of the year before."""
    starts = date(2025, 6, 1)
    removed = Site("x", "a", starts, LONG_AGO, date(2026, 5, 1))
    gone = Site("x", "a", starts, LONG_AGO, YEAR.end)
    later = Site("y", "a", starts, date(2026, 4, 1))
    of = evidence([service("a")], sites=[removed, gone, later])
    assert counted("campaign-sites", of) == (1, 1)
    assert counted("campaign-sites", of, Year(2026)) == (1, 1)
