"""ONS's postcode directory (ONSPD) or its lookup (NSPL): the district and the place of every postcode of England.

Source: ONS, Open Geography portal, "ONS Postcode Directory" and "National Statistics Postcode Lookup", four times a year.
Both are read alike; their columns have other names from release to release (long_tables.toml).
"""

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from careplace.places.gazetteer import Gazetteer
from careplace.sources import checks
from careplace.sources.contract import Table, misfits, refuse_for
from careplace.sources.long_tables import long_tables
from careplace.sources.places.columns import body, header, renamed
from careplace.sources.places.tables import POSTCODE
from careplace.sources.publication import Book, Reading

KEY = "postcode-directory"
ENGLAND = r"^[EX]"
"""England's codes of districts; and those of the demonstration."""
NO_GRID_REFERENCE = 99.0
"""ONS gives a postcode that it cannot place the latitude 99.999999."""
MOST_UNKNOWN = 5


@dataclass(frozen=True)
class PostcodeDirectory:
    """The publication. It is read after the places: codes of districts that the list of places lacks are noted."""

    key: str = KEY
    title: str = "Postcodes, their districts and where they are (ONSPD or NSPL)"
    publisher: str = "Office for National Statistics"
    licence: str = (
        "Open Government Licence v3.0; contains OS data © Crown copyright and database right, Royal Mail data © Royal Mail "
        "copyright and database right, and National Statistics data © Crown copyright and database right"
    )
    page: str = "https://geoportal.statistics.gov.uk/"
    tables: tuple[Table, ...] = (POSTCODE,)

    def recognise(self, book: Book) -> bool:
        """Whether the first row has the headings of a directory of postcodes."""
        return bool(_columns(book))

    def read(self, book: Book, gazetteer: Gazetteer | None = None) -> Reading:
        """England's postcodes, in use or ended.

        Raises:
            SourceError: for a postcode, code or coordinate that is none, and a postcode twice.
        """
        headings = _columns(book)
        rows = renamed(
            body(book, {headings["latitude"]: "number", headings["longitude"]: "number"}), headings
        )
        england = rows.filter(pc.match_substring_regex(pc.fill_null(rows["district"], "E"), ENGLAND))
        table, notes = checks.checked(_shaped(book, england, headings), POSTCODE, book.file.name, headings)
        elsewhere = rows.num_rows - england.num_rows
        left_out = [f"postcodes outside England that are left out: {elsewhere:,}"] if elsewhere else []
        unknown = _unknown(table, gazetteer)
        return Reading(self.key, book.file, None, "", {POSTCODE.name: table}, (*left_out, *unknown, *notes))


def _columns(book: Book) -> dict[str, str]:
    """{column: its heading}; empty for a file of another kind."""
    names = list(header(book))
    columns = long_tables()[KEY].columns(names) or {}
    return {name: names[position] for name, position in columns.items()}


def _shaped(book: Book, rows: pa.Table, headings: dict[str, str]) -> pa.Table:
    """The columns of the contract; a postcode that ONS cannot place has no coordinates."""
    placed = pc.less(pc.fill_null(rows["latitude"], NO_GRID_REFERENCE), NO_GRID_REFERENCE)
    coordinates = {name: pc.if_else(placed, rows[name], None) for name in ("latitude", "longitude")}
    ended = _months(book, rows, headings.get("ended", ""))
    return pa.table(
        {name: rows[name] for name in ("postcode", "district", "source", "sheet", "source_row")}
        | coordinates
        | {"ended_on": ended}
    )


def _months(book: Book, rows: pa.Table, heading: str) -> pa.Array:
    """The first day of each month written as 199606; null where blank, or where the file has no such column.

    Raises:
        SourceError: for what is no month.
    """
    if not heading:
        return pa.nulls(rows.num_rows, pa.date32())
    text = rows["ended"]
    good = pc.match_substring_regex(text, r"^(19|20)\d\d(0[1-9]|1[0-2])$")
    wrong = pc.fill_null(pc.invert(good), False)
    refuse_for(misfits(book.file.name, rows, "ended", wrong, "a month, such as 199606", heading))
    return pc.strptime(pc.binary_join_element_wise(text, "01", ""), format="%Y%m%d", unit="s").cast(
        pa.date32()
    )


def _unknown(table: pa.Table, gazetteer: Gazetteer | None) -> list[str]:
    """A note on districts that the list of places does not have: their postcodes name no council."""
    if gazetteer is None:
        return []
    codes = pc.unique(table["district"]).to_pylist()
    unknown = sorted(code for code in codes if code not in gazetteer.areas)
    more = f" and {len(unknown) - MOST_UNKNOWN:,} more" if len(unknown) > MOST_UNKNOWN else ""
    names = f"{', '.join(unknown[:MOST_UNKNOWN])}{more}"
    return (
        [f"districts that the list of places does not have, whose postcodes name no council: {names}"]
        if unknown
        else []
    )


PUBLICATION = PostcodeDirectory()
