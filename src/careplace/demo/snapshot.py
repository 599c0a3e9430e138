"""The register as it stood on a day: its locations, its ratings and the locations that had left.

Columns are named as the tables of sources are (careplace.sources.cqc.tables), with a few more that only the
publications print. Texts that never change are made once, in `Roll`; a snapshot takes its rows from them.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from careplace.demo import names
from careplace.demo.places import Nation
from careplace.demo.register import Register, day, families
from careplace.demo.sectors import Sector, sectors

DOMAINS = ("Overall", "Safe", "Effective", "Caring", "Responsive", "Well-led")
WORDS = (
    *("Outstanding", "Good", "Requires improvement", "Inadequate"),
    *(
        "Not Rated",
        "Insufficient evidence to rate",
        "Not applicable",
        "Regulations met",
        "Regulations not met",
    ),
)
NOT_RATED, INSUFFICIENT, NOT_APPLICABLE, MET, NOT_MET = range(4, 9)
NEWER_FRAMEWORK = day(date(2023, 11, 21))
DENTISTS_PUBLISHED = day(date(2022, 1, 1))
BOTH_SHOWN = (
    0.05  # of locations that inherited a rating and then earned their own, those that still show both
)
SERVICES_ONLY = 0.08  # of newer assessments, those that rate a service and not the whole
BLANK = 2**20


@dataclass(frozen=True)
class Roll:
    """Everything about a register's registrations that does not change: one row a registration."""

    nation: Nation
    register: Register
    rows: pa.Table
    keeps_both: np.ndarray
    services_only: np.ndarray  # one an inspection


def roll(nation: Nation, register: Register, rng: np.random.Generator) -> Roll:
    """The texts of a register's registrations, made once."""
    location_id = names.numbered("1-9", np.arange(len(register.site)), 11)
    columns = {
        "location_id": location_id,
        "registered_on": dates(register.opened),
        "ended_on": dates(register.closed),
        "dormant": pa.array(register.dormant),
        **_site_columns(nation, register, rng),
        **_provider_columns(nation, register, rng),
        "primary_id": _primary(register, location_id),
        "linked_id": _linked(register, location_id),
        "relationship": pa.repeat("HSCA Dual Registration", len(location_id)),
        "url": pc.binary_join_element_wise("https://cqc.example/location/", location_id, ""),
    }
    columns["dual"] = columns["primary_id"].is_valid()
    return Roll(
        nation,
        register,
        pa.table(columns),
        rng.random(len(register.site)) < BOTH_SHOWN,
        rng.random(len(register.published)) < SERVICES_ONLY,
    )


def _site_columns(nation: Nation, register: Register, rng: np.random.Generator) -> dict:
    """What a registration has from its site: name, address, sector, services."""
    patch, sector, count = register.patch, register.sector, len(register.patch)
    kinds = sectors()
    city = pa.array([f"{p.name} Town" for p in nation.patches]).take(pa.array(patch))
    street = names.addresses(rng, count)
    columns = {
        "location_name": names.phrases(rng, [s.names for s in kinds], sector),
        "ods_code": names.numbered("XD", np.arange(count), 6),
        "phone": names.telephones(rng, count),
        "care_home": pa.array([bool(s.beds) for s in kinds]).take(pa.array(sector)),
        "beds": pa.array(register.beds.astype(np.int64)),
        **{name: _of(sector, [getattr(s, attr) for s in kinds]) for name, attr in SECTOR_TEXTS.items()},
        "region": _of(patch, [p.region for p in nation.patches]),
        "nhs_region": _of(patch, [f"{p.region} NHS" for p in nation.patches]),
        "ccg_code": _of(patch, [f"X38{i:06d}" for i in range(len(nation.patches))]),
        "ccg": _of(patch, [f"NHS {p.name} Fictional CCG" for p in nation.patches]),
        "city": city,
        "postcode": names.postcodes(rng, patch),
        "street": street,
        "address": pc.binary_join_element_wise(street, city, ", "),
        "latitude": _scattered(rng, patch, [p.latitude for p in nation.patches]),
        "longitude": _scattered(rng, patch, [p.longitude for p in nation.patches]),
        **{kind: _barred(rng, sector, kind) for kind in ("activities", "services", "bands")},
    }
    columns["user_bands"] = columns.pop("bands")
    return {name: column.take(pa.array(register.site)) for name, column in columns.items()}


SECTOR_TEXTS = {"location_type": "type", "directorate": "directorate", "category": "category"}


def _of(index: np.ndarray, texts: list[str]) -> pa.Array:
    return pa.array(texts).take(pa.array(index))


def _scattered(rng: np.random.Generator, patch: np.ndarray, middle: list[float]) -> pa.Array:
    return pa.array(np.round(np.array(middle)[patch] + rng.normal(0, 0.02, len(patch)), 6))


def _barred(rng: np.random.Generator, sector: np.ndarray, kind: str) -> pa.Array:
    """Each site's activities, services or bands between bars, drawn by its sector's chances."""
    offered = [_chances(s, kind) for s in sectors()]
    all_names = sorted(set().union(*offered))
    chance = np.array([[offers.get(name, 0.0) for name in all_names] for offers in offered])
    chosen = rng.random((len(sector), len(all_names))) < chance[sector]
    codes, which = np.unique(chosen @ (1 << np.arange(len(all_names))), return_inverse=True)
    texts = [
        "|" + "".join(f"{name}|" for bit, name in enumerate(all_names) if code >> bit & 1)
        for code in codes.tolist()
    ]
    return pa.array([None if text == "|" else text for text in texts]).take(pa.array(which.ravel()))


def _chances(sector: Sector, kind: str) -> dict[str, float]:
    offers = getattr(sector, kind)
    return offers if isinstance(offers, dict) else dict.fromkeys(offers, 1.0)


def _provider_columns(nation: Nation, register: Register, rng: np.random.Generator) -> dict:
    """What a registration has from its provider."""
    words, count = names.load_toml("words.toml"), len(register.family)
    patch = rng.integers(len(nation.patches), size=count)
    forms = [words["provider_forms"][family] for family in families()]
    types = [next(s.type for s in sectors() if s.family == family) for family in families()]
    ownership = rng.choice(["Organisation", "Partnership", "Individual"], count, p=[0.85, 0.08, 0.07])
    nhs = register.family == families().index("nhs")
    columns = {
        "provider_id": names.numbered("1-8", np.arange(count), 11),
        "registered_name": names.phrases(rng, forms, register.family),
        "provider_started_on": dates(_first_opened(register)),
        "provider_type": _of(register.family, types),
        "ownership": pa.array(np.where(nhs, "NHS Body", ownership)),
        "provider_city": _of(patch, [f"{p.name} Town" for p in nation.patches]),
        "provider_postcode": names.postcodes(rng, patch),
        "provider_region": _of(patch, [p.region for p in nation.patches]),
        "provider_council": _of(
            patch, [nation.council(p, date(2024, 1, 1)).published_name for p in nation.patches]
        ),
        "manager": names.numbered("Invented, Manager ", np.arange(count), 5),
        "nominee": names.numbered("Invented, Nominee ", np.arange(count), 5),
        **_brands(register),
    }
    columns["provider_name"] = _called(columns)
    return {name: column.take(pa.array(register.provider)) for name, column in columns.items()}


def _called(columns: dict) -> pa.Array:
    """What CQC's ratings call a provider: one that is a person or partners by its number."""
    single = pc.is_in(columns["ownership"], pa.array(["Individual", "Partnership"]))
    numbered = pc.binary_join_element_wise("Individual/partnership provider", columns["provider_id"], " ")
    return pc.if_else(single, numbered, columns["registered_name"])


def _first_opened(register: Register) -> np.ndarray:
    first = np.full(len(register.family), np.iinfo(np.int64).max)
    np.minimum.at(first, register.provider, register.opened)
    return np.minimum(first, register.opened.max())


def _brands(register: Register) -> dict:
    """Brand id and name; both null where there is none."""
    forms, stems = names.load_toml("words.toml")["brand_forms"], names.stems()
    numbers = np.unique(register.brand[register.brand >= 0])
    texts = {n: forms[n % len(forms)].format(stems[(n * 7 + 3) % len(stems)]) for n in numbers.tolist()}
    return {
        "brand_id": pa.array(
            [f"BX{n:05d}" if n >= 0 else None for n in register.brand.tolist()], pa.string()
        ),
        "brand_name": pa.array([texts.get(n) for n in register.brand.tolist()], pa.string()),
    }


def _primary(register: Register, location_id: pa.Array) -> pa.Array:
    """The primary id of both registrations of a pair; null where one provider runs the place alone."""
    primary = np.where(register.dual_of >= 0, register.dual_of, -1)
    paired = register.dual_of[register.dual_of >= 0]
    primary[paired] = paired
    return location_id.take(pa.array(primary, mask=primary < 0))


def _linked(register: Register, location_id: pa.Array) -> pa.Array:
    """The other registration of a pair; null where one provider runs the place alone."""
    linked = register.dual_of.copy()
    second = np.flatnonzero(linked >= 0)
    linked[linked[second]] = second
    return location_id.take(pa.array(linked, mask=linked < 0))


def dates(days: np.ndarray) -> pa.Array:
    return pa.array(days.astype(np.int32)).cast(pa.date32())


@dataclass(frozen=True)
class Standing:
    """Which inspection each open registration shows: indices into inspections, or -1."""

    rows: np.ndarray  # registrations open on the day
    current: np.ndarray  # the latest that counts for it
    inherited: np.ndarray  # whether it was published before the registration opened
    older: np.ndarray  # an inherited one that is still printed next to its own


def standing(roll: Roll, on: date) -> Standing:
    """What each registration open on `on` shows as its rating."""
    register, today = roll.register, day(on)
    rows = np.flatnonzero((register.opened <= today) & (today < register.closed))
    opened = register.opened[rows]
    current = _latest(register, register.site[rows], np.full(len(rows), today))
    inherited = (current >= 0) & (register.published[current] < opened)
    current = np.where(inherited & ~register.inherits[rows], -1, current)
    before = _latest(register, register.site[rows], opened - 1)
    both = roll.keeps_both[rows] & register.inherits[rows] & (current >= 0) & ~inherited
    return Standing(rows, current, inherited & (current >= 0), np.where(both, before, -1))


def _latest(register: Register, site: np.ndarray, by: np.ndarray) -> np.ndarray:
    """The latest inspection of each site published on or before the day `by`; -1 where there is none."""
    keys = register.inspected * BLANK + register.published
    latest = np.searchsorted(keys, site * BLANK + by, side="right") - 1
    return np.where((latest >= 0) & (register.inspected[latest] == site), latest, -1)


def locations(roll: Roll, on: date) -> pa.Table:
    """The active locations on `on`: one row a registration, with its overall rating where it has one."""
    stand = standing(roll, on)
    table = dated(roll, stand.rows, on)
    words, published = _overall(roll, stand)
    rated = words >= 0
    return (
        table.append_column("overall_rating", _words(words, ~rated))
        .append_column("rating_published_on", published)
        .append_column("rating_inherited", pa.array(stand.inherited, mask=~rated))
    )


def dated(roll: Roll, rows: np.ndarray, on: date) -> pa.Table:
    """Rows of the roll with what depends on the date: the snapshot and the council."""
    table = roll.rows.take(pa.array(rows))
    councils = [roll.nation.council(patch, on) for patch in roll.nation.patches]
    patch = roll.register.patch[roll.register.site[rows]]
    return (
        table.append_column("snapshot", pa.array(np.full(len(rows), day(on), np.int32)).cast(pa.date32()))
        .append_column("council", _of(patch, [council.code for council in councils]))
        .append_column("council_name", _of(patch, [council.published_name for council in councils]))
    )


def _overall(roll: Roll, stand: Standing) -> tuple[np.ndarray, pa.Array]:
    """The word of each location's overall rating (an index into WORDS, -1 where none), and its date."""
    register = roll.register
    unrated = np.isin(register.sector[register.site[stand.rows]], _unrated_sectors()) | (stand.current < 0)
    blank = services_alone(roll, stand)
    words = np.where(unrated, -1, np.where(blank, NOT_RATED, register.overall[stand.current]))
    return words, _published(register, stand.current, unrated | blank)


def _unrated_sectors() -> list[int]:
    return [number for number, sector in enumerate(sectors()) if sector.style == "regulations"]


def services_alone(roll: Roll, stand: Standing) -> np.ndarray:
    """Where the newer framework rated a service and left the whole "Not Rated"."""
    newer = np.array([bool(s.newer) for s in sectors()])[roll.register.sector[roll.register.site[stand.rows]]]
    own = (stand.current >= 0) & ~stand.inherited & newer
    return (
        own & roll.services_only[stand.current] & (roll.register.published[stand.current] >= NEWER_FRAMEWORK)
    )


def _published(register: Register, inspection: np.ndarray, blank: np.ndarray) -> pa.Array:
    days = register.published[inspection].astype(np.int32)
    return pa.array(days, mask=blank | (inspection < 0)).cast(pa.date32())


def _words(codes: np.ndarray, blank: np.ndarray) -> pa.Array:
    return pa.array(WORDS).take(pa.array(codes, mask=blank))


def deactivated(roll: Roll, on: date) -> pa.Table:
    """The locations that had left the register by `on`."""
    return dated(roll, np.flatnonzero(roll.register.closed <= day(on)), on)
