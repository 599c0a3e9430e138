"""What is heard about a key line, source by source. Voices are counted by source and direction, and never averaged.

A source counts once, however often it is quoted: one long interview is not many voices. A source that is quoted in both
directions is mixed.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from dateutil.relativedelta import relativedelta

from careplace.casework.reviews.evidence import Category, Direction, Evidence
from careplace.casework.reviews.framework import Framework, Kind

K = TypeVar("K")
OLD_MONTHS = 12
"""A source whose latest words are older than this is called old."""


@dataclass(frozen=True)
class Voice:
    """A source on one key line: its direction, and the latest date of what it said."""

    source: str
    direction: Direction
    category: Category
    organisation: str
    populations: frozenset[str]
    on: date


@dataclass(frozen=True)
class Weight:
    """What the sources of a key line say.

    `corroborated` are the directions that sources of two categories and of two kinds of organisation give apart from each
    other; `unheard` are who has said nothing about the line.
    """

    line: str
    voices: tuple[Voice, ...]
    corroborated: tuple[Direction, ...]
    contradicted: bool
    unheard_organisations: tuple[Kind, ...]
    unheard_populations: tuple[Kind, ...]
    old: int

    def count(self, direction: Direction) -> int:
        """How many sources give a direction."""
        return sum(voice.direction == direction for voice in self.voices)

    def by_category(self) -> dict[Category, Counter[Direction]]:
        """{category: how many of its sources give each direction}, for those with any."""
        table = _counted((voice.category, voice.direction) for voice in self.voices)
        return {category: table[category] for category in Category if category in table}

    def by_organisation(self) -> dict[str, Counter[Direction]]:
        """{kind of organisation: how many of its sources give each direction}, for those with any, by key."""
        return _counted((voice.organisation, voice.direction) for voice in self.voices)


def weigh(framework: Framework, line: str, evidence: Iterable[Evidence], today: date) -> Weight:
    """Weigh what there is about a key line; other lines' evidence is left aside.

    Raises:
        KeyError: for a line that the framework does not have.
    """
    framework.lines[line]
    voices = _voices(piece for piece in evidence if piece.line == line)
    heard = {voice.organisation for voice in voices}
    populations = {population for voice in voices for population in voice.populations}
    given = {voice.direction for voice in voices}
    latest_old = today - relativedelta(months=OLD_MONTHS)
    return Weight(
        line,
        voices,
        tuple(direction for direction in Direction if _corroborated(voices, direction)),
        {Direction.STRENGTH, Direction.CONCERN} <= given,
        tuple(kind for kind in framework.organisations_on(today) if kind.key not in heard),
        tuple(kind for kind in framework.populations if kind.key not in populations),
        sum(voice.on < latest_old for voice in voices),
    )


def weigh_lines(framework: Framework, evidence: Iterable[Evidence], today: date) -> dict[str, Weight]:
    """{key line: its weight} of every line of the framework, in its order; the evidence is read once."""
    by_line: dict[str, list[Evidence]] = {line: [] for line in framework.lines}
    for piece in evidence:
        if piece.line in by_line:
            by_line[piece.line].append(piece)
    return {line: weigh(framework, line, pieces, today) for line, pieces in by_line.items()}


def coverage(framework: Framework, evidence: Iterable[Evidence]) -> dict[tuple[str, str, str], int]:
    """{(line, population, kind of organisation): how many sources}, for every cell; 0 where nobody was heard."""
    sources: dict[tuple[str, str, str], set[str]] = {
        (line, population.key, organisation.key): set()
        for line in framework.lines
        for population in framework.populations
        for organisation in framework.organisations
    }
    for piece in evidence:
        for population in piece.populations:
            sources[piece.line, population, piece.organisation].add(piece.source)
    return {cell: len(found) for cell, found in sources.items()}


def _counted(pairs: Iterable[tuple[K, Direction]]) -> dict[K, Counter[Direction]]:
    table: dict[K, Counter[Direction]] = {}
    for key, direction in pairs:
        table.setdefault(key, Counter())[direction] += 1
    return table


def _voices(evidence: Iterable[Evidence]) -> tuple[Voice, ...]:
    by_source: dict[str, list[Evidence]] = {}
    for piece in evidence:
        by_source.setdefault(piece.source, []).append(piece)
    return tuple(_voice(source, pieces) for source, pieces in sorted(by_source.items()))


def _voice(source: str, pieces: list[Evidence]) -> Voice:
    directions = {piece.direction for piece in pieces}
    direction = directions.pop() if len(directions) == 1 else Direction.MIXED
    populations = frozenset().union(*(piece.populations for piece in pieces))
    first, latest = pieces[0], max(piece.on for piece in pieces)
    return Voice(source, direction, first.category, first.organisation, populations, latest)


def _corroborated(voices: Collection[Voice], direction: Direction) -> bool:
    """Whether two sources of different categories and of different kinds of organisation give a direction."""
    pairs = {(voice.category, voice.organisation) for voice in voices if voice.direction == direction}
    return any(a[0] != b[0] and a[1] != b[1] for a in pairs for b in pairs)
