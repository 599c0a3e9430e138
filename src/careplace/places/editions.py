"""The gazetteer's tables, as an edition keeps them."""

import pyarrow as pa

from careplace.places.area import Area
from careplace.places.membership import Membership
from careplace.places.registry import Succession

TEXT, DAY = pa.string(), pa.date32()
SCHEMAS = {
    "area": {
        "code": TEXT,
        "name": TEXT,
        "official_name": TEXT,
        "kind": TEXT,
        "from_date": DAY,
        "to_date": DAY,
        "council": TEXT,
    },
    "area_name": {"folded": TEXT, "code": TEXT},
    "area_successor": {"code": TEXT, "successor": TEXT, "changed_on": DAY, "whole": pa.bool_()},
    "area_group": {
        "group_code": TEXT,
        "group_name": TEXT,
        "group_kind": TEXT,
        "member": TEXT,
        "from_date": DAY,
        "to_date": DAY,
        "share": pa.float64(),
    },
    "neighbour": {"council": TEXT, "neighbour": TEXT, "position": pa.int64(), "distance": pa.float64()},
}


def tables(gazetteer) -> dict[str, pa.Table]:
    """The five tables of a gazetteer, each in the order of its key."""
    rows: dict[str, list[tuple]] = {
        "area": [
            (a.code, a.name, a.official_name, a.kind, a.from_date, a.to_date, a.council)
            for a in gazetteer.areas.values()
        ],
        "area_name": [(folded, code) for folded, codes in gazetteer.names.items() for code in codes],
        "area_successor": [(s.code, s.successor, s.on, s.whole) for s in gazetteer.successions],
        "area_group": [*group_rows(gazetteer), *named_rows(gazetteer)],
        "neighbour": [
            (council, code, position, distance)
            for council, near in gazetteer.near.items()
            for position, (code, distance) in enumerate(near, start=1)
        ],
    }
    return {name: arrow(name, rows_of_table) for name, rows_of_table in rows.items()}


def arrow(name: str, rows: list[tuple]) -> pa.Table:
    ordered = sorted(
        rows, key=lambda row: tuple(("" if cell is None else str(cell).rjust(3)) for cell in row)
    )
    columns = list(zip(*ordered, strict=True)) or [()] * len(SCHEMAS[name])
    return pa.table(dict(zip(SCHEMAS[name], columns, strict=True)), schema=pa.schema(SCHEMAS[name].items()))


def group_rows(gazetteer) -> list[tuple]:
    """Regions, combined authorities, boards and nations."""
    groups = ((m, gazetteer.areas[m.group]) for m in gazetteer.members)
    return [(g.code, g.name, g.kind, m.member, m.from_date, m.to_date, m.share) for m, g in groups]


def named_rows(gazetteer) -> list[tuple]:
    """Named groups: each member under every code that it carries over whole from or to, while it had it."""
    return [
        (group.key, group.name, "named", area.code, area.from_date, area.to_date, 1.0)
        for group in gazetteer.named
        for text in group.members
        for area in gazetteer.lineage.line(gazetteer.council(text))
    ]


def areas(table: pa.Table) -> dict[str, Area]:
    return {row["code"]: Area(**row) for row in table.to_pylist()}


def names(table: pa.Table) -> dict[str, tuple[str, ...]]:
    names_by_code: dict[str, tuple[str, ...]] = {}
    for row in table.to_pylist():
        names_by_code[row["folded"]] = (*names_by_code.get(row["folded"], ()), row["code"])
    return names_by_code


def successions(table: pa.Table) -> list[Succession]:
    return [Succession(r["code"], r["successor"], r["changed_on"], r["whole"]) for r in table.to_pylist()]


def memberships(table: pa.Table) -> list[Membership]:
    """Named groups are not read back: the package and the reader's file say who is in them."""
    rows = (row for row in table.to_pylist() if row["group_kind"] != "named")
    return [Membership(r["group_code"], r["member"], r["from_date"], r["to_date"], r["share"]) for r in rows]


def near(table: pa.Table) -> dict[str, list[tuple[str, float]]]:
    neighbours_by_code: dict[str, list[tuple[str, float]]] = {}
    for row in sorted(table.to_pylist(), key=lambda row: (row["council"], row["position"])):
        neighbours_by_code.setdefault(row["council"], []).append((row["neighbour"], row["distance"]))
    return neighbours_by_code
