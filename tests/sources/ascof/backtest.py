"""Writes docs/ascof-backtest.md: every published outcome that can be, recomputed from its numerator and denominator.

Run it from the root of the repository as `python -m tests.sources.ascof.backtest [FOLDER]`, FOLDER being that of the
published data (../shared/data without it), with data-2026-11 beside it.
"""

import hashlib
import sys
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from tests.place_books import book_at, tables_of

from careplace.places.gazetteer import Gazetteer
from careplace.sources.ascof import PUBLICATIONS
from careplace.sources.books import open_book
from careplace.sources.publication import RawFile, Reading

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs" / "ascof-backtest.md"
WORKBOOK = Path("ascof") / "ascof_2024_25.ods"
OPEN_DATA = Path("ascof-2020-21") / "meas-from-asc-of-eng-2021-open-data-csv_v2.xlsx"
FACTOR = {"percent": 100, "per 100,000": 100_000}
AGREES, ROUNDED, DISAGREES = "agrees", "agrees within the rounding of its parts", "disagrees"


def gazetteer_of(data: Path) -> Gazetteer:
    folders = ("places", "population", "deprivation")
    return Gazetteer.from_tables(
        tables_of(book_at(path) for f in folders for path in sorted((data / f).glob("*.csv")))
    )


def reading_of(path: Path, gazetteer: Gazetteer | None) -> Reading:
    """A published file, recognised and read."""
    book = open_book(RawFile(path, path.name, hashlib.sha256(path.read_bytes()).hexdigest()))
    (publication,) = [publication for publication in PUBLICATIONS if publication.recognise(book)]
    return publication.read(book, gazetteer)


@dataclass(frozen=True)
class Outcome:
    """One published outcome with its parts; `places` is how many decimals outcomes of its table and kind of area have."""

    row: dict
    places: int

    @property
    def recomputed(self) -> Fraction:
        return self._of(0, 0)

    @property
    def verdict(self) -> str:
        published, half = Fraction(Decimal(str(self.row["outcome"]))), Fraction(1, 2 * 10**self.places)
        if abs(self.recomputed - published) <= half:
            return AGREES
        return ROUNDED if self._lowest - half <= published <= self._highest + half else DISAGREES

    @property
    def _slack(self) -> tuple[Fraction, Fraction]:
        # A number rounded to 5 may be up to 2.5 away from what it was; one that is no multiple of 5 is not rounded.
        parts = (self.row["numerator"], self.row["denominator"])
        return tuple(Fraction(5, 2) if part % 5 == 0 else Fraction(0) for part in parts)

    @property
    def _lowest(self) -> Fraction:
        up, down = self._slack
        return self._of(-up, down)

    @property
    def _highest(self) -> Fraction:
        up, down = self._slack
        return self._of(up, -down)

    def _of(self, more: Fraction, beside: Fraction) -> Fraction:
        row = self.row
        return (
            FACTOR[row["unit"]]
            * (Fraction(row["numerator"]) + more)
            / (Fraction(row["denominator"]) + beside)
        )


def outcomes(rows: list[dict]) -> list[Outcome]:
    """Every row that has an outcome, a numerator and a denominator above 0."""
    kept = [
        row
        for row in rows
        if row["outcome"] is not None and row["numerator"] is not None and row["denominator"]
    ]
    places: dict[tuple, int] = {}
    for row in kept:
        key = row["sheet"], row["area_kind"]
        places[key] = max(
            places.get(key, 0), max(0, -Decimal(repr(row["outcome"])).normalize().as_tuple().exponent)
        )
    return [Outcome(row, places[row["sheet"], row["area_kind"]]) for row in kept]


def page(rows: list[dict], older: list[dict]) -> str:
    """The page of the back test: `rows` of the workbook, and those of the open data of 2020-21."""
    tested = outcomes(rows)
    before = outcomes(older)
    verdicts = Counter(each.verdict for each in before)
    counts = Counter(
        (each.row["measure"], each.row["breakdown"], each.row["area_kind"], each.verdict) for each in tested
    )
    groups = dict.fromkeys(
        (each.row["measure"], each.row["breakdown"], each.row["area_kind"]) for each in tested
    )
    lines = [
        f"| {measure}{'' if part == 'all' else f', {part}'} | {kind} | "
        + " | ".join(f"{counts[measure, part, kind, verdict]:,}" for verdict in (AGREES, ROUNDED, DISAGREES))
        + " |"
        for measure, part, kind in groups
    ]
    without = dict.fromkeys(row["measure"] for row in rows if not row["numerator_column"])
    exceptions = [_listed(each) for each in tested if each.verdict == DISAGREES]
    total = Counter(each.verdict for each in tested)
    return TEXT.format(
        tested=len(tested),
        agrees=total[AGREES],
        rounded=total[ROUNDED],
        disagrees=total[DISAGREES],
        counts="\n".join(lines),
        without=", ".join(without),
        unpublished=_unpublished(rows),
        older=len(before),
        older_agrees=verdicts[AGREES],
        older_rounded=verdicts[ROUNDED],
        older_disagrees=verdicts[DISAGREES],
        older_exceptions="\n".join(_listed(each) for each in before if each.verdict == DISAGREES),
        measures=", ".join(dict.fromkeys(each.row["measure"] for each in before)),
        exceptions="\n".join([HEAD, *exceptions]) if exceptions else "There is none.",
    )


def _listed(each: Outcome) -> str:
    row, shown = each.row, f"{float(each.recomputed):.{each.places}f}"
    parts = f"{row['numerator']:,.0f} | {row['denominator']:,.0f}"
    where = f"{row['sheet']} {row['outcome_column']}{row['source_row']}"
    what = row["measure"] + ("" if row["breakdown"] == "all" else f", {row['breakdown']}")
    return f"| {what} | {row['period']} | {row['area_name']} | {parts} | {row['outcome']:g} | {shown} | {where} |"


def _unpublished(rows: list[dict]) -> str:
    found = [
        row for row in rows if row["outcome"] is None and row["numerator"] is not None and row["denominator"]
    ]
    return (
        "; ".join(
            f"{row['measure']} {row['period']} {row['area_name']} ({row['numerator']:,.0f} of {row['denominator']:,.0f}, "
            f"{row['sheet']} row {row['source_row']})"
            for row in found
        )
        or "none"
    )


HEAD = (
    "| measure | year | area | numerator | denominator | published | recomputed | cell |\n"
    "|---|---|---|---|---|---|---|---|"
)
TEXT = """# Back test of outcomes of adult social care

Every outcome of the Adult Social Care Outcomes Framework that is published with its numerator and denominator,
worked out again and held against what is published. Made by `python -m tests.sources.ascof.backtest` from the
workbook of 2024-25; a test on the published data fails when this page no longer says what the data say.

An outcome *agrees* where 100 (or 100,000) times the numerator over the denominator is the published one, rounded to
the decimals that outcomes of the table and kind of area are printed with. The parts of England, regions and types of
council are rounded to 5, and those of councils in 4B, while outcomes are worked out before rounding (note 10 of the
workbook). So an outcome *agrees within the rounding of its parts* where some numerator and denominator within 2.5 of
the published ones give it. Any other *disagrees*, and stands below by name.

Of {tested:,} outcomes {agrees:,} agree, {rounded:,} agree within the rounding of their parts and {disagrees:,} disagree.

| measure | areas | agree | within the rounding of their parts | disagree |
|---|---|---|---|---|
{counts}

## Outcomes that disagree

{exceptions}

## The open data of 2020-21

Of {older:,} outcomes of 2020-21 with numerator and denominator, by council, sex and age, {older_agrees:,} agree,
{older_rounded:,} agree within the rounding of their parts and {older_disagrees:,} disagree: {measures}, under the codes of
that time.
{older_exceptions}
## What cannot be recomputed

- Published without a numerator, since they are weighted, or scores of surveys, or estimates: {without}.
- Published without an outcome though both parts are: {unpublished}. Where the numerator is over the denominator, the
  publisher takes that for an error of the data and gives no outcome (note 16).
"""


def main() -> None:
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "data"
    paths = data / WORKBOOK, data.with_name("data-2026-11") / OPEN_DATA
    readings = [reading_of(path, gazetteer_of(data)) for path in paths]
    PAGE.write_text(page(*(each.tables["ascof_outcome"].to_pylist() for each in readings)), encoding="utf-8")


if __name__ == "__main__":
    main()
