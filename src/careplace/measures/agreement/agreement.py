"""Works every published overall out again from its key questions or scores, and says where that disagrees.

A disagreement is shown by name. It is never tuned away: the principles say "normally", and limits such as a breach of
regulations are in no published file.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from careplace.engine import Engine
from careplace.ratings import counting, scale, scoring
from careplace.ratings.framework import Framework, frameworks
from careplace.sources.cqc.tables import LAST_RATING

PACKAGE = "careplace.measures.agreement"
QUESTIONS = ("safe", "effective", "caring", "responsive", "well_led")
COUNTS = ("outstanding", "good", "requires_improvement", "inadequate")
STATEMENTS = tuple(f"qs{n}" for n in range(1, 10))
NEWER = ("single-assessment-before-december-2024", "single-assessment")


@dataclass(frozen=True)
class Agreement:
    """Published ratings beside what the rules give.

    Attributes:
        ratings: one row a published rating: series, what it is of, its parts, `overall` as published, `expected`, `rule`,
            `agrees` (null where the rules do not reach). Levels are 0 Outstanding … 3 Inadequate, -1 none.
        summary: one row a series, snapshot, completeness and inheritance, with how many agree.
        councils: one row a council's assessment, with `percent` and what a low score would hold back if it did.
    """

    ratings: pa.Table
    summary: list[dict]
    councils: pa.Table

    @property
    def disagreements(self) -> list[dict]:
        """The ratings that are not what the rules give."""
        return self.ratings.filter(pc.equal(self.ratings["agrees"], False)).to_pylist()


def agreement(engine: Engine) -> Agreement:
    """Hold the ratings that an engine sees against the rules.

    They are in cqc_rating, cqc_last_rating, cqc_rating_history and council_assessment, as an edition has them.
    """
    _prepare(engine)
    engine.script(PACKAGE, "sets.sql")
    engine.script(PACKAGE, "history.sql")
    engine.script(PACKAGE, "services.sql")
    parts = [_from_questions(engine.sql(f"select * from {table}"), series) for table, series in _SETS]
    parts.append(_from_counts(engine.sql("select * from service_count")))
    ratings = pa.concat_tables(parts, promote_options="permissive")
    engine.register("agreement", ratings)
    engine.script(PACKAGE, "summary.sql")
    summary = engine.rows(
        "select * from agreement_summary order by series, snapshot, complete desc, inherited desc"
    )
    return Agreement(engine.sql("select * from agreement_named"), summary, councils(engine))


_SETS = (
    ("(select * from rating_set where service_group = 'Overall' and not ended)", "location"),
    ("(select * from rating_set where service_group = 'Overall' and ended)", "ended registration"),
    ("(select * from rating_set where service_group <> 'Overall')", "service"),
    ("history_set", "earlier report"),
)


def councils(engine: Engine) -> pa.Table:
    """Assessments of councils with their percentage, the rating that it gives, and whether that is the published one."""
    table = engine.sql(
        "select * from council_assessment left join rating_level on overall = rating order by council_name"
    )
    by = frameworks()["councils"]
    scores = _matrix(table, STATEMENTS)
    percent = scoring.percent(*scoring.totals(scores))
    expected = scoring.banded(percent, by.score_rules.bands)
    # The rule that no source confirms is worked out beside, whether or not the framework's file has it on.
    capped = scoring.held_back(expected, scores, by.score_rules.held_back)
    published = _numbers(table, "level")
    columns = {"total": scores.sum(axis=1), "percent": percent, "lowest": scores.min(axis=1, initial=4)}
    columns |= {"expected": expected, "held": capped, "agrees": _agrees(published, expected)}
    return _with(table.drop_columns(["rating", "level"]), {"published": published, **columns})


def _prepare(engine: Engine) -> None:
    levels = pa.table({"rating": list(scale.LEVELS), "level": pa.array(range(4), pa.int8())})
    by_key = frameworks()
    pairs = [(category, framework.key) for framework in by_key.values() for category in framework.categories]
    categories = pa.table({"category": [a for a, _ in pairs], "framework": [b for _, b in pairs]})
    since = pa.table({"framework": list(NEWER), "since": [by_key[key].validity.since for key in NEWER]})
    services = [
        key for key, framework in by_key.items() if "services" in framework.forms and not framework.apart
    ]
    for name, table in (
        ("rating_level", levels),
        ("category_framework", categories),
        ("framework_since", since),
    ):
        engine.register(name, table)
    # Editions of before the table was read lack it; it is empty where no file has last ratings.
    if not engine.rows("select 1 from information_schema.tables where table_name = 'cqc_last_rating'"):
        engine.register("cqc_last_rating", LAST_RATING.empty())
    engine.register("services_framework", pa.table({"framework": services}))


def _from_questions(table: pa.Table, series: str) -> pa.Table:
    counts = counting.counted(_matrix(table, QUESTIONS))
    return _held_against(table, counts, series)


def _from_counts(table: pa.Table) -> pa.Table:
    return _held_against(table, _matrix(table, COUNTS), "key question of a hospital")


def _held_against(table: pa.Table, counts: NDArray, series: str) -> pa.Table:
    expected, rules = _decided(counts, table["framework"], frameworks().values())
    published = _numbers(table, "overall")
    columns = {"expected": expected, "rule": rules, "agrees": _agrees(published, expected)}
    columns |= dict(zip((f"n_{name}" for name in COUNTS), counts.T, strict=True))
    return _with(table, columns).append_column("series", pa.array([series] * table.num_rows, pa.string()))


def _decided(counts: NDArray, keys: pa.ChunkedArray, by: Iterable[Framework]) -> tuple[NDArray, NDArray]:
    """Each row by the rules of its own framework: one pass a framework, none a row."""
    expected = np.full(len(counts), counting.UNRATED, dtype=np.int8)
    rules = np.zeros(len(counts), dtype=np.int8)
    for framework in by:
        mine = pc.fill_null(pc.equal(keys, framework.key), False).to_numpy(zero_copy_only=False).astype(bool)
        expected[mine], rules[mine] = counting.decide(counts[mine], framework.combining())
    return expected, rules


def _agrees(published: NDArray, expected: NDArray) -> pa.Array:
    """True, false, or null where either has no level."""
    return pa.array(published == expected, mask=(published < 0) | (expected < 0))


def _matrix(table: pa.Table, names: Iterable[str]) -> NDArray[np.int64]:
    names = tuple(names)
    return (
        np.stack([_numbers(table, name) for name in names], axis=-1)
        if names
        else np.empty((table.num_rows, 0), np.int64)
    )


def _numbers(table: pa.Table, name: str) -> NDArray[np.int64]:
    missing = 0 if name in STATEMENTS else counting.UNRATED
    return pc.fill_null(table[name].cast(pa.int64()), missing).to_numpy()


def _with(table: pa.Table, columns: dict) -> pa.Table:
    for name, values in columns.items():
        table = table.append_column(name, values if isinstance(values, pa.Array) else pa.array(values))
    return table
