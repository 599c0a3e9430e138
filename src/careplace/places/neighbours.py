"""Statistical neighbours: for each council, the councils most like it, with their distances.

Method, in the manner of NHS England's adult social care statistics team: features are standardised over
the councils, squared differences are weighted and summed, and the nearest are those with the smallest root.
neighbours.toml has the features, the weights, a reason for each, and what this is not.

Residents come from estimates on the districts of 2021, deprivation from the newest Indices; both are carried
to the councils of today, deprivation weighted by residents. A council that lacks a feature is left out and
named: nothing is imputed.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from careplace.places.area import Area
from careplace.places.facts import packaged
from careplace.places.membership import Holders
from careplace.places.registry import Registry

BANDS = {"share_18_to_24": (18, 24), "share_65_to_84": (65, 84), "share_85_and_over": (85, 90)}
TRANSFORMS: dict[str, Callable] = {"": lambda values: values, "log": np.log}
DOMAINS = ("income", "health", "barriers")


@dataclass(frozen=True)
class Neighbours:
    """(council, neighbour, position, distance) for each council, and why others have none, by code."""

    rows: tuple[tuple[str, str, int, float], ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()

    def near(self) -> dict[str, list[tuple[str, float]]]:
        """(neighbour, distance) of each council, nearest first."""
        by_council: dict[str, list[tuple[str, float]]] = {}
        for council, neighbour, _position, distance in self.rows:
            by_council.setdefault(council, []).append((neighbour, distance))
        return by_council


def neighbours(registry: Registry, tables: dict[str, pa.Table]) -> Neighbours:
    """The neighbours of every council that stands; none without tables of residents and deprivation."""
    if not {"population", "deprivation"} <= set(tables):
        return Neighbours()
    described = packaged("neighbours.toml")
    councils = [a for a in registry.areas.values() if a.kind == "council" and a.stands()]
    values = features(registry, tables)
    comparable, left_out = chosen(councils, values, described)
    if len(comparable) < 2:
        return Neighbours((), tuple(left_out))
    matrix = np.array(
        [[values[name].get(a.code, np.nan) for name in described["features"]] for a in comparable]
    )
    order, distances = nearest(prepared(matrix, described), weights(described), described["nearest"])
    codes = [area.code for area in comparable]
    rows = [
        (codes[i], codes[j], position, float(distances[i, j]))
        for i, ranked in enumerate(order)
        for position, j in enumerate(ranked, start=1)
    ]
    return Neighbours(tuple(rows), tuple(left_out))


def chosen(councils: list[Area], values: dict[str, dict], described: dict) -> tuple[list[Area], list[tuple]]:
    """The councils that are compared, by code, and those that are not with the reason."""
    comparable, left_out = [], []
    for area in sorted(councils, key=lambda area: area.code):
        missing = [
            name for name in described["features"] if not np.isfinite(values[name].get(area.code, np.nan))
        ]
        if area.name in described["left_out"]:
            left_out.append((area.code, "left out by neighbours.toml"))
        elif missing:
            left_out.append((area.code, "the tables hold no " + ", ".join(missing).replace("_", " ")))
        else:
            comparable.append(area)
    return comparable, left_out


def prepared(matrix: np.ndarray, described: dict) -> np.ndarray:
    """`matrix` (councils x features) transformed and standardised by feature; a constant one becomes 0."""
    for j, feature in enumerate(described["features"].values()):
        matrix[:, j] = TRANSFORMS[feature.get("transform", "")](matrix[:, j])
    spread = matrix.std(axis=0)
    return (matrix - matrix.mean(axis=0)) / np.where(spread > 0, spread, 1)


def weights(described: dict) -> np.ndarray:
    return np.array([feature["weight"] for feature in described["features"].values()])


def nearest(standardised: np.ndarray, weight: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Row numbers of the nearest `count` rows to each row, nearest first, and all distances.

    Args:
        standardised: councils x features.
        weight: one weight a feature, on the squared difference.

    Returns:
        order (councils x at most `count`), never the row itself, ties in row order; all distances.
    """
    differences = standardised[:, None, :] - standardised[None, :, :]
    distances = np.sqrt((weight * differences**2).sum(axis=2))
    ranked = distances.copy()
    np.fill_diagonal(ranked, np.inf)
    return np.argsort(ranked, axis=1, kind="stable")[:, : min(count, len(ranked) - 1)], distances


def features(registry: Registry, tables: dict[str, pa.Table]) -> dict[str, dict[str, float]]:
    """Each feature by code of the council that stands today."""
    holder = today(registry)
    people = residents(tables["population"])
    total = summed(people["all"], holder)
    values = {"population": total, "density": density(registry, total)}
    for name in BANDS:
        aged = summed(people[name], holder)
        values[name] = {code: aged[code] / total[code] for code in total}
    return values | deprivation(registry, tables["deprivation"], people["all"], holder)


def today(registry: Registry) -> dict[str, str]:
    """For each code, the council that stands today and holds all of it."""
    holders = Holders(registry)
    holders_by_code = {
        code: [h for h in holders.of(code) if registry.areas[h].stands()] for code in registry.areas
    }
    return {code: codes[-1] for code, codes in holders_by_code.items() if codes}


def residents(population: pa.Table) -> dict[str, dict[str, float]]:
    """Residents of each district, "all" and by band of age, from the newest year of districts."""
    districts = population.filter(pc.equal(population["tier"], "district"))
    districts = districts.filter(pc.equal(districts["year"], pc.max(districts["year"])))
    values = {}
    for name, (youngest, oldest) in {"all": (0, 90), **BANDS}.items():
        age = districts["age"]
        within = pc.and_(pc.greater_equal(age, youngest), pc.less_equal(age, oldest))
        sums = districts.filter(within).group_by("code").aggregate([("people", "sum")])
        values[name] = dict(zip(sums["code"].to_pylist(), sums["people_sum"].to_pylist(), strict=True))
    return values


def summed(by_code: dict[str, float], holder: dict[str, str]) -> dict[str, float]:
    """Values of districts added up by the council that holds them today."""
    total: dict[str, float] = {}
    for code, value in by_code.items():
        if code in holder:
            total[holder[code]] = total.get(holder[code], 0.0) + value
    return total


def density(registry: Registry, people: dict[str, float]) -> dict[str, float]:
    """Residents per square kilometre, where the registry has the area."""
    km2 = {registry.current(code): row["area_km2"] for code, row in registry.rows.items() if row["area_km2"]}
    return {code: count / km2[code] for code, count in people.items() if code in km2}


def deprivation(registry, table, people, holder) -> dict[str, dict[str, float]]:
    """Scores of the newest Indices carried from districts to councils, weighted by residents.

    Residents of a district that has merged since are those of the districts that became it.
    """
    districts = table.filter(pc.equal(table["tier"], "district"))
    newest = districts.filter(pc.equal(districts["edition"], pc.max(districts["edition"]))).to_pylist()
    scored = {row["code"] for row in newest}
    residents_of: dict[str, float] = {}
    for code, count in people.items():
        if of := becoming(registry, code, scored):
            residents_of[of] = residents_of.get(of, 0.0) + count
    columns = {}
    for domain in DOMAINS:
        scores = {row["code"]: row["score"] for row in newest if row["domain"] == domain}
        columns[domain] = averaged(scores, residents_of, holder)
    return columns


def becoming(registry: Registry, code: str, among: set[str]) -> str | None:
    """`code`, or the first of its whole successors, that is `among` the codes."""
    later = {s.code: s.successor for s in registry.successions if s.whole}
    heir: str | None = code
    while heir and heir not in among:
        heir = later.get(heir)
    return heir


def averaged(scores: dict[str, float], people: dict[str, float], holder: dict[str, str]) -> dict[str, float]:
    """Scores of districts averaged over the council that holds them, weighted by residents.

    A council is left without a score where one of its districts has no residents to weigh by.
    """
    weighed = {code: score * people.get(code, float("nan")) for code, score in scores.items()}
    counted = summed({code: people.get(code, float("nan")) for code in scores}, holder)
    return {code: value / counted[code] for code, value in summed(weighed, holder).items()}
