"""A day of the invented register in the files that CQC would publish of it, in the layouts of then and now.

The layouts (columns and their order) are in layouts.toml.
"""

import csv
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from careplace.demo.names import load_toml
from careplace.demo.ods import write_ods
from careplace.demo.rated import provider_ratings, ratings
from careplace.demo.sheets import Sheet
from careplace.demo.snapshot import Roll, deactivated, locations
from careplace.demo.xlsx import write_xlsx

# The layouts that this module calls old were in use in 2021; the new ones are those of 2025 and 2026.
OLD_UNTIL = date(2022, 1, 1)
FICTION = ("Demonstration data. Every place, provider, person and rating in this file is invented.",)
ACTIVE_TITLE = "Active locations for providers registered under the Health and Social Care Act (HSCA)"
NOTICE = "Issues with our care directory files: this is a demonstration, and its header stands lower."
FLAGGED = {
    "Regulated activity - ": "activities",
    "Service type - ": "services",
    "Service user band - ": "user_bands",
}
SHOWN_AS = {"rating_published_on": "published_on", "rating_inherited": "inherited"}


def write(roll: Roll, on: date, to: Path) -> list[Path]:
    """Write every CQC file of the day `on` into the folder `to`, in its year's layout; the files written."""
    day = to / f"{on:%d_%B_%Y}"
    if on < OLD_UNTIL:
        return [
            write_xlsx(Path(f"{day}_HSCA_Active_Locations.xlsx"), _old_active(roll, on)),
            write_csv(
                Path(f"{day}_Latest_ratings.csv"), laid_out(ratings(roll, on, ("Overall",)), "ratings_2021")
            ),
        ]
    return [
        write_ods(Path(f"{day}_HSCA_Active_Locations.ods"), active_sheets(locations(roll, on), on)),
        write_ods(Path(f"{day}_Latest_ratings.ods"), _rating_sheets(roll, on)),
        write_ods(Path(f"{day}_Deactivated_Locations.ods"), _deactivated_sheets(roll, on)),
        write_csv(Path(f"{day}_CQC_directory.csv"), _directory(roll, on), _directory_lines(on)),
    ]


def laid_out(rows: pa.Table, layout: str) -> pa.Table:
    """`rows` under the headers of a layout; a header that the register has nothing for is an empty column."""
    return pa.table({header: _column(rows, header) for header in load_toml("layouts.toml")[layout]})


def _column(rows: pa.Table, header: str) -> pa.Array:
    for prefix, bars in FLAGGED.items():
        if header.startswith(prefix):
            return _flag(rows[bars].combine_chunks(), header.removeprefix(prefix))
    field = load_toml("layouts.toml")["fields"].get(header)
    if field not in rows.column_names:
        return pa.nulls(len(rows), pa.string())
    column = rows[field].combine_chunks()
    if pa.types.is_boolean(column.type):
        return pc.if_else(column, "Y", "N")
    # "-" is how CQC prints that a location is of no brand.
    return pc.fill_null(column, "-") if field.startswith("brand_") else column


def _flag(bars: pa.Array, name: str) -> pa.Array:
    """'Y' where the list between bars holds `name`, else blank."""
    has = pc.fill_null(pc.match_substring(bars, f"|{name}|"), False)
    return pc.if_else(has, "Y", pa.scalar(None, pa.string()))


def _readme(title: str, on: date) -> Sheet:
    return Sheet("README", ((title,), (f"Source: CQC database as at {on:%d %B %Y}",), FICTION))


def active_sheets(active: pa.Table, on: date) -> list[Sheet]:
    """The three sheets of the care directory with filters; the header stands under a notice in even years."""
    active = _with_registered_names(_renamed(active))
    lines = ((NOTICE,),) if on.year % 2 == 0 else ()
    return [
        _readme(ACTIVE_TITLE, on),
        Sheet("HSCA_Active_Locations", lines, laid_out(active, "active_locations")),
        Sheet(
            "Dual_Registration_Locations", (), laid_out(active.filter(active["dual"]), "dual_registrations")
        ),
    ]


def _with_registered_names(rows: pa.Table) -> pa.Table:
    """The rows as CQC's registers have them, which name every provider."""
    return rows.drop_columns("provider_name").append_column("provider_name", rows["registered_name"])


def _renamed(active: pa.Table) -> pa.Table:
    return active.rename_columns([SHOWN_AS.get(name, name) for name in active.column_names])


def _old_active(roll: Roll, on: date) -> list[Sheet]:
    table = laid_out(_with_registered_names(_renamed(locations(roll, on))), "active_locations_2021")
    return [_readme(ACTIVE_TITLE, on), Sheet("HSCA_Active_Locations", (), table)]


def _rating_sheets(roll: Roll, on: date) -> list[Sheet]:
    return [
        _readme("Latest ratings of locations and providers", on),
        Sheet("Locations", (), laid_out(ratings(roll, on), "ratings_locations")),
        Sheet("Providers", (), laid_out(provider_ratings(roll, on), "ratings_providers")),
    ]


def _deactivated_sheets(roll: Roll, on: date) -> list[Sheet]:
    title = ((f"Deactivated locations as at {on:%d %B %Y}",),)
    table = laid_out(_with_registered_names(deactivated(roll, on)), "deactivated_locations")
    return [_readme("Deactivated locations", on), Sheet("Deactivated_Locations", title, table)]


def _directory(roll: Roll, on: date) -> pa.Table:
    """The weekly directory: service types and specialisms in its own words, between bars."""
    active = _renamed(locations(roll, on))
    for source, field in (("services", "service_kinds"), ("user_bands", "specialisms")):
        active = active.append_column(field, _in_directory_words(active[source].combine_chunks(), field))
    return laid_out(active, "directory")


def _in_directory_words(barred: pa.Array, field: str) -> pa.Array:
    """Lists between bars in the directory's words, joined by bars; each distinct list is translated once."""
    words = load_toml("layouts.toml")[field]
    coded = barred.dictionary_encode()
    reworded = [
        "|".join(dict.fromkeys(words[w] for w in text.strip("|").split("|")))
        for text in coded.dictionary.to_pylist()
    ]
    return pa.array(reworded, pa.string()).take(coded.indices)


def _directory_lines(on: date) -> tuple[tuple[str, ...], ...]:
    return (("Care directory", f"{on:%d %B %Y}"), FICTION, (NOTICE,), ())


def write_csv(path: Path, table: pa.Table, lines: tuple[tuple[str, ...], ...] = ()) -> Path:
    """A CSV file with dates as d/m/Y; free lines stand before the header."""
    columns = [_plain(column.combine_chunks()).to_pylist() for column in table.columns]
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerows(lines)
        writer.writerow(table.column_names)
        writer.writerows(zip(*columns, strict=True))
    return path


def _plain(column: pa.Array) -> pa.Array:
    return pc.strftime(column, format="%d/%m/%Y") if pa.types.is_date(column.type) else column
