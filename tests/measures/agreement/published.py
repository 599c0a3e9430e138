"""Tables of published ratings, small enough to see through."""

from datetime import date

import pyarrow as pa

from careplace.engine import Engine
from careplace.ratings.scale import DOMAINS
from careplace.sources.cqc import tables

HOME, PRACTICE, HOSPITAL = "Residential social care", "GP Practices", "Acute hospital - NHS non-specialist"
WORDS = {
    "O": "Outstanding",
    "G": "Good",
    "R": "Requires improvement",
    "I": "Inadequate",
    "-": "Insufficient evidence to rate",
}
SNAPSHOT, DAY = date(2021, 5, 1), date(2020, 2, 1)


def ratings(
    location: str, letters: str, group: str = "Overall", category: str = HOME, day: date = DAY, **more
) -> list[dict]:
    """Rows of cqc_rating: the overall and the five key questions, from six letters; a space leaves one out."""
    common = {
        "snapshot": SNAPSHOT,
        "location_id": location,
        "location_name": location.title(),
        "category": category,
    }
    common |= {
        "council_name": "Anywhere",
        "service_group": group,
        "published_on": day,
        "inherited": False,
    } | more
    pairs = zip(DOMAINS, letters, strict=True)
    return [common | {"domain": domain, "rating": WORDS[letter]} for domain, letter in pairs if letter != " "]


def history(location: str, letters: str, day: date, rated: str = "") -> list[dict]:
    """Rows of cqc_rating_history of one report."""
    common = {
        "snapshot": SNAPSHOT,
        "location_id": location,
        "rated_id": rated or location,
        "published_on": day,
    }
    pairs = zip(DOMAINS, letters, strict=True)
    return [common | {"domain": domain, "rating": WORDS[letter]} for domain, letter in pairs if letter != " "]


def council(name: str, overall: str, scores: list[int]) -> dict:
    """A row of council_assessment."""
    return {"council_name": name, "overall": overall} | {
        f"qs{n}": score for n, score in enumerate(scores, start=1)
    }


def engine(
    rated: list[dict],
    earlier: list[dict] = (),
    councils: list[dict] = (),
    ended: list[str] = (),
    last: list[dict] = (),
) -> Engine:
    """An engine that sees the tables as an edition has them."""
    places = [{"snapshot": SNAPSHOT, "location_id": row["location_id"], "category": HOME} for row in earlier]
    ended = [{"snapshot": SNAPSHOT, "location_id": location, "category": HOME} for location in ended]
    made = Engine()
    rows = {tables.RATING: rated, tables.RATING_HISTORY: earlier, tables.COUNCIL_ASSESSMENT: councils}
    rows[tables.LAST_RATING] = [{name: row[name] for name in row if name != "service_group"} for row in last]
    for contract, given in (rows | {tables.LOCATION: places, tables.DEACTIVATED: ended}).items():
        numbered = [{"source_row": number} | row for number, row in enumerate(given)]
        made.register(contract.name, pa.Table.from_pylist(numbered, schema=contract.schema))
    return made
