"""What was known before an inspection: against a slow oracle, and never anything of the day itself or later."""

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest

from careplace.engine import Engine
from careplace.measures.warning.history import History, history_of, known_today
from careplace.ratings.scale import LEVELS

COMMUNITY = "Community based adult social care services"
START = date(2015, 1, 1)
OWNERS = ("For-profit", "Third sector", "Local Authority")
NEVER = date(9999, 1, 1)


def reports(seed: int, services: int = 40) -> list[tuple[str, date, str, str]]:
    """(location, day, rating, ownership) of services that are inspected one to six times."""
    rng = np.random.default_rng(seed)
    return [
        (f"1-{n}", START + timedelta(days=int(day)), LEVELS[rng.integers(4)], OWNERS[n % 3])
        for n in range(services)
        for day in rng.choice(3000, rng.integers(1, 7), replace=False)
    ]


def engine_of(rows, register=(), latest=()) -> Engine:
    engine = Engine()
    engine.register(
        "homecare_inspection",
        pa.table(_columns(rows, ("location_id", "published_on", "rating", "ownership"))),
    )
    names = ("snapshot", "location_id", "provider_id", "council", "category")
    engine.register("register", pa.table(_columns(register, names, snapshot=pa.date32())))
    names = ("location_id", "published_on", "overall", "inherited")
    engine.register(
        "latest_rating", pa.table(_columns(latest, names, published_on=pa.date32(), inherited=pa.bool_()))
    )
    return engine


def _columns(rows, names, **types):
    columns = zip(*rows, strict=True) if rows else [()] * len(names)
    return {
        name: pa.array(list(column), types.get(name, pa.date32() if name == "published_on" else pa.string()))
        for name, column in zip(names, columns, strict=True)
    }


def register(rows, snapshot=date(2018, 1, 1)):
    """Every service in one register, three to a provider."""
    ids = sorted({row[0] for row in rows})
    return [(snapshot, id, f"p{n // 3}", "X1", COMMUNITY) for n, id in enumerate(ids)]


def oracle(rows, entries) -> list[tuple]:
    """Inspection by inspection, as a person with the file would."""
    concern = {(id, day): LEVELS.index(rating) for id, day, rating, _owner in rows}
    answer = []
    for id, day in concern:
        before = sorted(other for place, other in concern if place == id and other < day)
        if not before:
            continue
        levels = [concern[id, other] for other in before]
        provider = next((p for snapshot, place, p, *_ in entries if place == id and snapshot < day), None)
        peers = [
            place for snapshot, place, p, *_ in entries if p == provider and place != id and snapshot < day
        ]
        latest = [
            concern[peer, max(other for place, other in concern if place == peer and other < day)]
            for peer in peers
            if any(place == peer and other < day for place, other in concern)
        ]
        fell = len(levels) > 1 and levels[-1] > levels[-2]
        known = (levels[-1], fell, sum(level >= 2 for level in levels[:-1]), len(levels) - 1)
        answer.append(
            (id, day, concern[id, day] >= 2, *known, len(latest), sum(level >= 2 for level in latest))
        )
    return sorted(answer, key=lambda row: (row[1], row[0]))


def as_rows(history: History) -> list[tuple]:
    s = history.services
    days = history.day.astype("datetime64[D]").tolist()
    columns = (s.concern, s.fell, s.below_before, s.reports_before, s.siblings, s.siblings_below)
    return list(zip(history.location_id, days, history.below_good, *columns, strict=True))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_row_is_what_a_person_would_find(seed):
    rows = reports(seed)
    entries = register(rows)
    with engine_of(rows, entries) as engine:
        assert as_rows(history_of(engine)) == oracle(rows, entries)


def test_shuffling_the_future_changes_no_row_of_the_past():
    rows, cut = reports(4, services=80), date(2019, 1, 1)
    entries = [*register(rows, date(2017, 1, 1)), *register(rows, date(2021, 1, 1))]
    later = [row for row in rows if row[1] >= cut]
    ratings = np.random.default_rng(5).permutation([row[2] for row in later])
    other = [
        *(row for row in rows if row[1] < cut),
        *(
            (id, day, str(rating), owner)
            for (id, day, _old, owner), rating in zip(later, ratings, strict=True)
        ),
    ]
    moved = [
        (*entry[:2], f"q{n % 5}", *entry[3:]) if entry[0] >= cut else entry for n, entry in enumerate(entries)
    ]
    with engine_of(rows, entries) as before, engine_of(other, moved) as after:
        past, shuffled = (
            [row for row in as_rows(history_of(engine)) if row[1] < cut] for engine in (before, after)
        )
    assert len(past) > 50
    assert past == shuffled


def test_the_outcome_of_an_inspection_is_in_no_column_of_its_own_row():
    rows = reports(6)
    last = {}
    for id, day, *_ in rows:
        last[id] = max(day, last.get(id, day))
    turned = [
        (id, day, "Good" if LEVELS.index(rating) >= 2 else "Inadequate", owner) if day == last[id] else row
        for row in rows
        for id, day, rating, owner in [row]
    ]
    with engine_of(rows) as engine, engine_of(turned) as other:
        pairs = list(zip(as_rows(history_of(engine)), as_rows(history_of(other)), strict=True))
    finals = [(a, b) for a, b in pairs if a[1] == last[a[0]]]
    assert finals
    assert all(a[3:] == b[3:] and a[2] != b[2] for a, b in finals)


def test_of_two_reports_on_a_day_the_worse_counts():
    day = date(2020, 5, 5)
    rows = [("1-1", START, "Good", "x"), ("1-1", day, "Good", "x"), ("1-1", day, "Inadequate", "x")]
    with engine_of(rows) as engine:
        assert history_of(engine).below_good.tolist() == [True]


def test_today_a_later_publication_counts_and_is_no_outcome():
    rows, later = [("1-1", START, "Inadequate", "Third sector")], date(2026, 5, 1)
    entry = [
        (date(2026, 5, 29), "1-1", "p", "X1", COMMUNITY),
        (date(2026, 5, 29), "1-9", "p", "X1", "Dentists"),
    ]
    newer = [("1-1", later, "Good", False), ("1-9", later, "Inadequate", False)]
    with engine_of(rows, entry, newer) as engine:
        assert len(history_of(engine)) == 0
        known = known_today(engine, ["1-1", "1-9", "1-77"], date(2026, 11, 1))
    assert [(row["location_id"], row["concern"], row["rated_on"]) for row in known.rows] == [
        ("1-1", 1, later)
    ]
    assert known.services.years == pytest.approx((date(2026, 11, 1) - later).days / 365.25)
    assert known.services.sector.tolist() == [1]


def test_an_inherited_rating_is_not_known_of_the_service():
    entry = [(date(2026, 5, 29), "1-1", "p", "X1", COMMUNITY)]
    with engine_of([("1-2", START, "Good", "x")], entry, [("1-1", START, "Good", True)]) as engine:
        assert known_today(engine, ["1-1"], date(2026, 11, 1)).rows == []
