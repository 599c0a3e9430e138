"""What the edition stores of the rules of hospitals' days is what these rules give, and is read in their place."""

from datetime import date, timedelta

from tests.measures.outcomes.hospitals import observed
from tests.measures.outcomes.test_observations_hospital_days import criteria, trust

from careplace.engine import Engine
from careplace.measures.outcomes import observing

QUERY = "observations/nhs_discharge.sql"
STORED = [table for names in observing.STORED.values() for table in names]


def written(folder):
    """Twenty days of a trust, of which one is 0 and so not reported."""
    days = [date(2023, 3, 30) + timedelta(n) for n in range(20)]
    rows = [trust("T1", on, 0 if n == 7 else 300 + n) for n, on in enumerate(days)]
    observed(folder, nhs_criteria_to_reside=criteria(rows))


def prepared(folder) -> dict[str, list]:
    with Engine(threads=1) as engine:
        observing.see_for(engine, folder, QUERY)
        return {table: engine.rows(f'from "{table}" order by all') for table in STORED}


def test_what_is_stored_is_what_the_rules_give(tmp_path):
    written(tmp_path)
    by_rules = prepared(tmp_path)
    assert len(by_rules["hospital_day"]) == 20
    assert [row["period"] for row in by_rules["not_reported"]] == [date(2023, 4, 6)]
    with Engine(threads=1) as engine:
        observing.see_for(engine, tmp_path, QUERY)
        observing.store(engine, tmp_path)
    assert prepared(tmp_path) == by_rules


def test_what_is_stored_is_read_and_not_prepared_again(tmp_path, monkeypatch):
    written(tmp_path)
    with Engine(threads=1) as engine:
        observing.see_for(engine, tmp_path, QUERY)
        observing.store(engine, tmp_path)
        bytes_before = {table: (tmp_path / f"{table}.parquet").read_bytes() for table in STORED}
        observing.store(engine, tmp_path)
    assert {table: (tmp_path / f"{table}.parquet").read_bytes() for table in STORED} == bytes_before
    scripts = []
    monkeypatch.setattr(Engine, "script", lambda _self, _package, name: scripts.append(name))
    with Engine(threads=1) as engine:
        observing.see_for(engine, tmp_path, QUERY)
        assert engine.rows("select count(*) as days from hospital_day") == [{"days": 20}]
    assert "observations/nhs_counted.sql" not in scripts
