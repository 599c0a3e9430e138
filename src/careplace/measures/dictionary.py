"""The dictionary of measures: what each number is, in the words of the people who use it.

Analysts write it as TOML, a file a family of measures, in the folder of its chapter. It is read strictly: a field
that nobody knows, a word outside its list or a rate of nothing in particular stops the build, and all are told at once.
"""

import re
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Annotated, Any, Protocol, TypeVar

from pydantic import Field, with_config

from careplace.entries import (
    ENTRY,
    Day,
    DictionaryError,
    Number,
    OneOf,
    Truth,
    Whole,
    Wrong,
    content,
    parse,
    parse_all,
)
from careplace.measures.providers.statements import statement_names

PACKAGE = "careplace.measures"
DEFINITION = "; definition of "
POLARITIES = {
    "high": "high is better",
    "low": "low is better",
    "none": "none: more is neither better nor worse",
}
LIMITS = ("published", "margin", "wilson", "byar", "none")
COMBINE = ("sum", "none")
PERIOD_TYPES = ("financial year", "year", "three years", "quarter", "month", "week", "day")
PLACES = ("council", "district", "region", "nation", "combined authority", "integrated care board", "trust")
UNITS = (
    *("share", "level", "points", "score", "rank", "decile", "ratio", "index", "pounds"),
    *("minutes", "hours", "days", "months", "years"),
    *("people", "patients", "visits", "attendances", "admissions", "jobs", "posts"),
    *("discharges", "stays", "moves", "events"),
    *("beds", "locations", "providers", "councils"),
)
COUNTED = ("count", "sum", "share", "quantile", "distinct", "largest")
FROM_FIGURES = ("points", "difference", "position")
"""How a measure of the Providers chapter is calculated: counted from rows of the register, or from other figures."""
PARTS = ("all", "rated", "unrated", "good", "level", "kind", "change")
"""The groups of parts.sql."""
NEEDS = ("beds", "every location")
BY_PART = {"polarity": tuple(POLARITIES), "limits": LIMITS, "combine": COMBINE}
# A rate names its base: per 100,000, per 1,000 people, per 100,000 people a day.
RATE = re.compile(r"per \d{1,3}(,\d{3})*( [a-z0-9 -]+)?")
NAME = r"^[a-z0-9]+(-[a-z0-9]+)*$"
# `sectors.toml` is the Providers chapter's own, and no family of measures.
APART = ("sectors.toml",)


@with_config(ENTRY)
@dataclass(frozen=True)
class Section:
    """A section of a chapter, in the order of `sections.toml`; `question` is what its measures answer together."""

    key: str
    title: str
    chapter: str
    question: str = ""


@with_config(ENTRY)
@dataclass(frozen=True)
class Target:
    """A value that was aimed at from a date to a date (null: still), in the measure's unit; `source` says who set it."""

    from_date: Annotated[Day, Field(validation_alias="from")]
    value: Number
    words: str
    source: str
    to_date: Annotated[Day | None, Field(validation_alias="to")] = None


@with_config(ENTRY)
@dataclass(frozen=True)
class Break:
    """A day on and after which the numbers are not those of before, though the definition bears the same name."""

    on: Day
    why: str


@with_config(ENTRY)
@dataclass(frozen=True)
class Measure:
    """One measure.

    `table` and `series` name the published numbers that it is made of (rows of `observation`), `versions` the
    definitions of them that are taken (none named: all, each a segment of its own), `breakdowns` the kinds of part
    that are kept beside "all". `limits` says how intervals are come by: as "published", from a published 95%
    "margin", "wilson" of the numerator and denominator, "byar" of events `per` so many people, or "none".
    `combine` is "sum" where numerators and denominators of places add up to those of a larger one. `direction` says
    in words what `polarity` says in one. `missing` says of a measure that no public table gives what it is and where
    it would come from.

    The Providers chapter's are counted: `rows` names the statements that list what is counted, `calculate` how, by which
    `parts` and `out_of` which; `by_part` says what of this differs for a part of the breakdown; `needs` and
    `marked_without` what the publications must have (providers/measures.toml).
    """

    id: Annotated[str, Field(pattern=NAME, description="small letters, digits and hyphens")]
    title: str
    question: Annotated[str, Field(pattern=r"\?$", description="a question")]
    section: str
    unit: str
    numerator: str
    method: str
    polarity: Annotated[str, OneOf(POLARITIES)] = "none"
    direction: str = ""
    denominator: str = ""
    caveats: str = ""
    table: str = ""
    series: str = ""
    versions: tuple[str, ...] = ()
    breakdowns: tuple[str, ...] = ()
    limits: Annotated[str, OneOf(LIMITS)] = "none"
    per: Number | None = None
    combine: Annotated[str, OneOf(COMBINE)] = "none"
    period_type: str = ""
    places: tuple[Annotated[str, OneOf(PLACES)], ...] = ("council", "region", "nation")
    targets: tuple[Target, ...] = ()
    breaks: tuple[Break, ...] = ()
    disclosure: str = ""
    links: dict[str, list[str]] = field(default_factory=dict, hash=False)
    headline: Truth = False
    missing: str = ""
    modelled: str = ""
    decimals: Annotated[Whole, Field(ge=0, le=4, description="a whole number, 0 to 4")] = 1
    author: str = ""
    reviewer: str = ""
    reviewed_on: Day | None = None
    rows: tuple[str, ...] = ()
    calculate: str = ""
    parts: Annotated[str, OneOf(PARTS)] = "all"
    out_of: str = ""
    quantile: Annotated[Number, Field(ge=0, le=1, description="a number from 0 to 1")] | None = None
    zeros: Truth = True
    needs: tuple[Annotated[str, OneOf(NEEDS)], ...] = ()
    marked_without: tuple[Annotated[str, OneOf(NEEDS)], ...] = ()
    by_part: dict[str, dict[str, str]] = field(default_factory=dict, hash=False)

    def __hash__(self) -> int:
        # What is calculated of a measure is looked up by it a hundred times a page: the hash of all fields takes 5 µs.
        return hash(self.id)

    family: str = ""

    @property
    def people(self) -> Number:
        """How many people its rate is of (`per`), for code that asks only rates.

        Raises:
            ValueError: it is no rate.
        """
        if self.per is None:
            raise ValueError(f"{self.id} is no rate of so many people")
        return self.per

    def at(self, breakdown: str) -> "Measure":
        """The measure as it is for a breakdown: `by_part` says what differs for one of its parts."""
        changed: dict[str, Any] = {}
        for part in breakdown.split("/"):
            changed |= self.by_part.get(part, {})
        return replace(self, **changed)


@with_config(ENTRY)
@dataclass(frozen=True)
class Family:
    """The measures of one file. `key` is chapter/file; `caveats` hold for all of them; `source` says whose data."""

    key: str
    chapter: str
    title: str
    source: str
    caveats: str
    measures: tuple[Measure, ...]


class Keyed(Protocol):
    """An entry that has a key of its own in its file."""

    @property
    def key(self) -> str: ...


K = TypeVar("K", bound=Keyed)


@cache
def sections() -> dict[str, Section]:
    """Every section by its key, in the order of the chapters' pages."""
    return by_key(files(PACKAGE) / "sections.toml", "section", Section)


def by_key(path: Traversable, heading: str, kind: type[K]) -> dict[str, K]:
    """The entries [[heading]] of a TOML file as `kind`, by their `key`, in the file's order.

    Raises:
        DictionaryError: with every fault of the file.
    """
    entries = _entries(content(path, (heading,)), heading, path.name)
    parsed = parse_all(kind, [(_label(entry, heading), entry) for entry in entries], path.name)
    if problems := _twice([(path.name, item.key) for item in parsed], heading):
        raise DictionaryError(problems)
    return {item.key: item for item in parsed}


@cache
def families() -> dict[str, Family]:
    """Every family by its key, e.g. populations/independence, in the order of chapters and of file names.

    Raises:
        DictionaryError: with every fault of every file.
    """
    families_of_files: list[Family] = []
    problems: list[Wrong] = []
    for chapter in dict.fromkeys(section.chapter for section in sections().values()):
        for path in _files(chapter):
            try:
                families_of_files.append(family(path, chapter))
            except DictionaryError as error:
                problems += error.problems
    problems += _twice(
        [(f"{family.key}.toml", measure.id) for family in families_of_files for measure in family.measures]
    )
    if problems:
        raise DictionaryError(problems)
    return {family.key: family for family in families_of_files}


@cache
def measures() -> dict[str, Measure]:
    """Every measure of every chapter by its id; in a section they keep their file's order."""
    return {measure.id: measure for family in families().values() for measure in family.measures}


def family(path: Traversable, chapter: str) -> Family:
    """The measures of one file, whose head `[family]` says what holds for all of them.

    Raises:
        DictionaryError: with every fault of the file.
    """
    entries, file = content(path, ("family", "measure")), f"{chapter}/{path.name}"
    key = file.removesuffix(".toml")
    about = parse(_Head, entries.get("family", {}), file, "family")
    measures_of_file, problems = [], []
    for entry in _entries(entries, "measure", file):
        name = _label(entry, "measure")
        try:
            measures_of_file.append(_measure(parse(Measure, entry, file, name), key))
            problems += [Wrong(file, name, *fault) for fault in _faults(measures_of_file[-1], chapter)]
        except DictionaryError as error:
            problems += error.problems
    if problems:
        raise DictionaryError(problems)
    return Family(key, chapter, about.title, about.source, about.caveats, tuple(measures_of_file))


@with_config(ENTRY)
@dataclass(frozen=True)
class _Head:
    title: str = ""
    source: str = ""
    caveats: str = ""


def _measure(measure: Measure, family: str) -> Measure:
    return replace(
        measure, family=family, direction=measure.direction or POLARITIES.get(measure.polarity, "")
    )


def _faults(m: Measure, chapter: str) -> list[tuple[str, str, str]]:
    """(field, what was found, what was expected) of everything that no reader could make sense of."""
    here = [key for key, section in sections().items() if section.chapter == chapter]
    faults = [
        ("section", m.section, f"a section of the chapter: {', '.join(here)}", m.section in here),
        ("unit", m.unit, f"{', '.join(UNITS)}, or per 100,000 …", m.unit in UNITS or RATE.fullmatch(m.unit)),
        *(
            (
                "targets",
                f"from {t.from_date} to {t.to_date}",
                "to after from",
                not t.to_date or t.to_date >= t.from_date,
            )
            for t in m.targets
        ),
        *(_counted_faults(m) if chapter == "providers" else _sources_faults(m)),
    ]
    return [(name, repr(value), expected) for name, value, expected, right in faults if not right]


def _sources_faults(m: Measure) -> list[tuple]:
    """Where the numbers come from: a table with its series and period, or words on why there is none."""
    if m.missing:
        return [
            (name, getattr(m, name), "nothing beside `missing`", not getattr(m, name))
            for name in ("table", "series")
        ]
    return [
        ("table", m.table, "the table of the published numbers, or `missing`", m.table),
        ("series", m.series, "the series of the table, or `missing`", m.series),
        ("period_type", m.period_type, f"one of {', '.join(PERIOD_TYPES)}", m.period_type in PERIOD_TYPES),
        ("per", m.per, "how many people the rate is per", m.limits != "byar" or (m.per or 0) > 0),
        (
            "limits",
            m.limits,
            "another, since Wilson's limits are those of a share",
            m.limits != "wilson" or m.unit == "share",
        ),
    ]


def _counted_faults(m: Measure) -> list[tuple]:
    """How a measure of providers is counted: statements that are there, and words that counting.py knows."""
    statements = statement_names()
    return [
        ("calculate", m.calculate, f"one of {', '.join(_CALCULATE)}", m.calculate in _CALCULATE),
        (
            "rows",
            m.rows,
            "statements of rows/, where it is counted",
            bool(m.rows) == (m.calculate in COUNTED),
        ),
        *(("rows", file, f"one of {', '.join(statements)}", file in statements) for file in m.rows),
        (
            "out_of",
            m.out_of,
            "rated, of a share alone",
            m.out_of == ("rated" if m.calculate == "share" else ""),
        ),
        (
            "quantile",
            m.quantile,
            "a number from 0 to 1",
            m.calculate != "quantile" or 0 <= (m.quantile or -1) <= 1,
        ),
        ("period_type", m.period_type, "day or two days", m.period_type in ("day", "two days")),
        *(
            (
                f"by_part.{part}",
                differences,
                f"a table of {', '.join(BY_PART)} in their words",
                _allowed(differences),
            )
            for part, differences in m.by_part.items()
        ),
    ]


_CALCULATE = (*COUNTED, *FROM_FIGURES)


def _allowed(differences: dict[str, str]) -> bool:
    return all(value in BY_PART.get(name, ()) for name, value in differences.items())


def _files(chapter: str) -> list[Traversable]:
    folder = files(PACKAGE) / chapter
    paths = [path for path in folder.iterdir() if path.name.endswith(".toml")] if folder.is_dir() else []
    return sorted((path for path in paths if path.name not in APART), key=lambda path: path.name)


def _entries(entries: dict, name: str, file: str) -> list:
    entry_list = entries.get(name)
    if not isinstance(entry_list, list) or not entry_list:
        raise DictionaryError(
            [Wrong(file, "", name, repr(entry_list), f"entries that begin with [[{name}]]")]
        )
    return entry_list


def _label(entry: object, kind: str) -> str:
    identifier = isinstance(entry, dict) and (entry.get("id") or entry.get("key"))
    return f"{kind} {identifier or '(no name)'}"


def _twice(labels: list[tuple[str, str]], kind: str = "measure") -> list[Wrong]:
    first: dict[str, str] = {}
    problems: list[Wrong] = []
    for file, name in labels:
        if name in first:
            problems.append(
                Wrong(file, f"{kind} {name}", "", f"the same name in {first[name]}", "a name of its own")
            )
        first.setdefault(name, file)
    return problems
