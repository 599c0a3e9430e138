"""The life of an invented register: homes open, change hands, are inspected, and close. All in arrays.

A *site* is a place where care is given; a *registration* is one provider's time at it (a location id); an
*inspection* belongs to the site, so that a new registration can inherit the rating of the one before it. Days
are whole days since 1970-01-01. A site's quality is a standard normal score: part is its council's, part its
first provider's, and the rest drifts from inspection to inspection, so councils and providers truly differ.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from careplace.demo.places import Nation
from careplace.demo.sectors import sectors, thresholds

CLOSED_A_YEAR = 0.022
HANDED_ON_A_YEAR = 0.02
INHERITS = 0.85
DUAL = 0.003
DORMANT = 0.008
LARGEST = 0.015  # of its family's locations, the most that one provider may run
FIRST_DAY = 14_883  # 1 October 2010, when the Health and Social Care Act's register began
RATINGS_BEGAN = 16_344  # 1 October 2014
SLOWED = 18_322  # 1 March 2020: routine inspections stopped, and came back at about half the pace
COUNCIL_SHARE, PROVIDER_SHARE, CARRIED = 0.06, 0.09, 0.6
MOST_INSPECTIONS = 8
# For each overall level: the level that marks some key questions, how many of them, and the level of the
# rest. The counts follow CQC's aggregation: Outstanding needs two, Good allows one weak, two weak make the
# whole weak.
MARKED = np.array([0, 2, 2, 3])
REST = np.array([1, 1, 1, 2])
COUNTS = np.array([[2, 2, 3], [0, 0, 1], [2, 2, 3], [2, 2, 3]])
# Safe, Effective, Caring, Responsive, Well-led: which key questions fall first.
FRAILTY = np.array([0.5, 0.2, 0.0, 0.15, 0.45])


@dataclass(frozen=True)
class Register:
    """Sites, registrations and inspections as parallel arrays; indices name rows of the other groups."""

    # one a site
    patch: np.ndarray
    sector: np.ndarray
    beds: np.ndarray
    # one a registration, in order of site and then of time
    site: np.ndarray
    opened: np.ndarray
    closed: np.ndarray
    provider: np.ndarray
    inherits: np.ndarray
    dormant: np.ndarray
    dual_of: np.ndarray  # the registration that it runs the site together with, or -1
    # one an inspection, in order of site and then of day
    inspected: np.ndarray
    published: np.ndarray
    overall: np.ndarray
    questions: np.ndarray  # (inspections, 5)
    # one a provider
    family: np.ndarray
    brand: np.ndarray  # a number, or -1


def day(on: date) -> int:
    return on.toordinal() - date(1970, 1, 1).toordinal()


def simulated_register(
    nation: Nation, locations: int, first: date, last: date, rng: np.random.Generator
) -> Register:
    """A register with `locations` sites open on `first`, simulated up to `last`."""
    sites = _sites(nation, locations, day(first), day(last), rng)
    providers = _providers(len(sites["patch"]), rng)
    registrations = _registrations(sites, providers, day(last), rng)
    inspections = _inspections(nation, sites, registrations, day(last), rng)
    site_columns = {name: sites[name] for name in ("patch", "sector", "beds")}
    return Register(
        **site_columns, **registrations, **inspections, **{k: providers[k] for k in ("family", "brand")}
    )


def _sites(nation: Nation, locations: int, first: int, last: int, rng: np.random.Generator) -> dict:
    """Sites open on `first`, and those that open later at the rate at which sites close."""
    later = rng.poisson(locations * CLOSED_A_YEAR * (last - first) / 365.25)
    opened = np.concatenate(
        [_opened_before(first, locations, rng), rng.integers(first + 1, max(last, first + 1) + 1, later)]
    )
    count = len(opened)
    share = np.array([s.share for s in sectors()])
    sector = rng.choice(len(share), count, p=share / share.sum())
    people = np.array([p.population * (0.5 + 2.5 * p.older) for p in nation.patches])
    lifetime = rng.exponential(365.25 / CLOSED_A_YEAR, count).astype(int) + 1
    return {
        "patch": rng.choice(len(people), count, p=people / people.sum()),
        "sector": sector,
        "beds": _beds(sector, rng),
        "opened": opened,
        "closed": np.maximum(opened, first) + lifetime,
    }


def _opened_before(first: int, count: int, rng: np.random.Generator) -> np.ndarray:
    """Half of the register was carried over in its first months; the rest opened evenly since."""
    carried = rng.random(count) < 0.5
    return np.where(
        carried, rng.integers(FIRST_DAY, FIRST_DAY + 180, count), rng.integers(FIRST_DAY, first + 1, count)
    )


def _beds(sector: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    middle, sigma = np.array([s.beds or (0, 0) for s in sectors()]).T
    return np.rint(middle[sector] * np.exp(sigma[sector] * rng.standard_normal(len(sector)))).clip(
        (middle > 0)[sector], 200
    )


def _providers(sites: int, rng: np.random.Generator) -> dict:
    """Providers of each family, their skewed size, and the brand that some, mostly large, trade under."""
    names = families()
    family = np.repeat(np.arange(len(names)), max(3, int(sites * 0.2)))
    size = rng.pareto(1.6, len(family)) + 0.2
    size = np.minimum(size, LARGEST * size.sum() / len(names))
    brands = max(3, len(family) // 60)
    weight = 1 / np.arange(1, brands + 1) ** 0.8
    brand = rng.choice(brands, len(family), p=weight / weight.sum())
    branded = rng.random(len(family)) < np.minimum(0.9, 0.06 * size)
    return {"family": family, "size": size, "brand": np.where(branded, brand * len(names) + family, -1)}


def families() -> list[str]:
    return list(dict.fromkeys(sector.family for sector in sectors()))


def _chosen(family: np.ndarray, providers: dict, rng: np.random.Generator) -> np.ndarray:
    """A provider of each row's family, the large ones oftener."""
    chosen = np.zeros(len(family), int)
    for number in np.unique(family):
        rows = np.flatnonzero(family == number)
        offered = np.flatnonzero(providers["family"] == number)
        weight = providers["size"][offered]
        chosen[rows] = rng.choice(offered, len(rows), p=weight / weight.sum())
    return chosen


def _registrations(sites: dict, providers: dict, last: int, rng: np.random.Generator) -> dict:
    """A site's registrations follow one another without a gap; a few care homes have two at once."""
    rows, place = _tenures(sites, last, rng)
    twins = _twins(sites, rows["site"], rng)
    rows = {name: np.concatenate([values, values[twins]]) for name, values in rows.items()}
    followed = np.concatenate([place, place[twins]]) > 0
    dual_of = np.concatenate([np.full(len(place), -1), twins])
    order = np.argsort(rows["site"], kind="stable")
    family_of = np.array([families().index(s.family) for s in sectors()])
    return {
        **{name: values[order] for name, values in rows.items()},
        "provider": _chosen(family_of[sites["sector"][rows["site"]]], providers, rng)[order],
        "inherits": followed[order] & (rng.random(len(order)) < INHERITS),
        "dormant": rng.random(len(order)) < DORMANT,
        "dual_of": np.where(dual_of >= 0, np.argsort(order)[dual_of], -1)[order],
    }


def _tenures(sites: dict, last: int, rng: np.random.Generator) -> tuple[dict, np.ndarray]:
    """Up to four registrations a site, and each one's place in the line (0 is the first)."""
    gaps = rng.exponential(365.25 / HANDED_ON_A_YEAR, (len(sites["opened"]), 3)).astype(int) + 30
    starts = sites["opened"][:, None] + np.cumsum(np.hstack([np.zeros_like(gaps[:, :1]), gaps]), axis=1)
    real = (starts < np.minimum(sites["closed"], last)[:, None]) | (np.arange(4) == 0)
    closed = np.repeat(sites["closed"][:, None], 4, axis=1)
    ends = np.where(real[:, 1:], starts[:, 1:], closed[:, :3])
    site, place = np.nonzero(real)
    return {"site": site, "opened": starts[real], "closed": np.hstack([ends, closed[:, 3:]])[real]}, place


def _twins(sites: dict, site: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The newest registrations of the few care homes that two providers run together."""
    newest = np.r_[site[1:] != site[:-1], True]
    care_home = np.array([bool(s.beds) for s in sectors()])[sites["sector"][site]]
    return np.flatnonzero(newest & care_home & (rng.random(len(site)) < DUAL / care_home.mean()))


def _inspections(
    nation: Nation, sites: dict, registrations: dict, last: int, rng: np.random.Generator
) -> dict:
    """When each site was inspected and what was found, in order of site and day."""
    count = len(sites["opened"])
    gaps = rng.gamma(2.0, 365.25 * 0.9, (count, MOST_INSPECTIONS))
    gaps[:, 0] = rng.gamma(1.5, 365.25 * 0.55, count)
    days = np.maximum(sites["opened"], RATINGS_BEGAN)[:, None] + np.cumsum(gaps, axis=1)
    days = np.where(days > SLOWED, SLOWED + (days - SLOWED) * 2, days).astype(int)
    happened = days < np.minimum(sites["closed"], last + 1)[:, None]
    score = _quality(nation, sites, registrations, rng)
    level = (score[:, :, None] < thresholds()[sites["sector"]][:, None, :]).sum(axis=2)
    inspected, _nth = np.nonzero(happened)
    overall = level[happened]
    return {
        "inspected": inspected,
        "published": days[happened],
        "overall": overall,
        "questions": _questions(overall, rng),
    }


def _quality(nation: Nation, sites: dict, registrations: dict, rng: np.random.Generator) -> np.ndarray:
    """Standard scores (sites, inspections): council and provider hold, the rest carries over in part."""
    after = date(2024, 1, 1)
    standing = [council.code for council in nation.councils(after)]
    council = np.array([standing.index(nation.council(p, after).code) for p in nation.patches])[
        sites["patch"]
    ]
    first = np.r_[True, registrations["site"][1:] != registrations["site"][:-1]]
    provider = registrations["provider"][first]
    shared_score = np.sqrt(COUNCIL_SHARE) * rng.standard_normal(len(standing))[council]
    shared_score += (
        np.sqrt(PROVIDER_SHARE) * rng.standard_normal(registrations["provider"].max() + 1)[provider]
    )
    drift = rng.standard_normal((len(council), MOST_INSPECTIONS))
    for nth in range(1, MOST_INSPECTIONS):
        drift[:, nth] = CARRIED * drift[:, nth - 1] + np.sqrt(1 - CARRIED**2) * drift[:, nth]
    return shared_score[:, None] + np.sqrt(1 - COUNCIL_SHARE - PROVIDER_SHARE) * drift


def _questions(overall: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Key-question levels (n, 5) that CQC's rules would aggregate to `overall`."""
    count = COUNTS[overall, rng.integers(3, size=len(overall))]
    frailty = np.where(overall == 0, -1, 1)[:, None] * FRAILTY + rng.random((len(overall), 5))
    rank = np.argsort(np.argsort(-frailty, axis=1), axis=1)
    return np.where(rank < count[:, None], MARKED[overall][:, None], REST[overall][:, None])
