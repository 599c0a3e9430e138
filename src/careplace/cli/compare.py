"""careplace compare: what changed in a place's figures from one edition to another, and why."""

import json
from dataclasses import asdict
from itertools import groupby

import click

from careplace.cli.home import at_home
from careplace.cli.printing import say, say_json
from careplace.editions.compare_place import KINDS, PlaceComparison, compare_place
from careplace.publish import wording

MOST_CHANGES = 5
CHAPTERS = {"providers": "Providers", "populations": "Populations", "system": "System", "": "Other measures"}
SAYS = {
    "new measure": "a measure that was not there",
    "new data": "data that were not there",
    "revision": "published again with other numbers",
    "boundary change": "the place is made of others",
    "definition change": "the measure means something else",
    "recalculation": "the same files, definition and boundary; Careplace calculates it in another way",
    "measure left out": "the measure is no longer there",
    "file left out": "the file is left out",
}


@click.command(short_help="Tell what changed in a place from one edition to another.")
@click.argument("a", metavar="EDITION")
@click.argument("b", metavar="EDITION")
@click.argument("place")
@click.option("--json", "json_wanted", is_flag=True, help="Every figure that differs, as one JSON object.")
@click.option(
    "--all", "every", is_flag=True, help=f"Every figure, not the {MOST_CHANGES} largest changes of each kind."
)
@at_home
def compare(a, b, place, json_wanted, every, home) -> None:
    """Tell which figures of PLACE differ from the first EDITION to the second, and why.

    The reasons are new data, revision, boundary change, definition change and recalculation; a figure that is removed
    says whether its file was left out.
    """
    comparison = compare_place(home, a, b, place)
    if json_wanted:
        say_json(json.dumps(asdict(comparison), ensure_ascii=False, indent=1, default=str))
    else:
        say("\n".join(_lines(comparison, None if every else MOST_CHANGES)))


def _lines(comparison: PlaceComparison, most: int | None) -> list[str]:
    heading = f"{comparison.place['name']} ({comparison.place['code']}), from edition {comparison.a} to {comparison.b}"
    if comparison.alike:
        return [heading, f"Nothing changed; figures compared: {comparison.same:,}.", *_unrecorded(comparison)]
    lines = [heading, _summary(comparison), *_unrecorded(comparison), *_definitions(comparison)]
    for key, title in CHAPTERS.items():
        changes = [change for change in comparison.changes if _chapter(comparison, change["measure"]) == key]
        if changes:
            lines += [
                "",
                title,
                *(line for group in _by_measure(changes) for line in _measure(comparison, group, most)),
            ]
    return lines


def _summary(comparison: PlaceComparison) -> str:
    counts = {kind: sum(change["kind"] == kind for change in comparison.changes) for kind in KINDS}
    kinds = ", ".join(f"{kind} {count:,}" for kind, count in counts.items() if count)
    differ = f"{_figures(len(comparison.changes))} {'differs' if len(comparison.changes) == 1 else 'differ'}"
    same = f"{comparison.same:,} {'is' if comparison.same == 1 else 'are'} the same."
    return f"{differ}{f' ({kinds})' if kinds else ''}; {same}"


def _unrecorded(comparison: PlaceComparison) -> list[str]:
    return [
        f"Edition {id} recorded no dictionary: a measure that meant something else in it may be told as revised."
        for id in comparison.undefined
    ]


def _definitions(comparison: PlaceComparison) -> list[str]:
    lines = [
        f"  {_title(comparison, id)}: {name} was {_quoted(before)}, is {_quoted(after)}"
        for id, fields in comparison.definitions.items()
        for name, (before, after) in fields.items()
    ]
    return ["", "Definitions that differ", *lines] if lines else []


def _chapter(comparison: PlaceComparison, measure: str) -> str:
    chapter = comparison.measures.get(measure, {}).get("chapter", "")
    return chapter if chapter in CHAPTERS else ""


def _by_measure(changes: list[dict]) -> list[list[dict]]:
    """The changes of each measure, the measure with the most first."""
    groups = [list(group) for _measure, group in groupby(changes, key=lambda change: change["measure"])]
    return sorted(groups, key=len, reverse=True)


def _measure(comparison: PlaceComparison, changes: list[dict], most: int | None) -> list[str]:
    lines = [f"  {_title(comparison, changes[0]['measure'])}"]
    for reasons in dict.fromkeys(
        (change["kind"], *change["why"]) for change in sorted(changes, key=_position)
    ):
        alike = [change for change in changes if (change["kind"], *change["why"]) == reasons]
        lines.append(f"    {_reasons(*reasons)}: {_count(alike)}")
        lines += [f"      {text}" for text in _because(alike)]
        # What is new or gone has no change to be the largest of: its number and its periods say enough.
        printed = alike[:most] if most is None or alike[0]["what"] == "changed" else []
        lines += [f"      {_figure(change)}" for change in printed]
        if printed and len(alike) > len(printed):
            lines.append(f"      … and {len(alike) - len(printed):,} more; --all lists them.")
    return lines


def _position(change: dict) -> int:
    return KINDS.index(change["kind"])


def _title(comparison: PlaceComparison, measure: str) -> str:
    title = comparison.measures.get(measure, {}).get("title")
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
    removed, added = (_files(changes, which) for which in ("files_before", "files_after"))
    if added and removed and changes[0]["what"] == "changed":
        files = [f"{added} in place of {removed}"]
    else:
        files = [f"{word} {names}" for word, names in (("from", added), ("without", removed)) if names]
    return [*files, *dict.fromkeys(change["moved"] for change in changes if change["moved"])]


def _files(changes: list[dict], which: str) -> str:
    files = {entry["sha256"]: entry for change in changes for entry in change[which]}
    names = [
        f"{file['name']} ({file['title']}{', ' + file['snapshot'] if file['snapshot'] else ''})"
        for file in files.values()
    ]
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more files" if len(names) > 3 else "")


def _figure(change: dict) -> str:
    about = f"{change['breakdown'].replace('/', ', ').replace('-', ' ')} at {change['period']}"
    if change["what"] != "changed":
        return f"{about}: {_value(change, 'after' if change['what'] == 'added' else 'before')}"
    before, after = _value(change, "before"), _value(change, "after")
    words = (
        f"{about}: {before} to {after}{_difference(change)}" if before != after else f"{about}: still {after}"
    )
    if change["version_before"] != change["version_after"]:
        return f"{words}, definition of {change['version_before'] or 'none'} to {change['version_after'] or 'none'}"
    return words if before != after else f"{words}, with other limits"


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
