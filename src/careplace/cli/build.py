"""careplace build: an edition from published files."""

from collections import Counter
from pathlib import Path

import click

from careplace.cli.errors import visible
from careplace.cli.home import at_home
from careplace.cli.progress import shown
from careplace.editions.build import BuildResult
from careplace.editions.build import build as build_edition
from careplace.editions.checks import Bounds, as_rows

DEFAULT = Bounds()
folder = click.Path(file_okay=True, path_type=Path)


@click.command(short_help="Build an edition from published files.")
@click.option(
    "--raw", type=folder, multiple=True, required=True, help="Folder of published files; may be repeated."
)
@at_home
@click.option(
    "--accept-change", metavar="REASON", help="Why a change of the register beyond the bounds is right."
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
def build(raw, home, accept_change, max_change_percent, max_change_locations) -> None:
    """Build an edition from published files, check it, and let it serve.

    Files are recognised by their content. When anything is wrong nothing changes and the last edition goes on
    serving.
    """
    bounds = Bounds(share=max_change_percent / 100, locations=max_change_locations)
    with shown() as progress:
        result = build_edition(raw, home, accept=accept_change, bounds=bounds, progress=progress)
    click.echo("\n".join(summary(result)))


def summary(result: BuildResult) -> list[str]:
    """What a build did, line by line."""
    done = "stood already, is unharmed and serves" if result.stood else "is built and serves"
    lines = [f"Edition {result.id} {done} ({result.seconds:.1f} s)"]
    lines.append(f"{len(result.manifest['inputs'])} files read, {result.figures:,} figures")
    if result.left_aside:
        lines.append(f"{len(result.left_aside)} files left aside, of no publication that is read:")
        lines += [f"  {visible(name)}" for name in result.left_aside]
    lines += _snapshots(result.manifest["snapshots"])
    return lines + _checks(result)


def _snapshots(snapshots: list[dict]) -> list[str]:
    lines = ["Snapshots of the register:"] if snapshots else []
    for row in snapshots:
        reach = "national" if row["national"] else f"{row['councils']} of {row['standing']} councils"
        lines.append(f"  {row['snapshot']}  {row['table']:<14} {row['locations']:>7,} locations, {reach}")
    return lines


def _checks(result: BuildResult) -> list[str]:
    checks = [*result.manifest["checks"], *as_rows(result.against_last)]
    counts = Counter(check["outcome"] for check in checks)
    lines = ["Checks: " + ", ".join(f"{n} {outcome}" for outcome, n in sorted(counts.items(), reverse=True))]
    return lines + [
        f"  {check['outcome']}: {check['about']}, {check['says']}"
        for check in checks
        if check["outcome"] != "passed"
    ]
