"""An edition is made whole or not at all, is the same bytes again, and serves by one swap."""

import fcntl
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.editions.fictional import write_csv, write_places, write_register

from careplace.editions.build import build
from careplace.editions.checks import Bounds, CheckFailed
from careplace.editions.home import EditionError, Home
from careplace.editions.keeping import verify
from careplace.editions.opening import open_edition
from careplace.sources.contract import SourceError


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_what_is_built_serves_and_can_be_read(raw, home, world):
    result = build(raw, home, **world)
    assert result.id.startswith("2026-05-01-")
    assert Home(home).current() == result.id
    assert (home / "current").readlink() == Path("editions") / result.id
    with open_edition(home) as edition:
        assert edition.id == result.id
        assert edition.engine.rows("select count(*) as n from register_list") == [{"n": 30}]
        beds = edition.engine.rows("select sum(value) as beds from figure where measure = 'beds'")
        assert beds == [{"beds": sum(n % 40 for n in range(30))}]
    assert verify(home) == []


def test_the_same_inputs_give_the_same_bytes_in_another_home(raw, tmp_path, world):
    one = build(raw, tmp_path / "one", **world)
    # Another folder, other times, another order of writing: none of it may show.
    moved = tmp_path / "elsewhere" / "deeper"
    for path in sorted(raw.iterdir(), reverse=True):
        moved.mkdir(parents=True, exist_ok=True)
        (moved / path.name).write_bytes(path.read_bytes())
    other = build(moved, tmp_path / "other", **world)
    assert one.id == other.id
    assert bytes_of(one.folder) == bytes_of(other.folder)


def test_the_same_bytes_after_another_edition_came_between(raw, tmp_path, world):
    alone = build(raw, tmp_path / "alone", **world)
    earlier = tmp_path / "earlier"
    write_places(earlier)
    write_register(earlier, "2026-04-01", first=5)
    build(earlier, tmp_path / "long", **world)
    after = build(raw, tmp_path / "long", **world)
    assert bytes_of(alone.folder) == bytes_of(after.folder)


def test_an_edition_that_stands_is_not_made_again(raw, home, world):
    first = build(raw, home, **world)
    manifest = first.folder / "manifest.json"
    before = manifest.stat().st_mtime_ns
    again = build(raw, home, **world)
    assert (again.id, again.stood, first.stood) == (first.id, True, False)
    assert manifest.stat().st_mtime_ns == before


def test_a_damaged_edition_is_made_again(raw, home, world):
    first = build(raw, home, **world)
    table = first.folder / "tables" / "register_list.parquet"
    table.write_bytes(table.read_bytes()[:-1])
    again = build(raw, home, **world)
    assert (again.id, again.stood) == (first.id, False)
    assert verify(home) == []


def test_going_back_to_earlier_inputs_lets_the_earlier_edition_serve(raw, home, world):
    first = build(raw, home, **world)
    write_register(raw, first=1)
    second = build(raw, home, **world)
    write_register(raw)
    third = build(raw, home, **world)
    assert (third.id, third.stood) == (first.id, True)
    assert first.id != second.id
    assert Home(home).current() == first.id


def test_unknown_files_are_left_aside_and_do_not_change_the_edition(raw, home, world):
    first = build(raw, home, **world)
    write_csv(raw / "deeper" / "shopping.csv", ["eggs,2", "milk,1"])
    (raw / "notes.md").write_text("# Notes\n", encoding="utf-8")
    (raw / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\0")
    (raw / ".hidden.csv").write_text("Register of Fiction,2026-01-01\n", encoding="utf-8")
    again = build(raw, home, **world)
    assert sorted(one.name for one in again.left_aside) == ["notes.md", "picture.png", "shopping.csv"]
    assert not any(one.unreadable for one in again.left_aside)
    assert again.manifest["left_aside"] == []
    assert again.id == first.id


def test_a_renamed_file_in_a_deeper_folder_is_recognised(raw, home, world):
    (raw / "x").mkdir()
    (raw / "register 2026-05-01.csv").rename(raw / "x" / "download(3).txt")
    assert build(raw, home, **world).manifest["inputs"][1]["name"] == "download(3).txt"


def test_the_same_bytes_under_two_names_count_once(raw, home, world):
    (raw / "z copy.csv").write_bytes((raw / "register 2026-05-01.csv").read_bytes())
    result = build(raw, home, **world)
    assert [entry["name"] for entry in result.manifest["inputs"]] == ["places.csv", "register 2026-05-01.csv"]


def test_home_inside_the_raw_folder_is_not_raw(raw, world):
    first = build(raw, raw / "careplace-data", **world)
    assert build(raw, raw / "careplace-data", **world).id == first.id


def test_raw_may_be_several_folders_and_files(raw, tmp_path, home, world):
    other = write_register(tmp_path / "other", "2026-06-01")
    result = build([raw, other], home, **world)
    assert result.id.startswith("2026-06-01-")
    assert len(result.manifest["snapshots"]) == 2


@pytest.mark.parametrize("folder", ["nowhere", "empty"])
def test_a_raw_folder_without_files_is_an_error(tmp_path, home, world, folder):
    (tmp_path / "empty").mkdir()
    with pytest.raises(EditionError, match=folder):
        build(tmp_path / folder, home, **world)


def test_two_files_of_one_publication_and_date_that_share_councils_are_an_error(raw, home, world):
    write_csv(raw / "second.csv", ["Register of Fiction,2026-05-01,", "1-9999,F02,4"])
    with pytest.raises(SourceError) as caught:
        build(raw, home, **world)
    (problem,) = caught.value.problems
    assert problem.file == "register 2026-05-01.csv"
    assert "second.csv" in problem.found
    assert "2026-05-01" in problem.found


def test_two_files_of_one_date_with_different_councils_are_one_snapshot(tmp_path, home, world):
    raw = tmp_path / "raw"
    write_places(raw)
    write_register(raw, councils=("F01", "F02")).rename(raw / "north.csv")
    write_register(raw, first=100, councils=("F03",)).rename(raw / "south.csv")
    (snapshot,) = build(raw, home, **world).manifest["snapshots"]
    assert (snapshot["locations"], snapshot["councils"], snapshot["national"]) == (60, 3, True)


def test_one_key_in_two_files_is_an_error(tmp_path, home, world):
    raw = tmp_path / "raw"
    write_places(raw)
    write_register(raw, locations=3, councils=("F01",)).rename(raw / "north.csv")
    write_register(raw, locations=3, first=2, councils=("F02",)).rename(raw / "south.csv")
    with pytest.raises(SourceError, match=r"location_id 1-0002 in this file and in (north|south)\.csv"):
        build(raw, home, **world)


def test_the_register_may_not_change_beyond_its_bounds(raw, home, world):
    build(raw, home, **world)
    write_register(raw, "2026-06-01", locations=20)
    with pytest.raises(
        CheckFailed, match=r"20 locations against 30 on 2026-05-01 \(-10\).*\n.*--accept-change"
    ):
        build(raw, home, **world)


def test_a_change_is_accepted_for_a_reason_that_stays_on_record(raw, home, world):
    write_register(raw, "2026-06-01", locations=20)
    result = build(raw, home, accept="ten homes closed", **world)
    assert result.manifest["accepted"] == "ten homes closed"
    assert [c["outcome"] for c in result.manifest["checks"] if c["check"] == "bounds"] == ["beyond"]
    # The next month's build meets the same change again, and needs no second reason.
    write_register(raw, "2026-07-01", locations=20)
    assert build(raw, home, **world).manifest["accepted"] is None


def test_wider_bounds_let_a_change_through(raw, home, world):
    write_register(raw, "2026-06-01", locations=20)
    world["bounds"] = Bounds(share=0.5, registers=world["bounds"].registers)
    assert build(raw, home, **world).manifest["accepted"] is None


def test_the_last_edition_bounds_a_register_that_stands_alone(raw, home, world):
    build(raw, home, **world)
    (raw / "register 2026-05-01.csv").unlink()
    write_register(raw, "2026-06-01", locations=20)
    with pytest.raises(CheckFailed, match="against 30 on 2026-05-01"):
        build(raw, home, **world)
    result = build(raw, home, accept="yes", **world)
    found = {c.check: c.outcome for c in result.against_last}
    assert found == {"gone": "noted", "bounds": "beyond", "whole": "beyond"}
    (line,) = [json.loads(x) for x in (home / "journal.jsonl").read_text().splitlines()][1:]
    assert line["accepted"] == "yes"


def test_a_late_publication_is_noted(raw, home, world):
    result = build(raw, home, **world)
    assert [c["outcome"] for c in result.manifest["checks"] if c["check"] == "late"] == ["passed"]


def test_a_second_build_of_a_home_waits_its_turn(raw, home, world):
    build(raw, home, **world)
    with (home / "lock").open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with pytest.raises(EditionError, match="another careplace is changing"):
            build(raw, home, **world)
        with open_edition(home) as edition:
            assert edition.engine.rows("select count(*) as n from figure") == [{"n": 3}]


def test_what_a_killed_build_left_is_swept(raw, home, world):
    (home / "building" / "tmp123" / "edition").mkdir(parents=True)
    (home / "building" / "tmp123" / "edition" / "half.parquet").write_bytes(b"PAR1")
    build(raw, home, **world)
    assert list((home / "building").iterdir()) == []


def test_every_table_of_every_contract_is_there_even_empty(raw, home, world):
    (raw / "register 2026-05-01.csv").unlink()
    result = build(raw, home, **world)
    assert result.id.startswith("undated-")
    assert pq.read_metadata(result.folder / "tables" / "register_list.parquet").num_rows == 0


def test_raw_text_is_kept_with_its_sheet(raw, home, world):
    result = build(raw, home, **world)
    texts = {name: about["source"] for name, about in result.manifest["raw_text"].items()}
    assert set(texts.values()) == {entry["sha256"] for entry in result.manifest["inputs"]}
    name = next(n for n, source in texts.items() if source == result.manifest["inputs"][0]["sha256"])
    assert pq.read_table(result.folder / name)["c0"].to_pylist() == ["Places of Fiction", "F01", "F02", "F03"]


def test_progress_is_told_in_steps(raw, home, world):
    told = []
    build(raw, home, progress=lambda *step: told.append(step), **world)
    assert told[0] == ("Reading places.csv", 0, 2)
    assert {what for what, _done, _of in told} >= {"Checking", "Counting beds", "Sealing the edition"}
    assert all(0 <= done <= of for _what, done, of in told)
