"""A home whose register holds one location of every state, beside those of the demonstration."""

import shutil
from pathlib import Path

import duckdb
from tests.web.resealed import reseal

from careplace.editions.home import Home
from careplace.engine import Engine
from careplace.measures.providers import register

OWN, INHERITED, NEVER, MET, NOT_MET = "1-900001", "1-900002", "1-900003", "1-900004", "1-900005"
DORMANT, LITTLE, SERVICES, EARLIER = "1-900006", "1-900007", "1-900008", "1-900009"
DEREGISTERED, GONE, INSPECTED, BEFORE = "1-900010", "1-900011", "1-900012", "1-900013"
NEWER, CLOSED, CHANGED = "1-900014", "1-900015", "1-800003"
PROVIDER, PERSON, BRAND = "1-800001", "1-800002", "Brand & <b>Sons</b>"
FORMULA = "=cmd|' /C calc'!A0"
FIELDS = "safe, effective, caring, responsive, well_led"

# id, name, overall, the key questions, inherited, dormant, services rated, provider
NEWEST = [
    (OWN, FORMULA, "Good", "Good", False, False, "", PROVIDER),
    (INHERITED, "Inherited House", "Requires improvement", None, True, False, "", PROVIDER),
    (NEVER, "Never House", None, None, False, False, "", PROVIDER),
    (MET, "Met Dental", "Not applicable", "Regulations met", False, False, "", PROVIDER),
    (NOT_MET, "Unmet Dental", "Not applicable", "Regulations not met", False, False, "", PROVIDER),
    (DORMANT, "Dormant House", None, None, False, True, "", PROVIDER),
    (LITTLE, "Little House", "Insufficient evidence to rate", None, False, False, "", PROVIDER),
    (SERVICES, "Services House", "Rated by service group", None, False, False, "Homecare: Good", PROVIDER),
    (NEWER, "Newer House", "Good", "Good", False, False, "", CHANGED),
    (CLOSED, "Shut House", "Good", "Good", False, False, "", CHANGED),
]
EARLIEST = [(EARLIER, "Earlier House", "Inadequate", None, False, False, "", PERSON)]


def made(home: Path, to: Path) -> Path:
    """A copy of a home with the states added."""
    id = Home(home).current()
    (to / "editions").mkdir(parents=True)
    shutil.copytree(home / "editions" / id, to / "editions" / id)
    (to / "current").symlink_to(f"editions/{id}")
    shutil.copytree(home / "publications", to / "publications")
    _add(to / "editions" / id / "tables")
    _remake_tables_of_locations(to / "editions" / id / "tables")
    reseal(to / "editions" / id)
    return to


def _add(tables: Path) -> None:
    with duckdb.connect() as db:
        days = sorted(path.stem for path in (tables / "register").glob("*.parquet"))
        for day, rows in ((days[-1], NEWEST), (days[0], EARLIEST)):
            register = tables / "register" / f"{day}.parquet"
            council = db.execute(f"select min(council) from '{register}'").fetchone()[0]
            _append(db, register, " union all by name ".join(_row(day, council, row) for row in rows))
            sector = "select date '{}' as snapshot, '{}' as location_id, '{}' as council, 'residential-care' as sector"
            each = [sector.format(day, row[0], council) for row in rows]
            _append(db, tables / "location_sector" / f"{day}.parquet", " union all ".join(each))
        for name, rows in _OTHERS.items():
            _append(db, tables / f"{name}.parquet", rows.format(day=days[-1], council=council))


def _remake_tables_of_locations(tables: Path) -> None:
    with Engine() as engine:
        register.open_tables(engine, tables)
        register.see_registers(engine, tables)
        register.write_of_locations(engine, tables)


def _row(day: str, council: str, row: tuple) -> str:
    id, name, overall, question, inherited, dormant, services, provider = row
    name = name.replace("'", "''")
    questions = ", ".join(f"{_text(question)} as {field}" for field in FIELDS.split(", "))
    return (
        f"select date '{day}' as snapshot, '{id}' as location_id, '{name}' as location_name, '{council}' as council, "
        f"'AA1 1AA' as postcode, 'Town' as city, 'Residential social care' as category, true as care_home, "
        f"20::bigint as beds, '|Care home service without nursing|' as services, '|Dementia|' as user_bands, "
        f"{dormant} as dormant, date '2019-05-01' as registered_on, '{provider}' as provider_id, "
        f"{_text(None if provider == PERSON else 'Good Provider Limited')} as provider_name, '{BRAND}' as brand_name, "
        f"{_text(overall)} as overall, {questions}, date '2019-06-01' as published_on, {inherited} as inherited, "
        f"'{services}' as services_rated, true as counted, true as in_list, 'abc' as source, '' as sheet, "
        "7::bigint as source_row, 'abc' as rating_source, 'Sheet' as rating_sheet, 8::bigint as overall_row"
    )


def _text(value: str | None) -> str:
    return f"'{value}'" if value else "cast(null as varchar)"


def _append(db, path: Path, rows: str) -> None:
    after = path.with_suffix(".new")
    columns = f"select * from '{path}' limit 0"
    # The columns and types of the table as it was, whatever the rows added lack.
    db.execute(f"create or replace table whole as {columns}")
    db.execute(f"insert into whole by name select * from '{path}'")
    db.execute(f"insert into whole by name {rows}")
    db.execute(f"copy whole to '{after}' (format parquet)")
    after.replace(path)


_WHENCE = "'abc' as source, '' as sheet, 1::bigint as source_row"
_OTHERS = {
    "cqc_deactivated": f"select date '{{day}}' as snapshot, '{DEREGISTERED}' as location_id, "
    f"'Closed House' as location_name, date '2012-01-01' as registered_on, "
    f"date '2020-03-04' as ended_on, true as care_home, 12 as beds, "
    f"'{{council}}' as council, 'Residential social care' as category, '{PROVIDER}' as provider_id, {_WHENCE}",
    "cqc_last_rating": f"select date '{{day}}' as snapshot, '{DEREGISTERED}' as location_id, 'Overall' as domain, "
    f"'Inadequate' as rating, date '2019-12-01' as published_on, false as inherited, {_WHENCE}",
    "cqc_location_link": f"select date '{{day}}' as snapshot, '{GONE}' as predecessor_id, '{OWN}' as successor_id, "
    f"'New Provider' as reason, {_WHENCE}",
    "succession": f"select '{GONE}' as predecessor_id, '{OWN}' as successor_id, 'published' as basis, 1 as steps "
    f"union all select '{DEREGISTERED}', '{INHERITED}', 'inferred from name, postcode and service', 1",
    "homecare_inspection": f"select '{INSPECTED}' as location_id, date '2016-01-02' as published_on, 'Good' as rating, "
    f"date '2014-01-01' as location_started_on, date '2018-02-03' as location_ended_on, {_WHENCE} "
    f"union all select '{NEWER}', date '2026-09-20', 'Inadequate', date '2019-05-01', null, {_WHENCE} "
    f"union all select '{CLOSED}', date '2018-01-02', 'Inadequate', date '2012-05-01', date '2026-09-21', {_WHENCE}",
    "cqc_rating_history": f"select date '{{day}}' as snapshot, '{OWN}' as location_id, '{OWN}' as rated_id, "
    f"'Overall' as domain, 'Inadequate' as rating, date '2016-02-03' as published_on, {_WHENCE}",
    "cqc_rating": f"select date '{{day}}' as snapshot, '{SERVICES}' as location_id, 'Services House' as location_name, "
    f"'Homecare' as service_group, 'Overall' as domain, 'Good' as rating, date '2026-01-02' as published_on, "
    f"false as inherited, {_WHENCE}",
    "cqc_provider_rating": f"select date '{{day}}' as snapshot, '{PROVIDER}' as provider_id, 'Overall' as service_group, "
    f"'Well-led' as domain, 'Outstanding' as rating, date '2025-01-02' as published_on, false as inherited, {_WHENCE}",
    "cqc_provider": f"select date '{{day}}' as snapshot, '{PERSON}' as provider_id, "
    f"'Individual/partnership provider {PERSON}' as provider_name, "
    f"false as registered, date '2011-01-01' as registered_on, date '2021-04-05' as ended_on, "
    f"'Partnership' as ownership, {_WHENCE}",
    "cqc_location": f"select date '{{day}}' as snapshot, id as location_id, 'n' as location_name, latitude, "
    f"-1.5 as longitude, {_WHENCE} from (values ('{OWN}', 52.0), ('{INHERITED}', 52.1)) as t(id, latitude)",
}
