"""A place's locations by sector, one line each."""

from datetime import date
from itertools import groupby

from careplace.engine import literal, sql_text
from careplace.measures.providers.definitions import sectors
from careplace.places.area import Area
from careplace.web.public.editions import EditionCursor

PACKAGE = "careplace.web.public.visits"
MOST = 3000
SPLIT = ("adult-social-care",)
INNER = ("residential-care", "community-social-care")
OTHER_SERVICES = "Other services"


def headings() -> list[str]:
    """The sectors that part all locations: every outer one, adult social care in its two categories."""
    return [
        key for key, sector in sectors().items() if key in INNER or (not sector.within and key not in SPLIT)
    ]


def services_by_sector(edition: EditionCursor, area: Area, on: date) -> list[tuple[str, list[dict]]] | None:
    """(title of the sector, its locations) of a place at the register of a day; None where there are more than MOST."""
    tables = edition.folder / "tables"
    params = {
        "path": literal(tables / "register" / f"{on}.parquet"),
        "sectors": literal(tables / "location_sector" / f"{on}.parquet"),
        "councils": edition.reader.councils_at(area.code, on),
        "headings": headings(),
        "most": MOST + 1,
    }
    rows = edition.rows(sql_text(PACKAGE, "list.sql"), params)
    if len(rows) > MOST:
        return None
    return [(_title(key), list(some)) for key, some in groupby(rows, lambda row: row["sector"])]


def _title(key: str) -> str:
    return sectors()[key].title if key else OTHER_SERVICES
