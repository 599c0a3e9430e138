"""careplace priority: which service first, and why."""

from datetime import date
from pathlib import Path

import click

from careplace.casework.assurance.priority import scheme as schemes
from careplace.casework.assurance.priority.case_file import case_from
from careplace.casework.assurance.priority.lowering import lowering
from careplace.casework.assurance.priority.score import Priority, points
from careplace.casework.assurance.priority.score import priority as priority_of
from careplace.cli.home import at_home
from careplace.cli.printing import say

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(short_help="Explain the priority of a service, or check a scheme.")
def priority() -> None:
    """Explain the priority of a service, check a scheme of priorities, or compare the example with later ratings."""


@priority.command()
@click.argument("file", type=FILE)
@click.option("--scheme", "scheme_file", type=FILE, help="A scheme of your own; without it the example.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day; without it today.")
def explain(file, scheme_file, on) -> None:
    """Print the priority of the service in FILE (TOML), every reason with its points and source, and what would lower it."""
    scheme = schemes.read(scheme_file) if scheme_file else schemes.default()
    case = case_from(file)
    today = on.date() if on else date.today()  # noqa: DTZ011 (the day on the user's calendar)
    say("\n".join([*_explained(priority_of(scheme, case, today)), *_lowered(scheme, case, today)]))


@priority.command()
@click.argument("file", type=FILE)
def check(file) -> None:
    """Check the scheme in FILE (TOML) and report everything that is wrong with it."""
    scheme = schemes.read(file)
    say(f"{scheme.title} {scheme.version}: {len(scheme.rules)} rules, {len(scheme.bands)} bands, no fault")


@priority.command()
@click.option(
    "--inspections", type=FILE, required=True, help="CSV of reports: locationid, reportdate, rating."
)
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The page.")
@at_home
def backtest(inspections, to, home) -> None:
    """Write how the order by the example scheme relates to later ratings, from reports and from the registers of HOME."""
    from careplace.casework.assurance.priority.backtest.chart import svg
    from careplace.casework.assurance.priority.backtest.history import of_inspections, of_registers
    from careplace.casework.assurance.priority.backtest.page import page
    from careplace.casework.assurance.priority.backtest.results import compared

    scheme = schemes.default()
    by_reports = compared(scheme, of_inspections(inspections))
    by_registers = compared(scheme, of_registers(home), learned=False)
    to.write_text(page(scheme, by_reports, by_registers), encoding="utf-8")
    picture = to.parent / "images" / "priority-backtest.svg"
    picture.parent.mkdir(exist_ok=True)
    picture.write_text(svg(by_reports), encoding="utf-8")
    click.echo(f"Written to {to} and {picture}")


def _explained(result: Priority) -> list[str]:
    lines = [f"{result.service}: {result.band.title}, {points(result.score)}. {result.scheme}"]
    for reason in result.reasons:
        lines.append(f"  {reason.points:+d}  {reason.sentence} [{'; '.join(reason.sources)}]")
    lines += [
        f"   0  {reason.sentence} [{'; '.join(reason.sources) or 'recorded'}]" for reason in result.clear
    ]
    lines += [f"   ?  {entry.sentence}" for entry in result.unknown]
    if result.unknown:
        lines.append(
            f"With everything unknown at its worst: {result.band_at_most.title}, {points(result.most)}."
        )
    return lines


def _lowered(scheme: schemes.Scheme, case, today: date) -> list[str]:
    effects = lowering(scheme, case, today)
    return ["What would lower it:", *(f"  {effect.sentence}" for effect in effects)] if effects else []
