"""careplace editions: which there are, whether they are unharmed, how two differ, and which one serves."""

from pathlib import Path

import click

from careplace.cli.home import at_home
from careplace.cli.printing import say, visible
from careplace.editions import keeping
from careplace.editions.compare import Comparison
from careplace.editions.compare import compare as compare_editions
from careplace.editions.home import Home
from careplace.editions.manifest import read
from careplace.editions.part_checks import KIND

MOST_NAMES = 10


@click.group(invoke_without_command=True)
@at_home
@click.pass_context
def editions(context, home) -> None:
    """List the editions; verify, compare, choose or remove them."""
    if context.invoked_subcommand:
        return
    stored = keeping.editions(home)
    say(
        "\n".join(map(_line, stored))
        if stored
        else f"{home} holds no edition: run `careplace build --raw DIR`"
    )


@editions.command()
@click.argument("id", required=False)
@at_home
def verify(id, home) -> None:
    """Find every file of an edition, and of its raw files, that is not as it was sealed.

    Published parts that do not add up to their whole are listed: no damage, but what a reader must know.
    Without ID the edition that serves is verified.
    """
    folder, faults = Home(home).edition(id), keeping.verify(home, id)
    if faults:
        lines = "\n".join(f"  {fault}" for fault in faults)
        raise click.ClickException(f"edition {folder.name} is damaged; build it again:\n{lines}")
    say("\n".join([f"Edition {folder.name} is unharmed", *_misfits(folder)]))


@editions.command()
@click.argument("a")
@click.argument("b")
@at_home
def compare(a, b, home) -> None:
    """Tell what differs from edition A to edition B: raw files, places, periods, rows of tables, figures.

    `careplace compare A B PLACE` tells what changed in one place, and why.
    """
    say("\n".join(differences(compare_editions(home, a, b))))


@editions.command()
@click.argument("id")
@at_home
def use(id, home) -> None:
    """Let the edition ID serve, if it is unharmed."""
    click.echo(f"Edition {keeping.use(home, id)} serves")


@editions.command()
@at_home
def rollback(home) -> None:
    """Let the edition serve that served before this one."""
    click.echo(f"Edition {keeping.rollback(home)} serves")


@editions.command()
@click.option("--keep", type=click.IntRange(min=1), required=True, help="How many editions are kept.")
@click.option("--raw", is_flag=True, help="Remove raw files too that no edition that is kept was made from.")
@at_home
def prune(keep, raw, home) -> None:
    """Remove old editions for good; the one that serves always stays."""
    removed, files = keeping.prune(home, keep, raw)
    click.echo(f"{len(removed)} editions and {len(files)} raw files removed")
    click.echo("".join(f"  {id}\n" for id in removed), nl=False)


def _misfits(folder: Path) -> list[str]:
    """What was published and does not add up, a line each."""
    noted = [
        check for check in read(folder)["checks"] if (check["check"], check["outcome"]) == (KIND, "noted")
    ]
    return [f"  {check['about']}: {check['says']}" for check in noted]


def differences(comparison: Comparison) -> list[str]:
    """A comparison, line by line."""
    if comparison.same:
        return [f"Editions {comparison.a} and {comparison.b} do not differ"]
    lines = [f"From edition {comparison.a} to {comparison.b}"]
    for what, inputs in comparison.inputs.items():
        lines += [f"  file {what}: {entry['name']} ({entry['title']})" for entry in inputs]
    for kind, reached in (("place", comparison.places), ("period", comparison.periods)):
        lines += [
            f"  {_kinds(kind, names)} {what}: {_some(names)}" for what, names in reached.items() if names
        ]
    for table, (before, after) in comparison.tables.items():
        if before != after:
            lines.append(f"  table {table}: {_rows(before)} to {_rows(after)}")
    for row in comparison.figures:
        counts = ", ".join(f"{row[what]:,} {what}" for what in ("added", "removed", "changed") if row[what])
        lines.append(f"  figures of {row['measure']}: {counts}")
        lines += [_change(change) for change in comparison.largest if change["measure"] == row["measure"]]
    return lines


def _line(edition: keeping.StoredEdition) -> str:
    mark = "serves" if edition.serves else ""
    built = f"{edition.made_at:%Y-%m-%d %H:%M}"
    if edition.damaged:
        return f"{edition.id}  {mark:6}  made {built}  damaged: build it again"
    size = f"{edition.bytes / 2**20:,.1f} MiB"
    line = (
        f"{edition.id}  {mark:6}  made {built}  {edition.inputs} files, {edition.figures:,} figures, {size}"
    )
    advice = "" if edition.readable else "; of another version of Careplace: build it again"
    return line + advice + _left_aside(edition.left_aside)


def _left_aside(names: tuple[str, ...]) -> str:
    """The files that an edition lacks since they could not be read, on a line of their own."""
    return f"\n  without, since it could not be read: {visible(_some(list(names)))}" if names else ""


def _kinds(kind: str, names: list[str]) -> str:
    return kind if len(names) == 1 else f"{len(names):,} {kind}s"


def _some(names: list[str]) -> str:
    more = f" and {len(names) - MOST_NAMES:,} more" if len(names) > MOST_NAMES else ""
    return ", ".join(names[:MOST_NAMES]) + more


def _rows(count: int | None) -> str:
    return "absent" if count is None else f"{count:,} rows"


def _change(row: dict) -> str:
    about = "/".join((row["measure"], row["place"], row["period"], row["breakdown"]))
    return f"    {about}: {row['before']:.6g} to {row['after']:.6g} {row['unit']}"
