"""What the edition of a review says of its place, for a team that begins: the data report and the brief."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from careplace.casework.reviews.editions import PACKAGE, opened, pinned
from careplace.editions.made_from import made_from
from careplace.engine import Cursor, sql_text
from careplace.measures.reader import Reader
from careplace.measures.report import data_report
from careplace.publish.content import Content
from careplace.publish.page import render

FILES = {
    "brief": "Two pages: what is strong, weak, moving and unknown",
    "report": "The whole data report, with every figure and the list of locations",
}
"""{file: what is in it}"""


@dataclass(frozen=True)
class Contents:
    """The edition, how many figures it has of the place, and the publications that it was made from."""

    edition: str
    figures: int
    measures: int
    publications: tuple[str, ...]


def contents(home: Path, edition: str, place: str) -> Contents:
    """What an edition has of a place.

    Raises:
        NoEdition: where it is no longer there.
    """
    with pinned(home, edition) as opened_edition, closing(Cursor(opened_edition.engine)) as cursor:
        row = cursor.rows(sql_text(PACKAGE, "counts_of_place.sql"), {"place": place})[0]
        files = made_from(opened_edition)["made_from"]
        names = sorted({file["title"] for file in files if file["title"]})
        return Contents(opened_edition.id, row["figures"], row["measures"], tuple(names))


def page_of(name: str, home: Path, edition: str, place: str) -> str:
    """A file of FILES as an HTML page.

    The edition is opened for it alone: a report makes temporary tables of its place in the engine.

    Raises:
        NoEdition: where the edition is no longer there.
        NotCovered: where it has nothing of the place.
    """
    with closing(opened(home, edition)) as own:
        reader = Reader(own.engine, own.folder, own.gazetteer)
        data = data_report(reader, own.gazetteer.resolve(place), made_from(own))
        return render(Content(data), template=f"{name}.html")
