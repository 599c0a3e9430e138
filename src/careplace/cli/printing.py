"""Prints what files say, so that nothing in them can move, colour or reverse what stands in a terminal."""

import click

from careplace.cli.errors import visible


def say(text: str, **options) -> None:
    """Print lines of text; control characters and marks of direction are written out."""
    click.echo(printable(text), **options)


def say_json(text: str) -> None:
    """Print JSON; what json.dumps leaves as it is and a terminal would not, is escaped as JSON escapes it."""
    click.echo(
        "".join(letter if letter.isprintable() or letter == "\n" else _escaped(letter) for letter in text)
    )


def printable(text: str) -> str:
    """Lines of text with each of their control characters written out."""
    return "\n".join(visible(line.replace("\t", " ")) for line in text.split("\n"))


def _escaped(letter: str) -> str:
    units = letter.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))
