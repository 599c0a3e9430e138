"""The contracts of the tables that the place publications are read into.

Codes stand as published, Welsh and abolished ones too; `careplace.places` decides what is an area.
"""

from typing import Any

from careplace.sources.contract import OFFICIAL_CODE, WITH_LETTERS, Column, Table

WHOLE_POSTCODE = (r"^[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}$", "a whole postcode, e.g. NG31 6AA")
REGISTRY_CODE = (r"^[A-Z][A-Z0-9]{1,3}(-[A-Z])?$", "a code of the registry, e.g. COV")
PEOPLE: dict[str, Any] = {"minimum": 0, "maximum": 100_000_000, "whole": True}
YEAR = Column(
    "year",
    "integer",
    "the year whose codes the file uses, e.g. 2023",
    required=True,
    minimum=1974,
    maximum=2100,
)
DISTRICT = (
    Column(
        "district", "text", "code of the district or single-tier council", required=True, form=OFFICIAL_CODE
    ),
    Column("district_name", "text", "its name as published", required=True, form=WITH_LETTERS),
)
SOURCE = Column("source", "text", "SHA-256 of the raw file", required=True)
ORIGIN = (
    SOURCE,
    Column("source_row", "integer", "row of the file (1 is the header)", required=True),
)


def lookup(name: str, meaning: str, parent: str, *extra: Column) -> Table:
    """The contract of a lookup from districts to a larger area called `parent`."""
    return Table(
        name,
        meaning,
        (
            YEAR,
            *DISTRICT,
            Column(
                parent, "text", f"code of the {parent.replace('_', ' ')}", required=True, form=OFFICIAL_CODE
            ),
            Column(f"{parent}_name", "text", "its name as published", required=True, form=WITH_LETTERS),
            *extra,
            *ORIGIN,
        ),
        key=("year", "district", parent),
        audience="public",
    )


COUNCIL_REGISTRY = Table(
    "council_registry",
    "One council, past or present, or one combined authority.",
    (
        Column(
            "registry_code",
            "text",
            "the registry's own short code, e.g. COV",
            required=True,
            form=REGISTRY_CODE,
        ),
        Column("code", "text", "official (GSS) code", required=True, form=OFFICIAL_CODE),
        Column("official_name", "text", "the council's official name", required=True, form=WITH_LETTERS),
        Column("name", "text", "its everyday name", required=True, form=WITH_LETTERS),
        Column("start_date", "date", "start as the registry has it (often the day it was entered)"),
        Column("end_date", "date", "last day, or the day after the last, as the registry has it"),
        Column("replaced_by", "text", "registry codes of what replaced it, comma separated"),
        Column("nation", "text", "nation", required=True),
        Column("region", "text", "region's name as the registry has it"),
        Column(
            "type",
            "text",
            "kind of authority",
            required=True,
            allowed=("CC", "COMB", "CTY", "LBO", "MD", "NMD", "SRA", "UA"),
        ),
        Column("county", "text", "registry code of the county council, for a district"),
        Column("combined_authority", "text", "registry code of the combined authority"),
        Column("former_codes", "text", "earlier official codes, comma separated"),
        Column("area_km2", "number", "area in square kilometres", minimum=0, maximum=250_000),
        *ORIGIN,
    ),
    key=("code",),
    audience="public",
)

COUNCIL_SPELLING = Table(
    "council_spelling",
    "One spelling of a council's name. One may stand for several councils through time: no key.",
    (
        Column("spelling", "text", "a name as found in some publication", required=True, form=WITH_LETTERS),
        Column(
            "registry_code", "text", "the registry's code of the council", required=True, form=REGISTRY_CODE
        ),
        *ORIGIN,
    ),
    audience="public",
)

COUNCIL_CODE = Table(
    "council_code",
    "One official code, present or former, of a council in the registry.",
    (
        Column(
            "code", "text", "official (GSS) code; null for councils that never had one", form=OFFICIAL_CODE
        ),
        Column(
            "registry_code", "text", "the registry's code of the council", required=True, form=REGISTRY_CODE
        ),
        *ORIGIN,
    ),
    audience="public",
)

DISTRICT_REGION = lookup("district_region", "The region that each district lies in.", "region")
DISTRICT_COUNCIL = lookup("district_council", "The upper-tier council of each district.", "council")
DISTRICT_COMBINED_AUTHORITY = lookup(
    "district_combined_authority",
    "The combined authority of each district that is in one.",
    "combined_authority",
)
DISTRICT_ICB = lookup(
    "district_icb",
    "The integrated care boards that each district lies in.",
    "icb",
    Column(
        "nhs_code",
        "text",
        "the NHS's code of the board, e.g. QHM",
        form=(r"^[A-Z][A-Z0-9]{1,2}$", "the NHS's code of a board, e.g. QHM"),
        descriptive=True,
    ),
    Column(
        "neighbourhoods",
        "integer",
        "number of the district's neighbourhoods (LSOA) in the board",
        required=True,
        minimum=1,
        maximum=10_000,
    ),
)

DISTRICT_CHANGE = Table(
    "district_change",
    "What a district of one year was in the next year of the file.",
    (
        YEAR,
        *DISTRICT,
        Column("later_year", "integer", "the next year that the file gives", required=True),
        Column("later", "text", "code in that year", required=True, form=OFFICIAL_CODE),
        Column("later_name", "text", "name in that year", required=True, form=WITH_LETTERS),
        SOURCE,
    ),
    key=("year", "district", "later_year", "later", "source"),
    audience="public",
)

POPULATION = Table(
    "population",
    "Mid-year estimate of residents by single year of age.",
    (
        YEAR,
        Column(
            "tier", "text", "districts or upper-tier councils", required=True, allowed=("district", "council")
        ),
        Column("code", "text", "official code", required=True, form=OFFICIAL_CODE),
        Column("age", "integer", "age in years; 90 is 90 and over", True, minimum=0, maximum=120),
        Column("people", "number", "residents", required=True, **PEOPLE),
        Column(
            "estimate", "integer", "the year at whose middle, where the file's name says it (population20_…)"
        ),
        *ORIGIN,
    ),
    key=("year", "tier", "code", "age"),
    audience="public",
)

CENSUS_POPULATION = Table(
    "census_population",
    "Residents at the census by sex and broad age.",
    (
        YEAR,
        Column("code", "text", "official code of the district", required=True, form=OFFICIAL_CODE),
        Column("sex", "text", "sex", required=True, allowed=("females", "males")),
        Column("band", "text", "age band", required=True, allowed=("younger", "working_age", "older")),
        Column("people", "number", "residents", required=True, **PEOPLE),
        *ORIGIN,
    ),
    key=("year", "code", "sex", "band"),
    audience="public",
)

DOMAINS = ("overall", "income", "employment", "education", "health", "crime", "barriers", "environment")

DEPRIVATION = Table(
    "deprivation",
    "Average score of an area on the Indices of Deprivation; a higher score is more deprived.",
    (
        Column("edition", "integer", "year of the Indices", required=True),
        YEAR,
        Column(
            "tier",
            "text",
            "district, or upper-tier council as it stood (counties among them)",
            required=True,
            allowed=("district", "council"),
        ),
        Column("code", "text", "official code of the area", required=True, form=OFFICIAL_CODE),
        Column("domain", "text", "overall, or a domain of deprivation", required=True, allowed=DOMAINS),
        Column("score", "number", "average score of its neighbourhoods", True, minimum=-10, maximum=100),
        Column("sheet", "text", "sheet of the raw file; empty for CSV", required=True),
        *ORIGIN,
    ),
    key=("edition", "tier", "code", "domain"),
    audience="public",
)

BOUNDARY = Table(
    "boundary",
    "The outline of an area, light enough for a map of 600 pixels.",
    (
        Column("code", "text", "official code", required=True, form=OFFICIAL_CODE),
        Column(
            "published_code",
            "text",
            "the code as published: an earlier one, where the same area has a new code since",
            required=True,
        ),
        Column("name", "text", "its name as published", required=True, form=WITH_LETTERS),
        Column(
            "kind",
            "text",
            "kind of area",
            required=True,
            allowed=("council", "region", "integrated care board", "combined authority"),
        ),
        YEAR,
        Column(
            "outline",
            "text",
            "MULTIPOLYGON in well-known text: metres of careplace.places.outlines, on a grid of 100 m",
            required=True,
        ),
        *ORIGIN,
    ),
    key=("code", "year"),
    audience="public",
)

POSTCODE = Table(
    "postcode",
    "One postcode of England: the district that it is in, and where it is.",
    (
        Column("postcode", "text", "postcode, upper case with one space", required=True, form=WHOLE_POSTCODE),
        Column("district", "text", "code of the district that it is in", required=True, form=OFFICIAL_CODE),
        Column(
            "latitude", "number", "WGS84 latitude; null where the directory has none", minimum=49, maximum=61
        ),
        Column(
            "longitude",
            "number",
            "WGS84 longitude; null where the directory has none",
            minimum=-9,
            maximum=2.5,
        ),
        Column("ended_on", "date", "first day of the month in which it was ended; null while it is in use"),
        *ORIGIN,
    ),
    key=("postcode",),
    audience="public",
    rows_per_group=8_192,
)

TABLES = (
    COUNCIL_REGISTRY,
    COUNCIL_SPELLING,
    COUNCIL_CODE,
    DISTRICT_REGION,
    DISTRICT_COUNCIL,
    DISTRICT_COMBINED_AUTHORITY,
    DISTRICT_ICB,
    DISTRICT_CHANGE,
    POPULATION,
    CENSUS_POPULATION,
    DEPRIVATION,
)
