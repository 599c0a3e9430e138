"""careplace places: which place a name or code means."""

import json
from dataclasses import asdict

import click

from careplace.cli.day import DAY
from careplace.cli.home import at_home
from careplace.editions.opening import open_edition
from careplace.places.area import Area


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
    found = gazetteer.find(words, on) if words else councils(gazetteer, on)
    if words and not found:
        raise gazetteer.unknown(words)
    click.echo(as_rows(found) if as_json else "\n".join(map(line, found)))


def councils(gazetteer, day) -> list[Area]:
    """The councils that stand on a day, by name."""
    standing = (area for area in gazetteer.areas.values() if area.kind == "council" and area.stands(day))
    return sorted(standing, key=lambda area: (area.name, area.code))


def line(area: Area) -> str:
    since = f" from {area.from_date}" if area.from_date else ""
    until = f" until {area.to_date}" if area.to_date else ""
    within = f", in {area.council}" if area.council else ""
    return f"{area.code}  {area.name}, {area.kind}{within}{since}{until}"


def as_rows(areas: list[Area]) -> str:
    return json.dumps([asdict(area) for area in areas], ensure_ascii=False, default=str, indent=1)
