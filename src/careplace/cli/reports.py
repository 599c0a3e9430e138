"""careplace reports: the data reports of many places, made side by side."""

from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import click

from careplace.cli.errors import visible
from careplace.cli.home import at_home
from careplace.cli.place import how_places_are_told
from careplace.cli.progress import progress_bar
from careplace.cli.report import TO, written_as
from careplace.editions.made_from import made_from
from careplace.editions.opening import Edition, open_edition
from careplace.engine import cores
from careplace.measures.providers.profile import NotCovered
from careplace.measures.reader import Reader
from careplace.measures.report import data_report
from careplace.places.area import GROUP_KINDS, Area
from careplace.publish import FORMATS, write

KINDS = ("council", *sorted(GROUP_KINDS))


@click.command(short_help="Write the data reports of many places.")
@click.argument("places", nargs=-1, metavar="[PLACE]...")
@how_places_are_told
@TO
@written_as(FORMATS, ("html", "xlsx", "csvw"))
@click.option("--every", type=click.Choice(KINDS), help="Every place of this kind that stands.")
@click.option(
    "--workers", type=click.IntRange(1, 64), help="Processes side by side.  [default: one a processor]"
)
@at_home
def reports(places, as_at, against, groups, to, formats, every, workers, home) -> None:
    """Write the data report of each PLACE, or of EVERY place of a kind, several at a time.

    A place whose report cannot be made is named at the end, and costs no other place its report.
    """
    with open_edition(home) as edition:
        chosen, id = areas(edition, places, every, as_at), edition.id
    # The edition is named, so that one that is swapped in meanwhile does not write half of the reports.
    begin = partial(_Desk.open, home, id, groups, {"as_at": as_at, "against": against}, (to, formats))
    failed: dict = {}
    with progress_bar() as progress, _pool(min(workers or cores(), len(chosen)), begin) as pool:
        waiting = {pool.submit(_write, area): area for area in chosen}
        for done, (area, error) in enumerate(_answers(waiting), 1):
            failed |= {area: error} if isinstance(error, str) else {}
            progress("Writing reports", done, len(chosen))
    click.echo(f"{len(chosen) - len(failed)} reports written to {to}")
    if failed:
        lines = "\n".join(f"  {area}: {visible(why)}" for area, why in failed.items())
        raise click.ClickException(f"{len(failed)} could not be made:\n{lines}")


def areas(edition: Edition, places: tuple[str, ...], every: str | None, day: date | None) -> list[Area]:
    """The places asked for, each once, in the order asked; those of a kind by name.

    Raises:
        UnknownPlace: for a name that means nothing.
        UsageError: when nothing is asked for.
    """
    if not places and not every:
        raise click.UsageError("Name the places, or give --every council.")
    every_area = edition.gazetteer.areas.values()
    standing = (area for area in every_area if area.kind == every and area.stands(day))
    kind = sorted(standing, key=lambda area: (area.name, area.code))
    return list(dict.fromkeys([*(edition.gazetteer.resolve(text, day) for text in places), *kind]))


class _Desk:
    """What a process holds while it writes report after report: the edition, and how each is asked for."""

    here: "_Desk"

    def __init__(self, edition: Edition, groups: Path | None, options: dict, written: tuple):
        gazetteer = edition.gazetteer.with_groups(groups) if groups else edition.gazetteer
        self.reader = Reader(edition.engine, edition.folder, gazetteer)
        self.edition, self.asked, self.written = made_from(edition), options, written

    @classmethod
    def open(cls, home: Path, id: str, groups: Path | None, options: dict, written: tuple) -> None:
        cls.here = cls(open_edition(home, id), groups, options, written)


def _write(area: Area) -> None:
    desk = _Desk.here
    to, formats = desk.written
    write(data_report(desk.reader, area, desk.edition, **desk.asked), to, formats)


def _pool(workers: int, begin) -> ProcessPoolExecutor:
    # Fresh processes: a fork of one whose DuckDB has threads may stand still for ever.
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=begin)


def _answers(waiting: dict[Future, Area]) -> Iterator[tuple[Area, str | None]]:
    """Each place as its report is done, with why it could not be made."""
    for future in as_completed(waiting):
        try:
            future.result()
        except (NotCovered, LookupError, ValueError, OSError) as error:
            yield waiting[future], str(error)
        else:
            yield waiting[future], None
