"""Failures end with code 1 and plain words on standard error; wrong usage with 2."""

import errno

import click
import duckdb
import pyarrow as pa
import pytest
from click.testing import CliRunner
from tests.ctrl_c import LONG_QUERY, stopped

from careplace.cli import main
from careplace.cli.errors import LONGEST, PlainGroup, message_of, visible
from careplace.editions.home import EditionError
from careplace.places.area import UnknownPlace
from careplace.sources.contract import MOST_PROBLEMS, Problem, SourceError

PROBLEM = Problem("a.csv", "'Covventry'", "a council's name", "Locations", 12, "Local Authority")


def raising(error):
    group = PlainGroup("careplace")

    @group.command()
    def fail():
        raise error

    return CliRunner(env={"CAREPLACE_DEBUG": None}).invoke(group, ["fail"])


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (EditionError("no edition: run `careplace build`"), "Error: no edition: run `careplace build`\n"),
        (UnknownPlace("No place is called 'x'."), "Error: No place is called 'x'.\n"),
        (
            OSError(errno.ENOSPC, "No space left on device", "/disk/x"),
            "Error: No space left on device: /disk/x. Free some space where --home and --to lead, and run it again; "
            "no file is left half written.\n",
        ),
        (
            OSError(errno.EROFS, "Read-only file system"),
            "Error: Read-only file system. Choose a folder that you may write to, with --home or --to.\n",
        ),
        (
            OSError(errno.EACCES, "Permission denied", "/x"),
            "Error: Permission denied: /x. It may be there: this user may not reach it. Ask whoever keeps it, or choose a "
            "folder of your own with --home or --to.\n",
        ),
        (
            OSError(errno.ENOENT, "No such file", "/x"),
            "Error: No such file: /x. Nothing has this name: look at how it is spelt.\n",
        ),
        (ValueError("'x' is not a figure's id"), "Error: 'x' is not a figure's id\n"),
        (click.ClickException("as it is"), "Error: as it is\n"),
    ],
)
def test_what_the_world_does_is_told_as_it_is(error, words):
    result = raising(error)
    assert (result.exit_code, result.stderr, result.stdout) == (1, words, "")


def test_a_fault_of_the_code_says_that_it_is_one():
    error = KeyError("beds")
    error.add_note("while reading a.csv")
    result = raising(error)
    assert result.exit_code == 1
    assert "Traceback" not in result.stderr
    assert "a fault in Careplace itself (KeyError: 'beds'; while reading a.csv)" in result.stderr
    assert "CAREPLACE_DEBUG=1" in result.stderr


def test_debugging_shows_where(monkeypatch):
    group = PlainGroup("careplace")

    @group.command()
    def fail():
        raise KeyError("beds")

    result = CliRunner(env={"CAREPLACE_DEBUG": "1"}).invoke(group, ["fail"])
    assert isinstance(result.exception, KeyError)


def test_problems_are_told_by_file_and_never_without_end():
    many = [Problem("b.csv", f"row {n}", "better", column=f"column {n}") for n in range(MOST_PROBLEMS + 5)]
    lines = message_of(SourceError([*many, PROBLEM])).splitlines()
    assert lines[1] == (
        "file a.csv, sheet Locations, row 12, column Local Authority: found 'Covventry'; expected a council's name"
    )
    assert lines[-1] == "file b.csv, … and 5 more of other kinds"
    assert len(lines) == 1 + 1 + MOST_PROBLEMS + 1


def test_problems_of_one_kind_are_one_line():
    many = [Problem("b.csv", f"'{n}'", "a number", "S", n, "Beds") for n in range(2, 502)]
    assert message_of(SourceError(many)).splitlines()[1:] == [
        "file b.csv, sheet S, column Beds: 500 rows like this; first: row 2, found '2'; expected a number"
    ]


def test_wrong_usage_is_two():
    group = PlainGroup("careplace")
    assert CliRunner().invoke(group, ["nothing-like-it"]).exit_code == 2


def test_a_file_s_name_cannot_write_on_the_terminal():
    """A name may hold a newline and an escape, and so pretend that an edition was built."""
    name = "a\x1b[2K\nEdition 2026 is built.ods"
    said = message_of(SourceError([Problem(name, "a web page", "a data file")]))
    assert "\x1b" not in said
    assert said.splitlines()[1].startswith(r"file a\x1b[2K\nEdition 2026 is built.ods")
    assert visible("Château – 'Ynys' 養") == "Château – 'Ynys' 養"


def test_commands_are_listed_in_the_order_of_use_and_none_is_cut_off():
    listed = CliRunner().invoke(main, ["--help"], terminal_width=80).output
    commands = listed[listed.index("Commands:") :]
    assert "..." not in commands
    assert commands.split()[1] == "fetch"
    assert commands.index("build") < commands.index("report") < commands.index("trace")


def test_a_message_has_a_longest_length():
    for error in (ValueError("x" * 20_000_000), KeyError("x" * 20_000_000), EditionError("y" * 20_000_000)):
        assert len(message_of(error)) < LONGEST + 100


@pytest.mark.parametrize(
    "error",
    [
        RuntimeError("Query interrupted"),
        duckdb.InterruptException("Interrupted!"),
        pa.ArrowCancelled("Operation cancelled"),
    ],
)
def test_ctrl_c_is_no_fault_in_careplace(error):
    result = raising(error)
    assert (result.exit_code, result.stderr.strip()) == (1, "Aborted!")


COUNTS_LONG = f"""
import click
from careplace.cli.errors import PlainGroup
from careplace.engine import Engine
group = PlainGroup("careplace")
@group.command()
def count():
    with Engine() as engine:
        print("counting", flush=True)
        engine.rows({LONG_QUERY!r})
group(["count"])
"""


@pytest.mark.parametrize("tenths", range(0, 16, 3))
def test_ctrl_c_while_a_query_runs_ends_the_command_as_one_that_was_stopped(tenths):
    """At whichever moment: DuckDB itself did not hear one in four."""
    assert stopped(COUNTS_LONG, tenths / 10) == (1, "Aborted!")
