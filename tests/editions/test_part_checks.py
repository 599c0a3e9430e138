"""Parts and wholes of a whole edition: counts of registers against sums by hand, and what was published."""

from collections import defaultdict

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.examples import examples

from careplace.editions.checks import CheckFailed, enforce
from careplace.editions.part_checks import part_checks
from careplace.engine import Engine
from careplace.ratings.scale import LEVELS, slug

WHERE = "adult-social-care/overall/locations"


def figure(measure: str, breakdown: str, value: float, place="E1", period="2026-09-01") -> dict:
    return {
        "measure": measure,
        "place": place,
        "period": period,
        "breakdown": breakdown,
        "value": float(value),
    }


def register(levels: list[int], unrated: int, place="E1", **wrong: int) -> list[dict]:
    """Figures of a place; `wrong` is added to the rated or the locations."""
    rated = sum(levels)
    return [
        *(figure("rating-count", f"{WHERE}/{slug(level)}", n, place) for level, n in zip(LEVELS, levels, strict=True)),
        figure("rating-count", f"{WHERE}/good-or-outstanding", sum(levels[:2]), place),
        figure("rated", WHERE, rated + wrong.get("rated", 0), place),
        figure("unrated", WHERE, unrated, place),
        figure("locations", "adult-social-care", rated + unrated + wrong.get("locations", 0), place),
    ]  # fmt: skip


def checked(folder, figures: list[dict], misfits: list[dict] | None = None):
    (folder / "figures" / "providers").mkdir(parents=True, exist_ok=True)
    (folder / "tables").mkdir(exist_ok=True)
    if figures:
        pq.write_table(pa.Table.from_pylist(figures), folder / "figures" / "providers" / "2026-09-01.parquet")
    if misfits is not None:
        pq.write_table(pa.Table.from_pylist(misfits), folder / "tables" / "parts_misfit.parquet")
    with Engine(threads=1) as engine:
        return part_checks(engine, folder)


def test_what_adds_up_passes(tmp_path):
    checks = checked(tmp_path, register([1, 7, 2, 0], 3))
    assert [(check.outcome, check.says) for check in checks] == [("passed", "1 add up")] * 2


@pytest.mark.parametrize(
    ("wrong", "faulty"),
    [
        ({"rated": 1}, "levels of ratings and the rated"),
        ({"locations": -1}, "rated and unrated, and the locations"),
    ],
)
def test_a_count_that_does_not_add_up_stops_the_build_and_is_named(tmp_path, wrong, faulty):
    checks = checked(tmp_path, [*register([1, 7, 2, 0], 3), *register([4, 4, 4, 4], 0, "E2", **wrong)])
    failed = {check.about: check.says for check in checks if check.outcome == "failed"}
    assert "1 of 2 do not add up, such as E2 adult-social-care" in failed[f"register 2026-09-01, {faulty}"]
    with pytest.raises(CheckFailed, match="E2 adult-social-care"):
        enforce(checks, None, [])


def test_a_whole_without_parts_is_a_fault(tmp_path):
    (levels, _kinds) = checked(tmp_path, [figure("rated", WHERE, 3), figure("unrated", WHERE, 0)])
    assert levels.outcome == "failed"


@settings(
    max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(st.lists(st.integers(0, 9), min_size=4, max_size=4), st.integers(-1, 1)),
        min_size=1,
        max_size=6,
    )
)
def test_as_many_places_fail_as_a_slow_sum_finds(tmp_path, places):
    figures = [
        row for n, (levels, off) in enumerate(places) for row in register(levels, 2, f"E{n}", rated=off)
    ]
    sums: dict[str, float] = defaultdict(float)
    for row in figures:
        if row["measure"] == "rating-count" and not row["breakdown"].endswith("good-or-outstanding"):
            sums[row["place"]] += row["value"]
    rated = {row["place"]: row["value"] for row in figures if row["measure"] == "rated"}
    misfits = sum(sums[place] != whole for place, whole in rated.items())
    levels = next(check for check in checked(tmp_path, figures) if "levels" in check.about)
    assert levels.says.startswith(
        f"{misfits} of {len(places)} do not" if misfits else f"{len(places)} add up"
    )


def test_published_misfits_are_noted_by_series_and_period(tmp_path):
    row = {
        "source_table": "ascof_outcome",
        "series": "6B",
        "period": "2024-25",
        "period_type": "financial year",
        "kind": "rating",
    }
    days = {
        "source_table": "nhs_discharge",
        "series": "by-17:00",
        "period_type": "day",
        "kind": "time-of-day",
        "place": "RAA",
    }
    reason = "the published parts do not add up: good make 44, the total is 45"
    misfits = [
        *(row | {"place": place, "reason": reason} for place in ("E2", "E1")),
        *(days | {"period": day, "reason": reason} for day in ("2024-01-01", "2024-12-31")),
    ]
    checks = checked(tmp_path, [], misfits)
    assert [(check.about, check.outcome, check.says) for check in checks] == [
        (
            "ascof_outcome 6B 2024-25 by rating",
            "noted",
            "published parts do not add up at 2 places, such as E1, where good make 44, the total is 45",
        ),
        (
            "nhs_discharge by-17:00 2024 by time-of-day",
            "noted",
            "published parts do not add up at 1 place, such as RAA, where good make 44, the total is 45",
        ),
    ]


def test_an_edition_without_figures_has_no_such_check(tmp_path):
    assert checked(tmp_path, []) == []
