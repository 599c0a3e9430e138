"""Refuses every function and form of SQL that is not known to be answered alike by DuckDB and Spark.

A list of what is allowed, since a form that nobody thought of is exactly the one that differs unseen: SQLGlot translates
`isodow` and `percentile_cont` without a word, and wrongly. forms.toml has the list, conformance.toml its questions.
"""

import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError


class FormRefused(ValueError):
    """A statement has forms that engines may answer differently. `forms` has one message for each."""

    def __init__(self, forms: list[str]):
        self.forms = forms
        super().__init__("; ".join(forms))


@cache
def parsed(sql: str) -> exp.Expression:
    """The syntax tree of one statement in DuckDB's words, all of whose forms are allowed.

    Raises:
        FormRefused: it is not one query, or has a form that is not allowed.
    """
    try:
        statements = sqlglot.parse(sql, read="duckdb")
    except SqlglotError as error:
        raise FormRefused([f"the statement cannot be parsed: {str(error).splitlines()[0]}"]) from None
    if len(statements) != 1 or not isinstance(statements[0], exp.Select | exp.Union):
        raise FormRefused(["expected one select statement"])
    if problems := list(dict.fromkeys(_problems(statements[0]))):
        raise FormRefused(problems)
    return statements[0]


def _problems(tree: exp.Expression) -> Iterator[str]:
    forms = _forms()
    for node in tree.walk():
        form = type(node).__name__
        if form not in forms["allowed"]:
            yield f"{form} ({_excerpt(node)}): {forms['refused'].get(form, 'not on the list of allowed forms')}"
        for clause, reason in CLAUSES.get(type(node), {}).items():
            if node.args.get(clause):
                yield f"{form} with {clause.replace('_', ' ')}: {reason}"
        rule = RULES.get(type(node))
        if rule and (reason := rule(node)):
            yield f"{form} ({_excerpt(node)}): {reason}"


@cache
def _forms() -> dict:
    return tomllib.loads(files(__package__).joinpath("forms.toml").read_text(encoding="utf-8"))


def _excerpt(node: Any) -> str:
    text = node.sql(dialect="duckdb")
    return text if len(text) <= 60 else f"{text[:57]}…"


def _is_cast(node: Any, *types: str) -> bool:
    return isinstance(node, exp.Cast) and node.to.this.name in types


def _cast(node: exp.Cast) -> str:
    allowed = _forms()["types"]
    return "" if node.to.this.name in allowed else f"expected a cast to one of {', '.join(allowed)}"


def _sum(node: exp.Sum) -> str:
    outer = node.parent.parent if isinstance(node.parent, exp.Window) else node.parent
    return (
        "" if _is_cast(outer, "BIGINT", "DOUBLE") else "overflows differently: write cast(sum(…) as bigint)"
    )


def _count(node: exp.Count) -> str:
    return "NULL counts differently, and it is slow: group first" if node.find(exp.Distinct) else ""


def _div(node: exp.Div) -> str:
    exact = _is_cast(node.left, "DOUBLE") and isinstance(node.right, exp.Nullif | exp.Literal)
    return "" if exact else "write cast(a as double) / nullif(b, 0): decimals, and a division by zero, differ"


def _date_diff(node: exp.DateDiff) -> str:
    dates = all(_is_cast(side, "DATE") for side in (node.this, node.expression))
    days = node.args["unit"].name.upper() == "DAY"
    return "" if dates and days else "write date_diff('day', cast(a as date), cast(b as date)): others differ"


def _truncated(node: exp.Expression) -> str:
    months = node.args["unit"].name.upper() == "MONTH"
    return "" if months and _is_cast(node.parent, "DATE") else "write cast(date_trunc('month', d) as date)"


def _extract(node: exp.Extract) -> str:
    allowed = _forms()["parts_of_dates"]
    return "" if node.name.upper() in allowed else f"expected one of {', '.join(allowed)}"


def _window(node: exp.Window) -> str:
    if not node.args.get("order") and not isinstance(node.this, exp.Sum | exp.Count | exp.Min | exp.Max):
        return "without an order its answer is chance"
    aggregate = isinstance(node.this, exp.Sum | exp.Count | exp.Min | exp.Max)
    spec = node.args.get("spec")
    if aggregate and node.args.get("order") and not (spec and spec.args["kind"].upper() == "ROWS"):
        return "name the rows of the frame: rows between …"
    return ""


def _join(node: exp.Join) -> str:
    if node.side not in ("", "LEFT") or node.kind not in ("", "INNER", "CROSS"):
        return "expected join, left join or cross join"
    return (
        "" if node.kind == "CROSS" or node.args.get("on") else "write the condition after on, or cross join"
    )


def _star(node: exp.Star) -> str:
    return "" if isinstance(node.parent, exp.Count) else "name the columns: their order differs"


def _literal(node: exp.Literal) -> str:
    return "a backslash is an escape on Spark" if node.is_string and "\\" in node.name else ""


def _identifier(node: exp.Identifier) -> str:
    plain = not node.args.get("quoted") and node.name == node.name.lower()
    return "" if plain else "write names in lower case and without quotes: engines compare them differently"


def _table(node: exp.Table) -> str:
    plain = isinstance(node.this, exp.Identifier) and not node.args.get("db")
    return "" if plain else "expected the plain name of a relation"


RULES: dict[type, Callable] = {
    exp.Cast: _cast,
    exp.Sum: _sum,
    exp.Count: _count,
    exp.Div: _div,
    exp.DateDiff: _date_diff,
    exp.TimestampTrunc: _truncated,
    exp.DateTrunc: _truncated,
    exp.Extract: _extract,
    exp.Window: _window,
    exp.Join: _join,
    exp.Star: _star,
    exp.Literal: _literal,
    exp.Identifier: _identifier,
    exp.Table: _table,
}
"""What of an allowed form is refused: a message, or "" where it is safe."""

CLAUSES: dict[type, dict[str, str]] = {
    exp.Select: dict.fromkeys(
        ("limit", "offset", "qualify", "sample", "windows", "laterals", "pivots", "distribute"), "not allowed"
    ),
    exp.Join: {"using": "write the condition after on", "method": "not allowed"},
    exp.Group: dict.fromkeys(("all", "cube", "rollup", "grouping_sets", "totals"), "name what is grouped by"),
    exp.Table: dict.fromkeys(("joins", "pivots", "laterals", "sample", "version", "only"), "not allowed"),
    exp.Distinct: {"on": "number the rows with row_number"},
    exp.Window: {"first": "not allowed"},
    exp.With: {"recursive": "not allowed"},
    exp.Union: dict.fromkeys(("by_name", "limit", "offset"), "not allowed"),
    exp.Lag: {"default": "write coalesce(…)"},
    exp.Lead: {"default": "write coalesce(…)"},
    exp.Cast: {"format": "not allowed"},
}
"""Clauses of an allowed form that are refused, with what to write instead."""
