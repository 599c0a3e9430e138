"""Which councils make up a region, a combined authority, an integrated care board, the nation; and when."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from careplace.places.area import Area, overlap, within
from careplace.places.facts import Facts
from careplace.places.registry import Registry, Succession, listed
from careplace.places.tenures import by_year, changed_on, heirs_of, lifetimes, tenures

# Health and Care Act 2022 (Commencement No. 2) Regulations 2022: integrated care boards began on this day.
BOARDS_BEGAN = date(2022, 7, 1)


@dataclass(frozen=True, slots=True)
class Membership:
    """A council is in a group from a day up to another.

    `share` is the part of its neighbourhoods (LSOA) that is in the group: 1 but for some boards.
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
    groups, members_found = [], []
    for of_kind in (nations, regions, combined_authorities, boards):
        areas, members = of_kind(registry, holders, tables, facts)
        groups += areas
        members_found += members
    return groups, sorted(members_found, key=lambda m: (m.group, m.member, m.from_date or date.min))


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
        waiting: list[str] = [code]
        seen: list[str] = []
        while waiting:
            code = waiting.pop(0)
            if code in self.areas and code not in seen:
                seen.append(code)
                council = self.areas[code].council
                waiting += [*([council] if council else []), *self.later.get(code, ())]
        return [code for code in seen if self.areas[code].kind == "council"]

    def last(self, code: str) -> str:
        """The code that all of an area has now: its own, or that of what it became."""
        while code in self.later:
            code = self.later[code][0]
        return code

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
    regions = {council: row["region"] for row in lookup for council in holders.of(row["district"])}
    for council in sorted(holders.councils(), key=lambda c: c.to_date or date.max, reverse=True):
        heirs = [s.successor for s in registry.successions if s.code == council.code]
        region = next((regions[heir] for heir in heirs if heir in regions), None)
        if region:
            regions.setdefault(council.code, region)
    members = [
        Membership(region, council, holders.areas[council].from_date, holders.areas[council].to_date)
        for council, region in regions.items()
    ]
    return [Area(code, name, name, "region") for code, name in names.items()], members


def combined_authorities(registry, holders, tables, facts) -> tuple[list[Area], list[Membership]]:
    """Councils of each combined authority: the registry's, the lookups' and the facts', while both stand.

    A county is in where all its districts are: Cambridgeshire, five of whose districts the lookup lists.
    """
    lookup = rows(tables, "district_combined_authority")
    new = new_authorities(registry, lookup)
    registry.areas |= {area.code: area for area in new}
    pairs = set()
    for registry_code, row in registry.rows.items():
        for group in listed(row["combined_authority"]):
            pairs |= {
                (g, code) for g in registry.codes.get(group, ()) for code in registry.codes[registry_code]
            }
    dated = tenures(by_year(lookup, "combined_authority", "district"))
    pairs |= set(dated)
    pairs |= {(later, code) for group, code in pairs for later in holders.later.get(group, ())}
    now = {pair for pair in pairs if pair not in dated or dated[pair][1] is None}
    periods = [(*pair, dated.get(pair, (None, None))) for pair in pairs | counties(registry, now)]
    periods += [
        (entry["group"], code, (entry["from"], entry["until"]))
        for entry in facts.membership
        for code in entry["members"]
    ]
    return new, [found for period in periods if (found := lasting(registry, *period))]


def new_authorities(registry: Registry, lookup: list[dict]) -> list[Area]:
    """The combined authorities that the lookups list and the registry does not have yet."""
    lookup = sorted(lookup, key=lambda row: row["year"])
    names = {
        row["combined_authority"]: f"{row['combined_authority_name']} Combined Authority" for row in lookup
    }
    first = {row["combined_authority"]: row["year"] for row in reversed(lookup)}
    return [
        Area(code, name, name, "combined authority", changed_on(first[code]))
        for code, name in names.items()
        if code not in registry.areas
    ]


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
    """Integrated care boards: a council belongs to the one that holds most of its neighbourhoods (LSOA).

    Several lookups are boards of several years: the newest says who is in which board now.
    """
    lookup = sorted(rows(tables, "district_icb"), key=lambda row: row["year"])
    counts = neighbourhoods(holders, lookup)
    greater = {
        year: {(counted.most_common(1)[0][0], council) for council, counted in of.items()}
        for year, of in counts.items()
    }
    members = []
    for (board, council), period in tenures(greater).items():
        area, newest = holders.areas[council], max(y for y in greater if (board, council) in greater[y])
        days = overlap((area.from_date, area.to_date), (BOARDS_BEGAN, None), period)
        if days:
            share = counts[newest][council][board] / counts[newest][council].total()
            members.append(Membership(board, council, *days, share))
    return board_areas(registry, holders, lookup), members


def neighbourhoods(holders: Holders, lookup: list[dict]) -> dict[int, dict[str, Counter]]:
    """By year and council, how many of its neighbourhoods lie in each board; boards in the order of their codes."""
    counts: dict[int, dict[str, Counter]] = {}
    for row in sorted(lookup, key=lambda row: row["icb"], reverse=True):
        for council in holders.of(row["district"]):
            counted = counts.setdefault(row["year"], {}).setdefault(council, Counter())
            counted[row["icb"]] += row["neighbourhoods"]
    return counts


def board_areas(registry: Registry, holders: Holders, lookup: list[dict]) -> list[Area]:
    """The boards of the lookups, each for as long as they list it; records what became of those that ended."""
    rows = [row | {"district": holders.last(row["district"])} for row in lookup]
    in_board = by_year(rows, "icb", "district")
    lasted = lifetimes(in_board)
    for board, (_from, until) in lasted.items():
        if until is None:
            continue
        heirs = heirs_of(board, in_board)
        registry.successions += [Succession(board, heir, until, len(heirs) == 1) for heir in heirs]
    names = {row["icb"]: row["icb_name"] for row in lookup}
    return [board_area(code, name, *lasted[code]) for code, name in names.items()]


def board_area(code: str, official: str, start: date | None, until: date | None) -> Area:
    name = official.removeprefix("NHS ").replace("Integrated Care Board", "ICB")
    return Area(code, name, official, "integrated care board", start or BOARDS_BEGAN, until)


def rows(tables: dict[str, pa.Table], name: str) -> list[dict]:
    return tables[name].to_pylist() if name in tables else []
