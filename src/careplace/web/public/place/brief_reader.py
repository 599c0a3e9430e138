"""The reader of a place's first page."""

from collections.abc import Iterable
from datetime import date

from careplace.engine import literal, sql_text
from careplace.figures import Figure
from careplace.measures.reader import Reader, from_table


class BriefReader(Reader):
    """A reader that reads of a place what its first page shows: a third of its figures."""

    def figures(self, places: Iterable[str], snapshot: date, prefix: str = "") -> list[Figure]:
        query = sql_text("careplace.web.public.place", "brief.sql")
        (place,) = places
        path = literal(self.folder / "figures" / "providers" / f"{snapshot}.parquet")
        return from_table(self.engine.sql(query, {"path": path, "place": place, "prefix": prefix}))
