"""The coverage board: who was heard on which key line, and who was not while fieldwork can still change it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from careplace.casework.reviews.evidence import Evidence
from careplace.casework.reviews.framework import Framework, Kind, Line
from careplace.casework.reviews.weighing import coverage


@dataclass(frozen=True)
class Cell:
    """Sources about a population on a key line. `heard` has (kind of organisation, number of sources), without zeros."""

    line: Line
    population: Kind
    sources: int
    heard: tuple[tuple[Kind, int], ...]
    unheard: tuple[Kind, ...]


@dataclass(frozen=True)
class Board:
    """The cells by key line, and the gaps in words, the widest first."""

    cells: dict[str, tuple[Cell, ...]]
    gaps: tuple[str, ...]


def board(framework: Framework, evidence: Iterable[Evidence], populations: Collection[str] = ()) -> Board:
    """The board of a review.

    Args:
        populations: the keys of those that the review is about; all of the framework's where there are none.
    """
    pieces = [piece for piece in evidence if piece.line in framework.lines]
    counts = coverage(framework, pieces)
    kinds = [kind for kind in framework.populations if not populations or kind.key in populations]
    cells = {
        line.key: tuple(_cell(framework, counts, line, kind) for kind in kinds)
        for line in framework.lines.values()
    }
    gaps = (*_of_populations(framework, cells), *_of_organisations(framework, pieces))
    return Board(cells, gaps)


def _cell(framework: Framework, counts: dict, line: Line, population: Kind) -> Cell:
    of_kinds = [(kind, counts[line.key, population.key, kind.key]) for kind in framework.organisations]
    heard = tuple((kind, number) for kind, number in of_kinds if number)
    unheard = tuple(kind for kind, number in of_kinds if not number and kind.until is None)
    return Cell(line, population, sum(number for _kind, number in heard), heard, unheard)


def _of_populations(framework: Framework, cells: dict[str, tuple[Cell, ...]]) -> list[str]:
    missing: dict[str, list[Cell]] = {}
    for cell in (cell for of_line in cells.values() for cell in of_line if not cell.sources):
        missing.setdefault(cell.population.key, []).append(cell)
    widest_first = sorted(missing.values(), key=len, reverse=True)
    return [_gap(framework, of_population) for of_population in widest_first]


def _gap(framework: Framework, missing: list[Cell]) -> str:
    words, lines = f"No {missing[0].population.in_sentence} yet", len(framework.lines)
    if len(missing) == lines:
        return f"{words} on any key line."
    keys = {cell.line.key for cell in missing}
    by_theme = ((t.title, [line.title for line in t.lines if line.key in keys]) for t in framework.themes)
    titles = "; ".join(f"{theme}: {', '.join(silent)}" for theme, silent in by_theme if silent)
    return f"{words} on {len(missing)} of {lines} key lines. {titles}."


def _of_organisations(framework: Framework, pieces: list[Evidence]) -> list[str]:
    heard = {piece.organisation for piece in pieces}
    silent = [kind for kind in framework.organisations if kind.key not in heard and kind.until is None]
    if not silent:
        return []
    titles = "; ".join(kind.in_sentence for kind in silent)
    return [f"Nobody on any key line yet from {len(silent)} kinds of organisation: {titles}."]
