"""Every figure that a profile says is found again from its id; an id of nothing offers the nearest."""

import pytest
from tests.measures.outcomes.fictional_outcomes import ENGLAND, MEASURES, point

from careplace.measures import tracing
from careplace.measures.outcomes import tracing as outcomes
from careplace.measures.providers.tracing import UnknownFigure


@pytest.fixture
def rows(monkeypatch):
    """Without raw files: their rows are held against the real ones in tests/real."""
    monkeypatch.setattr(outcomes, "_rows", lambda reader, measure, figure: [{"source": figure.source}])
    monkeypatch.setattr(outcomes, "sql_text", lambda package, name: f"-- {name}")


@pytest.mark.parametrize("place", ["Y01", "Y02", "Y12", "Y12000001", ENGLAND])
def test_every_figure_that_is_said_is_found_again_and_so_are_its_parts(reader, told, rows, place):
    data = told(place, against=["england", "Ours=Y01,Y02,Y05"] + (["neighbours"] if place == "Y01" else []))
    shown = {
        id: f
        for id, f in data.figures.items()
        if f.place != place or "2023" in f.period or "2024" in f.period
    }
    assert len(shown) > 20
    parts = set()
    for id, figure in shown.items():
        found = tracing.trace(reader, id)
        assert found.figure == figure
        assert bool(found.rows) != bool(found.parts) or figure.value is None, id
        parts |= set(found.parts)
    for part in parts:
        assert tracing.trace(reader, part).figure.id == part


def test_a_value_has_its_rows_and_its_query(reader, rows):
    found = tracing.trace(reader, " helped/Y01/2024-25/all\n")
    assert (found.rows, found.query) == (({"source": "a" * 12},), "-- observations/fictional.sql")
    assert (found.room, found.measure) == ("outcomes", MEASURES["helped"])


def test_a_difference_is_made_of_two_figures(reader):
    found = tracing.trace(reader, "outcome-difference/Y01/2024-25/admitted/all/against:ours=Y02,Y05")
    assert found.parts == ("admitted/Y01/2024-25/all", "admitted/ours=Y02,Y05/2024-25/all")
    assert tracing.trace(reader, found.parts[1]).parts == (
        "admitted/Y02/2024-25/all",
        "admitted/Y05/2024-25/all",
    )


WRONG = [
    "helped/Y01/2031-32/all",
    "helped/Y01/lately/all",
    "helped/Y01/2024-25/age:none",
    "helped/nowhere/2024-25/all",
    "helped/ours=/2024-25/all",
    "outcome-difference/Y01/2024-25/helped/all",
    "outcome-difference/Y01/2024-25/helped/all/against:nowhere",
    "outcome-difference/Y02/2024-25/helped/all/against:Y92000001",
    "outcome-quartile/Y92000001/2024-25/helped/all/first",
    "outcome-quartile/Y12000001/2024-25/helped/all/lower",
    "outcome-worst-quarter/Y01/2024-25/asked/all/against:Y92000001",
    "outcome-trend/Y01/2024-25/helped/all",
    "outcome-trend/Y01/2015-16..2024-25/helped/all",
    "outcome-control/Y02/2021-06..2022-12/waited/all/mean",
    "outcome-control/Y01/2024-01..2024-12/waited/all/median",
    "outcome-gap/Y01/2024-25/by-fifth/reason",
    "outcome-gap/Y01/2024-25/nothing/age",
    "outcome-nonsense/Y01/2024-25/helped/all",
]


@pytest.mark.parametrize("wrong", WRONG)
def test_an_id_of_nothing_says_so(reader, rows, wrong):
    with pytest.raises(
        UnknownFigure, match=r"^(No figure of this edition|'outcome-nonsense' is not a measure)"
    ):
        tracing.trace(reader, wrong)


def test_the_nearest_ids_are_offered(reader):
    with pytest.raises(UnknownFigure, match="nearest are helped/Y01/2024-25/all, "):
        tracing.trace(reader, "helped/Y01/2025-26/all")
    with pytest.raises(UnknownFigure, match=r"'halped' is not a measure\. The nearest are helped"):
        tracing.trace(reader, "halped/Y01/2024-25/all")
    with pytest.raises(ValueError, match="is not a figure's id"):
        tracing.trace(reader, "helped")


def test_a_suppressed_figure_is_traced_as_it_is(reader, rows):
    found = tracing.trace(reader, "helped/Y02/2024-25/all")
    assert found.figure == point(
        "helped", "Y02", "2024-25", version="new", status="suppressed", reason="under 5"
    )
