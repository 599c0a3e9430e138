"""What the edition says of a place's services at the end of a year: the body of its public statement, as Markdown."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from careplace.casework.assurance.proof.years import Year
from careplace.casework.edition_reader import NoEdition, edition, reader_of
from careplace.editions.made_from import made_from
from careplace.editions.opening import Edition
from careplace.measures.providers.profile import NotCovered
from careplace.measures.reader import Reader
from careplace.publish.blocks import Text, blocks
from careplace.publish.markdown_text import to_markdown
from careplace.publish.statement import render, statement_of
from careplace.publish.wording import day


@contextmanager
def reader(home: Path) -> Iterator[Reader | None]:
    """The figures of the current edition; None where there is none."""
    try:
        with edition(home) as opened:
            yield reader_of(opened)
    except NoEdition:
        yield None


def edition_part(home: Path, place: str, year: Year, today: date) -> tuple[str, str]:
    """(the statement's body in Markdown without its title, the edition's id); a sentence and "" where there is none."""
    as_at = year.last_day(today)
    try:
        with edition(home) as opened:
            return _body(opened, place, year, as_at), opened.id
    except NoEdition:
        return "CQC's ratings are not in this statement: no edition of them can be read.\n", ""


def _body(opened: Edition, place: str, year: Year, as_at: date) -> str:
    area = opened.gazetteer.areas.get(place)
    try:
        if area is None:
            raise NotCovered(place)
        statement = statement_of(reader_of(opened), area, made_from(opened), as_at=as_at, with_records=True)
    except NotCovered:
        return f"No register of the edition covers this place up to {day(as_at)}.\n"
    body = [
        block for block in blocks(render(statement)) if not (isinstance(block, Text) and block.kind == "h1")
    ]
    return _age(statement.content.as_at, year) + to_markdown(body)


def _age(register: date, year: Year) -> str:
    """A sentence where the register is older than the year: it cannot show what happened in it."""
    if register >= year.start:
        return ""
    return (
        f"The latest ratings of this place in the edition are of {day(register)}, before {year.label} began. "
        "They do not show what happened in that year.\n\n"
    )
