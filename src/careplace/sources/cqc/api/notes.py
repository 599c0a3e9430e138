"""What readers of the API's tables must know: what was left out, replaced, or could not be read as it stands."""

from datetime import date

from careplace.engine import Engine
from careplace.sources.cqc import councils
from careplace.sources.cqc.api import saved

MOST_IDS = 5


def on_repeats(engine: Engine) -> list[str]:
    """Notes on ids that several payloads have. In: replaced_payload."""
    rows = engine.rows(
        "select id, bool_and(identical) as identical from replaced_payload group by id order by id"
    )
    same = [row["id"] for row in rows if row["identical"]]
    differing = [row["id"] for row in rows if not row["identical"]]
    notes = (
        [f"{len(same):,} ids stand in several payloads that are the same, counted once: {_few(same)}"]
        if same
        else []
    )
    if differing:
        notes.append(
            f"{len(differing):,} ids stand in several payloads that differ; the newest counts: {_few(differing)}"
        )
    return notes


def on_councils(engine: Engine, snapshot: date) -> list[str]:
    """Notes on locations that are in no council. In: payload, council."""
    gaps = {row["name"]: row["locations"] for row in engine.rows(saved.sql("council_gaps.sql"))}
    unnamed = gaps.pop("", 0)
    notes = [f"{unnamed:,} locations name no council and are counted in none"] if unnamed else []
    return notes + ([councils.unknown_note(gaps.items(), snapshot)] if gaps else [])


def on_ratings(engine: Engine) -> list[str]:
    """Notes on where overall ratings come from, and on words that are not known. In: payload, rated, …"""
    return [
        *(_sentence(row) for row in engine.rows(saved.sql("rating_blocks.sql")) if row["locations"]),
        *(_same_day(row) for row in engine.rows(saved.sql("same_day.sql")) if row["payloads"]),
        *(_dateless(row) for row in engine.rows(saved.sql("empty_dates.sql")) if row["payloads"]),
        *map(_word, engine.rows(saved.sql("words.sql"))),
    ]


def _sentence(row: dict) -> str:
    return f"{row['locations']} locations {row['what']}"


def _same_day(row: dict) -> str:
    return (
        f"{row['payloads']:,} payloads have two different ratings of one day, of which the worse counts, "
        f"the first {row['id']}"
    )


def _dateless(row: dict) -> str:
    return (
        f"historicRatings.reportDate is 0001-01-01, which stands for no date, in {row['payloads']:,} payloads, "
        f"the first {row['id']}"
    )


def _word(row: dict) -> str:
    treated = "taken for no rating" if row["kind"] == "rating" else "not read"
    return (
        f"{row['word']!r} is no {row['kind']} that is known: {treated} in {row['payloads']:,} payloads, "
        f"the first {row['id']}"
    )


def _few(ids: list[str]) -> str:
    more = f" and {len(ids) - MOST_IDS:,} more" if len(ids) > MOST_IDS else ""
    return ", ".join(ids[:MOST_IDS]) + more
