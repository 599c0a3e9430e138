"""What happened to each location of one place between two snapshots."""

from datetime import date

from careplace.engine import Engine
from careplace.measures.providers import change
from careplace.measures.providers.statements import relation
from careplace.measures.reader import Reader
from careplace.places.area import Area


def match(reader: Reader, area: Area, earlier: date, later: date) -> None:
    """Make the tables of change.sql for one place: `changed` then holds each of its locations, sector by sector.

    Asked again for the same, it keeps what there is: a report has a hundred figures of one change.
    """
    key = (area.code, earlier, later)
    if reader.matched == key:
        return
    see_members(reader, reader.engine, area, earlier, later)
    change.between(reader.engine, reader.folder / "tables", earlier, later)
    relation(reader.engine, "move", "move.sql", stored=True)
    relation(reader.engine, "moved", "move_location.sql")
    relation(reader.engine, "changed", "changed.sql")
    reader.matched = key


def see_members(reader: Reader, engine: Engine, area: Area, earlier: date, later: date) -> None:
    """Let change.sql see the councils that the place was made of at each snapshot. Out: member_earlier, member_later."""
    for name, snapshot in (("member_earlier", earlier), ("member_later", later)):
        engine.connection.execute(
            f"create or replace temp table {name} as select $1 as place, unnest($2) as council",
            [area.code, reader.councils_at(area.code, snapshot)],
        )
