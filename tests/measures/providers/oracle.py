"""The measures said slowly: one location at a time, from the register's rows, in plain Python."""

from collections import Counter, defaultdict
from itertools import combinations
from math import floor, sqrt

LEVELS = ("Outstanding", "Good", "Requires improvement", "Inadequate")
GOOD = LEVELS[:2]
HOMES, AT_HOME = "Residential social care", "Community based adult social care services"
OTHER = {
    "GP Practices": "gp-practices",
    "Dentists": "dentists",
    "Acute": "hospitals",
    "Mental": "mental-health",
}
KINDS = {
    "Rated by service group": "rated-by-service-group",
    "Not rated": "not-yet-rated",
    "Regulations met": "regulations-met",
}
ASKED = ("safe", "effective", "caring", "responsive", "well_led")


def sectors(row: dict) -> set[str]:
    """The sectors that a row of the register is in."""
    if not row["counted"] or row["dormant"] or not row["council"]:
        return set()
    category, services = row["category"], set((row["services"] or "").strip("|").split("|"))
    if category not in (HOMES, AT_HOME):
        named = [sector for words, sector in OTHER.items() if category.startswith(words)]
        return {named[0] if named else "other"}
    found = {"adult-social-care", "residential-care" if category == HOMES else "community-social-care"}
    nursing = "Care home service with nursing" in services
    if category == HOMES and (nursing or "Care home service without nursing" in services):
        found.add("care-homes-with-nursing" if nursing else "care-homes-without-nursing")
    for service, sector in (
        ("Domiciliary care service", "home-care"),
        ("Supported living service", "supported-living"),
        ("Extra Care housing services", "extra-care"),
    ):
        if service in services:
            found.add(sector)
    return found


def figures(rows: list[dict]) -> dict[str, float]:
    """{measure/breakdown: value} of one place from its councils' rows at one snapshot."""
    held = defaultdict(list)
    for row in rows:
        for sector in sectors(row):
            held[sector].append(row)
    found = {}
    for sector, here in held.items():
        for key, value in of_sector(here).items():
            measure, _, rest = key.partition("/")
            found[f"{measure}/{sector}{'/' + rest if rest else ''}"] = value
    return found


def of_sector(here: list[dict]) -> dict[str, float]:
    rated = [row for row in here if row["overall"] in LEVELS]
    found = {"locations": len(here), "inherited": sum(row["inherited"] for row in rated)}
    found |= levels(here, "overall", [row["overall"] or "Not rated" for row in here])
    for question in ASKED:
        asked = [row for row in here if row[question]]
        found |= levels(asked, question.replace("_", "-"), [row[question] for row in asked])
    beds = sum(row["beds"] or 0 for row in here)
    return found | ({"beds": beds} if beds else {}) | ages(rated) | concentration(here) | bands(here)


def levels(rows: list[dict], domain: str, words: list[str]) -> dict[str, float]:
    if not rows:
        return {}
    found = shares(f"{domain}/locations", Counter(words))
    beds = Counter()
    for row, word in zip(rows, words, strict=True):
        beds[word] += row["beds"] or 0
    if any(beds[level] for level in LEVELS):
        found |= shares(f"{domain}/beds", beds)
    unrated = [word for word in words if word not in LEVELS]
    found[f"unrated/{domain}/locations"] = len(unrated)
    for kind, count in Counter(KINDS[word] for word in unrated).items():
        found[f"unrated-kind/{domain}/locations/{kind}"] = count
    return found


def shares(where: str, counts: Counter) -> dict[str, float]:
    rated = sum(counts[level] for level in LEVELS)
    found = {f"rated/{where}": rated}
    for names in (*[(level,) for level in LEVELS], GOOD):
        slug = "good-or-outstanding" if names == GOOD else names[0].lower().replace(" ", "-")
        hits = sum(counts[name] for name in names)
        found[f"rating-count/{where}/{slug}"] = hits
        found[f"rating-share/{where}/{slug}"] = hits / rated if rated else None
    return found


def ages(rated: list[dict]) -> dict[str, float]:
    years = sorted((r["snapshot"] - r["published_on"]).days / 365.25 for r in rated if r["published_on"])
    return {f"rating-age-{name}": quantile(years, q) for name, q in (("median", 0.5), ("p90", 0.9)) if years}


def quantile(ordered: list[float], q: float) -> float:
    at = q * (len(ordered) - 1)
    below, above = ordered[floor(at)], ordered[min(floor(at) + 1, len(ordered) - 1)]
    return below + (at - floor(at)) * (above - below)


def concentration(here: list[dict]) -> dict[str, float]:
    found = {}
    providers = Counter(row["provider_id"] for row in here if row["provider_id"])
    brands = Counter(row["brand_id"] for row in here if row["brand_id"])
    if providers:
        found["provider-count"] = len(providers)
        found["largest-provider-share"] = max(providers.values()) / len(here)
    if brands:
        found["largest-brand-share"] = max(brands.values()) / len(here)
    return found


def bands(here: list[dict]) -> dict[str, float]:
    held = defaultdict(list)
    for row in here:
        if row["care_home"] and row["beds"]:
            held["size", size(row["beds"])].append(row)
        for band in {b for b in (row["user_bands"] or "").split("|") if b}:
            held["user", "-".join("".join(c if c.isalnum() else " " for c in band.lower()).split())].append(
                row
            )
    found = {}
    for (kind, band), rows in held.items():
        rated = [row for row in rows if row["overall"] in LEVELS]
        good = sum(row["overall"] in GOOD for row in rated)
        found[f"{kind}-band-count/{band}"] = len(rows)
        found[f"{kind}-band-good-or-outstanding/{band}"] = good / len(rated) if rated else None
    return found


def size(beds: int) -> str:
    bounds = ((10, "1-to-10-beds"), (25, "11-to-25-beds"), (50, "26-to-50-beds"), (10**6, "51-beds-or-more"))
    return next(name for most, name in bounds if beds <= most)


def wilson(x: float, n: float, z: float = 1.959963984540054) -> tuple[float, float]:
    middle, spread = (x + z * z / 2) / (n + z * z), z * sqrt(x * (n - x) / n + z * z / 4) / (n + z * z)
    return max(middle - spread, 0.0), min(middle + spread, 1.0)


def newcombe(x1: float, n1: float, x2: float, n2: float, z: float = 1.959963984540054) -> tuple[float, float]:
    (l1, u1), (l2, u2), p1, p2 = wilson(x1, n1, z), wilson(x2, n2, z), x1 / n1, x2 / n2
    return p1 - p2 - sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2), p1 - p2 + sqrt((u1 - p1) ** 2 + (p2 - l2) ** 2)


SURELY = 3.090232306167813  # 99.8%


def surely_lower(counts: dict[str, tuple[int, int]]) -> Counter:
    """For each council, of how many others its share is surely higher; `counts` are (good, rated)."""
    found = Counter(dict.fromkeys(counts, 0))
    for one, other in combinations(counts, 2):
        lower, upper = newcombe(*counts[one], *counts[other], SURELY)
        found[one] += lower > 0
        found[other] += upper < 0
    return found
