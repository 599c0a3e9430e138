"""What readers make up is not cached: neither groups of their own nor figures that there are not."""

import re

import pytest
from tests.web.filled_site import *  # noqa: F403


def cached(edition) -> dict[str, int]:
    return {name: len(kept) for name, kept in edition._open.shared.items()}


@pytest.fixture
def place(reader, edition) -> str:
    """The address of a council that has outcomes."""
    rows = edition.rows("select min(f.place) as code from figure as f join area as a on a.code = f.place "
                        "where a.kind = 'council' and f.measure not like 'rat%' and f.value is not null")  # fmt: skip
    return reader.get(f"/places/{rows[0]['code'].lower()}/", follow=True).redirect_chain[-1][0]


def test_groups_that_readers_make_up_take_no_memory_that_stays(reader, edition, place):
    codes = [
        row["code"] for row in edition.rows("select code from area where kind = 'council' order by code")
    ]
    addresses = [place, f"{place}figures.csv", f"{place}health/"]
    for address in addresses:
        assert reader.get(address).status_code == 200
    before = cached(edition)
    for n in range(3):
        group = f"ours{n}={codes[n]},{codes[n + 1]}"
        for address in addresses:
            asked = reader.get(address, {"against": group})
            assert asked.status_code == 200
            assert f"ours{n}" in asked.content.decode()
    assert cached(edition) == before


@pytest.mark.parametrize("stem", ["/figures/{}/", "/api/v1/figures/{}"])
def test_figures_that_there_are_not_take_no_memory_that_stays(reader, edition, place, stem):
    (row,) = edition.rows(
        "select measure, period, breakdown from figure where measure not like 'rat%' limit 1"
    )
    id = re.search(r'href="/figures/([^"]+)/"', reader.get(place).content.decode())[1]
    assert reader.get(stem.format(id)).status_code == 200
    before = cached(edition)
    for made_up in (f"{row['measure']}/x9/{row['period']}/all", f"{row['measure']}/x9=E1/1066/all"):
        assert reader.get(stem.format(made_up)).status_code in (400, 404)
    assert cached(edition) == before
