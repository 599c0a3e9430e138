"""Who lives in each district: residents by age, and deprivation. One file is wide; the tables are long."""

import re

import pyarrow as pa
import pyarrow.compute as pc

from careplace.sources.contract import Problem, Table, misfits, refuse_for
from careplace.sources.places.columns import body, header, reading, renamed
from careplace.sources.places.tables import CENSUS_POPULATION, DEPRIVATION, DOMAINS, POPULATION
from careplace.sources.publication import Book, Reading

LICENCE = "Open Government Licence v3.0"
CODE = re.compile(r"^(ltla|utla)(\d\d)_code$")
ESTIMATE = re.compile(r"population(\d\d)_")
TOTAL = "total_population"
AGES = (*(str(age) for age in range(90)), "90+")


def code_column(book: Book) -> re.Match | None:
    """The header of the area's code, when the file has exactly one."""
    matches = [match for match in map(CODE.match, header(book)) if match]
    return matches[0] if len(matches) == 1 else None


def _one_code_column(book: Book) -> re.Match:
    match = code_column(book)
    if match is None:
        raise ValueError(f"{book.file.name} was recognised without a column of codes")
    return match


def _unlike_total(book: Book, rows: pa.Table, parts: list[str], compared: str) -> list[Problem]:
    """Areas whose parts do not come to their total; half a person is a rounding."""
    summed = rows[parts[0]]
    for part in parts[1:]:
        summed = pc.add(summed, rows[part])
    beyond = pc.subtract(summed, rows[TOTAL])
    wrong = pc.greater(beyond if compared == "at most" else pc.abs(beyond), 0.5)
    expected = f"{'at least ' * (compared == 'at most')}the sum of {parts[0]} to {parts[-1]} in its row"
    return misfits(book.file.name, rows, TOTAL, pc.fill_null(wrong, False), expected, TOTAL)


def long(
    key: str, book: Book, contract: Table, columns: dict[str, dict], value: str, compared: str = ""
) -> Reading:
    """One row for each area and column: `columns` gives, by header, what the other columns of the row say.

    `compared` says how a row's columns together are to compare with its total_population: "equal" or "at most".

    Raises:
        SourceError: where the file is not as it should be, or a row's columns contradict its total.
    """
    total = {TOTAL: "number"} if compared and TOTAL in header(book) else {}
    rows = body(book, {**dict.fromkeys(columns, "number"), **total})
    if total:
        refuse_for(_unlike_total(book, rows, list(columns), compared))
    match = _one_code_column(book)
    code, year = {"code": match[0]}, 2000 + int(match[2])
    pieces = [renamed(rows, code | {value: name}, year=year, **says) for name, says in columns.items()]
    return reading(key, book, contract, pa.concat_tables(pieces), code)


class Population:
    """Mid-year estimates by single year of age. `year` is that of the codes; the estimate's own stands in the file's
    name only, and is null under another name."""

    key = "population-by-age"
    title = "Population estimates by single year of age"
    publisher, licence = "Office for National Statistics", LICENCE
    page = "https://www.ons.gov.uk/peoplepopulationandcommunity/populationandmigration/populationestimates"
    tables = (POPULATION,)

    def recognise(self, book: Book) -> bool:
        return code_column(book) is not None and {*AGES, TOTAL} <= set(header(book))

    def read(self, book: Book, gazetteer=None) -> Reading:
        tier = {"ltla": "district", "utla": "council"}[_one_code_column(book)[1]]
        match = ESTIMATE.search(book.file.name)
        estimate = pa.scalar(match and 2000 + int(match[1]), pa.int64())
        says = {name: {"tier": tier, "age": age, "estimate": estimate} for age, name in enumerate(AGES)}
        return long(self.key, book, POPULATION, says, "people", "equal")


class CensusPopulation:
    """Residents at the census of 2021 by sex and broad age."""

    key = "census-age-and-sex"
    title = "Census 2021: age bands by sex"
    publisher, licence, page = "Office for National Statistics", LICENCE, "https://www.nomisweb.co.uk/"
    tables = (CENSUS_POPULATION,)
    bands = tuple((band, sex) for sex in ("females", "males") for band in ("younger", "working_age", "older"))

    def recognise(self, book: Book) -> bool:
        return code_column(book) is not None and {f"{band}_{sex}" for band, sex in self.bands} <= set(
            header(book)
        )

    def read(self, book: Book, gazetteer=None) -> Reading:
        says = {f"{band}_{sex}": {"band": band, "sex": sex} for band, sex in self.bands}
        return long(self.key, book, CENSUS_POPULATION, says, "people", "at most")


class Deprivation:
    """One edition of the Indices of Deprivation. Each edition's file has headers of its own."""

    publisher, licence = "Ministry of Housing, Communities and Local Government", LICENCE
    page = "https://www.gov.uk/government/collections/english-indices-of-deprivation"
    tables = (DEPRIVATION,)

    def __init__(self, edition: int, headers: tuple[str, ...]):
        self.edition, self.headers = edition, dict(zip(DOMAINS, headers, strict=True))
        self.key = f"deprivation-{edition}"
        self.title = f"English Indices of Deprivation {edition}"

    def recognise(self, book: Book) -> bool:
        # Two scores settle the edition, so that a file without a third is an error and not a stranger.
        return code_column(book) is not None and {self.headers[d] for d in DOMAINS[:2]} <= set(header(book))

    def read(self, book: Book, gazetteer=None) -> Reading:
        says = {
            name: {"domain": domain, "edition": self.edition, "tier": "district"}
            for domain, name in self.headers.items()
        }
        return long(self.key, book, DEPRIVATION, says, "score")


PUBLICATIONS = (
    Population(),
    CensusPopulation(),
    Deprivation(
        2019,
        (
            "Score",
            "Income_Score",
            "Employment_Score",
            "Education_Score",
            "Health_Score",
            "Crime_Score",
            "Housing_and_Access_Score",
            "Environment_Score",
        ),
    ),
    Deprivation(
        2025,
        (
            "imd_average_score",
            "income_average_score",
            "employment_average_score",
            "education_skills_and_training_average_score",
            "health_deprivation_and_disability_average_score",
            "crime_average_score",
            "barriers_to_housing_and_services_average_score",
            "living_environment_average_score",
        ),
    ),
)
