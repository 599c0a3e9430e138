"""A home whose edition has, beside the demonstration's registers, outcomes of every council and outlines of them."""

import random
import shutil
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from tests.web.resealed import reseal

from careplace import figures
from careplace.editions.home import Home
from careplace.figures import Figure, Status

SHARE, SCORE, RATE = (
    "ascof-2a-no-further-support",
    "ascof-1a-quality-of-life",
    "ascof-2c-admissions-65-and-over",
)
YEARS = ("2022-23", "2023-24", "2024-25")
MISSING = "pooled-budgets"
OF_TRUSTS = "four-hour-standard"


def made(home: Path, to: Path, outlined: bool = True) -> Path:
    """A copy of a home with outcomes and, where `outlined`, outlines of all councils but one; else with no outlines."""
    id = Home(home).current()
    (to / "editions").mkdir(parents=True)
    shutil.copytree(home / "editions" / id, to / "editions" / id)
    (to / "current").symlink_to(f"editions/{id}")
    folder = to / "editions" / id
    areas = pq.read_table(folder / "tables" / "area.parquet").to_pylist()
    councils = sorted(a["code"] for a in areas if a["kind"] == "council" and a["to_date"] is None)
    nation = next(a["code"] for a in areas if a["kind"] == "nation")
    pq.write_table(
        figures.table(outcomes(councils, nation)), folder / "figures" / "outcomes" / "year.parquet"
    )
    pq.write_table(outlines(areas, councils[: -1 if outlined else 0]), folder / "tables" / "boundary.parquet")
    reseal(folder)
    return to


def outcomes(councils: list[str], nation: str) -> list[Figure]:
    """Figures of three measures: a share by Wilson, a score by margins, a rate by Byar; one suppressed, one of few."""
    luck, found = random.Random(7), []
    for year in YEARS:
        for n, code in enumerate(councils):
            found += _council(code, year, luck, n)
        found += _council(nation, year, luck, 3, 100)
    return sorted(found, key=lambda f: (f.place, f.measure, f.breakdown, f.period))


def _council(code: str, year: str, luck: random.Random, n: int, times: int = 1) -> list[Figure]:
    version = "2023-24" if year >= "2023-24" else "2014-15"
    base = Figure(SHARE, code, year, "all", source="0123456789ab", query="test", version=version)
    most = 8 if n == 1 else luck.randint(40, 400) * times
    share = _share(base, luck.randint(most // 2, most), most, f"Wilson; definition of {version}")
    if n == 0:
        share = replace(base, status=Status.SUPPRESSED, reason="suppressed by the publisher", unit="share")
    value = round(luck.uniform(17, 21), 1)
    score = replace(base, measure=SCORE, value=value, unit="score", lower95=value - 0.6, upper95=value + 0.6)
    people, events = luck.randint(2000, 9000) * times, luck.randint(9, 60) * times
    rate = replace(base, measure=RATE, value=1e5 * events / people, unit="per 100,000", numerator=float(events),
                   denominator=float(people), lower95=0.8e5 * events / people, upper95=1.3e5 * events / people)  # fmt: skip
    return [share, score, rate]


def _share(base: Figure, events: int, most: int, method: str) -> Figure:
    p, z2 = events / most, 1.959963984540054**2
    middle, half = (p + z2 / (2 * most)), (z2 * (p * (1 - p) / most + z2 / (4 * most**2))) ** 0.5
    low, high = ((middle + side * half) / (1 + z2 / most) for side in (-1, 1))
    limits = {"lower95": max(low, 0.0), "upper95": min(high, 1.0)}
    return replace(base, value=p, numerator=float(events), denominator=float(most), method=method, **limits)


def outlines(areas: list[dict], codes: list[str]) -> pa.Table:
    """Squares of ten kilometres in rows of four: each council's outline but the last one's."""
    names = {area["code"]: area["name"] for area in areas}
    rows = [
        {"code": code, "published_code": code, "name": names[code], "kind": "council", "year": 2023,
         "outline": _square(10_000 * (n % 4), 10_000 * (n // 4)), "source": "0" * 64, "source_row": n}
        for n, code in enumerate(codes)
    ]  # fmt: skip
    text = ("code", "published_code", "name", "kind", "outline", "source")
    kinds = [(n, pa.string()) for n in text] + [("year", pa.int64()), ("source_row", pa.int64())]
    return pa.Table.from_pylist(rows, pa.schema(kinds))


def _square(x: int, y: int) -> str:
    corners = [(x, y), (x + 10_000, y), (x + 10_000, y + 10_000), (x, y + 10_000), (x, y)]
    return f"MULTIPOLYGON ((({', '.join(f'{a} {b}' for a, b in corners)})))"
