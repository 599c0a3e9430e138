"""Change between two snapshots: matched locations better, same or worse; joined and left; and shares in points."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from careplace import figures as shape
from careplace.engine import Engine
from careplace.figures import Status
from careplace.measures.providers.register import PACKAGE
from careplace.measures.providers.shares import GOOD, LIMITS, NEVER_RATED_ABSENT, joined
from careplace.ratings.scale import LEVELS, slug
from careplace.statistics.proportions import newcombe

METHOD = "Newcombe on the two stocks taken as independent; conservative, since most locations are in both"
KINDS = (
    "better",
    "same",
    "worse",
    "joined",
    "left",
    "first-rating",
    "rating-withdrawn",
    "joined-unrated",
    "left-unrated",
    "unrated-at-both",
)


def of_snapshot(engine: Engine, tables: Path, snapshot: date) -> list[pa.Table]:
    """Change figures of every covered place from the snapshot before that covered it; remembers this snapshot's places."""
    engine.script(PACKAGE, "previous.sql")
    parts = []
    for row in engine.rows("select distinct snapshot from previous order by snapshot"):
        _places_of(engine, row["snapshot"])
        between(engine, tables, row["snapshot"], snapshot)
        parts += figures(engine, f"{row['snapshot']}..{snapshot}")
    engine.script(PACKAGE, "remember.sql")
    return parts


def start(engine: Engine) -> None:
    """Make the tables that remember which places earlier snapshots covered."""
    engine.script(PACKAGE, "lines.sql")


def between(engine: Engine, tables: Path, earlier: date, later: date) -> None:
    """Match the locations of two snapshots for the places in member_earlier and member_later."""
    for name, snapshot in (("earlier", earlier), ("later", later)):
        engine.view_parquet(f"{name}_all", tables / "register" / f"{snapshot}.parquet")
        engine.connection.execute(
            f"create or replace temp view {name} as select * from {name}_all where counted"
        )
        engine.view_parquet(f"{name}_sector", tables / "location_sector" / f"{snapshot}.parquet")
    engine.script(PACKAGE, "change.sql")


def figures(engine: Engine, period: str) -> list[pa.Table]:
    """The figures of the last `between`, for every place and sector that is there on both dates."""
    engine.register("change_part", pa.concat_tables(_counts(engine, period) + _points(engine, period)))
    return [engine.sql(_WITH_ORIGIN).cast(shape.SCHEMA)]


def _counts(engine: Engine, period: str) -> list[pa.Table]:
    counted = engine.sql(_TOTALS)
    crossed = engine.sql(_TABLE)
    plain = {"period": period, "unit": "locations", "method": "count", "query": "change.sql"}
    return [
        shape.from_arrays(
            measure="rating-change",
            place=counted["place"],
            breakdown=joined(counted["sector"], counted["change"]),
            value=counted["locations"],
            **plain,
        ),
        shape.from_arrays(
            measure="rating-change-table",
            place=crossed["place"],
            breakdown=joined(
                crossed["sector"], _slugs(crossed["earlier_rating"]), _slugs(crossed["later_rating"])
            ),
            value=crossed["locations"],
            **plain,
        ),
    ]


def _points(engine: Engine, period: str) -> list[pa.Table]:
    stock = engine.sql(_STOCK)
    later, earlier = (
        {level: _column(stock, level, when) for level in LEVELS} for when in ("later", "earlier")
    )
    groups = {slug(level): (level,) for level in LEVELS} | {GOOD: LEVELS[:2]}
    return [
        _level_points(
            stock,
            period,
            name,
            (sum(later[level] for level in levels), sum(later.values())),
            (sum(earlier[level] for level in levels), sum(earlier.values())),
        )
        for name, levels in groups.items()
    ]


def _column(stock: pa.Table, level: str, when: str):
    return stock[f"{slug(level).replace('-', '_')}_{when}"].to_numpy().astype(float)


def _level_points(stock: pa.Table, period: str, level: str, later: tuple, earlier: tuple) -> pa.Table:
    value, lower, upper = newcombe(*later, *earlier, LIMITS)
    return shape.from_arrays(
        measure="rating-change-points",
        place=stock["place"],
        period=period,
        breakdown=joined(stock["sector"], level),
        value=value * 100,
        lower95=lower[0] * 100,
        upper95=upper[0] * 100,
        lower998=lower[1] * 100,
        upper998=upper[1] * 100,
        unit="points",
        method=METHOD,
        query="change.sql",
    )


def _slugs(words: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.replace_substring(pc.utf8_lower(words), " ", "-")


def _places_of(engine: Engine, earlier: date) -> None:
    """member_earlier and member_later of the places whose snapshot before is `earlier`."""
    engine.connection.execute(_MEMBER_LATER, [earlier])
    engine.connection.execute(_MEMBER_EARLIER, [earlier])


_MEMBER_LATER = """
create or replace temp table member_later as
select m.place, m.council from member as m inner join previous as p on p.place = m.place where p.snapshot = $1
"""
# A council that changed its code is found under the code it had; a group under the members it had.
_MEMBER_EARLIER = """
create or replace temp table member_earlier as
select distinct p.place, t.council
from previous as p
left join council_line as n on n.code = p.place
inner join member_then as t on t.snapshot = p.snapshot
left join council_line as l on l.code = t.place
where p.snapshot = $1 and coalesce(l.line, t.place) = coalesce(n.line, p.place)
"""
# What a date's files cannot know: a file of ratings alone has no location that was never rated.
_WITH_ORIGIN = f"""
with told as (
    select p.*, o.source as files,
        p.measure = 'rating-change' and (
            (not o.earlier_listed and split_part(p.breakdown, '/', 2) in ('left-unrated', 'first-rating', 'unrated-at-both'))
            or (
                not o.later_listed
                and split_part(p.breakdown, '/', 2) in ('joined-unrated', 'rating-withdrawn', 'unrated-at-both')
            )
        ) as untold
    from change_part as p inner join change_origin as o on o.place = p.place
)
select * exclude (files, untold) replace (
    files as source,
    case when untold then '{Status.NOT_COMPARABLE}' else status end as status,
    case when untold then '{NEVER_RATED_ABSENT}' else reason end as reason
) from told
"""
# A sector that one of the two publications cannot tell (no service types) is there on one date alone.
_BOTH = """
    select place, sector from change_count group by place, sector
    having count(*) filter (where change not in ('joined', 'joined unrated')) > 0
        and count(*) filter (where change not in ('left', 'left unrated')) > 0
"""
_TOTALS = f"""
with present as ({_BOTH}),
each as (
    select c.place, c.sector, replace(c.change, ' ', '-') as change, c.locations, c.followed
    from change_count as c inner join present as b on b.place = c.place and b.sector = c.sector
),
named as (
    select place, sector, change, cast(sum(locations) as bigint) as locations from each group by place, sector, change
    union all
    select place, sector, 'matched', cast(sum(locations) as bigint) from each where change in ('better', 'same', 'worse')
    group by place, sector
    union all
    select place, sector, 'followed', cast(sum(followed) as bigint) from each group by place, sector
),
every as (
    select b.place, b.sector, k.change
    from present as b cross join (
        select unnest(['matched', 'followed', {", ".join(repr(kind) for kind in KINDS)}]) as change
    ) as k
)
select e.place, e.sector, e.change, coalesce(n.locations, 0) as locations
from every as e
left join named as n on n.place = e.place and n.sector = e.sector and n.change = e.change
order by e.place, e.sector, e.change
"""
_TABLE = f"""
select c.place, c.sector, c.earlier_rating, c.later_rating, cast(sum(c.locations) as bigint) as locations
from change_count as c inner join ({_BOTH}) as b on b.place = c.place and b.sector = c.sector
where c.change in ('better', 'same', 'worse')
group by all order by all
"""
_STOCK_COLUMNS = ", ".join(
    f"cast(coalesce(sum(s.{when}) filter (where s.rating = '{word}'), 0) as bigint) as {slug(word).replace('-', '_')}_{when}"
    for word in LEVELS
    for when in ("earlier", "later")
)
_STOCK = f"""
select s.place, s.sector, {_STOCK_COLUMNS}
from stock as s inner join ({_BOTH}) as b on b.place = s.place and b.sector = s.sector
group by s.place, s.sector having sum(s.earlier) > 0 and sum(s.later) > 0 order by s.place, s.sector
"""
