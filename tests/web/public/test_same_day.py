"""Of two ratings of one service from one day the pages show the worse; CQC's file of February 2021 has such a pair."""

import itertools

import duckdb
import pytest

from careplace.engine import sql_text
from careplace.ratings.scale import LEVELS, WORST_FIRST

COLUMNS = (
    "snapshot date, {id} varchar, service_group varchar, domain varchar, rating varchar, published_on date"
)
PAGES = [
    ("careplace.web.public.location", "services.sql", "cqc_rating", "location_id"),
    ("careplace.web.public.provider", "ratings.sql", "cqc_provider_rating", "provider_id"),
]


@pytest.mark.parametrize(("package", "query", "table", "id"), PAGES)
@pytest.mark.parametrize(("better", "worse"), [*itertools.combinations(LEVELS, 2)])
@pytest.mark.parametrize("swapped", [False, True])
def test_the_worse_of_two_ratings_of_one_day_is_shown(package, query, table, id, better, worse, swapped):
    words = [worse, better] if swapped else [better, worse]
    with duckdb.connect() as engine:
        engine.execute(f"create table {table} ({COLUMNS.format(id=id)})")
        for word in words:
            engine.execute(
                f"insert into {table} values ('2021-02-01', '1-1', 'Families', 'Safe', '{word}', '2019-01-02')"
            )
        sql, parameters = sql_text(package, query), {"id": "1-1", "worst_first": list(WORST_FIRST)}
        shown = engine.execute(sql, parameters).fetchall()
        names = [column[0] for column in engine.description]
    assert [dict(zip(names, row, strict=True))["safe"] for row in shown] == [worse]
