"""A fictional country of councils, boards and trusts, and what its hospitals publish, as observations.

Ash stands throughout. Bree (districts D1 and D2) gave way to Dell and Elm in 2023. Old and Poole became Joy, together,
in 2019. Rood got a new code (Sedge) in 2013. Quay was divided into Quay East and Quay West in 2021.
"""

from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq

from careplace.engine import Engine
from careplace.measures.outcomes import observing
from careplace.sources.contract import Table
from careplace.sources.nhs import tables as nhs
from careplace.sources.places.tables import POPULATION

FILE, OTHER_FILE = "a" * 64, "b" * 64
SPLIT, JOINED, RECODED, DIVIDED = date(2023, 4, 1), date(2019, 4, 1), date(2013, 4, 1), date(2021, 4, 1)
AREA = pa.schema(
    [
        ("code", pa.string()),
        ("kind", pa.string()),
        ("to_date", pa.date32()),
        ("council", pa.string()),
        ("name", pa.string()),
    ]
)
AREAS = [
    ("ash", "council", None, None),
    ("bree", "council", SPLIT, None),
    ("d1", "district", SPLIT, "bree"),
    ("d2", "district", SPLIT, "bree"),
    *((name, "council", None, None) for name in ("dell", "elm", "joy", "sedge", "quay-east", "quay-west")),
    ("old", "council", JOINED, None),
    ("poole", "council", JOINED, None),
    ("rood", "council", RECODED, None),
    ("quay", "council", DIVIDED, None),
]
SUCCESSOR = pa.schema(
    [("code", pa.string()), ("successor", pa.string()), ("changed_on", pa.date32()), ("whole", pa.bool_())]
)
SUCCESSORS = [
    ("d1", "dell", SPLIT, True),
    ("d2", "elm", SPLIT, True),
    ("bree", "dell", SPLIT, False),
    ("bree", "elm", SPLIT, False),
    ("old", "joy", JOINED, True),
    ("poole", "joy", JOINED, True),
    ("rood", "sedge", RECODED, True),
    ("quay", "quay-east", DIVIDED, False),
    ("quay", "quay-west", DIVIDED, False),
]
# Adults of each district; as many children again live in each.
ADULTS = {"ash": 1000, "d1": 400, "d2": 600, "joy": 2000, "sedge": 500, "quay-east": 300, "quay-west": 700}
ENGLAND = sum(ADULTS.values())
SHARES = {
    "T1": {"ash": 0.75, "d1": 0.25},
    "T2": {"ash": 0.5, "d2": 0.5},
    "T3": {"joy": 1.0},
}
BOARDS = {"T1": "north", "T2": "north", "T3": "south"}


def stood(district: str, on: date) -> str:
    """The council that a district was in, from the story above and not from the tables."""
    if district in ("d1", "d2"):
        return "bree" if on < SPLIT else {"d1": "dell", "d2": "elm"}[district]
    return district


def adults(council: str, on: date) -> int:
    return sum(number for district, number in ADULTS.items() if stood(district, on) == council)


def shares(trust: str, on: date) -> dict[str, float]:
    """The share of a trust's patients who live in each council on a day."""
    return {stood(district, on): share for district, share in SHARES[trust].items()}


def observed(folder, **tables: list[dict]) -> list[dict]:
    """The observations that are made of rows of the tables named, e.g. nhs_discharge=[{"day": …}]."""
    given = {name: _filled(_contract(name), rows) for name, rows in tables.items()}
    for name, table in (_places() | given).items():
        pq.write_table(table, folder / f"{name}.parquet")
    with Engine(threads=2) as engine:
        observing.see(engine, folder)
        engine.script(observing.PACKAGE, "observation.sql")
        for name in observing.queries():
            if "/nhs_" in name:
                engine.script(observing.PACKAGE, name)
        return engine.rows("select * from observation order by all")


def one(rows: list[dict], **where) -> dict:
    """The one observation that is as said; breakdown is "all" where nothing else is said."""
    found = pick(rows, **({"breakdown": "all"} | where))
    assert len(found) == 1, found
    return found[0]


def pick(rows: list[dict], **where) -> list[dict]:
    return [row for row in rows if all(row[name] == value for name, value in where.items())]


def _contract(name: str) -> Table:
    return next(table for table in nhs.TABLES if table.name == name)


def _filled(contract: Table, rows: list[dict]) -> pa.Table:
    plain = {"source": FILE, "sheet": "", "source_row": 2, "status": "published"}
    filled = [{column.name: plain.get(column.name) for column in contract.columns} | row for row in rows]
    return pa.Table.from_pylist(filled, contract.schema)


def _places() -> dict[str, pa.Table]:
    people = [
        {
            "year": 2021,
            "tier": "district",
            "code": code,
            "age": age,
            "people": float(number),
            "source": OTHER_FILE,
        }
        for code, number in ADULTS.items()
        for age in (17, 18)
    ]
    # The older file of councils is another geography, and is not the one that is counted.
    people.append({"year": 2020, "tier": "council", "code": "ash", "age": 40, "people": 9.0, "source": FILE})
    kin = [
        {"year": 2021, "trust": trust, "kind": "district", "area": area, "council": area, "share": share}
        for trust, held in SHARES.items()
        for area, share in held.items()
    ]
    kin += [
        {"year": 2022, "trust": trust, "kind": "integrated care board", "area": area, "share": share}
        for trust, board in BOARDS.items()
        for area, share in ((board, 0.9), ("elsewhere", 0.1))
    ]
    named = [
        {"year": 2022, "trust": trust, "name": f"Trust {trust[1]}", "standing": "open"} for trust in BOARDS
    ]
    return {
        "area": pa.Table.from_pylist(
            [dict(zip(AREA.names, (*row, row[0].title()), strict=True)) for row in AREAS], AREA
        ),
        "area_successor": pa.Table.from_pylist(
            [dict(zip(SUCCESSOR.names, row, strict=True)) for row in SUCCESSORS], SUCCESSOR
        ),
        "population": _filled(POPULATION, people),
        "nhs_trust_catchment": _filled(nhs.CATCHMENT, kin),
        "nhs_trust": _filled(nhs.NHS_TRUST, named),
    }
