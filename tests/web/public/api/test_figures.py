"""Figures: the list against a slow reading of the files, and one figure traced."""

from datetime import date

import pyarrow.parquet as pq
import pytest

from careplace.editions.opening import figures_of
from careplace.figures import Figure
from careplace.measures.outcomes.periods import span
from careplace.web.public.api.figures import types

NAMES = Figure.__slots__


@pytest.fixture(scope="module")
def stored(home) -> list[dict]:
    """Every figure of the edition, in the API's order."""
    folder = (home / "current").resolve()
    rows = [row for path in figures_of(folder) for row in pq.read_table(path).to_pylist()]
    return sorted(rows, key=lambda row: (row["place"], row["measure"], row["breakdown"], row["period"]))


def identified(rows: list[dict]) -> list[dict]:
    return [{"id": Figure(**row).id, **row} for row in rows]


@pytest.mark.release  # some 60 pages; those of a council and of a measure are tried for a change
def test_every_figure_is_listed_once_in_order(pages, stored):
    assert pages("/api/v1/figures?limit=500") == identified(stored)


@pytest.mark.parametrize("limit", [7, 50])
def test_pages_of_any_size_make_the_same_list(pages, stored, council_code, limit):
    wanted = [row for row in stored if row["place"] == council_code and row["measure"] == "rating-share"]
    assert pages(f"/api/v1/figures?place={council_code}&measure=rating-share&limit={limit}") == identified(
        wanted
    )


def test_each_filter_keeps_what_it_says(pages, stored, council_code):
    measure = next(
        row["measure"] for row in stored if row["place"] == council_code and ":" in row["breakdown"]
    )
    of_measure = [row for row in stored if row["measure"] == measure]
    assert pages(f"/api/v1/figures?measure={measure}&limit=500") == identified(of_measure)
    one = next(row for row in of_measure if ":" in row["breakdown"])
    kind = one["breakdown"].split(":")[0]
    parts = [row for row in of_measure if row["breakdown"].startswith(f"{kind}:")]
    assert pages(f"/api/v1/figures?measure={measure}&breakdown={kind}&limit=500") == identified(parts)
    exact = [
        row for row in of_measure if (row["breakdown"], row["period"]) == (one["breakdown"], one["period"])
    ]
    found = pages(
        f"/api/v1/figures?measure={measure}&breakdown={one['breakdown']}&period={one['period']}&limit=500"
    )
    assert found == identified(exact)


def test_a_breakdown_is_not_found_by_half_a_word(pages, council_code):
    assert pages(f"/api/v1/figures?place={council_code}&breakdown=adult-soc") == []
    assert pages(f"/api/v1/figures?place={council_code}&breakdown=adult-social-care")


@pytest.mark.parametrize(
    ("first", "last"), [("2020-04-01", "2022-03-31"), ("2021-01-15", None), (None, "2019-12-31")]
)
def test_periods_lie_wholly_between_the_days(pages, stored, edition, council_code, first, last):
    def inside(row) -> bool:
        begin, end = span(row["period"], types(edition)[row["measure"]])
        after = first is None or begin >= date.fromisoformat(first)
        return after and (last is None or end <= date.fromisoformat(last))

    wanted = [row for row in stored if row["place"] == council_code and inside(row)]
    asked = "".join(f"&{name}={day}" for name, day in (("from", first), ("to", last)) if day)
    assert pages(f"/api/v1/figures?place={council_code}{asked}&limit=500") == identified(wanted)


def test_a_place_is_meant_by_any_name_and_by_every_code_it_had(pages, edition, stored):
    area = next(
        one for one in edition.gazetteer.areas.values()
        if one.to_date and (after := edition.gazetteer.lineage.successor(one))
        and edition.gazetteer.lineage.predecessor(after) == one
    )  # fmt: skip
    after = edition.gazetteer.lineage.successor(area)
    wanted = identified([row for row in stored if row["place"] in (area.code, after.code)])
    assert pages(f"/api/v1/figures?place={after.code}&limit=500") == wanted
    assert pages(f"/api/v1/figures?place={area.code}&limit=500") == wanted


@pytest.mark.parametrize("query", ["place=Nowhere", "measure=no-such-measure"])
def test_what_nobody_knows_is_404(client, query):
    assert client.get(f"/api/v1/figures?{query}").status_code == 404


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=501", "limit=x", "from=2021", "from=0", "to=2021-02-30", "cursor=a", "cursor=%3D", "measure=A",
     "place=%00", "period=", "breakdown=" + "a" * 121, "place=a/b", "place=" + "a" * 101],
)  # fmt: skip
def test_a_bad_parameter_is_400_and_named(client, query):
    answer = client.get(f"/api/v1/figures?{query}")
    assert answer.status_code == 400
    if query != "place=%00":
        assert answer.json()["errors"][0]["parameter"] == query.split("=")[0]


def test_a_stored_figure_is_told_with_its_rows_and_files(client, stored, council_code):
    row = next(
        row
        for row in stored
        if row["place"] == council_code
        and row["measure"] == "rating-count"
        and row["value"]
        and row["breakdown"].startswith("adult-social-care/overall/locations/")
    )
    whole = client.get(f"/api/v1/figures/{Figure(**row).id}").json()
    assert whole["data"] == {"id": Figure(**row).id, **row}
    assert whole["trace"]["rows_in_all"] == row["value"]
    prefixes = row["source"].split("|")
    assert {one["sha256"][:12] for one in whole["trace"]["sources"]} == set(prefixes)
    assert whole["trace"]["query_file"].endswith(row["query"])


def test_a_reckoned_figure_is_told_with_its_parts(client, region):
    told = client.get(f"{region}figures.json").json()["figures"]
    id, figure = next((id, one) for id, one in told.items() if one["measure"] == "rating-change-points")
    whole = client.get(f"/api/v1/figures/{id}").json()
    assert whole["data"] == {"id": id, **figure}
    assert len(whole["trace"]["parts"]) == 2
    for part in whole["trace"]["parts"]:
        assert client.get(f"/api/v1/figures/{part}").status_code == 200


@pytest.mark.parametrize(
    "id", ["no/such/figure/here", "rating-share/E1/2021-02-01/all", "rating-share/x", "a//b/c/d"]
)
def test_an_unknown_figure_is_404_or_400(client, id):
    assert client.get(f"/api/v1/figures/{id}").status_code in (400, 404)
