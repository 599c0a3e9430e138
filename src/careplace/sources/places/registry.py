"""The registry of councils: codes, names, what replaced what, and every spelling met in publications.

mySociety compiles it from the official registers; it holds the whole United Kingdom, of which we keep England
(and the demonstration's fictional nation, which is published in the same form).
"""

import pyarrow as pa
import pyarrow.compute as pc

from careplace.sources.headers import Field, Layout
from careplace.sources.places.columns import body, header, reading, renamed
from careplace.sources.places.tables import COUNCIL_CODE, COUNCIL_REGISTRY, COUNCIL_SPELLING
from careplace.sources.publication import Book, Reading

NATIONS = ("England", "Demonstration England")
FIELDS = {
    "registry_code": "local-authority-code",
    "code": "gss-code",
    "official_name": "official-name",
    "name": "nice-name",
    "start_date": "start-date",
    "end_date": "end-date",
    "replaced_by": "replaced-by",
    "nation": "nation",
    "region": "region",
    "type": "local-authority-type",
    "county": "county-la",
    "combined_authority": "combined-authority",
    "former_codes": "former-gss-codes",
    "area_km2": "area",
}
KINDS = dict.fromkeys(FIELDS.values(), "text") | {"start-date": "date", "end-date": "date", "area": "number"}
PUBLISHER = "mySociety, from official registers"
LICENCE = "Open Government Licence v3.0"
PAGE = "https://pages.mysociety.org/uk_local_authority_names_and_codes/"


class CouncilRegistry:
    """Councils past and present."""

    key = "council-registry"
    title = "UK local authorities, past and current"
    publisher, licence, page = PUBLISHER, LICENCE, PAGE
    tables = (COUNCIL_REGISTRY,)
    layouts = (Layout(key, title, tuple(Field(name, (FIELDS[name],)) for name in FIELDS), marks=()),)

    def recognise(self, book: Book) -> bool:
        return {"local-authority-code", "gss-code", "nice-name", "replaced-by"} <= set(header(book))

    def read(self, book: Book, gazetteer=None) -> Reading:
        table = renamed(body(book, KINDS), FIELDS)
        ours = table.filter(pc.is_in(table["nation"], value_set=pa.array(NATIONS)))
        return reading(self.key, book, COUNCIL_REGISTRY, ours, FIELDS)


class TwoColumns:
    """A lookup of two columns to the registry's code, read as it stands."""

    publisher, licence, page = PUBLISHER, LICENCE, PAGE

    def __init__(self, key, title, first, contract):
        self.key, self.title, self.first, self.contract = key, title, first, contract
        self.tables = (contract,)

    def recognise(self, book: Book) -> bool:
        return set(header(book)) == {self.first, "local-authority-code"}

    def read(self, book: Book, gazetteer=None) -> Reading:
        headings = {self.contract.columns[0].name: self.first, "registry_code": "local-authority-code"}
        return reading(self.key, book, self.contract, renamed(body(book), headings), headings)


PUBLICATIONS = (
    CouncilRegistry(),
    TwoColumns("council-spellings", "Council names to registry codes", "la-name", COUNCIL_SPELLING),
    TwoColumns("council-codes", "Official codes to registry codes", "gss-code", COUNCIL_CODE),
)
