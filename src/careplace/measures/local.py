"""The measures of local files: entries of the dictionary that come with the data, and are never official.

They stand beside the packaged ones in an edition that holds such a file, in a section of their own. Each says "local, not
official" where others say their method, and each figure of theirs says it in its reason.
"""

from careplace.engine import Engine, sql_text
from careplace.measures.dictionary import POLARITIES, Measure
from careplace.sources.contract import Problem, refuse_for

SECTION = "local"
MARK = "local, not official"
ONE = ("title", "unit", "polarity", "period_type")


def local_measures(engine: Engine) -> dict[str, Measure]:
    """The measures of the edition's local files by their ids; none where `engine` does not see local_measure, as in
    editions made before there were local files.

    Raises:
        SourceError: two files say different things of one measure.
    """
    if not engine.rows("select 1 from information_schema.tables where table_name = 'local_measure'"):
        return {}
    rows = engine.rows(sql_text("careplace.measures", "local_measures.sql"))
    refuse_for([problem for row in rows for problem in _differing(row)])
    return {row["measure"]: _measure(row) for row in rows}


def _differing(row: dict) -> list[Problem]:
    return [
        Problem(
            row["file"],
            f"{row['measure']} with the {name.replace('_', ' ')} {row[name]!r} and {row[f'other_{name}']!r}",
            "one meaning of a measure in all local files: make them the same, or give one another id",
        )
        for name in ONE
        if row[name] != row[f"other_{name}"]
    ]


def _measure(row: dict) -> Measure:
    share = row["unit"] == "share"
    note = f": {row['method']}" if row["method"] else ""
    return Measure(
        id=row["measure"],
        title=row["title"],
        question=row["question"] or "What does the place itself count?",
        section=SECTION,
        unit=row["unit"],
        numerator=row["numerator"] or "as the file counts it",
        denominator=row["denominator"],
        method=f"{MARK}, from {row['file']}{note}",
        polarity=row["polarity"],
        direction=POLARITIES[row["polarity"]],
        caveats=row["caveats"],
        table="local_value",
        series=row["measure"],
        breakdowns=tuple(row["breakdowns"] or ()),
        limits="published" if row["limited"] else "wilson" if share else "none",
        combine="sum" if share else "none",
        period_type=row["period_type"],
        places=tuple(row["places"]),
        decimals=0 if row["whole"] and not share else 1,
        family=SECTION,
    )
