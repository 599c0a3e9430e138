"""From the registry of councils to areas, their names and what became of them."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pyarrow as pa

from careplace.places.area import Area
from careplace.places.facts import Facts
from careplace.places.folding import fold

# The Greater London Authority (SRA) is left out: its area is the region.
KIND_OF_TYPE = {
    "CC": "council",
    "CTY": "council",
    "LBO": "council",
    "MD": "council",
    "UA": "council",
    "NMD": "district",
    "COMB": "combined authority",
}


@dataclass(frozen=True, slots=True)
class Succession:
    """`successor` took over from `code` on a day; `whole` where all of it went there."""

    code: str
    successor: str
    on: date
    whole: bool


@dataclass
class Registry:
    """The registry's rows, corrected, with what is drawn from them.

    `codes` gives every code that a registry code has had; `rows` are by registry code.
    """

    rows: dict[str, dict]
    codes: dict[str, list[str]] = field(default_factory=dict)
    areas: dict[str, Area] = field(default_factory=dict)
    successions: list[Succession] = field(default_factory=list)
    names: dict[str, set[str]] = field(default_factory=dict)

    def current(self, registry_code: str) -> str:
        """The newest code of a registry code."""
        return self.codes[registry_code][-1]

    def add_name(self, text: str, code: str) -> None:
        self.names.setdefault(fold(text), set()).add(code)


def drawn(tables: dict[str, pa.Table], facts: Facts) -> Registry:
    """Councils, districts and combined authorities of the tables, with their names and successions."""
    registry = Registry(rows(tables["council_registry"], facts))
    titles = newest_names(tables)
    for registry_code, row in registry.rows.items():
        for area in versions(row, titles, facts):
            registry.areas[area.code] = area
            registry.codes.setdefault(registry_code, []).append(area.code)
    place_districts(registry, tables)
    follow(registry, facts)
    begin(registry)
    name_all(registry, tables, facts)
    return registry


def rows(table: pa.Table, facts: Facts) -> dict[str, dict]:
    """The registry's rows by registry code, corrected and completed by the facts."""
    by_code = {row["registry_code"]: row for row in table.to_pylist() if row["type"] in KIND_OF_TYPE}
    for entry in facts.correction:
        row = by_code.get(entry["registry_code"])
        if row and row[entry["field"]] == entry["found"]:
            row[entry["field"]] = entry["right"]
    for entry in facts.area:
        before = [by_code[code] for code in entry["after"] if code in by_code]
        if before and entry["registry_code"] not in by_code:
            by_code[entry["registry_code"]] = dict.fromkeys(table.column_names) | entry
            for row in before:
                row |= {"end_date": entry["on"], "replaced_by": entry["registry_code"]}
    return by_code


def listed(text: str | None) -> list[str]:
    """The parts of a comma separated cell."""
    return [part.strip() for part in (text or "").split(",") if part.strip()]


def newest_names(tables: dict[str, pa.Table]) -> dict[str, str]:
    """The newest published name of each code, in the lookups from districts."""
    names: dict[str, str] = {}
    for table, kinds in (
        ("district_change", ("district", "later")),
        ("district_combined_authority", ("district", "combined_authority")),
        ("district_council", ("district", "council")),
    ):
        if table in tables:
            rows = sorted(tables[table].to_pylist(), key=lambda row: row["year"])
            names |= {row[kind]: row[f"{kind}_name"] for row in rows for kind in kinds}
    return names


def everyday(name: str) -> str:
    """A name as people say it: "Bristol, City of" is Bristol; "St. Helens" is St Helens."""
    for ending in (", City of", ", County of"):
        name = name.removesuffix(ending)
    return name.replace("St. ", "St ")


def versions(row: dict, titles: dict[str, str], facts: Facts) -> list[Area]:
    """The area of a registry row under each code that it has had."""
    kind, end = KIND_OF_TYPE[row["type"]], day_after(row["end_date"])
    recoded = facts.recoded(row["code"])
    title = next((titles[code] for code, *_ in reversed(recoded) if code in titles), row["name"])
    official = " ".join(row["official_name"].split())
    # "West Midlands" is a region; the authority is never called that alone.
    name = official if kind == "combined authority" else everyday(title)
    return [Area(code, name, official, kind, start, until or end) for code, start, until in recoded]


def day_after(end: date | None) -> date | None:
    """The first day on which an area no longer stands.

    The registry gives the last day for some (31 March 2019) and the day after it for others (1 April 2023).
    Changes take effect on the first of a month, so an end on the last of a month is a last day.
    """
    if end is None:
        return None
    following = end + timedelta(days=1)
    return following if following.day == 1 else end


def place_districts(registry: Registry, tables: dict[str, pa.Table]) -> None:
    """Say of each district which upper-tier council it lies in: by the lookups, else by the registry."""
    lookup = tables["district_council"].to_pylist() if "district_council" in tables else []
    of = {row["district"]: row["council"] for row in sorted(lookup, key=lambda row: row["year"])}
    for registry_code, row in registry.rows.items():
        codes = registry.codes[registry_code]
        county = next((of[code] for code in codes if code in of), None)
        if county is None and row["county"] in registry.codes:
            county = registry.current(row["county"])
        for code in codes:
            if registry.areas[code].kind == "district":
                registry.areas[code] = replace(registry.areas[code], council=county)


def follow(registry: Registry, facts: Facts) -> None:
    """Record what became of each area that no longer stands.

    A county gives way to whatever its districts give way to on the same day: the registry says that Dorset
    went to Dorset, but Christchurch, a district of it, went to Bournemouth, Christchurch and Poole.
    """
    for entry in facts.recode:
        if {entry["earlier"], entry["later"]} <= set(registry.areas):
            registry.successions.append(Succession(entry["earlier"], entry["later"], entry["on"], True))
    direct = {
        registry.current(code): {registry.current(later) for later in replacements(registry, row)}
        for code, row in registry.rows.items()
    }
    for code, area in registry.areas.items():
        if area.to_date is None or code not in direct:
            continue
        heirs = set(direct[code])
        for district in registry.areas.values():
            if district.council == code and district.to_date == area.to_date:
                heirs |= direct.get(district.code, set())
        for heir in sorted(heirs):
            registry.successions.append(Succession(code, heir, area.to_date, len(heirs) == 1))


def replacements(registry: Registry, row: dict) -> list[str]:
    return [code for code in listed(row["replaced_by"]) if code in registry.codes]


def begin(registry: Registry) -> None:
    """Give first days: the day on which something gave way, or a combined authority's own.

    Other start dates of the registry are left out: Leeds "began" on 2005-06-08, when somebody entered it.
    """
    taken_over = {succession.successor: succession.on for succession in registry.successions}
    started = {
        registry.codes[code][0]: row["start_date"]
        for code, row in registry.rows.items()
        if KIND_OF_TYPE[row["type"]] == "combined authority"
    }
    for code, area in registry.areas.items():
        first = area.from_date or taken_over.get(code) or started.get(code)
        registry.areas[code] = replace(area, from_date=first)


def name_all(registry: Registry, tables: dict[str, pa.Table], facts: Facts) -> None:
    """Every name that leads to an area: its own, the lookups', the registry's spellings, the facts'."""
    for code, area in registry.areas.items():
        for text in (area.name, area.official_name):
            registry.add_name(text, code)
    for code, name in newest_names(tables).items():
        if code in registry.areas:
            registry.add_name(name, code)
    spellings = tables["council_spelling"].to_pylist() if "council_spelling" in tables else []
    texts = [(row["registry_code"], row["spelling"]) for row in spellings]
    texts += [(entry["registry_code"], name) for entry in facts.name for name in entry["names"]]
    texts += [(code, row["name"]) for code, row in registry.rows.items()]
    texts += [(code, code) for code, row in registry.rows.items() if row["type"] == "COMB"]
    texts += [(code, former) for code, row in registry.rows.items() for former in listed(row["former_codes"])]
    for registry_code, text in texts:
        for code in registry.codes.get(registry_code, ()):
            registry.add_name(text, code)
