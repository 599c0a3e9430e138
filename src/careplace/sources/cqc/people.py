"""Calls providers that are people, and locations named after them, by CQC's number, in tables and in the text kept.

Where a publication states a provider's ownership that settles it. Where it does not (ratings files, weekly directory)
a name is a person's, or partners', by its pattern: a title (Mr, Dr), "and Partners", a doctor after a practice's
name, or initials and capitalised words with no word of an organisation. people.toml holds the words and what was
reviewed; people.sql the rule.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files

import pyarrow as pa
import pyarrow.compute as pc

from careplace.engine import Engine, sql_text
from careplace.sources.parts import Part

HERE = "careplace.sources.cqc"
NAMES = ("provider_name", "location_name")
# Other names of a location, which go where its own is replaced.
FURTHER = ("also known as", "location also known as")
# Initials (A, A.B., ABC) or a capitalised word (Anne, O'Neill, Smith-Jones).
NAME_PART = r"(?:[A-Z]\.?(?:[A-Z]\.?){0,2}|[A-Z]['’][\pL]+(?:-[\pL]+)*|[A-Z][\pL]+(?:['’-][\pL]+)*)"
INITIALS = r"(?:[A-Z]{1,3}|[A-Z]\.?(?:\s?[A-Z]\.?){0,2})"


def install(engine: Engine) -> None:
    """Give `engine` the macros of people.sql."""
    for name, value in variables().items():
        engine.connection.execute(f"set variable {name} = $1", [value])
    engine.script(HERE, "people.sql")


@cache
def variables() -> dict[str, str | list[str]]:
    """The patterns of the rule (RE2), and the reviewed lists, by the names that people.sql has for them."""
    words = tomllib.loads(files(HERE).joinpath("people.toml").read_text(encoding="utf-8"))
    titles, legal, trading = (_any(words[key]) for key in ("titles", "legal_forms", "trading"))
    organisation = _any([*words["legal_forms"], *words["trading"], *words["organisation"]])
    return {
        "titled": rf"(?i)\b{titles}\b\.?\s*\pL",
        "before_title": rf"(?i)^(.*?\S)[\s,(–-]*(?:\bformerly\s+)?\b{titles}\b\.?\s*\pL",
        "practice_of_doctor": rf"(?i)^(?:the )?{titles}\b\.? ?\pL+['’]s? .*\b{trading}\b",
        "legal_form": rf"(?i)\b{legal}\b",
        "trading": rf"(?i)\b{trading}\b",
        "organisation_words": rf"(?i)\b{organisation}\b",
        "organisation": rf"(?i)\b{organisation}\b|{_any(words['endings'])}\b",
        "partners": r"(?i)(?:\band|&)\s+partners?\b",
        "list_of_names": rf"^{NAME_PART}(?:\s+{NAME_PART}|\s*,\s*{NAME_PART}|\s*(?:&|\b[aA]nd\b)\s*{NAME_PART})+$",
        "before_doctor": rf"^(.*?\S)\s[-–]\s*(?:{INITIALS}\s[A-Z][\pL’'-]+|[A-Z][\pL’'-]+\s[A-Z]{{1,2}}$)",
        "organisations": [name.lower() for name in words["organisations"]["names"]],
        "people": words["people"]["ids"],
    }


def _any(words: list[str]) -> str:
    # The longest first, since RE2 takes the first alternative that fits.
    return f"(?:{'|'.join(map(re.escape, sorted(set(words), key=len, reverse=True)))})"


def called(engine: Engine, cells: pa.Table) -> pa.Table:
    """`cells` of one sheet with its names of people replaced. In: the macros of `install`."""
    if "provider_name" not in cells.column_names:
        return cells
    engine.register("named_cells", cells)
    engine.register("names_of_cells", _names(cells))
    columns = [
        name for name in ("location_id", *NAMES, "provider_id", "ownership") if name in cells.column_names
    ]
    return engine.sql(sql_text(HERE, "people_called.sql").format(**_parts(columns)))


def _names(cells: pa.Table) -> pa.Table:
    """The names of providers and locations, in one column."""
    columns = [cells[name].chunks for name in NAMES if name in cells.column_names]
    return pa.table(
        {"name": pa.chunked_array([chunk for chunks in columns for chunk in chunks], pa.string())}
    )


def _parts(columns: list[str]) -> dict[str, str]:
    """What people_called.sql leaves open: it depends on which columns the sheet has."""
    has_location = "location_name" in columns
    return {
        "keys": ", ".join(columns),
        "ownership": "n.ownership" if "ownership" in columns else "'not stated'",
        "location_name": "location_name" if has_location else "provider_name",
        "new_location_name": f", {_LOCATION} as new_location_name" if has_location else "",
        "replaced": ", ".join(f"new_{name} as {name}" for name in NAMES if name in columns),
        "same": " and ".join(f"c.{name} is not distinct from n.{name}" for name in columns),
    }


_LOCATION = "location_called(location_trait, location_name, location_id, provider_name, person)"


def text_called(text: pa.Table, part: Part, cells: pa.Table) -> pa.Table:
    """The text of a sheet, as published, with the names replaced as in its `cells`."""
    for name in NAMES:
        if name in cells.column_names and name in part.header.columns:
            before, after = part.column(name), cells[name].combine_chunks()
            changed = pc.fill_null(pc.not_equal(before, after), False)
            rows, names = cells["source_row"].filter(changed), after.filter(changed)
            text = _replaced(text, part.header.heading(name), rows, names)
            if name == "location_name":
                for heading in (
                    column for column in text.column_names if column.casefold().strip() in FURTHER
                ):
                    text = _replaced(text, heading, rows, pa.nulls(len(names), pa.string()))
    return text


def _replaced(text: pa.Table, heading: str, rows: pa.Array, values: pa.Array) -> pa.Table:
    """`text` with other values in the `rows` of one column."""
    mask = pc.is_in(text["source_row"].combine_chunks(), rows.combine_chunks())
    column = pc.replace_with_mask(text[heading].combine_chunks(), mask, values)
    return text.set_column(text.column_names.index(heading), heading, column)
