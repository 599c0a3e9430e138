"""The linter lets through what is on its list, and refuses every other form by name."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.engine.conformance import questions
from careplace.engine.linter import FormRefused, parsed

REFUSED = {
    "select * from a": "name the columns",
    "select count(distinct x) as n from a": "group first",
    "select count(distinct (x, y)) as n from a": "group first",
    "select quantile_cont(x, 0.5) as m from a": "histogram of whole days",
    "select percentile_disc(0.5) within group (order by x) as m from a": "histogram of whole days",
    "select median(x) as m from a": "histogram of whole days",
    "select avg(x) as m from a": "Avg",
    "select round(x, 2) as m from a": "round outside SQL",
    "select 1 / 0 as x": "division by zero",
    "select 100.0 * x / y as p from a": "division by zero",
    "select cast(x as double) / y as p from a": "division by zero",
    "select sum(x) as n from a": "cast(sum",
    "select x from a natural join b": "Join",
    "select x from a join b using (x)": "after on",
    "select x from a full join b on a.x = b.x": "left join",
    "select x from a, b": "after on",
    "select x from a qualify row_number() over (order by x) = 1": "subquery",
    "select x from a limit 1": "row_number",
    "select x from a using sample 10": "TableSample",
    "select x from range(3)": "calendar",
    "select x from read_parquet('people.parquet')": "plain name",
    "select x from 'people.parquet'": "names",
    "select x from main.a": "plain name",
    "select foo(x) as y from a": "FOO",
    "select strftime(d, '%Y') as y from a": "TimeToStr",
    "select x from a group by all": "group",
    "select x from a group by rollup (x)": "Rollup",
    "select d + interval 1 day as e from a": "date_diff",
    "select date_diff('month', cast(d as date), cast(e as date)) as m from a": "date_diff",
    "select date_diff('day', d, e) as m from a": "date_diff",
    "select date_trunc('month', d) as m from a": "as date",
    "select cast(date_trunc('week', d) as date) as m from a": "month",
    "select extract(week from d) as w from a": "ISODOW",
    "select row_number() over (partition by x) as n from a": "chance",
    "select cast(sum(x) over (order by y) as bigint) as n from a": "rows between",
    "select lag(x, 1, 0) over (order by x) as y from a": "coalesce",
    "select cast(x as decimal(9, 2)) as y from a": "expected a cast",
    "select try_cast(x as bigint) as y from a": "contract",
    "select current_date as d": "register the date",
    "select random() as d": "chance",
    "select x from a where x = ?": "register the parameters",
    "select x from a where x = $n": "register the parameters",
    "select 'a\\b' as x": "backslash",
    'select "X" as x from a': "lower case",
    "select X as x from a": "lower case",
    "with recursive t as (select 1 as x union all select x from t) select x from t": "recursive",
    "select distinct on (x) x from a": "row_number",
    "select unnest([1]) as x": "not on the list",
    "drop table a": "one select",
    "copy a to 'out.parquet'": "one select",
    "select 1 as x; select 2 as x": "one select",
    "": "one select",
    "select from where": "parsed",
}


@pytest.mark.parametrize("sql", REFUSED)
def test_a_form_that_is_not_on_the_list_is_refused_with_what_to_write(sql):
    with pytest.raises(FormRefused, match=REFUSED[sql].replace("(", r"\(")):
        parsed(sql)


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.form)
def test_what_the_gate_asks_is_allowed(question):
    parsed(question.sql)


def test_every_problem_of_a_statement_is_reported_once():
    with pytest.raises(FormRefused) as refusal:
        parsed("select avg(x) as a, avg(x) as b, median(y) as c from t")
    assert [form.split(" ")[0] for form in refusal.value.forms] == ["Avg", "Median"]


@given(st.text(alphabet="abcxyz(),.*+-/='\"; \\\n0123456789", max_size=40))
def test_any_text_is_a_query_or_refused(text):
    with contextlib.suppress(FormRefused):
        parsed(f"select {text}")
