"""The rows of a small fictional register, with every kind of location that the measures tell apart."""

from datetime import date, timedelta
from random import Random

EARLY, LATE, LAST = date(2021, 2, 1), date(2024, 3, 1), date(2025, 6, 1)
RATINGS = ("Outstanding", "Good", "Good", "Good", "Requires improvement", "Inadequate", "Not rated")
CARE_HOMES, AT_HOME = "Residential social care", "Community based adult social care services"
SERVICES = {
    CARE_HOMES: (
        "|Care home service without nursing|",
        "|Care home service with nursing|",
        "|Care home service with nursing|Care home service without nursing|",
    ),
    AT_HOME: (
        "|Domiciliary care service|",
        "|Domiciliary care service|Supported living service|",
        "|Extra Care housing services|",
    ),
    "GP Practices": ("|Doctors consultation service|",),
    "Dentists": ("|Doctors treatment service|",),
    "Acute hospital - NHS non-specialist": ("|Acute services with overnight beds|",),
    "Hospice services": ("|Hospice services|",),
}
BANDS = ("|Older People|", "|Older People|Dementia|", "|Learning difficulties / autism|", None)
MOVED = {"X3": ("X4",), "X5": ("X6", "X7")}


def register() -> tuple[list[dict], list[dict], list[dict]]:
    """Ratings, locations and links: rated locations in 2021, every location in 2024, those of Ash in 2025."""
    random = Random(7)
    sites = [_site(random, n) for n in range(160)]
    ratings, locations, links = [], [], []
    for site in sites:
        ratings += _early(random, site)
        if random.random() < 0.15:
            links += _sold(site)
        if random.random() < 0.9:
            locations.append(_listed(random, site, LATE))
            ratings += _late(random, site, LATE)
        if site["council"] == "X1":
            locations.append(_listed(random, site, LAST))
            ratings += _late(random, site, LAST)
    return ratings, locations + _run_by_two(), links


def _site(random: Random, n: int) -> dict:
    category = random.choice([*SERVICES, *3 * (CARE_HOMES, AT_HOME)])
    provider = random.randrange(25)
    return {
        "location_id": f"1-{n}",
        "location_name": f"Fictional Service {n}",
        "council": random.choice(("X1", "X1", "X2", "X3", "X5")),
        "category": category,
        "care_home": category == CARE_HOMES,
        "postcode": f"ZZ{n // 10} {n % 10}ZZ",
        "provider_id": f"9-{provider}",
        "provider_name": f"Provider {provider}",
        "brand_id": f"BD{provider % 4}" if provider % 3 else None,
        "brand_name": f"Brand {provider % 4}" if provider % 3 else None,
    }


def _early(random: Random, site: dict) -> list[dict]:
    rating = random.choice(RATINGS)
    if rating == "Not rated":
        return []
    day = EARLY - timedelta(days=random.randrange(2000))
    rows = [site | {"snapshot": EARLY, "rating": rating, "published_on": day, "sheet": "Locations"}]
    if random.random() < 0.2:
        older = {
            "rating": random.choice(RATINGS[:6]),
            "published_on": day - timedelta(days=90),
            "inherited": True,
        }
        rows.append(rows[0] | older)
    return rows


def _late(random: Random, site: dict, snapshot: date) -> list[dict]:
    word = {"Dentists": "Regulations met"}.get(site["category"]) or random.choice(RATINGS)
    day = None if word == "Not rated" else snapshot - timedelta(days=random.randrange(2500))
    row = site | {"snapshot": snapshot, "rating": word, "published_on": day}
    row["inherited"] = random.random() < 0.2
    if word == "Not rated":
        return [row]
    asked = ("Safe", "Effective", "Caring", "Responsive", "Well-led")
    own = {} if word == "Regulations met" else {question: random.choice(RATINGS) for question in asked}
    return [row] + [row | {"domain": question, "rating": rating} for question, rating in own.items()]


def _listed(random: Random, site: dict, snapshot: date) -> dict:
    site["council"] = random.choice(MOVED.get(site["council"], (site["council"],)))
    return site | {
        "snapshot": snapshot,
        "beds": random.randrange(1, 90) if site["care_home"] else 0,
        "services": random.choice(SERVICES[site["category"]]),
        "user_bands": random.choice(BANDS),
        "dormant": random.random() < 0.05,
    }


def _sold(site: dict) -> list[dict]:
    """The site goes on under a new registration, which CQC records."""
    before, site["location_id"] = site["location_id"], f"{site['location_id']}0000"
    return [
        {
            "snapshot": LATE,
            "predecessor_id": before,
            "successor_id": site["location_id"],
            "reason": "New Provider",
        }
    ]


def _run_by_two() -> list[dict]:
    row = {
        "snapshot": LATE,
        "primary_id": "1-9001",
        "overall_rating": "Good",
        "services": SERVICES[CARE_HOMES][0],
    }
    return [row | {"location_id": id, "provider_id": f"9-{id}"} for id in ("1-9001", "1-9002")]
