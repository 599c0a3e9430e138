"""Change between two snapshots: matched locations better, same or worse; joined and left; and shares in points."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from careplace import figures as shape
from careplace.engine import Engine, sql_text
from careplace.figures import Status
from careplace.measures.providers.counting import LIMITS, counted
from careplace.measures.providers.register import see_snapshot
from careplace.measures.providers.statements import PACKAGE, relation
from careplace.ratings.scale import GOOD_OR_OUTSTANDING, LEVELS, slug
from careplace.statistics.proportions import newcombe

METHOD = "Newcombe on the two stocks taken as independent; conservative, since most locations are in both"
NEVER_RATED_ABSENT = "the publication leaves out locations that were never rated"


def of_snapshot(engine: Engine, tables: Path, snapshot: date) -> list[pa.Table]:
    """Change figures of every covered place from the snapshot before that covered it. In: place_at, member."""
    engine.script(PACKAGE, "previous.sql")
    parts = []
    for row in engine.rows("select distinct snapshot from previous order by snapshot"):
        engine.connection.execute(f"set variable earlier = date '{row['snapshot']}'")
        engine.script(PACKAGE, "member_between.sql")
        between(engine, tables, row["snapshot"], snapshot)
        parts.append(figures(engine, f"{row['snapshot']}..{snapshot}"))
    return parts


def between(engine: Engine, tables: Path, earlier: date, later: date) -> None:
    """Match the locations of two snapshots for the places in member_earlier and member_later. Out: pair, change_origin."""
    for name, snapshot in (("earlier", earlier), ("later", later)):
        see_snapshot(engine, tables, snapshot, name)
    engine.script(PACKAGE, "change.sql")


def figures(engine: Engine, period: str) -> pa.Table:
    """The figures of the last `between`, for every place and sector that is there on both dates."""
    relation(engine, "move", "move.sql")
    relation(engine, "moved", "move_count.sql", stored=True)
    relation(engine, "changed_all", "changed.sql", stored=True)
    engine.script(PACKAGE, "present.sql")
    engine.register(
        "part_figure", pa.concat_tables([*counted(engine, "two days", period), *_points(engine, period)])
    )
    marks = {"status": Status.NOT_COMPARABLE, "reason": NEVER_RATED_ABSENT}
    return engine.sql(sql_text(PACKAGE, "change_supported.sql"), marks).cast(shape.SCHEMA)


def _points(engine: Engine, period: str) -> list[pa.Table]:
    stock = engine.sql(sql_text(PACKAGE, "change_stock.sql"))
    groups = {slug(level): (level,) for level in LEVELS} | {GOOD_OR_OUTSTANDING: LEVELS[:2]}
    return [_points_of(stock, period, name, levels) for name, levels in groups.items()]


def _points_of(stock: pa.Table, period: str, name: str, levels: tuple[str, ...]) -> pa.Table:
    (x1, n1), (x2, n2) = (_share(stock, levels, when) for when in ("later", "earlier"))
    value, lower, upper = newcombe(x1, n1, x2, n2, LIMITS)
    return shape.from_arrays(
        measure="rating-change-points",
        place=stock["place"],
        period=period,
        breakdown=pc.binary_join_element_wise(stock["sector"], name, "/"),
        value=value * 100,
        lower95=lower[0] * 100,
        upper95=upper[0] * 100,
        lower998=lower[1] * 100,
        upper998=upper[1] * 100,
        unit="points",
        method=METHOD,
        query="change_stock.sql",
    )


def _share(stock: pa.Table, levels: tuple[str, ...], when: str) -> tuple:
    """(locations at the levels, rated locations) of each row of the stock at a date."""
    number = {
        level: stock[f"{slug(level).replace('-', '_')}_{when}"].to_numpy().astype(float) for level in LEVELS
    }
    return sum(number[level] for level in levels), sum(number.values())
