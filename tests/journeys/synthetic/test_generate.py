"""Fictional people: the same by seed, consistent, near the published totals, and never half written."""

import hashlib

import duckdb
import numpy as np
import pyarrow.parquet as pq
import pytest

from careplace.journeys.model import (
    ADMISSIONS,
    DESTINATIONS,
    SETTINGS,
    TABLES,
    read_manifest,
    relation,
    schema,
)
from careplace.journeys.synthetic import totals
from careplace.journeys.synthetic.generate import blocks, generate_model, people_for
from careplace.journeys.whole_folder import FolderError


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    to = tmp_path_factory.mktemp("generated") / "model"
    generate_model(to, 1_000_000, seed=3, buckets=4)
    return to


@pytest.fixture(scope="module")
def query(model):
    connection = duckdb.connect()
    for name in TABLES:
        connection.execute(f"create view {name} as select * from {relation(model, name)}")
    yield lambda sql: connection.sql(sql).fetchall()
    connection.close()


def digests(folder):
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*.parquet")
    }


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path):
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        generate_model(tmp_path / name, 3000, seed=seed, buckets=3)
    assert digests(tmp_path / "a") == digests(tmp_path / "b")
    assert digests(tmp_path / "a") != digests(tmp_path / "c")


def test_there_are_about_as_many_events_as_named(model):
    rows = read_manifest(model).rows
    assert rows["stay"] + rows["contact"] + rows["death"] == pytest.approx(1_000_000, rel=0.03)


def test_the_manifest_counts_the_rows_and_says_that_they_are_fictional(model, query):
    manifest = read_manifest(model)
    assert manifest.rows == {name: query(f"select count(*) from {name}")[0][0] for name in TABLES}
    assert manifest.fictional
    assert manifest.buckets == 4


@pytest.mark.parametrize("table", TABLES)
def test_files_have_the_schema_of_the_model(model, table):
    path = next((model / table).rglob("*.parquet"))
    columns = [(field.name, field.type) for field in pq.read_schema(path)]
    assert columns == [(field.name, field.type) for field in schema(table)]


def test_buckets_are_those_of_the_people(query):
    for name in TABLES:
        assert query(f"select count(*) from {name} where bucket <> person_id % 4") == [(0,)]


def test_people_are_once_there(query):
    assert query("select count(*) - count(distinct person_id) from person") == [(0,)]


@pytest.mark.parametrize(
    ("fault", "where"),
    [
        ("ends before it starts", "ended < started or ended_at < started_at"),
        ("is after the last day", "started > date '2026-03-31' or ended > date '2026-03-31'"),
        ("goes on and is over", "ended is null and discharged_to is not null"),
        ("is delayed before it is ready", "delay_reason is not null and ready is null"),
        ("is ready after it ended", "ready > ended or ready < started"),
        ("is in hospital without an admission", "(setting = 'hospital') <> (admission is not null)"),
    ],
)
def test_no_stay(query, fault, where):
    assert query(f"select count(*) from stay where {where}") == [(0,)], fault


def test_nothing_is_after_a_death(query):
    assert query(
        "select count(*) from stay join death using (person_id) where coalesce(ended, started) > died"
    ) == [(0,)]
    assert query("select count(*) from contact join death using (person_id) where on_date > died") == [(0,)]


def test_stays_in_one_setting_do_not_overlap(query):
    assert query(
        "select count(*) from (select started, lag(coalesce(ended, date '9999-01-01')) over "
        "(partition by person_id, setting order by started, ended nulls last) as before from stay) where started < before"
    ) == [(0,)]


def test_words_are_those_of_the_model(query):
    for column, words in {
        "setting": SETTINGS,
        "discharged_to": DESTINATIONS,
        "admission": ADMISSIONS,
    }.items():
        assert {word for (word,) in query(f"select distinct {column} from stay")} - {None} <= set(words)


def test_discharges_by_weekday_are_as_published(query):
    counts = np.array(
        query(
            "select count(*) from stay where setting = 'hospital' and ended is not null "
            "and discharged_to <> 'died' group by isodow(ended) order by isodow(ended)"
        )
    )[:, 0]
    bound = totals.totals()["discharges_by_weekday"]["bound"]
    assert np.abs(counts / counts.sum() - totals.weekday_shares()).max() < bound


def test_delayed_days_by_reason_are_as_published(query):
    days = dict(
        query(
            "select delay_reason, sum(ended - ready) from stay where ended is not null and delay_reason is not null "
            "group by delay_reason"
        )
    )
    entries, total = totals.totals()["reason"], sum(days.values())
    published = sum(entry["days"] for entry in entries)
    bound = totals.totals()["delayed_days_by_reason"]["bound"]
    assert {entry["word"] for entry in entries} == set(days)
    for entry in entries:
        assert days[entry["word"]] / total == pytest.approx(entry["days"] / published, abs=bound)


@pytest.mark.parametrize("admission", ["emergency", "elective"])
def test_lengths_of_stay_are_as_published(query, admission):
    # In the first months no stay is long yet: nobody is in hospital on the first day.
    [(mean,)] = query(
        f"select avg(ended - started) from stay where admission = '{admission}' and ended > date '2024-10-01'"
    )
    expected = totals.totals()["length_of_stay"]
    assert mean == pytest.approx(expected[admission], rel=expected["bound"])


def test_waits_give_the_published_weekdays_exactly():
    """The oracle: people who could leave evenly over the week, each moved by their wait."""
    leaves = np.zeros(7)
    for day, waits in enumerate(totals.waits_by_weekday()):
        for wait, probability in enumerate(waits):
            leaves[(day + wait) % 7] += probability / 7
    assert leaves == pytest.approx(totals.weekday_shares())


def test_blocks_are_everyone_once():
    plan = blocks(1000, 7)
    ids = [block.first + 7 * number for block in plan for number in range(block.people)]
    assert sorted(ids) == list(range(1000))


def test_more_events_need_more_people():
    assert people_for(10_000, 1) == pytest.approx(10 * people_for(1000, 1), rel=0.01)


def test_a_folder_that_is_there_is_left_alone(tmp_path):
    (tmp_path / "model").mkdir()
    with pytest.raises(FolderError, match="exists"):
        generate_model(tmp_path / "model", 1000)
    assert list(tmp_path.rglob("*")) == [tmp_path / "model"]
