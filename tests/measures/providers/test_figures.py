"""Every stored figure is what a slow count of the register's rows gives."""

from collections import defaultdict
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.measures.conftest import EARLY, LATE
from tests.measures.fictional import AT_HOME, BANDS, CARE_HOMES, RATINGS, SERVICES
from tests.measures.providers import oracle

from careplace.figures import Status
from careplace.statistics.proportions import weighted_share

BESIDE = ("rating-change", "councils-surely", "dormant", "regulations")


def stored(made, snapshot) -> dict[str, dict]:
    """{place: {measure/breakdown: figure}} of what the oracle reckons."""
    found = defaultdict(dict)
    for figure in made.stored():
        if figure.period == str(snapshot) and not figure.measure.startswith(BESIDE):
            found[figure.place][f"{figure.measure}/{figure.breakdown}"] = figure
    return found


def agrees(made, snapshot) -> None:
    members = defaultdict(set)
    for row in made.rows("place_member"):
        if row["snapshot"] == snapshot:
            members[row["place"]].add(row["council"])
    register = [row for row in made.rows("register") if row["snapshot"] == snapshot]
    figures = stored(made, snapshot)
    assert members
    for place, councils in members.items():
        wanted = oracle.figures([row for row in register if row["council"] in councils])
        found = {key: figure.value for key, figure in figures[place].items()}
        assert set(found) == set(wanted), place
        assert found == pytest.approx(wanted, nan_ok=True), place


@pytest.mark.parametrize("snapshot", [EARLY, LATE])
def test_figures_are_what_a_slow_count_gives(edition, snapshot):
    agrees(edition, snapshot)


ids = count()
site = st.fixed_dictionaries(
    {
        "council": st.sampled_from(["X1", "X2", "X4", "X6", "X7"]),
        "category": st.sampled_from(
            [CARE_HOMES, CARE_HOMES, AT_HOME, AT_HOME, "Dentists", "Hospice services"]
        ),
        "care_home": st.booleans(),
        "beds": st.one_of(st.none(), st.integers(0, 120), st.sampled_from([1, 10, 11, 25, 26, 50, 51])),
        "services": st.sampled_from([None, *SERVICES[CARE_HOMES], *SERVICES[AT_HOME]]),
        "user_bands": st.sampled_from(BANDS),
        "dormant": st.sampled_from([None, False, False, False, True]),
        "provider_id": st.sampled_from([None, "9-1", "9-2", "9-3"]),
        "brand_id": st.sampled_from([None, None, "BD1", "BD2"]),
    }
)
rating = st.sampled_from([*RATINGS, "Regulations met"])
age = st.one_of(st.none(), st.integers(0, 4000))


def drawn(data) -> tuple[list[dict], list[dict]]:
    ratings, locations = [], []
    for _ in range(data.draw(st.integers(1, 25))):
        row = data.draw(site) | {"location_id": f"L{next(ids)}", "snapshot": LATE}
        locations.append(row)
        if (word := data.draw(st.one_of(st.none(), rating))) is None:
            continue
        days = data.draw(age)
        row = row | {"published_on": LATE - timedelta(days) if days is not None else None}
        ratings.append(row | {"rating": word})
        asked = data.draw(st.dictionaries(st.sampled_from(["Safe", "Well-led"]), rating))
        ratings += [row | {"domain": domain, "rating": word} for domain, word in asked.items()]
    return ratings, locations


# An example builds an edition: shrinking one that fails would take minutes.
@settings(
    max_examples=examples(10), deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
)
@given(st.data())
def test_figures_of_any_register_are_what_a_slow_count_gives(make, data):
    agrees(make(*drawn(data), folder=f"e{next(ids)}"), LATE)


def test_limits_of_shares_are_wilsons(edition):
    checked = 0
    for figure in edition.stored():
        if (
            figure.measure == "rating-share"
            and figure.breakdown.split("/")[2] == "locations"
            and figure.denominator
        ):
            lower, upper = oracle.wilson(figure.numerator, figure.denominator)
            assert (figure.lower95, figure.upper95) == pytest.approx((lower, upper)), figure.id
            assert figure.lower998 <= figure.lower95 <= figure.value <= figure.upper95 <= figure.upper998
            checked += 1
    assert checked > 1000


def test_limits_of_shares_of_beds_stand_on_the_effective_number_of_homes(edition):
    homes = [
        row
        for row in edition.rows("register")
        if (row["snapshot"], row["council"]) == (LATE, "X1")
        and "residential-care" in oracle.sectors(row)
        and row["overall"] in oracle.LEVELS
    ]
    expected = weighted_share([row["beds"] for row in homes], [row["overall"] == "Good" for row in homes])
    figure = edition.figure(f"rating-share/X1/{LATE}/residential-care/overall/beds/good")
    assert (figure["value"], figure["lower95"], figure["upper95"]) == pytest.approx(
        (float(expected.value), float(expected.lower), float(expected.upper))
    )
    assert figure["method"] == "Wilson on the effective number"


def test_a_share_of_nothing_is_missing_and_says_why(edition):
    figure = edition.figure(f"rating-share/X1/{LATE}/dentists/overall/locations/good")
    assert (figure["value"], figure["status"], figure["denominator"]) == (None, Status.MISSING, 0)
    assert figure["reason"] == "no location here is rated"


def test_position_counts_the_councils_that_are_surely_lower_and_higher(make):
    rated = {"X1": (40, 42), "X2": (5, 40), "X4": (20, 40), "X6": (1, 1), "X7": (0, 0)}
    rows = [
        {
            "snapshot": LATE,
            "location_id": f"L{next(ids)}",
            "council": code,
            "rating": "Good" if n < good else "Inadequate",
        }
        for code, (good, of) in rated.items()
        for n in range(of)
    ]
    rows.append({"snapshot": LATE, "location_id": "L0", "council": "X7", "rating": "Not rated"})
    made = make(rows)
    del rated["X7"]
    lower = oracle.surely_lower(rated)
    higher = oracle.surely_lower({code: (of - good, of) for code, (good, of) in rated.items()})
    # The one home of X6 is Good, and that says next to nothing.
    assert lower == {"X1": 2, "X2": 0, "X4": 1, "X6": 0}
    for code in rated:
        for which, counted in (("lower", lower), ("higher", higher)):
            figure = made.figure(f"councils-surely-{which}/{code}/{LATE}/adult-social-care")
            assert (figure["numerator"], figure["denominator"]) == (counted[code], 3)
            assert figure["value"] == pytest.approx(counted[code] / 3)
    assert made.figure(f"councils-surely-lower/X7/{LATE}/adult-social-care") is None


def test_position_is_not_given_for_a_snapshot_that_is_not_national(edition):
    assert not [f for f in edition.stored() if f.measure.startswith("councils-") and f.period == "2025-06-01"]


def test_bands_that_differ_in_spelling_alone_are_one(make):
    made = make(
        locations=[
            {"snapshot": LATE, "location_id": "L1", "user_bands": "|Caring for adults over 65 yrs|"},
            {"snapshot": LATE, "location_id": "L2", "user_bands": "|Caring For Adults Over 65 Yrs|"},
            {"snapshot": LATE, "location_id": "L3", "user_bands": "|Learning difficulties (autism)|"},
        ]
    )
    where = f"user-band-count/X1/{LATE}/adult-social-care"
    assert made.value(f"{where}/caring-for-adults-over-65-yrs") == 2
    assert made.value(f"{where}/learning-difficulties-autism") == 1


def test_the_largest_provider_is_named_by_its_id_where_it_has_no_name(make):
    made = make(locations=[{"snapshot": LATE, "location_id": "L1", "provider_id": "9-1"}])
    assert made.figure(f"largest-provider-share/X1/{LATE}/adult-social-care")["label"] == "9-1"


def test_no_figure_stands_twice(edition):
    ids = [figure.id for figure in edition.stored()]
    assert len(ids) == len(set(ids))


def test_figures_name_the_files_that_they_come_from(edition):
    sources = {(figure.period, figure.source) for figure in edition.stored() if ".." not in figure.period}
    assert {period for period, _ in sources} == {"2021-02-01", "2024-03-01", "2025-06-01"}
    assert {source for _, source in sources} == {"a" * 12, f"{'a' * 12}|{'b' * 12}"}
