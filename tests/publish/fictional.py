"""A report's data for a fictional place, counted from its list of locations by slow and obvious means.

Marrowdale, Northmarch and Albion do not exist, nor does any provider here. Every figure of the place
is counted from the rows of `locations`, so that a page can be read for sense.
"""

import math
import random
from collections import Counter
from datetime import date, timedelta

from careplace.figures import Figure, Status
from careplace.measures.dictionary import Measure
from careplace.measures.providers.report import ComparatorData, ReportData, SectorData
from careplace.ratings.scale import DOMAINS, LEVELS, slug

AS_AT, BEFORE = date(2021, 2, 1), date(2020, 2, 1)
PLACE = {"code": "X08000001", "name": "Marrowdale", "kind": "council"}
SPAN = f"{BEFORE}..{AS_AT}"
GROUPS = {"X92000001": (22118, 19560), "X12000001": (2210, 1804)}
LEFT = [{"location_id": f"1-9{n:07d}", "name": f"Old Quay {n}", "rating": LEVELS[n % 4]} for n in range(9)]
SECTORS = (
    ("adult-social-care", "Adult social care", "", 152),
    ("residential-care", "Care homes", "adult-social-care", 0),
    ("home-care", "Home care", "adult-social-care", 0),
    ("gp-practices", "GP practices", "", 41),
    ("hospitals", "Hospitals", "", 4),
    ("dentists", "Dentists", "", 27),
)
TREES = [
    "Alder",
    "Ash",
    "Beech",
    "Birch",
    "Cedar",
    "Elm",
    "Hawthorn",
    "Hazel",
    "Holly",
    "Larch",
    "Maple",
    "Oak",
    "Rowan",
    "Willow",
    "Yew",
]
KINDS = ["Bank", "Court", "Field", "Gate", "House", "Lea", "Lodge", "Mead", "Rise", "View"]


def report(seed: int = 1, scale: float = 1.0, **changed) -> ReportData:
    """The data of a whole report; `scale` multiplies the number of locations, `changed` replaces parts."""
    locations = _locations(random.Random(seed), scale)
    parts = {
        "place": PLACE,
        "edition": {"id": "2026-11-22-4f1d9a", "made_from": _sources()},
        "as_at": AS_AT,
        "change_from": BEFORE,
        "sectors": [_profile(key, title, within, locations) for key, title, within, _n in SECTORS],
        "locations": locations,
        "left": LEFT,
        "comparators": _comparators(),
        "dictionary": _dictionary(),
        "notes": ["This publication leaves out locations that were never rated."],
    }
    return ReportData(**parts | changed)


def _locations(chance: random.Random, scale: float) -> list[dict]:
    rows = []
    for key, _title, within, number in SECTORS:
        if not within:
            rows += [_location(chance, key, len(rows) + n) for n in range(math.ceil(number * scale))]
    return rows


def _location(chance: random.Random, sector: str, number: int) -> dict:
    rated = sector != "dentists" and chance.random() < 0.955
    home = sector == "adult-social-care" and chance.random() < 0.6
    words = chance.choices(LEVELS, (4, 75, 19, 2), k=6) if rated else ["Not rated"] * 6
    published = AS_AT - timedelta(days=chance.randrange(20, 1900)) if rated else None
    name = f"{chance.choice(TREES)}{chance.choice(TREES).lower()} {chance.choice(KINDS)}"
    row = {
        "location_id": f"1-7{number:08d}",
        "name": name,
        "provider": f"{TREES[number % 15]} {'Care' if home else 'Health'} {number % 6 + 1} Limited",
        "brand": "BRAND Larkspur" if number % 11 == 0 else "",
        "category": "Residential social care" if home else sector,
        "sectors": [sector, "residential-care" if home else "home-care"]
        if sector == "adult-social-care"
        else [sector],
        "postcode": f"ZZ{number % 9 + 1} {number % 7 + 1}QX",
        "city": "Marrowdale",
        "beds": chance.randrange(4, 90) if home else None,
        "overall": words[0] if sector != "dentists" else "Regulations met",
        "published_on": published,
        "age": (AS_AT - published).days / 365.25 if published else None,
        "inherited": rated and number % 23 == 0,
        "change": chance.choice(("same", "same", "better", "worse", "joined")) if rated else "",
        "url": f"https://www.cqc.org.uk/location/1-7{number:08d}",
    }
    row |= {
        "dormant": number % 40 == 39,
        "counted": number % 40 != 39,
        "followed_from": "",
        "earlier_rating": "Good" if row["change"] == "same" else "",
        "services_rated": "",
    }
    return row | {
        slug(domain).replace("-", "_"): word for domain, word in zip(DOMAINS[1:], words[1:], strict=True)
    }


def wilson(hits: float, of: float, z: float = 1.959963984540054) -> tuple[float, float]:
    """Wilson's limits, straight from the formula."""
    p, centre = hits / of, (hits / of + z * z / (2 * of)) / (1 + z * z / of)
    half = z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return max(0.0, centre - half), min(1.0, centre + half)


def share(measure: str, breakdown: str, hits: float, of: float, place: str = PLACE["code"]) -> Figure:
    """A share with limits, or a missing one with its reason."""
    if not of:
        return Figure(
            measure,
            place,
            str(AS_AT),
            breakdown,
            numerator=hits,
            denominator=of,
            status=Status.MISSING,
            reason="no location here is rated",
        )
    (low, high), (lowest, highest) = wilson(hits, of), wilson(hits, of, 3.090232306167813)
    return Figure(
        measure,
        place,
        str(AS_AT),
        breakdown,
        hits / of,
        "share",
        hits,
        of,
        low,
        high,
        lowest,
        highest,
        "Wilson",
    )


def count(
    measure: str, breakdown: str, value: float, period: str = str(AS_AT), unit: str = "locations"
) -> Figure:
    return Figure(measure, PLACE["code"], period, breakdown, float(value), unit, method="count")


def points(measure: str, breakdown: str, value: float, half: float, period: str = str(AS_AT)) -> Figure:
    return Figure(
        measure,
        PLACE["code"],
        period,
        breakdown,
        value,
        "points",
        lower95=value - half,
        upper95=value + half,
        method="Newcombe",
    )


def _profile(key: str, title: str, within: str, locations: list[dict]) -> SectorData:
    rows = [row for row in locations if key in row["sectors"]]
    figures = [count("locations", key, len(rows)), *_mix(key, rows), *_ages(key, rows)]
    figures += [*_change(key, rows), *_against(key, rows), *_market(key, rows)]
    return SectorData(key, title, f"locations of {title}", within, tuple(figures))


def _mix(key: str, rows: list[dict]) -> list[Figure]:
    made = []
    for domain in map(slug, DOMAINS):
        for weight in ("locations", "beds"):
            tally = Counter()
            for row in rows:
                tally[row[domain.replace("-", "_")]] += (row["beds"] or 0) if weight == "beds" else 1
            made += _levels(f"{key}/{domain}/{weight}", tally, weight)
    kinds = Counter(row["overall"] for row in rows if row["overall"] not in LEVELS)
    return made + [count("unrated-kind", f"{key}/overall/locations/{slug(k)}", n) for k, n in kinds.items()]


def _levels(stem: str, tally: Counter, weight: str) -> list[Figure]:
    rated = sum(tally[level] for level in LEVELS)
    if weight == "beds" and not rated:
        return []
    hits = {slug(level): tally[level] for level in LEVELS}
    hits["good-or-outstanding"] = hits["good"] + hits["outstanding"]
    made = [
        count("rated", stem, rated, unit=weight),
        count("unrated", stem, tally.total() - rated, unit=weight),
    ]
    for level, number in hits.items():
        made.append(count("rating-count", f"{stem}/{level}", number, unit=weight))
        made.append(share("rating-share", f"{stem}/{level}", float(number), float(rated)))
    return made


def _ages(key: str, rows: list[dict]) -> list[Figure]:
    ages = sorted(row["age"] for row in rows if row["age"] is not None)
    if not ages:
        return []
    return [
        count("rating-age-median", key, ages[len(ages) // 2], unit="years"),
        count("rating-age-p90", key, ages[len(ages) * 9 // 10], unit="years"),
    ]


def _change(key: str, rows: list[dict]) -> list[Figure]:
    tally = Counter(row["change"] for row in rows if row["change"])
    tally["matched"] = tally["better"] + tally["same"] + tally["worse"]
    tally |= {"left": len(LEFT), "followed": 2, "first-rating": 1, "rating-withdrawn": 0}
    if not tally["matched"]:
        return []
    crossed = {("good", "good"): tally["same"], ("requires-improvement", "good"): tally["better"]}
    crossed[("good", "requires-improvement")] = tally["worse"]
    moved = {
        "outstanding": 0.4,
        "good": 1.9,
        "requires-improvement": -6.3,
        "inadequate": 0.04,
        "good-or-outstanding": 2.3,
    }
    return [
        *(count("rating-change", f"{key}/{kind}", number, SPAN) for kind, number in tally.items()),
        *(count("rating-change-table", f"{key}/{a}/{b}", number, SPAN) for (a, b), number in crossed.items()),
        *(
            points("rating-change-points", f"{key}/{level}", value, 5.1, SPAN)
            for level, value in moved.items()
        ),
    ]


def _against(key: str, rows: list[dict]) -> list[Figure]:
    made, own = [], [row["overall"] for row in rows if row["overall"] in LEVELS]
    if not own:
        return []
    for code, (of, good) in GROUPS.items():
        hits = {
            "outstanding": of // 25,
            "good": good - of // 25,
            "inadequate": of // 90,
            "good-or-outstanding": good,
        }
        hits["requires-improvement"] = of - good - hits["inadequate"]
        for level, number in hits.items():
            made.append(share("rating-share", f"{key}/overall/locations/{level}", number, of, code))
            here = sum(
                slug(word) == level or (level[4:5] == "-" and word in LEVELS[:2]) for word in own
            ) / len(own)
            made.append(
                _difference(f"{key}/overall/locations/{level}/against:{code}", here - number / of, len(own))
            )
    return made


def _difference(breakdown: str, value: float, of: int) -> Figure:
    return points("difference", breakdown, 100 * value, 100 * 1.96 * math.sqrt(0.16 / of))


def _market(key: str, rows: list[dict]) -> list[Figure]:
    if not rows:
        return []
    (top, most), *_rest = Counter(row["provider"] for row in rows).most_common(1)
    made = [
        count("provider-count", key, len({row["provider"] for row in rows}), unit="providers"),
        Figure(
            "largest-provider-share",
            PLACE["code"],
            str(AS_AT),
            key,
            most / len(rows),
            "share",
            most,
            len(rows),
            label=top,
        ),
    ]
    brand = sum(bool(row["brand"]) for row in rows)
    made.append(
        Figure(
            "largest-brand-share",
            PLACE["code"],
            str(AS_AT),
            key,
            brand / len(rows),
            "share",
            brand,
            len(rows),
            label="Larkspur",
        )
    )
    made += [
        share("councils-surely-lower", key, 21.0, 150.0),
        share("councils-surely-higher", key, 12.0, 150.0),
    ]
    return made + _bands(key, rows)


def _bands(key: str, rows: list[dict]) -> list[Figure]:
    made = []
    for low, high in ((1, 9), (10, 39), (40, 89)):
        homes = [row for row in rows if row["beds"] and low <= row["beds"] <= high]
        if homes:
            rated = [row["overall"] for row in homes if row["overall"] in LEVELS]
            band = f"{key}/{low}-to-{high}-beds"
            made.append(count("size-band-count", band, len(homes)))
            good = sum(word in LEVELS[:2] for word in rated)
            made.append(share("size-band-good-or-outstanding", band, good, len(rated)))
    return made


def _comparators() -> list[ComparatorData]:
    towns = ("Ashby Vale", "Brackwater", "Carrow", "Dunmere", "Eastholt", "Fennimore", "Marrowdale")
    members = tuple({"code": f"X080000{n:02d}", "name": name} for n, name in enumerate(towns, 1))
    some = "only some of its members are in the register"
    return [
        ComparatorData("X92000001", "Albion", "nation", members * 5, True, 35, "", ()),
        ComparatorData("X12000001", "Northmarch", "region", members, True, 7, "", ()),
        ComparatorData("X47000007", "Seven Towns", "combined authority", members, False, 2, some, ()),
    ]


def _sources() -> list[dict]:
    return [
        {
            "name": "01_February_2021_Latest_ratings.ods",
            "publisher": "Care Quality Commission",
            "publication": "Care directory with ratings",
            "title": "Care directory with ratings",
            "snapshot": AS_AT,
            "basis": "workbook",
            "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "licence": "Open Government Licence v3.0",
        },
        {
            "name": "councils.csv",
            "publisher": "Office for National Statistics",
            "publication": "Names and codes of local authorities",
            "title": "Names and codes of local authorities",
            "snapshot": None,
            "basis": "",
            "sha256": "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
            "licence": "Open Government Licence v3.0",
        },
    ]


def _dictionary() -> list[Measure]:
    return [
        Measure(
            id="rating-share",
            title="Share of ratings",
            question="What share of rated services is at each rating?",
            section="providers",
            unit="share",
            numerator="locations at the rating",
            denominator="rated locations; unrated ones are counted beside them",
            method="Wilson limits, 95% and 99.8%",
            direction="high is better for good or outstanding",
            caveats="Ratings are of different ages. They were given under different frameworks.",
        ),
        Measure(
            id="rating-count",
            title="Locations by rating",
            question="How many services are at each rating?",
            section="providers",
            unit="locations",
            numerator="locations at the rating",
            method="count",
        ),
    ]
