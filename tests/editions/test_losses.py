"""Nothing that the edition that serves has is lost without a reason."""

import json
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.editions.fictional import write_csv, write_places, write_register

from careplace.editions import losses
from careplace.editions.build import build
from careplace.editions.checks import CheckFailed
from careplace.editions.home import Home


def refused(raw, home, world, **more) -> str:
    """What a build says that must be refused, after the edition that served was seen to go on serving."""
    serving = Home(home).current()
    with pytest.raises(CheckFailed) as caught:
        build(raw, home, **world, **more)
    assert Home(home).current() == serving
    assert list((Path(home) / "building").iterdir()) == []
    first, _, rest = str(caught.value).partition("\n")
    assert first == "nothing was built; the last edition goes on serving."
    return rest


def test_a_stray_file_alone_does_not_replace_an_edition_by_an_empty_one(raw, home, tmp_path, world):
    build(raw, home, **world)
    write_csv(tmp_path / "stray" / "shopping.csv", ["eggs,2", "milk,1"])
    said = refused(tmp_path / "stray", home, world)
    assert "no file could be read as a publication" in said or "Places of Fiction" in said
    assert "--accept-change" in said


def test_a_first_build_that_reads_nothing_is_refused(home, tmp_path, world):
    write_csv(tmp_path / "stray" / "shopping.csv", ["eggs,2"])
    assert "edition: no file could be read as a publication" in refused(tmp_path / "stray", home, world)
    assert build(tmp_path / "stray", home, accept="a trial", **world).manifest["inputs"] == []


def test_losing_the_register_is_refused_until_it_is_accepted(raw, home, world):
    build(raw, home, **world)
    (raw / "register 2026-05-01.csv").unlink()
    said = refused(raw, home, world)
    assert (
        "fictional-register: Register of Fiction: 1 file (register 2026-05-01.csv) of the last edition"
        in said
    )
    assert (
        "register: the last edition has CQC's register, newest of 2026-05-01, and this build has none" in said
    )
    assert build(raw, home, accept="it is withdrawn", **world).manifest["accepted"] == "it is withdrawn"
    (line,) = [json.loads(x) for x in (home / "journal.jsonl").read_text().splitlines()][1:]
    assert {check["check"] for check in line["checks"] if check["outcome"] == "beyond"} == {
        "lost",
        "register",
    }
    # The next build has lost nothing more.
    assert build(raw, home, **world).manifest["accepted"] is None


def test_a_publication_lost_through_a_broken_file_names_the_file(raw, home, world):
    build(raw, home, **world)
    (raw / "register 2026-05-01.csv").write_text("Register of Fiction,2026-05-01,\n1-1,F09,1\n")
    said = refused(raw, home, world).splitlines()
    assert said[0].startswith("fictional-register: Register of Fiction: 1 file")
    assert "left aside: register 2026-05-01.csv: row 2, column council: found 'F09'" in said[-2]
    assert said[-1].startswith("Are the files whole?")


def test_losing_the_list_of_places_is_the_one_thing_that_is_said(raw, home, world):
    build(raw, home, **world)
    (raw / "places.csv").unlink()
    said = refused(raw, home, world).splitlines()
    assert said[0].startswith("list of places: no file tells which councils there are")
    assert said[1].startswith("fictional-places: Places of Fiction: 1 file (places.csv) of the last edition")
    assert len(said) == 3


def test_an_older_month_that_is_left_out_is_refused(raw, home, world):
    write_register(raw, "2026-04-01")
    build(raw, home, **world)
    (raw / "register 2026-04-01.csv").unlink()
    said = refused(raw, home, world)
    assert "without 1 period that the last edition has (2026-04-01)" in said
    assert "30 rows, and 60 in the last edition" in said


def test_a_newer_month_may_take_the_place_of_an_older_one(raw, home, world):
    build(raw, home, **world)
    (raw / "register 2026-05-01.csv").unlink()
    write_register(raw, "2026-06-01")
    found = {c.about: c.outcome for c in build(raw, home, **world).against_last if c.check == "whole"}
    assert found["fictional-register, register_list"] == "passed"


def test_a_newest_month_that_is_left_out_is_refused(raw, home, world):
    write_register(raw, "2026-06-01")
    build(raw, home, **world)
    (raw / "register 2026-06-01.csv").unlink()
    assert "newest 2026-05-01, and 2026-06-01 in the last edition" in refused(raw, home, world)


def test_a_council_without_a_row_is_refused(raw, home, world):
    build(raw, home, **world)
    write_register(raw, councils=("F01", "F02"))
    said = refused(raw, home, world)
    assert "without 1 council that the last edition has (F03)" in said


def test_half_a_file_is_refused(raw, home, world):
    write_places(raw, [f"F{n:02d}" for n in range(1, 41)])
    build(raw, home, **world)
    write_places(raw, [f"F{n:02d}" for n in range(1, 21)])
    assert "fictional-places, fictional_place: 20 rows, and 40 in the last edition" in refused(
        raw, home, world
    )


def test_a_newest_date_that_runs_years_ahead_is_refused(raw, home, world):
    build(raw, home, **world)
    write_register(raw, "2034-06-01")
    said = refused(raw, home, world)
    assert "newest date: 2034-06-01 (register 2034-06-01.csv), 2,953 days after the newest" in said
    assert build(raw, home, accept="the years between were not kept", **world).id.startswith("2034-06-01")


def test_more_than_the_last_edition_has_is_no_loss(raw, home, world):
    build(raw, home, **world)
    write_register(raw, "2026-06-01")
    result = build(raw, home, **world)
    assert {c.outcome for c in result.against_last} <= {"passed"}


def test_an_edition_that_stands_is_not_let_serve_where_that_would_lose_something(raw, home, world):
    first = build(raw, home, **world)
    write_register(raw, "2026-06-01")
    second = build(raw, home, **world)
    (raw / "register 2026-06-01.csv").unlink()
    assert first.id != second.id
    assert "2026-06-01" in refused(raw, home, world)


def test_the_last_edition_may_be_damaged(raw, home, world):
    first = build(raw, home, **world)
    (first.folder / "tables" / "register_list.parquet").write_bytes(b"PAR1 and no more")
    write_register(raw, "2026-06-01")
    noted = [c for c in build(raw, home, **world).against_last if c.outcome == "noted"]
    assert [c.about for c in noted] == ["last edition"]
    assert "cannot be read" in noted[0].says


def test_places_are_needed_only_where_files_name_them():
    area = pa.table({"kind": ["region"]})
    last = {"inputs": []}
    assert losses.places(area, [], last, needed=False) == []
    assert [c.check for c in losses.places(area, [], last, needed=True)] == ["places"]
    assert losses.places(pa.table({"kind": ["council"]}), [], last, needed=True) == []
    assert [c.check for c in losses.places(area.slice(1), [], last, needed=True)] == ["places"]


def held(rows=100, entities=(), periods=(), entity="organisation") -> dict:
    return {"rows": rows, "entities": list(entities), "periods": list(periods), "entity": entity}


def outcome(now: dict, before: dict, standing=frozenset()) -> str:
    return losses._compared(("p", "t"), now, before, standing).outcome


TRUSTS = [f"RX{n}" for n in range(40)]
DAYS = [f"2026-01-{n:02d}" for n in range(1, 31)]


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (held(95), held(100), "passed"),
        (held(94), held(100), "beyond"),
        ({}, held(1), "beyond"),
        ({}, held(0), "passed"),
        # One trust of 40 may close; three of 40 have not closed in one month.
        (held(100, TRUSTS[:39]), held(100, TRUSTS), "passed"),
        (held(100, TRUSTS[:37]), held(100, TRUSTS), "beyond"),
        # A day of a long series may be withdrawn; a month of three, or the newest, may not.
        (held(100, periods=DAYS[1:]), held(100, periods=DAYS), "passed"),
        (held(100, periods=DAYS[:-1]), held(100, periods=DAYS), "beyond"),
        (
            held(100, periods=["2026-01", "2026-03"]),
            held(100, periods=["2026-01", "2026-02", "2026-03"]),
            "beyond",
        ),
        (held(100, periods=["2026-02", "2026-03"]), held(100, periods=["2026-01", "2026-02"]), "passed"),
        (held(100, periods=["2025-12", "2026-01"]), held(100, periods=["2026-01", "2026-02"]), "beyond"),
    ],
)
def test_what_is_a_loss(now, before, expected):
    assert outcome(now, before) == expected


def test_a_council_that_ended_may_be_gone_and_one_that_stands_may_not():
    before, now = held(entities=["A", "B"], entity="council"), held(entities=["A"], entity="council")
    assert outcome(now, before, {"A"}) == "passed"
    assert outcome(now, before, {"A", "B"}) == "beyond"


@given(
    before=st.sets(st.integers(1, 30), max_size=25),
    now=st.sets(st.integers(1, 30), max_size=25),
    rows=st.tuples(st.integers(0, 99), st.integers(0, 99)),
)
def test_nothing_that_is_kept_or_added_is_ever_a_loss(before, now, rows):
    names = {f"{n:02d}" for n in before}, {f"{n:02d}" for n in before | now}
    more = held(max(rows), names[1], names[1]), held(min(rows), names[0], names[0])
    assert outcome(*more) == "passed"
