"""ONS's workbook of mid-year estimates: residents of every local authority by single year of age (MYE2, Persons).

The same numbers as the tidied file of people.py, in the layout that ONS publishes them in, .xls until 2020. Only England's
districts and single-tier councils are read: counties are what their districts add up to.
"""

import re

import pyarrow as pa
import pyarrow.compute as pc

from careplace.sources import cells, checks, headers, parts
from careplace.sources.contract import Problem, SourceError, refuse_for
from careplace.sources.headers import Field, Header, Layout
from careplace.sources.places.people import AGES
from careplace.sources.places.tables import POPULATION
from careplace.sources.publication import Book, Reading

LAYOUT = Layout(
    "mid-year-estimates",
    "Mid-year population estimates by single year of age",
    (
        Field("code", ("Code",)),
        Field("name", ("Name",)),
        Field("kind", ("Geography",)),
        Field("everybody", ("All ages",), "count"),
        *(Field(f"age {age}", (age,), "count") for age in AGES),
    ),
    marks=("everybody", "kind", "age 0", "age 90+"),
)
PERSONS = re.compile(r"\bpersons by single year of age\b", re.IGNORECASE)
MIDDLE = re.compile(r"\bmid[- ](20\d\d)\b", re.IGNORECASE)
# "…on2021geography.xls"; "(2023 local authority boundaries)" above the table.
BOUNDARIES = re.compile(r"(20\d\d) *(?:geography|local authority boundaries)", re.IGNORECASE)
DISTRICTS = r"^E0[6-9][0-9]{6}$"


class MidYearEstimates:
    """The publication `mid-year-estimates`."""

    key = "mid-year-estimates"
    title = "Mid-year population estimates by single year of age, workbook"
    publisher, licence = "Office for National Statistics", "Open Government Licence v3.0"
    page = "https://www.ons.gov.uk/peoplepopulationandcommunity/populationandmigration/populationestimates"
    tables = (POPULATION,)

    def recognise(self, book: Book) -> bool:
        return bool(_persons(book))

    def read(self, book: Book, gazetteer=None) -> Reading:
        """The residents of England's districts.

        Raises:
            SourceError: for a sheet that does not say its year, cells that are no numbers, ages that do not add up.
        """
        header, file = _persons(book)[0], book.file.name
        refuse_for([*headers.faults(header, file), *headers.ragged(header, file)])
        estimate, year = _years(book, header)
        part = parts.part(file, header)
        part.text = part.text.filter(
            pc.fill_null(pc.match_substring_regex(part.text["code"], DISTRICTS), False)
        )
        refuse_for([*parts.read_cells(part), *_unlike_ages(part)])
        alike = {"year": year, "tier": "district", "estimate": estimate, "source": book.file.sha256}
        by_age = pa.concat_tables([_of_age(part.table(), age, name, alike) for age, name in enumerate(AGES)])
        table, notes = checks.checked(by_age, POPULATION, file, {"code": "Code", "people": "All ages"})
        return Reading(self.key, book.file, None, "", {POPULATION.name: table}, tuple(notes))


def _persons(book: Book) -> list[Header]:
    """The headers of the sheets of everybody by single year of age: those of one sex have others' titles."""
    matches = [header for sheet in book.sheets if (header := headers.locate(sheet, LAYOUT))]
    return [header for header in matches if any(PERSONS.search(text) for text in _above(header))]


def _above(header: Header) -> list[str]:
    cells_above = header.sheet.cells.slice(0, header.row - 1)
    return [text for column in cells_above.columns for text in column.to_pylist() if text]


def _years(book: Book, header: Header) -> tuple[int, int]:
    """(the year at whose middle people are counted, the year of the boundaries: that of the estimate unless said)."""
    texts = [text for text in _above(header) if PERSONS.search(text)]
    middles = {int(year) for text in texts for year in MIDDLE.findall(text)}
    if len(middles) != 1:
        actual = " and ".join(f"mid-{year}" for year in sorted(middles)) or "a title without its year"
        expected = "one year above the table, such as mid-2020"
        raise SourceError(Problem(book.file.name, actual, expected, header.sheet.name, 1))
    year_matches = [match for text in (*texts, book.file.name) for match in BOUNDARIES.findall(text)]
    estimate = middles.pop()
    return estimate, int(year_matches[0]) if year_matches else estimate


def _unlike_ages(part: parts.Part) -> list[Problem]:
    """Areas whose ages do not add up to everybody."""
    summed = part.typed["age 0"]
    for age in AGES[1:]:
        summed = pc.add(summed, part.typed[f"age {age}"])
    wrong = pc.fill_null(pc.not_equal(summed, part.typed["everybody"]), True)
    return part.misfits("everybody", wrong, "the sum of the ages in its row")


def _of_age(table: pa.Table, age: int, name: str, alike: dict) -> pa.Table:
    columns = {"code": table["code"], "people": table[f"age {name}"].cast(cells.KINDS["number"][2])}
    columns |= {key: pa.repeat(pa.scalar(value), table.num_rows) for key, value in alike.items()}
    columns["age"] = pa.repeat(pa.scalar(age), table.num_rows)
    return pa.table(columns | {name: table[name] for name in ("sheet", "source_row")})
