"""Which councils make up a region, a combined authority, an integrated care board, the nation; and when."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from careplace.places.area import Area, overlap, within
from careplace.places.facts import Facts
from careplace.places.registry import Registry, listed

# Health and Care Act 2022 (Commencement No. 2) Regulations 2022: integrated care boards began on this day.
BOARDS_BEGAN = date(2022, 7, 1)


@dataclass(frozen=True, slots=True)
class Membership:
    """A council is in a group from a day up to another.

    `share` is the part of its neighbourhoods (LSOA) that lies in the group: 1 but for some boards.
    """

    group: str
    member: str
    from_date: date | None = None
    to_date: date | None = None
    share: float = 1.0

    def lasts(self, on: date | None) -> bool:
        """Whether it lasts on a day; None asks whether it lasts still."""
        return within(self.from_date, self.to_date, on)


def memberships(
    registry: Registry, tables: dict[str, pa.Table], facts: Facts
) -> tuple[list[Area], list[Membership]]:
    """The areas that are groups, and who is in them."""
    holders = Holders(registry)
    groups, found = [], []
    for of_kind in (nations, regions, combined_authorities, boards):
        areas, members = of_kind(registry, holders, tables, facts)
        groups += areas
        found += members
    return groups, sorted(found, key=lambda m: (m.group, m.member, m.from_date or date.min))


class Holders:
    """Which councils have held the ground of a district or council, then and later."""

    def __init__(self, registry: Registry):
        self.areas = registry.areas
        self.later: dict[str, list[str]] = {}
        for succession in registry.successions:
            if succession.whole:
                self.later.setdefault(succession.code, []).append(succession.successor)

    def of(self, code: str) -> list[str]:
        """Councils that held all of `code`, from its own time on: itself, its county, their successors."""
        waiting, seen = [code], []
        while waiting:
            code = waiting.pop(0)
            if code in self.areas and code not in seen:
                seen.append(code)
                waiting += [self.areas[code].council, *self.later.get(code, ())]
        return [code for code in seen if self.areas[code].kind == "council"]

    def councils(self) -> list[Area]:
        return [area for area in self.areas.values() if area.kind == "council"]


def nations(registry, holders, tables, facts) -> tuple[list[Area], list[Membership]]:
    """The nation of every council, by the first letter of its code."""
    by_letter = {entry["letter"]: entry for entry in facts.nation}
    members = [
        Membership(by_letter[council.code[0]]["code"], council.code, council.from_date, council.to_date)
        for council in holders.councils()
        if council.code[0] in by_letter
    ]
    present = {member.group for member in members}
    entries = [entry for entry in facts.nation if entry["code"] in present]
    return [Area(e["code"], e["name"], e["name"], "nation") for e in entries], members


def regions(registry, holders, tables, facts) -> tuple[list[Area], list[Membership]]:
    """The region of every council, by the lookup: the registry has Derbyshire and Lincolnshire in others.

    A council that the lookup is too new for lies where its successors lie: none has crossed a region.
    """
    lookup = sorted(rows(tables, "district_region"), key=lambda row: row["year"])
    names = {row["region"]: row["region_name"] for row in lookup}
    known = {council: row["region"] for row in lookup for council in holders.of(row["district"])}
    for council in sorted(holders.councils(), key=lambda c: c.to_date or date.max, reverse=True):
        heirs = [s.successor for s in registry.successions if s.code == council.code]
        region = next((known[heir] for heir in heirs if heir in known), None)
        if region:
            known.setdefault(council.code, region)
    members = [
        Membership(region, council, holders.areas[council].from_date, holders.areas[council].to_date)
        for council, region in known.items()
    ]
    return [Area(code, name, name, "region") for code, name in names.items()], members


def combined_authorities(registry, holders, tables, facts) -> tuple[list[Area], list[Membership]]:
    """Councils of each combined authority: the registry's, the lookup's and the facts', while both stand.

    A county is in where all its districts are: Cambridgeshire, five of whose districts the lookup lists.
    """
    pairs = set()
    for registry_code, row in registry.rows.items():
        for group in listed(row["combined_authority"]):
            pairs |= {
                (g, code) for g in registry.codes.get(group, ()) for code in registry.codes[registry_code]
            }
    pairs |= {(r["combined_authority"], r["district"]) for r in rows(tables, "district_combined_authority")}
    pairs |= {(later, code) for group, code in pairs for later in holders.later.get(group, ())}
    periods = [(group, code, (None, None)) for group, code in pairs | counties(registry, pairs)]
    periods += [
        (entry["group"], code, (entry["from"], entry["until"]))
        for entry in facts.membership
        for code in entry["members"]
    ]
    return [], [found for period in periods if (found := lasting(registry, *period))]


def counties(registry: Registry, pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """(group, county) for every county that stands and all of whose standing districts are in the group."""
    districts: dict[str, set[str]] = {}
    for area in registry.areas.values():
        if area.council and area.stands():
            districts.setdefault(area.council, set()).add(area.code)
    groups = {group for group, _code in pairs}
    return {
        (g, county)
        for g in groups
        for county, all_of in districts.items()
        if {(g, d) for d in all_of} <= pairs
    }


def lasting(registry: Registry, group: str, code: str, period: tuple) -> Membership | None:
    """The membership for as long as the group, the council and `period` all last; None for a district."""
    area, council = registry.areas.get(group), registry.areas.get(code)
    if area is None or council is None or council.kind != "council":
        return None
    days = overlap((area.from_date, area.to_date), (council.from_date, council.to_date), period)
    return Membership(group, code, *days) if days else None


def boards(registry, holders, tables, facts) -> tuple[list[Area], list[Membership]]:
    """Integrated care boards: a council belongs to the one that holds most of its neighbourhoods (LSOA)."""
    lookup = rows(tables, "district_icb")
    held: dict[str, Counter] = {}
    for row in lookup:
        for council in holders.of(row["district"]):
            held.setdefault(council, Counter())[row["icb"]] += row["neighbourhoods"]
    members = []
    for council, counted in held.items():
        board, most = max(counted.items(), key=lambda pair: (pair[1], pair[0]))
        area = holders.areas[council]
        days = overlap((area.from_date, area.to_date), (BOARDS_BEGAN, None))
        if days:
            members.append(Membership(board, council, *days, most / counted.total()))
    names = {row["icb"]: row["icb_name"] for row in lookup}
    return [board_area(code, name) for code, name in names.items()], members


def board_area(code: str, official: str) -> Area:
    name = official.removeprefix("NHS ").replace("Integrated Care Board", "ICB")
    return Area(code, name, official, "integrated care board", BOARDS_BEGAN)


def rows(tables: dict[str, pa.Table], name: str) -> list[dict]:
    return tables[name].to_pylist() if name in tables else []
