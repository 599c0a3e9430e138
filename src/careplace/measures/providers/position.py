"""Where a council's share Good or Outstanding is among those of all councils, as probabilities: never a rank."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from careplace import figures as shape
from careplace.engine import Engine, sql_text
from careplace.measures.providers.statements import PACKAGE
from careplace.statistics.proportions import newcombe

# Each council is compared with some 150 others: at 95%, seven of them would be called different by chance alone.
SURELY = 0.998


def position(engine: Engine, period: str) -> pa.Table:
    """For each council the shares of councils that are surely lower and surely higher. In: part_figure, place_at, reach.

    Surely means that Newcombe's 99.8% interval of the difference in good-or-outstanding shares excludes zero.
    """
    councils = engine.sql(sql_text(PACKAGE, "position.sql"))
    sectors = councils["sector"].unique().to_pylist()
    parts = [
        _of_sector(councils.filter(pc.equal(councils["sector"], sector)), sector, period)
        for sector in sectors
    ]
    return pa.concat_tables([shape.SCHEMA.empty_table(), *parts])


def _of_sector(councils: pa.Table, sector: str, period: str) -> pa.Table:
    good, rated = (councils[name].to_numpy() for name in ("good", "rated"))
    difference = newcombe(good[:, None], rated[:, None], good, rated, SURELY)
    apart = {"lower": difference.lower > 0, "higher": difference.upper < 0}
    return pa.concat_tables(
        _figures(councils, f"councils-surely-{way}", sector, period, councils_apart.sum(axis=1).astype(float))
        for way, councils_apart in apart.items()
    )


def _figures(councils: pa.Table, measure: str, sector: str, period: str, number: np.ndarray) -> pa.Table:
    return shape.from_arrays(
        measure=measure,
        place=councils["place"],
        period=period,
        breakdown=sector,
        value=number / max(len(number) - 1, 1),
        numerator=number,
        denominator=np.full(len(number), float(len(number) - 1)),
        unit="share",
        method="Newcombe, 99.8%, each council against each",
        query="position.sql",
    )
