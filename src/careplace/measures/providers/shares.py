"""Shares of ratings with their limits, and what a place's share says beside England's."""

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from careplace import figures as shape
from careplace.engine import Engine
from careplace.figures import Status
from careplace.ratings.scale import LEVELS, slug
from careplace.statistics.proportions import newcombe, wilson, wilson_weighted

LIMITS = (0.95, 0.998)
# Each council is compared with some 150 others: at 95%, seven of them would be called different by chance alone.
SURELY = 0.998
NONE_RATED = "no location here is rated"
NEVER_RATED_ABSENT = "the publication leaves out locations that were never rated"
GOOD = "good-or-outstanding"
_COLUMNS = {slug(level): slug(level).replace("-", "_") for level in LEVELS}


def of_levels(engine: Engine, snapshot: date) -> list[pa.Table]:
    """Counts and shares of the four levels, and of good or outstanding, by locations and by beds; rated and unrated."""
    counts = engine.sql("select * from level_count")
    with_beds = counts.filter(pc.greater(counts["rated_beds_squared"], 0))
    return [
        *_levels(counts, "locations", str(snapshot)),
        *_levels(with_beds, "beds", str(snapshot)),
        _unrated(engine, str(snapshot)),
    ]


def wilson_figures(measure: str, hits, of, **columns) -> pa.Table:
    """Figures of the share hits / of with Wilson's limits; missing, with the reason, where `of` is 0."""
    hits, of = np.asarray(hits, float), np.asarray(of, float)
    return _share(measure, hits, of, wilson(hits, of, LIMITS), **columns)


def of_position(engine: Engine, snapshot: date) -> pa.Table:
    """For each council the shares of councils that are surely lower and surely higher: never a rank.

    Surely means that Newcombe's 99.8% interval of the difference in good-or-outstanding shares excludes zero.
    """
    councils = engine.sql(
        "select l.place, l.sector, l.good + l.outstanding as good, "
        "l.good + l.outstanding + l.requires_improvement + l.inadequate as rated from level_count as l "
        "inner join place_at as p on p.place = l.place "
        "where p.kind = 'council' and l.domain = 'overall' and (select national from reach) order by l.sector, l.place"
    )
    councils = councils.filter(pc.greater(councils["rated"], 0))
    sectors = councils["sector"].to_pylist()
    parts = [
        _position(councils.filter(pc.equal(councils["sector"], sector)), sector, str(snapshot))
        for sector in sorted(set(sectors))
    ]
    return pa.concat_tables([shape.SCHEMA.empty_table(), *parts])


def _levels(counts: pa.Table, weight: str, period: str) -> list[pa.Table]:
    suffix = "" if weight == "locations" else "_beds"
    number = {level: counts[column + suffix].to_numpy().astype(float) for level, column in _COLUMNS.items()}
    rated = sum(number.values())
    number[GOOD] = number["outstanding"] + number["good"]
    squares = counts["rated_beds_squared"].to_numpy().astype(float)
    plain = {"place": counts["place"], "period": period, "query": "counts.sql"}
    where = (counts["sector"], counts["domain"], weight)
    parts = [
        shape.from_arrays(
            measure="rated", value=rated, unit=weight, method="count", breakdown=joined(*where), **plain
        )
    ]
    for level, hits in number.items():
        limits = (
            wilson(hits, rated, LIMITS)
            if weight == "locations"
            else wilson_weighted(hits, rated, squares, LIMITS)
        )
        columns = plain | {"breakdown": joined(*where, level)}
        parts.append(
            shape.from_arrays(measure="rating-count", value=hits, unit=weight, method="count", **columns)
        )
        parts.append(_share("rating-share", hits, rated, limits, **columns))
    return parts


def _share(measure: str, hits: np.ndarray, of: np.ndarray, limits, **columns) -> pa.Table:
    none = of == 0
    return shape.from_arrays(
        measure=measure,
        value=np.divide(hits, of, out=np.full(of.shape, np.nan), where=~none),
        unit="share",
        numerator=hits,
        denominator=of,
        lower95=limits.lower[0],
        upper95=limits.upper[0],
        lower998=limits.lower[1],
        upper998=limits.upper[1],
        method=limits.method,
        status=np.where(none, Status.MISSING, Status.FINAL),
        reason=np.where(none, NONE_RATED, ""),
        **columns,
    )


def _unrated(engine: Engine, period: str) -> pa.Table:
    """Every location that has no rating, whatever the kind; marked where the publication cannot know them all."""
    unrated = engine.sql(
        "select c.place, c.sector, c.domain, o.lists_unrated, "
        "cast(sum(c.locations) filter (where w.kind <> 'rated') as bigint) as locations "
        "from rating_count as c inner join rating_word as w on w.word = c.rating "
        "inner join place_origin as o on o.place = c.place group by all order by all"
    )
    lists_unrated = unrated["lists_unrated"].to_numpy(zero_copy_only=False).astype(bool)
    return shape.from_arrays(
        measure="unrated",
        place=unrated["place"],
        period=period,
        breakdown=joined(unrated["sector"], unrated["domain"], "locations"),
        value=pc.fill_null(unrated["locations"], 0),
        unit="locations",
        method="count",
        status=np.where(lists_unrated, Status.FINAL, Status.NOT_COMPARABLE),
        reason=np.where(lists_unrated, "", NEVER_RATED_ABSENT),
        query="counts.sql",
    )


def _position(councils: pa.Table, sector: str, period: str) -> pa.Table:
    good, rated = (councils[name].to_numpy().astype(float) for name in ("good", "rated"))
    difference = newcombe(good[:, None], rated[:, None], good, rated, SURELY)
    count_of_others = max(len(good) - 1, 1)
    parts = []
    for measure, surely in (
        ("councils-surely-lower", difference.lower > 0),
        ("councils-surely-higher", difference.upper < 0),
    ):
        number = surely.sum(axis=1).astype(float)
        parts.append(
            shape.from_arrays(
                measure=measure,
                place=councils["place"],
                period=period,
                breakdown=sector,
                value=number / count_of_others,
                numerator=number,
                denominator=np.full(len(good), float(len(good) - 1)),
                unit="share",
                method="Newcombe, 99.8%, each council against each",
                query="counts.sql",
            )
        )
    return pa.concat_tables(parts)


def joined(*parts: str | pa.ChunkedArray) -> pa.ChunkedArray:
    """Words joined by "/" for a breakdown; each part is one word or a column of them."""
    return pc.binary_join_element_wise(*parts, "/")
