"""Everything that a place's providers report is made from, in one object for `publish`."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from careplace.engine import sql_text
from careplace.figures import Figure
from careplace.measures.cache import cached
from careplace.measures.providers.definitions import Measure, measures, sectors
from careplace.measures.providers.matching import match
from careplace.measures.providers.profile import Profile
from careplace.measures.providers.register import see_snapshot
from careplace.measures.providers.statements import PACKAGE, relation
from careplace.measures.reader import Reader
from careplace.ratings.scale import LEVELS


@dataclass(frozen=True)
class SectorData:
    """One sector: its figures and its comparators'. `with_beds` is how many rated locations have beds, where the
    report does not list its locations."""

    key: str
    title: str
    who: str
    within: str
    figures: tuple[Figure, ...]
    with_beds: int | None = None


@dataclass(frozen=True)
class ComparatorData:
    """A comparator as the report prints it."""

    key: str
    name: str
    kind: str
    members: tuple[dict, ...]
    covered: bool
    members_covered: int
    reason: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class ReportData:
    """A providers report's content. `edition` is {id, made_from}; `place` {code, name, kind}."""

    place: dict
    edition: dict
    as_at: date
    change_from: date | None = None
    sectors: tuple[SectorData, ...] = ()
    locations: tuple[dict, ...] = ()
    left: tuple[dict, ...] = ()
    comparators: tuple[ComparatorData, ...] = ()
    dictionary: tuple[Measure, ...] = ()
    notes: tuple[str, ...] = ()


def report_data(reader: Reader, profile: Profile, edition: dict, listed: bool = True) -> ReportData:
    """The report of a profile; `edition` names the edition and the files it was made from.

    Without `listed` the locations are left out: following each to what it was takes most of the time.
    """
    codes = reader.members(profile.area.code, profile.as_at)
    locations, left = _locations(reader, profile, codes) if listed else ([], [])
    beds = {} if listed else _with_beds(reader, profile.as_at, codes)
    return ReportData(
        place={"code": profile.area.code, "name": profile.area.name, "kind": profile.area.kind},
        edition=edition,
        as_at=profile.as_at,
        change_from=profile.changed_from,
        sectors=tuple(_sector(profile, key, None if listed else beds.get(key, 0)) for key in profile.sectors),
        locations=tuple(
            row | {"sectors": row["sectors"].split("|") if row["sectors"] else []} for row in locations
        ),
        left=tuple(left),
        comparators=tuple(_comparator(group) for group in profile.comparators),
        dictionary=tuple(measures().values()),
        notes=tuple(_notes(reader, profile, codes)),
    )


def _locations(reader: Reader, profile: Profile, codes: list[str]) -> tuple[list[dict], list[dict]]:
    """Every location of the place, and those that left."""
    _match(reader, profile)
    locations = reader.engine.rows(sql_text(PACKAGE, "locations.sql"), {"councils": codes})
    if not profile.changed_from:
        return locations, []
    return locations, reader.engine.rows(sql_text(PACKAGE, "departures.sql"), {"place": profile.area.code})


def _with_beds(reader: Reader, snapshot: date, codes: list[str]) -> dict[str, int]:
    """{sector: how many rated locations have beds}, as the list of locations would give it."""
    counts: Counter[str] = Counter()
    for row in _beds_rated(reader, snapshot):
        counts[row["sector"]] += row["locations"] if row["council"] in codes else 0
    return counts


@cached()
def _beds_rated(reader: Reader, snapshot: date) -> list[dict]:
    params = {"snapshot": snapshot, "levels": list(LEVELS)}
    return reader.engine.rows(sql_text(PACKAGE, "beds_rated.sql"), params)


def _match(reader: Reader, profile: Profile) -> None:
    """Make `here_all`, `here_sector` and `changed` for the place: what its list of locations is drawn from."""
    engine, tables = reader.engine, reader.folder / "tables"
    see_snapshot(engine, tables, profile.as_at, "here")
    if profile.changed_from:
        match(reader, profile.area, profile.changed_from, profile.as_at)
    else:
        relation(engine, "changed", "nothing_changed.sql")
        reader.matched = None


def _sector(profile: Profile, key: str, with_beds: int | None) -> SectorData:
    sector = sectors()[key]
    figures = tuple(f for f in profile.figures.values() if f.breakdown.split("/")[0] == key)
    return SectorData(key, sector.title, sector.who, sector.within, figures, with_beds)


def _comparator(group) -> ComparatorData:
    return ComparatorData(
        key=group.key,
        name=group.group.name,
        kind=group.group.kind,
        members=group.members,
        covered=group.covered,
        members_covered=group.members_covered,
        reason=group.reason,
        notes=tuple(group.group.notes),
    )


def _notes(reader: Reader, profile: Profile, codes: list[str]) -> list[str]:
    """What the publications of this snapshot do not hold, in words."""
    dates = _dates(reader, profile.as_at, codes)
    notes = [words for name, words in _ABSENT.items() if not dates[name]]
    if profile.changed_from:
        earlier = reader.councils_at(profile.area.code, profile.changed_from)
        before = _dates(reader, profile.changed_from, earlier)
        notes += [_JOINED] if not before["lists_unrated"] else []
        notes += [_LEFT] if not dates["lists_unrated"] else []
    if profile.change_reason:
        notes.append(profile.change_reason.capitalize() + NO_CHANGE)
    return notes


def _dates(reader: Reader, snapshot: date, codes: list[str]) -> dict:
    """What the publications of a snapshot hold of all these councils."""
    here = recorded_of(reader, snapshot, codes)
    return {name: bool(here) and all(row[name] for row in here) for name in _ABSENT}


def recorded_of(reader: Reader, snapshot: date, codes: list[str] | None) -> list[dict]:
    """What the publications of a snapshot record, a row for each of these councils that they cover (None: for every one):
    lists_unrated, has_beds, has_services, has_key_questions."""
    return [row for row in _recorded(reader, snapshot) if codes is None or row["council"] in codes]


@cached()
def _recorded(reader: Reader, snapshot: date) -> list[dict]:
    return reader.engine.rows(_RECORDED, [snapshot])


_RECORDED = """
select council, lists_unrated, has_beds, has_services, has_key_questions from snapshot_place where snapshot = $1
"""
_ABSENT = {
    "lists_unrated": "The publication leaves out most locations that were never rated: no count here has them.",
    "has_beds": "The publication has no numbers of beds: nothing is shown by beds.",
    "has_services": (
        "The publication does not say which services a location offers: care homes with and without nursing, "
        "home care, supported living and extra care are not distinguished."
    ),
    "has_key_questions": "The publication has overall ratings only: the five key questions are not shown.",
}
NOT_OF_MIX = frozenset(_ABSENT[name] for name in ("has_beds", "has_services", "has_key_questions"))
"""Notes that do not bear on how many services have each overall rating."""
NO_CHANGE = ": no change is shown."
"""How the note ends that says why there is no change."""
_JOINED = "The earlier publication lists rated locations only: some of those counted as joined were there, without a rating."
_LEFT = "The later publication lists rated locations only: some of those counted as left may be there, without a rating."
