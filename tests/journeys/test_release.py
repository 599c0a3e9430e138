"""Releases under attack: no count of few people follows from totals, places, periods, or an earlier release."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from csvw import TableGroup
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from tests.journeys import oracle

from careplace.journeys.counting.count import Counted
from careplace.journeys.counting.grain import CELLS
from careplace.journeys.counting.periods import calendar
from careplace.journeys.definitions import measures
from careplace.journeys.release.checksums import faults
from careplace.journeys.release.files import FIGURES, published
from careplace.journeys.release.protection import all_sums, cells_of, layers, safe
from careplace.journeys.release.release import ReleaseError, release
from careplace.journeys.results import Results, ResultsError, read_results, write_manifest, write_measure
from careplace.journeys.whole_folder import FolderError
from careplace.statistics.disclosure import LARGEST_SMALL, Sum, inferred

SHARE, COUNT, DAYS = (measures()[id] for id in ("readmission_30_days", "discharge_pathways", "delayed_days"))
BOARDS = {"C0": "B0", "C1": "B0", "C2": "B1"}
ATTACKED = 12
PEOPLE = {n: {"born": date(1940, 5, 1)} for n in range(5000)}
PERIODS = calendar(date(2025, 4, 1), date(2026, 3, 31)).to_pydict()


def listed(seed, size, councils=3, trusts=2, often=3):
    """Rows as a measure lists them: (person, (day, council, trust, category, counted, days))."""
    chance = np.random.default_rng(seed)
    for _ in range(size):
        month = int(chance.integers(0, 12))
        day = date(2025 + (month > 8), (month + 3) % 12 + 1, 15)
        council, trust = chance.choice(councils, p=weights(councils)), chance.choice(trusts)
        yield (
            int(chance.integers(0, max(1, size // often))),
            (
                day,
                f"C{council}",
                f"T{trust}",
                str(chance.choice(3, p=weights(3))),
                int(chance.random() < 0.2),
                4,
            ),
        )


def weights(size):
    raw = np.array([4.0**-n for n in range(size)])
    return raw / raw.sum()


def table(rows, boards=BOARDS):
    cells = oracle.cells(list(rows), PEOPLE, set(PERIODS["month"]), set(PERIODS["year"]), boards)
    return pa.table(
        {
            name: [[*key, *values][n] for key, values in sorted(cells.items())]
            for n, name in enumerate(CELLS.names)
        },
        schema=CELLS,
    )


def stacked(measure, cells_table):
    events, counted = cells_table["events"].to_numpy(), cells_table["counted"].to_numpy()
    chosen = {"events": events, "counted": counted, "rest": events - counted}
    return np.concatenate([chosen[layer] for layer in layers(measure)]).astype(float)


def people_behind(measure, cells_table):
    columns = {"events": "people", "counted": "people_counted", "rest": "people_not_counted"}
    return np.concatenate([cells_table[columns[layer]].to_numpy() for layer in layers(measure)])


def attacked(measure, cells_table, shown):
    """What a reader makes of each small count: [(value, least, greatest)]. `shown` is {(cell, layer)} with a count."""
    cells = cells_of(cells_table)
    keys = [(cell, layer) for layer in layers(measure) for cell in cells]
    values = stacked(measure, cells_table)
    withheld = np.array([key not in shown for key in keys])
    known_sums = all_sums(measure, cells, BOARDS)
    small = (values > 0) & (people_behind(measure, cells_table) <= LARGEST_SMALL)
    small |= (values > 0) & (values <= LARGEST_SMALL)
    assert withheld[small].all()
    # A few: a search of a table takes seconds for them all.
    chosen = np.random.default_rng(len(values)).permutation(np.flatnonzero(small))[:ATTACKED]
    return [(values[n], *inferred(values, withheld, known_sums, int(n))) for n in chosen]


def shown_of(release_of_measure):
    return {
        (cell, layer)
        for layer, values in release_of_measure.values.items()
        for cell, value in zip(release_of_measure.cells, values, strict=True)
        if not np.isnan(value)
    }


def as_published(release_of_measure):
    return {
        (cell, layer): None if np.isnan(value) else int(value)
        for layer, values in release_of_measure.values.items()
        for cell, value in zip(release_of_measure.cells, values, strict=True)
    }


@pytest.mark.parametrize("measure", [SHARE, COUNT], ids=lambda measure: measure.id)
@pytest.mark.parametrize(("seed", "size", "often"), [(1, 150, 1), (2, 700, 3), (3, 1500, 40)])
def test_no_small_count_follows_from_totals_places_ages_and_months(measure, seed, size, often):
    """The reader is stronger than any real one: every sum, and the exact counts in place of rounded ones."""
    cells_table = table(listed(seed, size, often=often))
    safe_counts = safe(measure, cells_table, BOARDS)
    found = attacked(measure, cells_table, shown_of(safe_counts))
    assert found
    for value, least, greatest in found:
        assert least <= 1 + 1e-6
        assert greatest >= min(value + LARGEST_SMALL, max(value, LARGEST_SMALL)) - 1e-6


@settings(max_examples=3)
@given(st.integers(0, 10_000), st.integers(1, 6))
def test_no_small_count_follows_from_two_releases(seed, late):
    """A few records came late. The reader subtracts one release from the other, and takes what did not change as it was."""
    first = list(listed(seed, 600))
    second = [*first, *listed(seed + 1, late)]
    before = safe(COUNT, table(first), BOARDS)
    after = safe(COUNT, table(second), BOARDS, [as_published(before)])
    # Withheld once, withheld always: else the choice of what hides a small count would change, and show it.
    earlier = as_published(before)
    both = {key for key in earlier if key in as_published(after)}
    assert all(as_published(after)[key] is None for key in both if earlier[key] is None)
    for least, greatest in reread(second, earlier, after):
        assert least <= 1 + 1e-6
        assert greatest >= LARGEST_SMALL - 1e-6


def reread(rows, earlier, after):
    """(least, greatest) of each small count, of a reader with two releases.

    Of a count with the same rounded value in both they know what rounding says; each other that is shown they know exactly.
    """
    now = table(rows)
    keys, values = [(cell, "events") for cell in cells_of(now)], stacked(COUNT, now)
    nearest, published = np.floor(values / 5 + 0.5) * 5, as_published(after)
    shown = np.array([published.get(key) is not None for key in keys])
    carried = shown & np.array([earlier.get(key) == value for key, value in zip(keys, nearest, strict=True)])
    bounds = np.column_stack(
        [
            np.where(carried, np.maximum(nearest - 2, 0), np.where(shown, values, 0)),
            np.where(carried, nearest + 2, np.where(shown, values, np.inf)),
        ]
    )
    for cell in np.flatnonzero((values > 0) & (values <= LARGEST_SMALL)):
        yield least_and_greatest(bounds, all_sums(COUNT, cells_of(now), BOARDS), cell)


def least_and_greatest(bounds, known_sums, cell):
    equations = np.zeros((len(known_sums), len(bounds)))
    for row, each in zip(equations, known_sums, strict=True):
        row[list(each.parts)] = 1
        row[each.total] -= 1
    aim = np.arange(len(bounds)) == cell
    ends = [
        linprog(sign * aim.astype(float), A_eq=equations, b_eq=np.zeros(len(equations)), bounds=bounds)
        for sign in (1, -1)
    ]
    assert ends[0].status == 0
    return ends[0].fun, -ends[1].fun if ends[1].status == 0 else np.inf


@pytest.mark.parametrize(("seed", "late"), [(4, 3), (3, 6)])
def test_a_new_small_count_is_withheld_with_what_was_shown_before(seed, late):
    """The first person of 75 to 84 in a board whose months and total were shown: nothing else could hide them."""
    first, second = list(listed(seed, 600)), [*listed(seed, 600), *listed(seed + 1, late)]
    earlier = as_published(safe(COUNT, table(first), BOARDS))
    after = safe(COUNT, table(second), BOARDS, [earlier])
    assert any(value is None and earlier.get(key) is not None for key, value in as_published(after).items())
    for least, greatest in reread(second, earlier, after):
        assert least <= 1 + 1e-6
        assert greatest >= LARGEST_SMALL - 1e-6


def test_a_release_that_forgot_the_one_before_would_be_recovered():
    """Why the last release is an input: of two counts that hide a small one by turns, each is shown in one release."""
    first = list(by_category(3, 20, 21))
    second = [*first, *((900 + n, row) for n, (_, row) in enumerate(by_category(0, 2, 0)))]
    before = safe(COUNT, table(first), BOARDS)
    forgotten = safe(COUNT, table(second), BOARDS)
    remembered = safe(COUNT, table(second), BOARDS, [as_published(before)])
    assert known_of_the_small_one(first, second, before, forgotten) == (3, 3)
    least, greatest = known_of_the_small_one(first, second, before, remembered)
    assert least <= 1 + 1e-6
    assert greatest >= LARGEST_SMALL - 1e-6


def by_category(*sizes):
    """Rows of one council and month, so many in each category."""
    categories = [category for category, size in enumerate(sizes) for _ in range(size)]
    for person, category in enumerate(categories):
        yield person, (date(2025, 5, 15), "C0", "T0", str(category), 0, 4)


def known_of_the_small_one(first, second, before, after):
    """(least, greatest) of category 0, of a reader who has every count that is shown and did not change, from either."""
    now, then = table(second), table(first)
    same = dict(zip(cells_of(then), stacked(COUNT, then), strict=True)).items()
    same &= dict(zip(cells_of(now), stacked(COUNT, now), strict=True)).items()
    known = shown_of(after) | {key for key in shown_of(before) if key[0] in dict(same)}
    keys, known_sums = [(cell, "events") for cell in cells_of(now)], all_sums(COUNT, cells_of(now), BOARDS)
    withheld = np.array([key not in known for key in keys])
    small = next(n for n, (cell, _layer) in enumerate(keys) if cell.category == "0")
    return inferred(stacked(COUNT, now), withheld, known_sums, small)


def test_many_stays_of_few_people_are_withheld():
    rows = [(n % 3, (date(2025, 5, 1), "C0", "T0", "0", 1, 4)) for n in range(60)]
    rows += [(100 + n, (date(2025, 5, 1), "C1", "T0", "0", 1, 4)) for n in range(60)]
    safe_counts = safe(COUNT, table(rows), {})
    of_council = [
        (cell.place, value, reason)
        for cell, value, reason in zip(
            safe_counts.cells, safe_counts.values["events"], safe_counts.reasons["events"], strict=True
        )
        if cell.place == "C0"
    ]
    assert of_council
    assert all(np.isnan(value) and reason == "of 1 to 7 people" for _place, value, reason in of_council)


@pytest.fixture
def results(tmp_path):
    folder = tmp_path / "results"
    folder.mkdir()
    files = {}
    for measure in (SHARE, COUNT, DAYS):
        files |= write_measure(folder, measure, Counted(table(listed(3, 1500, councils=2))))
    entries = Results(
        (SHARE.id, COUNT.id, DAYS.id), files, "2025-04-01", "2026-03-31", BOARDS, "DuckDB", {}, "0", True
    )
    write_manifest(folder, entries)
    return folder


def figures(folder):
    with (folder / FIGURES).open(newline="") as file:
        return list(csv.DictReader(file))


def test_a_release_has_rounded_counts_and_says_what_is_withheld(results, tmp_path):
    withheld = release(results, tmp_path / "release", tmp_path / "log.csv")
    rows = figures(tmp_path / "release")
    assert {row["measure"] for row in rows} == {SHARE.id, COUNT.id, DAYS.id}
    for row in rows:
        hidden = row["withheld"].split()
        for name in ("events", "counted", "days"):
            assert not row[name] or int(row[name]) % 5 == 0
        assert ("events" in hidden) == (row["events"] == "")
        if hidden:
            assert row["percent"] == ""
        if "events" in hidden:
            assert row["days"] == ""
    with (tmp_path / "log.csv").open(newline="") as file:
        log = list(csv.DictReader(file))
    assert len(log) == withheld > 0
    assert {row["reason"] for row in log} <= {"1 to 7", "of 1 to 7 people", "would give another away"}
    assert not [value for row in log for value in row.values() if value.isdigit() and value not in "012"]


def test_the_figures_of_a_release_are_valid_csv_on_the_web(results, tmp_path):
    release(results, tmp_path / "release", tmp_path / "log.csv")
    group = TableGroup.from_file(tmp_path / "release" / "csv-metadata.json")
    for part in group.tables:
        assert list(part.iterdicts(strict=True))
    assert json.loads((tmp_path / "release" / "release.json").read_text())["fictional"] is True


def test_a_release_says_who_released_it_when_and_of_which_records(results, tmp_path):
    release(results, tmp_path / "r", tmp_path / "log.csv", by="Exampleshire", on=date(2026, 5, 1))
    manifest = json.loads((tmp_path / "r/release.json").read_text())
    with (tmp_path / "r/measures.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert {(row["released_by"], row["released_on"]) for row in rows} == {("Exampleshire", "2026-05-01")}
    assert {row["figures_sha256"] for row in rows} == {manifest["files"]["figures.csv"]}
    assert (manifest["released_by"], manifest["released_on"]) == ("Exampleshire", "2026-05-01")
    assert {row["last_day"] for row in rows} == {manifest["last_day"]}


NEEDED = ("figures.csv", "measures.csv")


def test_a_release_as_it_was_released_has_no_fault(results, tmp_path):
    release(results, tmp_path / "r", tmp_path / "log.csv")
    assert faults(tmp_path / "r", NEEDED) == []


@pytest.mark.parametrize("name", ["figures.csv", "measures.csv", "csv-metadata.json", "release.json"])
def test_a_file_that_is_missing_or_changed_is_a_fault(results, tmp_path, name):
    folder = tmp_path / "r"
    release(results, folder, tmp_path / "log.csv")
    whole = (folder / name).read_bytes()
    (folder / name).write_bytes(whole[: len(whole) // 2])
    assert [file for file, _ in faults(folder, NEEDED)] == [name]
    (folder / name).unlink()
    assert faults(folder, NEEDED) == [(name, "no such file")]


@pytest.mark.parametrize("text", ["[]", "{}", '{"files": 3}', '{"files": {"../x": "0"}}'])
def test_another_record_is_none_of_a_release(tmp_path, text):
    (tmp_path / "release.json").write_text(text)
    assert [file for file, _ in faults(tmp_path, NEEDED)] == ["release.json"]


def test_a_record_without_a_checksum_of_the_figures_is_a_fault(tmp_path):
    (tmp_path / "release.json").write_text('{"files": {}}')
    assert [file for file, _ in faults(tmp_path, NEEDED)] == list(NEEDED)


def test_the_next_release_withholds_what_this_one_did(results, tmp_path):
    release(results, tmp_path / "one", tmp_path / "one.csv")
    release(results, tmp_path / "two", tmp_path / "two.csv", after=[tmp_path / "one"])
    assert published(tmp_path / "one") == published(tmp_path / "two")


def test_no_release_of_damaged_results_over_another_or_after_none(results, tmp_path):
    (tmp_path / "there").mkdir()
    with pytest.raises(FolderError, match="exists"):
        release(results, tmp_path / "there", tmp_path / "log.csv")
    with pytest.raises(ReleaseError, match="is no release"):
        release(results, tmp_path / "new", tmp_path / "log.csv", after=[tmp_path / "there"])
    (results / f"{COUNT.id}.parquet").write_bytes(b"other")
    with pytest.raises(ResultsError, match=f"{COUNT.id}.parquet changed"):
        read_results(results)
    with pytest.raises(ResultsError, match="careplace journeys run"):
        read_results(tmp_path / "there")


@pytest.mark.parametrize("pause", [0.0, 0.3, 1.0])
def test_a_release_that_is_killed_leaves_nothing_under_its_name(results, tmp_path, pause):
    command = [
        sys.executable,
        "-m",
        "careplace",
        "journeys",
        "release",
        str(results),
        "--to",
        str(tmp_path / "out"),
    ]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ.copy()
    ) as process:
        until = time.monotonic() + 60
        while (
            not (tmp_path / ".out.unfinished").exists()
            and process.poll() is None
            and time.monotonic() < until
        ):
            time.sleep(0.01)
        time.sleep(pause)
        process.send_signal(signal.SIGKILL)
    whole = (tmp_path / "out").exists()
    assert not whole or (tmp_path / "out" / "release.json").exists()
    if not whole:
        release(results, tmp_path / "out", tmp_path / "log.csv")
        assert not (tmp_path / ".out.unfinished").exists()


def test_sums_name_every_total_of_a_cell():
    cells = cells_of(table(listed(1, 50)))
    names = {cell for cell in cells if cell.place_kind != "all"}
    totals = [Sum(s.total, s.parts) for s in all_sums(COUNT, cells, BOARDS)]
    values = stacked(COUNT, table(listed(1, 50)))
    assert names
    for known in totals:
        assert values[known.total] == values[list(known.parts)].sum()
