"""The corrections log: published numbers and sentences that were wrong, and what is right (corrections.toml)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from pydantic import with_config

from careplace.entries import ENTRY, Day, content, numbered, parse_all

FILE, HEADING = "corrections.toml", "correction"
_MARKUP = str.maketrans({character: "\\" + character for character in "\\`*_[]<>#|~"})


@with_config(ENTRY)
@dataclass(frozen=True)
class Example:
    """One figure that was wrong: what it is, and its value `before` and `after`, as they were printed."""

    figure: str
    before: str
    after: str


@with_config(ENTRY)
@dataclass(frozen=True)
class Correction:
    """One fault that was put right on `date`; `version` is the first version of Careplace without it."""

    date: Day
    title: str
    shown: str
    correct: str
    affected: str
    reason: str
    version: str
    issue: str = ""
    examples: tuple[Example, ...] = ()


@cache
def corrections() -> tuple[Correction, ...]:
    """Every correction of the packaged file, the latest first."""
    return read(files(__package__) / FILE)


def read(source: Traversable) -> tuple[Correction, ...]:
    """The corrections of a TOML file, the latest first; those of one day as they stand in the file.

    Raises:
        DictionaryError: the file has an unknown, missing or mistyped field.
    """
    log = parse_all(Correction, numbered("entry", content(source, (HEADING,)).get(HEADING, [])), source.name)
    return tuple(sorted(log, key=lambda correction: correction.date, reverse=True))


def page(log: Sequence[Correction]) -> str:
    """The corrections as Markdown: the text of docs/corrections.md."""
    templates = Environment(
        loader=PackageLoader("careplace.publish"),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters |= {"plain": plain, "day": lambda day: f"{day:%-d %B %Y}"}
    return templates.get_template("corrections.md").render(corrections=log).strip() + "\n"


def plain(text: str) -> str:
    """`text` on one line, such that Markdown shows every character of it as it stands."""
    return " ".join(text.split()).translate(_MARKUP)
