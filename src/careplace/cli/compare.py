"""careplace compare: what changed in a place's figures from one edition to another, and why."""

import json
from dataclasses import asdict
from itertools import groupby

import click

from careplace.cli.home import at_home
from careplace.cli.printing import say, say_json
from careplace.editions.compare_place import KINDS, PlaceComparison, compare_place
from careplace.publish import wording

SHOWN = 5
CHAPTERS = {"providers": "Providers", "populations": "Populations", "system": "System", "": "Other measures"}
SAYS = {
    "new measure": "a measure that was not there",
    "new data": "data that were not there",
    "revision": "published again with other numbers",
    "boundary change": "the place is made of others",
    "definition change": "the measure means something else",
    "recalculation": "the same files, definition and boundary; Careplace reckons otherwise",
    "measure left out": "the measure is no longer there",
    "file left out": "the file is left out",
}


@click.command(short_help="Tell what changed in a place from one edition to another.")
@click.argument("a", metavar="EDITION")
@click.argument("b", metavar="EDITION")
@click.argument("place")
@click.option("--json", "json_wanted", is_flag=True, help="Every figure that differs, as one JSON object.")
@click.option(
    "--all", "every", is_flag=True, help=f"Every figure, not the {SHOWN} largest changes of each kind."
)
@at_home
def compare(a, b, place, json_wanted, every, home) -> None:
    """Tell which figures of PLACE differ from the first EDITION to the second, and why.

    The reasons are new data, revision, boundary change, definition change and recalculation; a figure that is removed
    says whether its file was left out.
    """
    found = compare_place(home, a, b, place)
    if json_wanted:
        say_json(json.dumps(asdict(found), ensure_ascii=False, indent=1, default=str))
    else:
        say("\n".join(_lines(found, None if every else SHOWN)))


def _lines(found: PlaceComparison, shown: int | None) -> list[str]:
    named = f"{found.place['name']} ({found.place['code']}), from edition {found.a} to {found.b}"
    if found.alike:
        return [named, f"Nothing changed; figures compared: {found.same:,}.", *_unrecorded(found)]
    lines = [named, _summary(found), *_unrecorded(found), *_definitions(found)]
    for key, title in CHAPTERS.items():
        told = [change for change in found.changes if _chapter(found, change["measure"]) == key]
        if told:
            lines += [
                "",
                title,
                *(line for group in _by_measure(told) for line in _measure(found, group, shown)),
            ]
    return lines


def _summary(found: PlaceComparison) -> str:
    counts = {kind: sum(change["kind"] == kind for change in found.changes) for kind in KINDS}
    told = ", ".join(f"{kind} {count:,}" for kind, count in counts.items() if count)
    differ = f"{_figures(len(found.changes))} {'differs' if len(found.changes) == 1 else 'differ'}"
    return f"{differ}{f' ({told})' if told else ''}; {found.same:,} {'is' if found.same == 1 else 'are'} the same."


def _unrecorded(found: PlaceComparison) -> list[str]:
    return [
        f"Edition {id} recorded no dictionary: a measure that meant something else in it may be told as revised."
        for id in found.undefined
    ]


def _definitions(found: PlaceComparison) -> list[str]:
    told = [
        f"  {_title(found, id)}: {name} was {_quoted(before)}, is {_quoted(after)}"
        for id, fields in found.definitions.items()
        for name, (before, after) in fields.items()
    ]
    return ["", "Definitions that differ", *told] if told else []


def _chapter(found: PlaceComparison, measure: str) -> str:
    chapter = found.measures.get(measure, {}).get("chapter", "")
    return chapter if chapter in CHAPTERS else ""


def _by_measure(changes: list[dict]) -> list[list[dict]]:
    """The changes of each measure, the measure with the most first."""
    groups = [list(group) for _measure, group in groupby(changes, key=lambda change: change["measure"])]
    return sorted(groups, key=len, reverse=True)


def _measure(found: PlaceComparison, changes: list[dict], shown: int | None) -> list[str]:
    lines = [f"  {_title(found, changes[0]['measure'])}"]
    for reasons in dict.fromkeys(
        (change["kind"], *change["why"]) for change in sorted(changes, key=_position)
    ):
        alike = [change for change in changes if (change["kind"], *change["why"]) == reasons]
        lines.append(f"    {_reasons(*reasons)}: {_count(alike)}")
        lines += [f"      {text}" for text in _because(alike)]
        # What is new or gone has no change to be the largest of: its number and its periods say enough.
        listed = alike[:shown] if shown is None or alike[0]["what"] == "changed" else []
        lines += [f"      {_figure(change)}" for change in listed]
        if listed and len(alike) > len(listed):
            lines.append(f"      … and {len(alike) - len(listed):,} more; --all lists them.")
    return lines


def _position(change: dict) -> int:
    return KINDS.index(change["kind"])


def _title(found: PlaceComparison, measure: str) -> str:
    title = found.measures.get(measure, {}).get("title")
    return f"{title} ({measure})" if title else measure


def _reasons(kind: str, *why: str) -> str:
    if kind == "removed" and why == ("recalculation",):
        return "removed (its files are still there; Careplace no longer tells it)"
    return f"{kind} ({'; '.join(SAYS[reason] for reason in why)})"


def _count(changes: list[dict]) -> str:
    periods = sorted({change["period"] for change in changes})
    spoken = (
        ", ".join(periods)
        if len(periods) < 4
        else f"{len(periods)} periods from {periods[0]} to {periods[-1]}"
    )
    return f"{_figures(len(changes))} of {spoken}"


def _figures(count: int) -> str:
    return f"{count:,} {'figure' if count == 1 else 'figures'}"


def _because(changes: list[dict]) -> list[str]:
    """Which files came and went, and how the boundary moved, for changes of one kind."""
    gone, came = (_files(changes, which) for which in ("files_before", "files_after"))
    if came and gone and changes[0]["what"] == "changed":
        files = [f"{came} in place of {gone}"]
    else:
        files = [f"{word} {named}" for word, named in (("from", came), ("without", gone)) if named]
    return [*files, *dict.fromkeys(change["moved"] for change in changes if change["moved"])]


def _files(changes: list[dict], which: str) -> str:
    files = {entry["sha256"]: entry for change in changes for entry in change[which]}
    named = [
        f"{one['name']} ({one['title']}{', ' + one['snapshot'] if one['snapshot'] else ''})"
        for one in files.values()
    ]
    return ", ".join(named[:3]) + (f" and {len(named) - 3} more files" if len(named) > 3 else "")


def _figure(change: dict) -> str:
    about = f"{change['breakdown'].replace('/', ', ').replace('-', ' ')} at {change['period']}"
    if change["what"] != "changed":
        return f"{about}: {_value(change, 'after' if change['what'] == 'added' else 'before')}"
    before, after = _value(change, "before"), _value(change, "after")
    told = (
        f"{about}: {before} to {after}{_difference(change)}" if before != after else f"{about}: still {after}"
    )
    if change["version_before"] != change["version_after"]:
        return f"{told}, definition of {change['version_before'] or 'none'} to {change['version_after'] or 'none'}"
    return told if before != after else f"{told}, with other limits"


def _value(change: dict, when: str) -> str:
    value, unit = change[when], change["unit"]
    if value is None:
        return f"no value ({change[f'status_{when}']})"
    number, of = change[f"numerator_{when}"], change[f"denominator_{when}"]
    parts = f" ({number:,.6g} of {of:,.6g})" if None not in (number, of) else ""
    status = "" if change[f"status_{when}"] == "final" else f" ({change[f'status_{when}']})"
    return f"{wording.share(value, 1) if unit == 'share' else f'{value:,.6g} {unit}'}{parts}{status}"


def _difference(change: dict) -> str:
    if None in (change["before"], change["after"]) or change["before"] == change["after"]:
        return ""
    difference = change["after"] - change["before"]
    if change["unit"] == "share":
        return f", {wording.points(difference * 100)}"
    return f", {'+' if difference > 0 else wording.MINUS}{abs(difference):,.6g}"


def _quoted(value) -> str:
    return json.dumps(value, ensure_ascii=False)
