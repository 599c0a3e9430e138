"""The ratings of a register on a day: a row for each location, service or population group, and domain."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from careplace.demo.sectors import sectors
from careplace.demo.snapshot import (
    DENTISTS_PUBLISHED,
    DOMAINS,
    INSUFFICIENT,
    MET,
    NEWER_FRAMEWORK,
    NOT_APPLICABLE,
    NOT_MET,
    NOT_RATED,
    WORDS,
    Roll,
    Standing,
    dated,
    services_alone,
    standing,
)


@dataclass(frozen=True)
class Block:
    """Ratings of one service group: registrations, and a (rows, 6) array of words in DOMAINS' order."""

    group: str
    rows: np.ndarray
    words: np.ndarray
    published: np.ndarray
    blank: np.ndarray
    inherited: np.ndarray


def ratings(roll: Roll, on: date, domains: tuple[str, ...] = DOMAINS) -> pa.Table:
    """Every rating that CQC would list on `on`, of the given domains; by group, then location."""
    return _table(roll, on, list(_blocks(roll, standing(roll, on))), domains, "Location")


def provider_ratings(roll: Roll, on: date) -> pa.Table:
    """Ratings of the NHS providers: those of the provider's first rated location, as a trust's would be."""
    stand = standing(roll, on)
    nhs = np.array([s.family == "nhs" for s in sectors()])[
        roll.register.sector[roll.register.site[stand.rows]]
    ]
    rows = np.flatnonzero(nhs & (stand.current >= 0))
    _, first = np.unique(roll.register.provider[stand.rows[rows]], return_index=True)
    never = np.zeros(len(stand.rows), bool)
    block = _block(roll, "Overall", stand, rows[first], stand.current, never, never)
    return _table(roll, on, [block], DOMAINS, "Provider")


def _table(roll: Roll, on: date, blocks: list[Block], domains: tuple[str, ...], report_type: str) -> pa.Table:
    columns = [DOMAINS.index(domain) for domain in domains]
    width, sizes = len(columns), [len(block.rows) * len(columns) for block in blocks]
    columns_to_add = {
        "service_group": _spread(pa.array([block.group for block in blocks]), sizes),
        "domain": pa.array(domains).take(pa.array(np.tile(np.arange(width), sum(sizes) // width))),
        "rating": pa.array(WORDS).take(
            pa.array(np.concatenate([b.words[:, columns].ravel() for b in blocks]))
        ),
        "published_on": _when(blocks, width),
        "report_type": _spread(pa.array([report_type]), [sum(sizes)]),
        "inherited": pa.array(np.concatenate([np.repeat(b.inherited, width) for b in blocks])),
    }
    table = dated(roll, np.concatenate([np.repeat(block.rows, width) for block in blocks]), on)
    for name, column in columns_to_add.items():
        table = table.append_column(name, column)
    return table


def _spread(values: pa.Array, counts: list[int]) -> pa.Array:
    return values.take(pa.array(np.repeat(np.arange(len(values)), counts)))


def _when(blocks: list[Block], width: int) -> pa.Array:
    days = np.concatenate([np.repeat(block.published, width) for block in blocks])
    blank = np.concatenate([np.repeat(block.blank, width) for block in blocks])
    return pa.array(days.astype(np.int32), mask=blank).cast(pa.date32())


def _blocks(roll: Roll, stand: Standing):
    """Overall first, then what is rated as well."""
    register = roll.register
    alone = services_alone(roll, stand)
    sector = register.sector[register.site[stand.rows]]
    regulated = np.isin(sector, [n for n, s in enumerate(sectors()) if s.style == "regulations"])
    rated = (stand.current >= 0) & ~regulated
    yield _block(roll, "Overall", stand, np.flatnonzero(rated), stand.current, stand.inherited, alone)
    older = np.flatnonzero((stand.older >= 0) & ~regulated & ~alone)
    yield _block(roll, "Overall", stand, older, stand.older, np.ones(len(sector), bool), alone & False)
    for number, kind in enumerate(sectors()):
        mine = (sector == number) & (stand.current >= 0)
        if kind.style == "regulations":
            yield from _regulations(roll, stand, np.flatnonzero(mine), kind.groups)
        else:
            yield from _service_groups(roll, stand, mine & ~stand.inherited, kind)


def _block(roll: Roll, group: str, stand: Standing, rows, inspections, inherited, alone) -> Block:
    """The ratings that `inspections` gave, for the rows of a standing at the positions `rows`."""
    register, inspection = roll.register, inspections[rows]
    words = np.column_stack([register.overall[inspection], register.questions[inspection]])
    words = np.where(alone[rows][:, None], NOT_RATED, words)
    return Block(group, stand.rows[rows], words, register.published[inspection], alone[rows], inherited[rows])


def _service_groups(roll: Roll, stand: Standing, mine: np.ndarray, kind):
    """Service and population groups: the newer framework rates one service, the older every group."""
    newer = mine & (roll.register.published[stand.current] >= NEWER_FRAMEWORK) & bool(kind.newer)
    never = np.zeros(len(mine), bool)
    if kind.newer:
        yield _block(roll, kind.newer, stand, np.flatnonzero(newer), stand.current, never, never)
    for place, group in enumerate(kind.groups):
        rows = np.flatnonzero(mine & ~newer)
        block = _block(roll, group, stand, rows, stand.current, never, never)
        yield _unsure(_varied(block, roll, stand.current[rows], place), group)


def _varied(block: Block, roll: Roll, inspection: np.ndarray, place: int) -> Block:
    """A group is mostly rated as the whole; one in nine is Good whatever the whole is."""
    good = (inspection * 7 + place) % 9 == 0
    return Block(**{**vars(block), "words": np.where(good[:, None], 1, block.words)})


def _unsure(block: Block, group: str) -> Block:
    """Outpatients are seldom rated for Effective: CQC says that it does not collect enough evidence."""
    if group.startswith("Outpatients"):
        block.words[:, DOMAINS.index("Effective")] = INSUFFICIENT
    return block


def _regulations(roll: Roll, stand: Standing, rows: np.ndarray, groups: tuple[str, ...]):
    """Dentists: each key question meets the regulations or does not, and the whole has no rating."""
    register = roll.register
    rows = rows[register.published[stand.current[rows]] >= DENTISTS_PUBLISHED]
    inspection = stand.current[rows]
    words = np.where(register.questions[inspection] >= 2, NOT_MET, MET)
    words = np.column_stack([np.full(len(rows), NOT_APPLICABLE), words])
    for group in ("Overall", *groups):
        yield Block(
            group,
            stand.rows[rows],
            words,
            register.published[inspection],
            words[:, 0] < 0,
            stand.inherited[rows],
        )
