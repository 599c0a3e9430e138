"""careplace places: which place a name or code means."""

import json
from dataclasses import asdict

import click

from careplace.cli.day import DAY
from careplace.cli.home import at_home
from careplace.cli.printing import say, say_json
from careplace.editions.opening import open_edition
from careplace.places.area import Area
from careplace.places.search import ONLY_LIKE, match


@click.command(short_help="Find a place by its name or code.")
@click.argument("text", nargs=-1)
@at_home
@click.option("--on", type=DAY, help="Only places that stood on this day.")
@click.option("--json", "as_json", is_flag=True, help="One JSON list instead of lines.")
def places(text, home, on, as_json) -> None:
    """Find places by a name or code that they have or had; without TEXT, list the councils that stand."""
    words = " ".join(text)
    with open_edition(home) as edition:
        gazetteer = edition.gazetteer
    areas = gazetteer.find(words, on) if words else councils(gazetteer, on)
    borne = [area for area in areas if gazetteer.matches(area, words)] if words else areas
    if words and not areas:
        raise gazetteer.unknown(words)
    if as_json:
        say_json(as_rows(areas, borne if words else None))
    else:
        say("\n".join([*([] if borne else [ONLY_LIKE]), *map(line, areas)]))


def councils(gazetteer, day) -> list[Area]:
    """The councils that stand on a day, by name."""
    standing = (area for area in gazetteer.areas.values() if area.kind == "council" and area.stands(day))
    return sorted(standing, key=lambda area: (area.name, area.code))


def line(area: Area) -> str:
    since = f" from {area.from_date}" if area.from_date else ""
    until = f" until {area.to_date}" if area.to_date else ""
    within = f", in {area.council}" if area.council else ""
    return f"{area.code}  {area.name}, {area.kind}{within}{since}{until}"


def as_rows(areas: list[Area], borne: list[Area] | None) -> str:
    """The areas as JSON; where a name was looked for, `match` says of each whether it bears it or is only like it."""
    rows = [asdict(area) | ({} if borne is None else {"match": match(area in borne)}) for area in areas]
    return json.dumps(rows, ensure_ascii=False, default=str, indent=1)
