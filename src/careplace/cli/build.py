"""careplace build: an edition from published files."""

from collections import Counter
from pathlib import Path

import click

from careplace.cli.errors import visible
from careplace.cli.home import at_home
from careplace.cli.printing import say
from careplace.cli.progress import progress_bar
from careplace.editions.build import BuildResult
from careplace.editions.build import build as build_edition
from careplace.editions.checks import Bounds, as_rows
from careplace.editions.leftaside import LeftAside
from careplace.sources.contract import shortened

DEFAULT = Bounds()
folder = click.Path(file_okay=True, path_type=Path)


@click.command(short_help="Build an edition from published files.")
@click.option(
    "--raw", type=folder, multiple=True, required=True, help="Folder of published files; may be repeated."
)
@at_home
@click.option(
    "--accept-change",
    metavar="REASON",
    help="Why a change of the register beyond the bounds, or the loss of something that the last edition has, is right.",
)
@click.option(
    "--strict",
    is_flag=True,
    help="Refuse to build where a file cannot be read, or holds data of no known publication.",
)
@click.option(
    "--max-change-percent",
    type=click.FloatRange(min=0),
    default=DEFAULT.share * 100,
    show_default=True,
    help="By how much the number of locations may change in a quarter, in percent of what it was.",
)
@click.option(
    "--max-change-locations",
    type=click.IntRange(min=0),
    default=DEFAULT.locations,
    show_default=True,
    help="By how many locations the register may change in a quarter.",
)
def build(raw, home, accept_change, strict, max_change_percent, max_change_locations) -> None:
    """Build an edition from published files, check it, and let it serve.

    Files are recognised by their content. A file that cannot be read is left aside and named, as long as nothing
    that the last edition has is lost by it. When anything else is wrong nothing changes and the last edition goes
    on serving.
    """
    bounds = Bounds(share=max_change_percent / 100, locations=max_change_locations)
    with progress_bar() as progress:
        result = build_edition(
            raw, home, accept=accept_change, strict=strict, bounds=bounds, progress=progress
        )
    say("\n".join(summary(result)))


def summary(result: BuildResult) -> list[str]:
    """What a build did, line by line."""
    done = "stood already, is unharmed and serves" if result.stood else "is built and serves"
    lines = [f"Edition {result.id} {done} ({result.seconds:.1f} s)"]
    lines.append(f"{len(result.manifest['inputs'])} files read, {result.figures:,} figures")
    lines += _left_aside([file for file in result.left_aside if file.unreadable], "that cannot be read")
    strangers = [file for file in result.left_aside if not file.unreadable]
    lines += _left_aside(strangers, "of no publication that Careplace reads")
    lines += _snapshots(result.manifest["snapshots"])
    return lines + _checks(result)


def _left_aside(files: list[LeftAside], why: str) -> list[str]:
    """Files that are left aside, by name, each with why and what to do below it."""
    many = "1 file" if len(files) == 1 else f"{len(files)} files"
    lines = [f"Left aside, {many} {why}:"] if files else []
    for file in sorted(files, key=lambda file: file.name):
        lines.append(f"  {visible(shortened(file.name))}{f' ({file.publication})' * bool(file.publication)}")
        lines += [f"    {visible(line)}" for line in file.why]
    return lines


def _snapshots(snapshots: list[dict]) -> list[str]:
    lines = ["Snapshots of the register:"] if snapshots else []
    for row in snapshots:
        reach = "national" if row["national"] else f"{row['councils']} of {row['standing']} councils"
        lines.append(f"  {row['snapshot']}  {row['table']:<14} {row['locations']:>7,} locations, {reach}")
    return lines


def _checks(result: BuildResult) -> list[str]:
    checks = [*result.manifest["checks"], *as_rows(list(result.against_last))]
    counts = Counter(check["outcome"] for check in checks)
    lines = ["Checks: " + ", ".join(f"{n} {outcome}" for outcome, n in sorted(counts.items(), reverse=True))]
    return lines + [
        f"  {check['outcome']}: {check['about']}, {check['says']}"
        for check in checks
        if check["outcome"] != "passed"
    ]
