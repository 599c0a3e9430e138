"""The invented nation in the files that ONS, MHCLG and mySociety would publish of it."""

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import numpy as np

from careplace.demo.names import load_toml
from careplace.demo.places import KINDS, Area, Nation

BEFORE, AFTER = date(2022, 12, 31), date(2024, 1, 1)
AGES = np.arange(91)


def write(nation: Nation, to: Path) -> list[Path]:
    """Write every file about places into the folder `to`; the files written."""
    files: dict[str, Iterable] = {
        "uk_local_authorities": map(_registry, _with_numbers(nation)),
        "lookup_name_to_registry": _names(nation),
        "lookup_gss_to_registry": ((area.code, area.registry) for area in nation.areas.values()),
        **_lookups(nation),
        "population20_utla20": (_ages(nation, area) for area in nation.councils(BEFORE)),
        "population20_ltla21": (_ages(nation, area) for area in nation.lower(BEFORE)),
        "age_gender21_ltla21_ew": (_bands(nation, area) for area in nation.lower(BEFORE)),
        "imd2019_england_ltla23": (_deprivation_2019(nation, area) for area in nation.lower(AFTER)),
        "imd2025_england_ltla24": _deprivation_2025(nation),
    }
    return [_write(to / f"{name}.csv", name, rows) for name, rows in files.items()]


def _write(path: Path, name: str, rows: Iterable) -> Path:
    header = load_toml("place_headers.toml")[name]
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        for row in rows:
            writer.writerow([row.get(column, "") for column in header] if isinstance(row, dict) else row)
    return path


def population(nation: Nation, area: Area) -> np.ndarray:
    """People of each single year of age, 0 to 89 and 90 and over, as whole numbers."""
    return sum((_by_age(patch) for patch in nation.within(area)), np.zeros(91, int))


def _by_age(patch: Area) -> np.ndarray:
    """A young plateau and an old slope, weighed so that the share aged 65 and over is the patch's own."""
    shape = np.where(AGES < 65, 1.0, np.exp(-((np.maximum(AGES - 65, 0) / 16.0) ** 1.6)))
    old = AGES >= 65
    shape = np.where(
        old, shape * patch.older / shape[old].sum(), shape * (1 - patch.older) / shape[~old].sum()
    )
    return np.rint(shape * patch.population).astype(int)


def _score(nation: Nation, area: Area) -> float:
    patches = nation.within(area)
    return float(np.average([p.deprivation for p in patches], weights=[p.population for p in patches]))


def _with_numbers(nation: Nation) -> Iterable[tuple[Area, int]]:
    return ((area, int(population(nation, area).sum())) for area in nation.areas.values())


def _registry(counted: tuple[Area, int]) -> dict:
    area, people = counted
    return {
        "local-authority-code": area.registry,
        "official-name": area.official_name,
        "nice-name": area.name,
        "gss-code": area.code,
        "start-date": area.start.isoformat(),
        "end-date": area.end.isoformat() if area.end else "",
        "replaced-by": ",".join(area.replaced_by),
        "nation": "England",
        "region": area.region,
        "local-authority-type": area.kind,
        "local-authority-type-name": KINDS[area.kind][0],
        "county-la": area.county,
        "combined-authority": area.combined,
        "alt-names": ",".join(name for name in _spellings(area) if "," not in name),
        "current-authority": str(area.end is None),
        "gov-uk-slug": area.name.lower().replace(" ", "-"),
        "area": round(people / 700.0, 1),
        "pop-2020": float(people),
        "x": round(500_000 + (area.longitude - 0.5) * 65_000, 1),
        "y": round(440_000 + (area.latitude - 54.0) * 111_000, 1),
        "lat": area.latitude,
        "long": area.longitude,
        "powers": KINDS[area.kind][3],
        "lower-or-unitary": str(KINDS[area.kind][3] in ("unitary", "lower tier")),
    }


def _spellings(area: Area) -> list[str]:
    return [area.name, area.name.lower(), area.official_name.lower(), area.published_name]


def _names(nation: Nation) -> Iterable[tuple[str, str]]:
    for area in nation.areas.values():
        for name in dict.fromkeys((area.official_name, *_spellings(area))):
            yield name, area.registry


def _lookups(nation: Nation) -> dict[str, Iterable]:
    before, after = nation.lower(BEFORE), nation.lower(AFTER)
    heirs = [(area, nation.heir(area, AFTER)) for area in before]
    return {
        "lookup_ltla23_region23": ((a.name, a.code, a.region, region_code(a)) for a in after),
        "lookup_ltla23_utla23": (
            (a.code, a.name, upper.code, upper.name) for a in after for upper in [nation.council(a, AFTER)]
        ),
        "lookup_ltla21_utla21": (
            (a.name, a.code, upper.name, upper.code) for a in before for upper in [nation.council(a, BEFORE)]
        ),
        "lookup_ltla22_ltla23": ((a.code, a.name, heir.code, heir.name) for a, heir in heirs),
        "lookup_ltla23_cauth23": (
            (a.name, a.code, nation.areas[a.combined].name, nation.areas[a.combined].code)
            for a in after
            if a.combined
        ),
        "lookup_ltla22_icb22": (_board(area) for area in before),
        "lookup_ltla_ltla": ([a.code, a.name] * 7 + [heir.code, heir.name] * 2 for a, heir in heirs),
    }


def region_code(area: Area) -> str:
    """The official code of an area's region."""
    return f"X12{_region(area) + 1:06d}"


def board(area: Area) -> tuple[str, str, str]:
    """The integrated care board that an area lies in: its official code, the NHS's, its name."""
    number = _region(area)
    return f"X54{number + 1:06d}", f"XQ{number}", f"NHS {area.region} Fictional Integrated Care Board"


def _region(area: Area) -> int:
    return load_toml("words.toml")["regions"].index(area.region)


def _board(area: Area) -> tuple:
    return area.code, area.name, *board(area), max(1, area.population // 1600)


def _ages(nation: Nation, area: Area) -> list:
    people = population(nation, area)
    return [area.code, area.name, float(people.sum()), *map(float, people)]


def _bands(nation: Nation, area: Area) -> list:
    """Totals, then younger (under 16), working age (16 to 64) and older women and then men."""
    people = population(nation, area)
    bands = [people[:16].sum(), people[16:65].sum(), people[65:].sum()]
    women = [int(band * share) for band, share in zip(bands, (0.49, 0.5, 0.54), strict=True)]
    men = [int(band) - w for band, w in zip(bands, women, strict=True)]
    return [area.code, *map(float, (people.sum(), sum(women), sum(men), *women, *men))]


def _deprivation_2019(nation: Nation, area: Area) -> list:
    """The index and seven domains: score, proportion of areas among the most deprived tenth, extent."""
    score = _score(nation, area)
    domains = [score, score / 160, score / 200, score * 0.8, score / 40, score / 35, score * 0.6, score * 0.7]
    tail = (max(0.0, (score - 12) / 70), min(1.0, score / 70))
    return [area.code] + [round(x, 6) for domain in domains for x in (domain, *tail)]


def _deprivation_2025(nation: Nation) -> Iterable[dict]:
    """Average scores, ranks and shares of 2025, the domains in step with the index."""
    areas = nation.lower(AFTER)
    scores = [_score(nation, area) for area in areas]
    order = np.argsort(np.argsort(-np.array(scores))) + 1
    header = load_toml("place_headers.toml")["imd2025_england_ltla24"][2:]
    for area, score, rank in zip(areas, scores, order, strict=True):
        identifiers = {"ltla24_code": area.code, "ltla24_name": area.name}
        yield identifiers | {column: _measured(column, score, float(rank)) for column in header}


def _measured(column: str, score: float, rank: float) -> float:
    """What a column of the index of 2025 says, from an area's score and its rank (1 is the most deprived)."""
    if "rank_of" in column:
        return rank
    if column.endswith("average_rank"):
        return round(score * 700, 2)
    if column.endswith("average_score"):
        return round(score / 150 if column.startswith(("income", "employment")) else score, 3)
    if column.endswith(("scale", "concentration")):
        return round(score * 900, 2)
    return round(min(1.0, score / 70), 4)
