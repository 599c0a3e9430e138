"""The contracts of the tables that publications about outcomes of adult social care are read into.

A code of the Adult Social Care Outcomes Framework (ASCOF) is no identity: 2A was admissions to care homes and is
reablement since the codes of 2023-24, and reablement counted from client-level data since 2024-25 is not the
reablement counted before. So a measure is its code, the framework whose codes are used, and its definition.
"""

from careplace.sources.contract import Column, Table

PUBLISHED = "published"
AREA_KINDS = ("nation", "region", "council type", "council", "councils together")
# More than all people of England: no part of an outcome counts as many.
PEOPLE = 100_000_000
STATUSES = (PUBLISHED, "not available", "not applicable", "suppressed", "low")
UNITS = ("percent", "per 100,000", "score")
NOTE_KINDS = ("measure", "note", "comparability", "table", "workbook")

ORIGIN = (
    Column("source", "text", "SHA-256 of the raw file", required=True),
    Column("sheet", "text", "sheet of the raw file; empty for CSV", required=True),
    Column("source_row", "integer", "row of the sheet (1 is the first)", required=True),
)
PERIOD = (
    Column("period", "text", "financial year, e.g. 2024-25", required=True),
    Column("period_end", "date", "last day of the financial year", required=True),
)


def part(name: str, meaning: str) -> tuple[Column, ...]:
    """A number that belongs to an outcome: its value, its status and the column that it stands in."""
    return (
        Column(name, "number", meaning, minimum=0, maximum=PEOPLE),
        Column(
            f"{name}_status", "text", f"as status, of the {name}; null where there is none", allowed=STATUSES
        ),
        Column(f"{name}_column", "text", f"the sheet's column of the {name}, e.g. AB"),
    )


ASCOF_OUTCOME = Table(
    "ascof_outcome",
    "One outcome as published: a measure, a financial year, an area, a breakdown.",
    (
        Column("measure", "text", "the measure's code as the workbook has it, e.g. 2D(1)", required=True),
        Column("framework", "text", "the year since which codes are these, e.g. 2023-24", required=True),
        Column(
            "definition_version",
            "text",
            "the year since which the code means this, e.g. 2024-25",
            required=True,
        ),
        Column("former_code", "text", "the measure's code before the framework; null for a new one"),
        Column(
            "later_code",
            "text",
            "the code that the same measure has since the framework of 2023-24; null where it ended, or has its own",
        ),
        *PERIOD,
        Column(
            "area", "text", "tells the area: its official code, else its letter, else its name", required=True
        ),
        Column("area_code", "text", "ONS area code as published; null where it has none"),
        Column("area_name", "text", "name as published", required=True),
        Column(
            "authority_code", "text", "Local authority code as published, a letter for a type", required=True
        ),
        Column("area_kind", "text", "what the area is", required=True, allowed=AREA_KINDS),
        Column("council", "text", "code of the council as at the year's end; null for other areas"),
        Column("breakdown_kind", "text", "all, rating, eligible population, sex or age", required=True),
        Column("breakdown", "text", "all, or the part of it, e.g. outstanding", required=True),
        Column("age", "text", "ages that the measure is about by its title, e.g. 18 to 64; null for adults"),
        Column("unit", "text", "what the outcome is in", required=True, allowed=UNITS),
        Column("outcome", "number", "the outcome; null where it is not published", minimum=0),
        Column("status", "text", "whether the outcome is published, and if not why not", True, STATUSES),
        Column("status_meaning", "text", "what the workbook says that the outcome's marker means"),
        Column("outcome_column", "text", "the sheet's column of the outcome, e.g. F", required=True),
        *part("numerator", "what is counted"),
        *part("denominator", "out of what; of a survey, its respondents"),
        Column("denominator_kind", "text", "what it is", allowed=("denominator", "respondents")),
        *part("margin", "half the width of the 95% interval that is published with a survey's outcome"),
        *ORIGIN,
    ),
    key=("measure", "framework", "period", "area", "breakdown_kind", "breakdown"),
    audience="public",
)

ASCOF_NOTE = Table(
    "ascof_note",
    "Something that the workbook says of a measure, of a year of a measure, or of itself.",
    (
        Column("kind", "text", "where it stands", required=True, allowed=NOTE_KINDS),
        Column("measure", "text", "the measure's code; null where it is about none of the workbook's"),
        Column("number", "integer", "the number of a note"),
        Column("period", "text", "year of the change, or the first year of a measure"),
        Column("former_code", "text", "the measure's code before the framework"),
        Column("text", "text", "the words, as published", required=True),
        Column("reference", "text", "where it says to look further, or the measure's data source"),
        *ORIGIN,
    ),
    audience="public",
)

OFLOG_MEASURE = Table(
    "oflog_measure",
    "One value of a council in the Office for Local Government's (Oflog) data on adult social care.",
    (
        Column(
            "measure",
            "text",
            "Oflog's code, e.g. ASC1",
            required=True,
            form=(r"^ASC[0-9]+$", "a code such as ASC1"),
        ),
        Column("measure_name", "text", "its name as published", required=True),
        *PERIOD,
        Column("area_code", "text", "council's code as published", required=True),
        Column("area_name", "text", "council's name as published", required=True),
        Column("council", "text", "code of the council as at the year's end"),
        Column("council_type", "text", "type of council as published", required=True),
        Column("region", "text", "region's name as published", required=True),
        Column("value", "number", "the value, in the unit of the measure; null where blank", minimum=0),
        Column("status", "text", "whether there is a value", True, (PUBLISHED, "not available")),
        Column("median", "number", "median of the councils of the type, as published", minimum=0),
        Column("deviations", "number", "median absolute deviations from the median, as published"),
        Column("rank_order", "text", "how Oflog orders councils: desc, or null for neither way"),
        *ORIGIN,
    ),
    key=("measure", "period", "area_code"),
    audience="public",
)
