"""Fictional records load, without a fault, to the model that was generated."""

import pytest

from careplace.engine import Engine
from careplace.journeys.key import create_hash
from careplace.journeys.loading import load
from careplace.journeys.model import TABLES, read_manifest, relation
from careplace.journeys.synthetic.generate import generate_model
from careplace.journeys.synthetic.layouts import generate_records

KEY = b"0123456789abcdefghijklmnopqrstuvwxyz"
EVENTS = 20_000


@pytest.fixture(scope="module", params=["csv", "parquet"])
def folders(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    generate_model(folder / "generated", EVENTS, seed=5, buckets=1)
    generate_records(folder / "records", EVENTS, seed=5, format=request.param)
    quality = load(folder / "records", folder / "model", KEY, buckets=3)
    return folder, quality


def test_fictional_records_have_no_fault(folders):
    _folder, quality = folders
    assert quality.faults == ()
    assert set(quality.publications.values()) == {"cld", "hes_apc", "ecds", "deaths"}


@pytest.mark.parametrize("table", TABLES)
def test_the_loaded_table_is_the_generated_one(folders, table):
    folder, _quality = folders
    generated, loaded = folder / "generated", folder / "model"
    columns = ", ".join(column.name for column in TABLES[table] if column.name != "person_id")
    # People to whom nothing happened are in no publication.
    events = " union ".join(
        f"select person_id from {relation(generated, name)}" for name in ("stay", "contact", "death")
    )
    with Engine() as engine:
        create_hash(engine, KEY)
        engine.connection.execute(
            "create view expected as select person_key('FICTIONAL' || lpad(person_id::varchar, 12, '0')) as person_id, "
            f"{columns} from {relation(generated, table)} where person_id in ({events})"
        )
        engine.connection.execute(
            f"create view actual as select person_id, {columns} from {relation(loaded, table)}"
        )
        assert engine.rows("select count(*) > 100 as many from actual") == [{"many": True}]
        for one, other in (("expected", "actual"), ("actual", "expected")):
            assert engine.rows(f"select * from {one} except all select * from {other} limit 3") == []


def test_people_are_in_their_buckets(folders):
    folder, _quality = folders
    with Engine() as engine:
        for name in TABLES:
            rows = relation(folder / "model", name)
            assert engine.rows(f"select count(*) as n from {rows} where bucket <> person_id % 3") == [
                {"n": 0}
            ]


def test_the_manifest_is_that_of_real_data(folders):
    folder, quality = folders
    manifest = read_manifest(folder / "model")
    assert manifest.rows == quality.rows
    assert not manifest.fictional
    assert (folder / "model/quality.csv").is_file()
