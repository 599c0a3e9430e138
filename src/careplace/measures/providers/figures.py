"""The Providers chapter's figures: SQL counts a snapshot, NumPy puts limits on the shares, and all is one table."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from careplace import figures as shape
from careplace.engine import Engine
from careplace.measures.providers import change, shares
from careplace.measures.providers.register import PACKAGE, write


def build(
    engine: Engine, tables: Path, folder: Path, snapshots: list[date], tell: Callable[[str, int, int], None]
) -> None:
    """Write `folder/providers/<snapshot>.parquet` for every snapshot, ordered by place, measure and breakdown."""
    engine.view_parquet("snapshot_place", tables / "snapshot_place.parquet")
    change.start(engine)
    summaries = []
    for done, snapshot in enumerate(snapshots):
        tell("figures", done, len(snapshots))
        table = of_snapshot(engine, tables, snapshot)
        write(table, folder / "providers" / f"{snapshot}.parquet")
        summaries.append(_summary(engine, snapshot))
    write(
        pa.concat_tables(summaries) if summaries else _summary_of_nothing(engine), tables / "snapshot.parquet"
    )
    write(engine.sql("select * from place_then order by place, snapshot"), tables / "place_snapshot.parquet")
    write(
        engine.sql("select * from member_then order by place, snapshot, council"),
        tables / "place_member.parquet",
    )


def of_snapshot(engine: Engine, tables: Path, snapshot: date) -> pa.Table:
    """Every figure of one snapshot, with the change from each place's snapshot before."""
    open_snapshot(engine, tables, snapshot)
    engine.script(PACKAGE, "counts.sql")
    parts = [
        *shares.of_levels(engine, snapshot),
        *_counts(engine, snapshot),
        *_bands(engine, snapshot),
        shares.of_position(engine, snapshot),
        *change.of_snapshot(engine, tables, snapshot),
    ]
    engine.register("part", pa.concat_tables(parts))
    return engine.sql(
        "select p.* replace (coalesce(o.source, '') as source) from part as p "
        "left join place_origin as o on o.place = p.place order by p.place, p.measure, p.period, p.breakdown"
    ).cast(shape.SCHEMA)


def open_snapshot(engine: Engine, tables: Path, snapshot: date) -> None:
    """Let the engine see one snapshot: here, here_sector, place_at, member."""
    engine.connection.execute(f"create or replace temp table as_at as select date '{snapshot}' as snapshot")
    engine.view_parquet("here_all", tables / "register" / f"{snapshot}.parquet")
    engine.connection.execute("create or replace temp table here as select * from here_all where counted")
    engine.view_parquet("here_sector", tables / "location_sector" / f"{snapshot}.parquet")
    engine.script(PACKAGE, "coverage.sql")


def _counts(engine: Engine, snapshot: date) -> list[pa.Table]:
    """Plain counts: locations, beds, inherited, unrated by kind, dormant, ages and concentration."""
    period = str(snapshot)
    sector = engine.sql("select * from sector_count")
    ages = engine.sql("select * from age")
    kinds = engine.sql("select *, replace(kind, ' ', '-') as slug from unrated_count")
    dormant = engine.sql("select * from dormant_count")
    plain = {"period": period, "unit": "locations", "query": "counts.sql", "method": "count"}
    beds = sector.filter(pc.fill_null(pc.greater(sector["beds"], 0), False))
    return [
        shape.from_arrays(
            measure="locations",
            place=sector["place"],
            breakdown=sector["sector"],
            value=sector["locations"],
            **plain,
        ),
        shape.from_arrays(
            measure="inherited",
            place=sector["place"],
            breakdown=sector["sector"],
            value=sector["inherited"],
            **plain,
        ),
        shape.from_arrays(
            measure="beds",
            place=beds["place"],
            breakdown=beds["sector"],
            value=beds["beds"],
            **plain | {"unit": "beds", "method": "sum"},
        ),
        shape.from_arrays(
            measure="unrated-kind",
            place=kinds["place"],
            value=kinds["locations"],
            breakdown=shares.joined(kinds["sector"], kinds["domain"], "locations", kinds["slug"]),
            **plain,
        ),
        shape.from_arrays(
            measure="dormant",
            place=dormant["place"],
            breakdown="all-sectors",
            value=dormant["locations"],
            **plain,
        ),
        *(
            shape.from_arrays(
                measure=f"rating-age-{which}",
                place=ages["place"],
                breakdown=ages["sector"],
                value=ages[which],
                denominator=ages["locations"],
                **plain | {"unit": "years", "method": "quantile between order statistics"},
            )
            for which in ("median", "p90")
        ),
        *_concentration(engine, plain),
    ]


def _concentration(engine: Engine, plain: dict) -> list[pa.Table]:
    providers = engine.sql("select * from provider_count")
    brands = engine.sql("select * from brand_count")
    share = plain | {"unit": "share", "method": "share of all locations; no interval: it is a full count"}
    return [
        shape.from_arrays(
            measure="provider-count",
            place=providers["place"],
            breakdown=providers["sector"],
            value=providers["providers"],
            **plain | {"unit": "providers"},
        ),
        *(
            shape.from_arrays(
                measure=measure,
                place=t["place"],
                breakdown=t["sector"],
                numerator=t["largest"],
                denominator=t["locations"],
                reason=t["largest_name"],
                value=t["largest"].to_numpy() / t["locations"].to_numpy().astype(float),
                **share,
            )
            for measure, t in (("largest-provider-share", providers), ("largest-brand-share", brands))
        ),
    ]


def _bands(engine: Engine, snapshot: date) -> list[pa.Table]:
    """Locations and their good-or-outstanding share by size of home and by the people they serve."""
    parts = []
    for name in ("size-band", "user-band"):
        bands = engine.sql(
            f"select *, regexp_replace(lower(band), '[^a-z0-9]+', '-', 'g') as slug from {name.replace('-', '_')}"
        )
        where = {
            "place": bands["place"],
            "period": str(snapshot),
            "breakdown": shares.joined(bands["sector"], bands["slug"]),
        }
        parts += [
            shape.from_arrays(
                measure=f"{name}-count",
                value=bands["locations"],
                unit="locations",
                method="count",
                reason=bands["band"],
                query="counts.sql",
                **where,
            ),
            shares.wilson_figures(
                f"{name}-good-or-outstanding", bands["good"], bands["rated"], query="counts.sql", **where
            ),
        ]
    return parts


def _summary(engine: Engine, snapshot: date) -> pa.Table:
    return engine.sql(_SUMMARY, [snapshot])


def _summary_of_nothing(engine: Engine) -> pa.Table:
    engine.connection.execute("create or replace temp table reach as select false as national")
    return engine.sql(_SUMMARY, [None]).slice(0, 0)


_SUMMARY = """
select cast($1 as date) as snapshot, count(*) as councils, bool_and(lists_unrated) as lists_unrated,
    bool_and(has_beds) as has_beds, bool_and(has_services) as has_services,
    bool_and(has_key_questions) as has_key_questions, (select national from reach) as national
from snapshot_place where snapshot = $1
"""
