"""The SQL of the journeys in the words of another engine: rewritten in its syntax tree, never as text."""

from functools import cache

from sqlglot import exp

from careplace.engine.linter import parsed


@cache
def spark_sql(sql: str) -> str:
    """A statement of allowed forms as Spark takes it.

    Raises:
        FormRefused: it has a form that is not allowed.
    """
    return parsed(sql).transform(_for_spark).sql(dialect="spark")


def _for_spark(node: exp.Expression) -> exp.Expression:
    # SQLGlot leaves ISODOW as it is. Spark's weekday() is 0 on Monday.
    if isinstance(node, exp.Extract) and node.name.upper() == "ISODOW":
        return exp.paren(exp.Add(this=exp.func("weekday", node.expression), expression=exp.Literal.number(1)))
    return node
