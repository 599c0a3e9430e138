"""What the commands about one place ask for: the place, the date and the comparators."""

from datetime import date
from pathlib import Path

import click

from careplace.cli.day import DAY
from careplace.editions.opening import Edition
from careplace.measures.comparators import DEFAULT_AGAINST
from careplace.measures.providers.profile import Profile, profile
from careplace.measures.reader import Reader
from careplace.places.comparators import split_specs

_AGAINST_HELP = (
    "Comparators, by commas: england, region, west-midlands, wmca, icb, core-cities, neighbours, "
    "a group of --groups, or NAME=code,code.  [default: {}]"
)


def asked_of_a_place(command):
    """Give a command PLACE, --as-at, --against and --groups."""
    return click.argument("place")(how_places_are_told(command))


def how_places_are_told(command):
    """Give a command --as-at, --against and --groups."""
    for decorate in (
        groups_option,
        against_option(DEFAULT_AGAINST),
        click.option(
            "--as-at",
            type=DAY,
            help="The newest snapshot on or before this day; without it, the newest that covers the place.",
        ),
    ):
        command = decorate(command)
    return command


def groups_option(command):
    """Give a command --groups."""
    return click.option(
        "--groups",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="A TOML file with groups of your own.",
    )(command)


def against_option(default: tuple[str, ...]):
    """Give a command --against, whose help names the comparators that it takes without one."""
    return click.option(
        "--against",
        callback=lambda _context, _option, text: _specs(text),
        help=_AGAINST_HELP.format(",".join(default)),
    )


def _specs(text: str | None) -> tuple[str, ...] | None:
    if text is None:
        return None
    if not split_specs(text):
        raise click.BadParameter(f"{text!r} names no comparator.")
    return split_specs(text)


def reader_of(edition: Edition, groups: Path | None = None) -> Reader:
    """The edition's figures, with the reader's own groups beside the gazetteer's."""
    gazetteer = edition.gazetteer.with_groups(groups) if groups else edition.gazetteer
    return Reader(edition.engine, edition.folder, gazetteer)


def profile_of(
    reader: Reader, place: str, as_at: date | None, against: tuple[str, ...] | None, sector: str = ""
) -> Profile:
    """The profile of a place as a reader wrote it.

    Raises:
        UnknownPlace: for a name or a comparator that means nothing.
        NotCovered: when no snapshot covers the place.
    """
    return profile(
        reader, reader.gazetteer.resolve(place, as_at), as_at=as_at, against=against, sector=sector
    )
