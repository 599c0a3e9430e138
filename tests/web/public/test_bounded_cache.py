"""What readers make up takes no memory without bound: neither groups of their own nor figures that there are not."""

import pytest
from tests.web.filled_site import *  # noqa: F403

from careplace.measures.outcomes.queries import CELLS, everywhere
from careplace.measures.providers.comparison import GROUPS, comparator, group_figures


def sizes(edition) -> dict[str, int]:
    return {function.__name__: len(answers) for function, answers in edition.cache._answers.items()}


@pytest.fixture
def council(edition):
    return next(a for a in edition.gazetteer.areas.values() if a.kind == "council" and a.stands())


def test_groups_that_readers_make_up_are_cached_so_many_at_once(edition, council):
    snapshot = edition.reader.snapshots()[0]
    for n in range(GROUPS + 5):
        group = comparator(edition.reader, f"ours{n}={council.code}", council, snapshot)
        assert group_figures(edition.reader, group, snapshot)
    assert sizes(edition)["_group_figures"] == GROUPS


def test_cells_that_readers_make_up_are_cached_so_many_at_once(edition):
    cells = [("no-measure", str(year), "all") for year in range(CELLS + 5)]
    assert everywhere(edition.reader, cells) == {cell: {} for cell in cells}
    assert sizes(edition)["everywhere"] == CELLS


@pytest.mark.parametrize("stem", ["/figures/{}/", "/api/v1/figures/{}"])
def test_figures_that_there_are_not_cache_no_figure(reader, edition, stem):
    (row,) = edition.rows(
        "select measure, period from figure where measure not like 'rat%' and value is not null limit 1"
    )
    for made_up in (f"{row['measure']}/x9/{row['period']}/all", f"{row['measure']}/x9=E1/1066/all"):
        assert reader.get(stem.format(made_up)).status_code in (400, 404)
    cells = edition.cache.get(everywhere.__wrapped__, [(row["measure"], "1066", "all")])
    assert not any(cells.values())
