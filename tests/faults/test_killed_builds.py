"""A build killed at any moment leaves the last edition serving, and nothing to clean by hand."""

import random
from pathlib import Path

import pytest
from tests.editions.fictional import write_register

from careplace.editions.home import Home
from careplace.editions.keeping import rollback, verify
from careplace.editions.opening import open_edition

MOMENTS = 50
BEDS = sum(n % 40 for n in range(300))


def serving(home: Path) -> str:
    """The id of the edition that serves, after it was opened, counted and verified whole."""
    with open_edition(home) as edition:
        (row,) = edition.engine.rows("select sum(value) as beds from figure")
        snapshots = len(edition.manifest["snapshots"])
        assert row["beds"] == BEDS * snapshots
        assert verify(home) == []
        return edition.id


def next_month(raw: Path, number: int) -> None:
    """Make the raw folder hold one register of another month."""
    for path in raw.glob("register*"):
        path.unlink()
    write_register(raw, f"{2027 + number // 12}-{number % 12 + 1:02d}-01", locations=300)


@pytest.mark.faults
def test_killed_at_fifty_random_moments(builder, raw, home):
    # Which moments they are depends on the machine; the seed keeps their spread the same.
    moments = random.Random(2)
    took = max(builder(raw, home)["seconds"] for _ in range(2))
    last, kills = serving(home), 0
    for number in range(MOMENTS):
        next_month(raw, number)
        killed = builder(raw, home, after=moments.uniform(0, took * 1.2))
        kills += killed["killed"] and "id" not in killed
        standing = serving(home)
        assert standing == last or standing.startswith(f"{2027 + number // 12}-{number % 12 + 1:02d}")
        built = builder(raw, home)
        assert serving(home) == built["id"]
        assert list((home / "building").iterdir()) == []
        last, took = built["id"], max(took, built["seconds"])
    assert kills >= MOMENTS // 4
    assert len(Home(home).ids()) == MOMENTS + 1


@pytest.mark.faults
def test_killed_before_every_single_change_of_the_disk(builder, raw, home):
    """Each build dies one change later than the one before, over what that one left."""
    builder(raw, home)
    first = serving(home)
    next_month(raw, 1)
    for step in range(1000):
        outcome = builder(raw, home, step=step)
        if not outcome["killed"]:
            break
        standing = serving(home)
    assert step > 30
    assert outcome["id"] == serving(home)
    assert standing in (first, outcome["id"])
    assert Home(home).ids() == [first, outcome["id"]]
    assert rollback(home) == first


@pytest.mark.parametrize("step", range(0, 60, 6))
def test_killed_while_the_first_edition_is_made(builder, raw, home, step):
    outcome = builder(raw, home, step=step)
    assert Home(home).current() is None or serving(home)
    assert builder(raw, home)["id"] == serving(home)
    assert outcome["killed"] or step > 30


@pytest.mark.parametrize("step", [5, 25, 45])
def test_a_killed_build_goes_on_serving_readers_that_are_open(builder, raw, home, step):
    builder(raw, home)
    with open_edition(home) as edition:
        next_month(raw, 3)
        builder(raw, home, step=step)
        assert edition.engine.rows("select sum(beds) as beds from register_list") == [{"beds": BEDS}]
