"""What is rewritten for Spark, as text; that Spark answers it is asked by the tests marked spark."""

import pytest

from careplace.engine.dialect import spark_sql
from careplace.engine.linter import FormRefused


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("select extract(isodow from d) as w from t", "SELECT (WEEKDAY(d) + 1) AS w FROM t"),
        (
            "select x from t where extract(isodow from d) in (6, 7) order by x",
            "SELECT x FROM t WHERE (WEEKDAY(d) + 1) IN (6, 7) ORDER BY x NULLS LAST",
        ),
        (
            "select date_diff('day', cast(a as date), cast(b as date)) as n from t",
            "SELECT DATEDIFF(DAY, CAST(a AS DATE), CAST(b AS DATE)) AS n FROM t",
        ),
        ("select extract(year from d) as y from t", "SELECT EXTRACT(YEAR FROM d) AS y FROM t"),
    ],
)
def test_a_statement_in_the_words_of_spark(sql, expected):
    assert spark_sql(sql) == expected


def test_what_is_not_allowed_is_not_translated():
    with pytest.raises(FormRefused):
        spark_sql("select median(x) as m from t")
