"""The registry of councils: codes, names, what replaced what, and every spelling met in publications.

mySociety compiles it from the official registers; it holds the whole United Kingdom, of which we keep England
(and the demonstration's fictional nation, which is published in the same form).
"""

import pyarrow as pa
import pyarrow.compute as pc

from careplace.sources.places.columns import body, header, require, typed
from careplace.sources.places.tables import COUNCIL_CODE, COUNCIL_REGISTRY, COUNCIL_SPELLING
from careplace.sources.publication import Book, Reading

NATIONS = ("England", "Demonstration England")
FIELDS = {
    "local-authority-code": "registry_code",
    "gss-code": "code",
    "official-name": "official_name",
    "nice-name": "name",
    "start-date": "start_date",
    "end-date": "end_date",
    "replaced-by": "replaced_by",
    "nation": "nation",
    "region": "region",
    "local-authority-type": "type",
    "county-la": "county",
    "combined-authority": "combined_authority",
    "former-gss-codes": "former_codes",
    "area": "area_km2",
}
PUBLISHER = "mySociety, from official registers"
LICENCE = "Open Government Licence v3.0"
PAGE = "https://pages.mysociety.org/uk_local_authority_names_and_codes/"


class CouncilRegistry:
    """Councils past and present."""

    key = "council-registry"
    title = "UK local authorities, past and current"
    publisher, licence, page = PUBLISHER, LICENCE, PAGE
    tables = (COUNCIL_REGISTRY,)

    def recognise(self, book: Book) -> bool:
        return {"local-authority-code", "gss-code", "nice-name", "replaced-by"} <= set(header(book))

    def read(self, book: Book, gazetteer=None) -> Reading:
        require(book, FIELDS)
        rows = body(book)
        rows = rows.filter(pc.is_in(rows["nation"], value_set=pa.array(NATIONS)))
        columns = {ours: rows[theirs] for theirs, ours in FIELDS.items()}
        columns |= {name: rows[name] for name in ("source", "source_row")}
        tables = {COUNCIL_REGISTRY.name: typed(book, columns, COUNCIL_REGISTRY)}
        return Reading(self.key, book.file, None, "", tables)


class TwoColumns:
    """A lookup of two columns to the registry's code, read as it stands."""

    publisher, licence, page = PUBLISHER, LICENCE, PAGE

    def __init__(self, key, title, first, contract):
        self.key, self.title, self.first, self.contract = key, title, first, contract
        self.tables = (contract,)

    def recognise(self, book: Book) -> bool:
        return set(header(book)) == {self.first, "local-authority-code"}

    def read(self, book: Book, gazetteer=None) -> Reading:
        rows = body(book)
        columns = {
            self.contract.columns[0].name: rows[self.first],
            "registry_code": rows["local-authority-code"],
            "source": rows["source"],
            "source_row": rows["source_row"],
        }
        tables = {self.contract.name: typed(book, columns, self.contract)}
        return Reading(self.key, book.file, None, "", tables)


PUBLICATIONS = (
    CouncilRegistry(),
    TwoColumns("council-spellings", "Council names to registry codes", "la-name", COUNCIL_SPELLING),
    TwoColumns("council-codes", "Official codes to registry codes", "gss-code", COUNCIL_CODE),
)
