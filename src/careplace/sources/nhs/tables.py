"""The contracts of the tables of flow between services.

A value that is not there is null with the status "missing": the files do not say why. A value that is there and
contradicts another of its row is kept as published, and its status says so.
"""

from typing import Any

from careplace.sources.contract import OFFICIAL_CODE, WITH_LETTERS, Column, Table

ORIGIN = (
    Column("source", "text", "SHA-256 of the raw file", required=True),
    Column("sheet", "text", "sheet of the raw file; empty for CSV", required=True),
    Column("source_row", "integer", "row of the sheet (1 is the first)", required=True),
)
PUBLISHED, MISSING = "published", "missing"
ABOVE = "above its total"
WITHOUT_PARTS, UNLIKE_PARTS = "without its parts", "unlike its parts"
BOARD, TRUST, PROVIDER = "integrated care board", "trust", "provider"

# The largest board has 2,400 such patients on a day and 150,000 attendances in a month.
A_DAY: dict[str, Any] = {"minimum": 0, "maximum": 100_000}
A_MONTH: dict[str, Any] = {"minimum": 0, "maximum": 10_000_000}
MONTH = Column("month", "date", "first day of the month", required=True)
DAY = Column("day", "date", "the day", required=True)
ORGANISATION = (
    Column("kind", "text", "kind of organisation", required=True, allowed=(BOARD, TRUST, PROVIDER)),
    Column(
        "organisation", "text", "official code of a board, NHS code of a trust or provider", required=True
    ),
)

REASONS = (
    "completion of assessment",
    "public funding",
    "further NHS non-acute care",
    "residential home placement",
    "nursing home placement",
    "care package in own home",
    "community equipment and adaptations",
    "patient or family choice",
    "disputes",
    "housing",
    "other",
)
RESPONSIBLE = ("NHS", "social care", "both")
TOTAL = "all"

DELAYED_DAYS = Table(
    "nhs_delayed_days",
    "Days in a month that patients spent in hospital when ready to leave (delayed transfers of care).",
    (
        MONTH,
        Column("kind", "text", "kind of place", required=True, allowed=("council", "nation")),
        Column("place_name", "text", "place's name as published", required=True),
        Column(
            "published_code", "text", "code as published, official or older; null where the file has none"
        ),
        Column("council", "text", "code of the council in that month; null for a nation"),
        Column(
            "stood",
            "flag",
            "false where the council published no longer stood: `council` has taken its place",
            required=True,
        ),
        Column(
            "split",
            "text",
            "how the days are split",
            required=True,
            allowed=("reason", "responsible organisation"),
        ),
        Column(
            "part",
            "text",
            "reason, or who was responsible; `all` for the total by reason",
            required=True,
            allowed=(*REASONS, *RESPONSIBLE, TOTAL),
        ),
        Column("days", "integer", "delayed days in the month", minimum=0, maximum=10_000_000),
        Column(
            "status",
            "text",
            "published, missing, or a total beside which no part, or other parts, stand",
            required=True,
            allowed=(PUBLISHED, MISSING, WITHOUT_PARTS, UNLIKE_PARTS),
        ),
        *ORIGIN,
    ),
    key=("month", "place_name", "split", "part"),
    audience="public",
)

CRITERIA_TO_RESIDE = Table(
    "nhs_criteria_to_reside",
    "Patients in hospital on a day who no longer meet the criteria to reside.",
    (
        DAY,
        *ORGANISATION,
        Column("patients", "integer", "patients who no longer meet the criteria to reside", **A_DAY),
        Column("status", "text", "published or missing", required=True, allowed=(PUBLISHED, MISSING)),
        *ORIGIN,
    ),
    key=("kind", "organisation", "day"),
    audience="public",
)

DISCHARGE = Table(
    "nhs_discharge",
    "Patients discharged on a day, and by when.",
    (
        DAY,
        *ORGANISATION,
        Column("patients", "integer", "patients discharged", **A_DAY),
        Column("by_1700", "integer", "of them by 17:00", **A_DAY),
        Column("from_1701", "integer", "of them between 17:01 and 23:59", **A_DAY),
        Column(
            "status",
            "text",
            "of the total",
            required=True,
            allowed=(PUBLISHED, MISSING, UNLIKE_PARTS),
        ),
        Column("times_status", "text", "of the two times", required=True, allowed=(PUBLISHED, MISSING)),
        *ORIGIN,
    ),
    key=("kind", "organisation", "day"),
    audience="public",
)

FOUR_HOURS = Table(
    "nhs_four_hours",
    "Attendances at emergency departments of all types in a month, and waits of over four hours.",
    (
        MONTH,
        *ORGANISATION,
        Column("attendances", "integer", "attendances", **A_MONTH),
        Column(
            "over_4_hours",
            "integer",
            "of them over four hours from arrival to admission, transfer or discharge",
        ),
        Column(
            "share_over_4_hours",
            "number",
            "their share as published (two decimals; above 1 where the status says above its total)",
            minimum=0,
            maximum=10,
        ),
        Column(
            "status", "text", "of the waits", required=True, allowed=(PUBLISHED, MISSING, ABOVE, UNLIKE_PARTS)
        ),
        Column("emergency_admissions", "integer", "emergency admissions, by any way", **A_MONTH),
        Column(
            "admissions_over_4_hours", "integer", "admissions over four hours after the decision to admit"
        ),
        Column(
            "share_admissions_over_4_hours",
            "number",
            "their share as published (two decimals; above 1 where the status says above its total)",
            minimum=0,
            maximum=10,
        ),
        Column(
            "admissions_status",
            "text",
            "of the waits for admission",
            required=True,
            allowed=(PUBLISHED, MISSING, ABOVE, UNLIKE_PARTS),
        ),
        *ORIGIN,
    ),
    key=("kind", "organisation", "month"),
    audience="public",
)

EMERGENCY_DEPARTMENT = Table(
    "nhs_emergency_department",
    "Attendances at one type of emergency department in a month, and waits of over four hours.",
    (
        MONTH,
        *ORGANISATION,
        Column(
            "department", "text", "type of department", required=True, allowed=("type 1", "type 2", "other")
        ),
        Column("attendances", "integer", "attendances", **A_MONTH),
        Column(
            "over_4_hours",
            "integer",
            "of them over four hours from arrival to admission, transfer or discharge",
        ),
        Column("admissions", "integer", "patients admitted from the department", **A_MONTH),
        Column("status", "text", "of the waits", required=True, allowed=(PUBLISHED, MISSING, ABOVE)),
        *ORIGIN,
    ),
    key=("kind", "organisation", "department", "month"),
    audience="public",
)

NHS_TRUST = Table(
    "nhs_trust",
    "One NHS trust and the NHS region that it lies in.",
    (
        Column("year", "integer", "the year of the trusts' codes", required=True),
        Column("trust", "text", "NHS code of the trust", required=True),
        Column("name", "text", "its name", required=True),
        Column(
            "region",
            "text",
            "official code of the NHS region; null for a trust of Wales",
            form=OFFICIAL_CODE,
            descriptive=True,
        ),
        Column(
            "region_nhs_code",
            "text",
            "the NHS's code of the region",
            form=(r"^[A-Z][0-9]{2}$", "the NHS's code of a region, e.g. Y62"),
            descriptive=True,
        ),
        Column("region_name", "text", "name of the NHS region", form=WITH_LETTERS, descriptive=True),
        Column("standing", "text", "whether it is open", required=True, allowed=("open", "closed")),
        *ORIGIN,
    ),
    key=("year", "trust"),
    audience="public",
)

CATCHMENT = Table(
    "nhs_trust_catchment",
    "The share of a trust's patients who live in an area: modelled by its publisher from admissions.",
    (
        Column("year", "integer", "the year of the areas' codes", required=True),
        Column("trust", "text", "NHS code of the trust", required=True),
        Column("kind", "text", "kind of area", required=True, allowed=("district", BOARD)),
        Column("area", "text", "official code of the area", required=True),
        Column("council", "text", "upper-tier council of the district; null for a board"),
        Column(
            "share",
            "number",
            "share of the trust's patients who live there, 0 to 1",
            True,
            minimum=0,
            maximum=1,
        ),
        *ORIGIN,
    ),
    key=("year", "trust", "kind", "area"),
    audience="public",
)

TABLES = (
    DELAYED_DAYS,
    CRITERIA_TO_RESIDE,
    DISCHARGE,
    FOUR_HOURS,
    EMERGENCY_DEPARTMENT,
    NHS_TRUST,
    CATCHMENT,
)
