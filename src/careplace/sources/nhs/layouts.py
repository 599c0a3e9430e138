"""Every heading of these files that is read.

Headings of codes hold a year ("icb22_code"): a file of another year is the same publication, so each year of the
twenties is known.
"""

from careplace.sources.headers import Field, Layout

YEARS = range(20, 31)


def coded(form: str) -> tuple[str, ...]:
    """A heading that holds a year, for each year: "icb{}_code" is icb20_code, icb21_code …"""
    return tuple(form.format(year) for year in YEARS)


BOARDS, TRUSTS = coded("icb{}_code"), coded("nhs_trust{}_code")
BOARD = Field("organisation", BOARDS, "organisation")
TRUST = Field("organisation", TRUSTS, "organisation")

DELAYED_BY_REASON = Layout(
    "delayed_days_by_reason",
    "Delayed days by reason",
    (
        Field("published_code", ("Code",)),
        Field("place_name", ("Name",)),
        Field("assessment", ("Awaiting completion of assessment",), "whole"),
        Field("funding", ("Awaiting public funding",), "whole"),
        Field("nhs_care", ("Awaiting further NHS non-acute care",), "whole"),
        Field("residential_home", ("Awaiting residential home placement or availability",), "whole"),
        Field("nursing_home", ("Awaiting nursing home placement or availability",), "whole"),
        Field("care_package", ("Awaiting care package in own home",), "whole"),
        Field("equipment", ("Awaiting community equipment and adaptations",), "whole"),
        Field("choice", ("Patient or family choice",), "whole"),
        Field("disputes", ("Disputes",), "whole"),
        Field("housing", ("Housing - Patients not covered by NHS and Community Care Act",), "whole"),
        # Collected since April 2017; before, the reason is missing in every row.
        Field("other", ("Other",), "whole", needed=False),
        Field("total", ("Total Delayed Transfers of Care",), "whole"),
        Field("month", ("Period", "Period_year"), "month"),
    ),
    marks=("assessment", "funding", "nhs_care", "care_package", "total"),
)

DELAYED_BY_ORGANISATION = Layout(
    "delayed_days_by_organisation",
    "Delayed days by responsible organisation",
    (
        Field("published_code", ("Code",), needed=False),
        Field("place_name", ("Name",)),
        Field("nhs", ("NHS",), "whole"),
        Field("social_care", ("Social Care",), "whole"),
        Field("both", ("Both",), "whole"),
        Field("month", ("Period_year", "Period"), "month"),
    ),
    marks=("nhs", "social_care", "both"),
)


def _criteria(key: str, organisation: Field, others: tuple[str, ...]) -> Layout:
    return Layout(
        key,
        "Patients who do not meet the criteria to reside",
        (
            organisation,
            Field("day", ("date",), "date"),
            Field("patients", ("do_not_meet_criteria_to_reside",), "whole"),
        ),
        marks=("organisation", "patients"),
        unlike=others,
    )


def _discharges(key: str, organisation: Field, others: tuple[str, ...]) -> Layout:
    return Layout(
        key,
        "Discharged patients",
        (
            organisation,
            Field("day", ("date",), "date"),
            Field("by_1700", ("discharged_by_1700",), "whole"),
            Field("from_1701", ("discharged_between_1701_2359",), "whole"),
            Field("patients", ("discharged_total",), "whole"),
        ),
        marks=("patients", "by_1700", "from_1701"),
        unlike=others,
    )


def _four_hours(key: str, organisation: Field, others: tuple[str, ...]) -> Layout:
    return Layout(
        key,
        "Waits of over four hours in emergency departments",
        (
            organisation,
            Field("month", ("date",), "month"),
            Field("attendances", ("total_attendances",), "whole"),
            Field("over_4_hours", ("attendances_over_4hours",), "whole"),
            Field("share_over_4_hours", ("pct_attendance_over_4hours",), "number"),
            Field("emergency_admissions", ("total_emergency_admissions",), "whole"),
            Field("admissions_over_4_hours", ("emergency_admissions_over_4hours",), "whole"),
            Field("share_admissions_over_4_hours", ("pct_emergency_admissions_over_4hours",), "number"),
        ),
        marks=("attendances", "over_4_hours", "emergency_admissions", "admissions_over_4_hours"),
        unlike=others,
    )


BOARD_CRITERIA = _criteria("board_criteria_to_reside", BOARD, TRUSTS)
TRUST_CRITERIA = _criteria("trust_criteria_to_reside", TRUST, BOARDS)
BOARD_DISCHARGES = _discharges("board_discharges", BOARD, TRUSTS)
TRUST_DISCHARGES = _discharges("trust_discharges", TRUST, BOARDS)
BOARD_FOUR_HOURS = _four_hours("board_four_hours", BOARD, TRUSTS)
TRUST_FOUR_HOURS = _four_hours("trust_four_hours", TRUST, BOARDS)

EMERGENCY_DEPARTMENTS = Layout(
    "emergency_departments",
    "Attendances at emergency departments by type",
    (
        Field("month", ("period",), "month"),
        Field("organisation", ("org_code",), "organisation"),
        Field("department", ("type",)),
        Field("attendances", ("attendances",), "whole"),
        Field("over_4_hours", ("breaches",), "whole"),
        Field("admissions", ("admissions",), "whole"),
    ),
    marks=("organisation", "attendances", "over_4_hours"),
)

TRUST_REGIONS = Layout(
    "trust_regions",
    "NHS trusts and their regions",
    (
        Field("trust", TRUSTS, "organisation"),
        Field("name", coded("nhs_trust{}_name")),
        Field("region", coded("nhs_region{}_ons_code")),
        Field("region_nhs_code", coded("nhs_region{}_nhs_code")),
        Field("region_name", coded("nhs_region{}_name")),
        Field("standing", ("status",)),
    ),
    marks=("name", "region_nhs_code", "region"),
)

TRUST_DISTRICTS = Layout(
    "trust_districts",
    "NHS trusts' patients by district",
    (
        Field("trust", TRUSTS, "organisation"),
        Field("area", coded("ltla{}_code")),
        Field("share", ("proportion_trust_came_from_ltla",), "number"),
    ),
    marks=("trust", "share"),
)

TRUST_BOARDS = Layout(
    "trust_boards",
    "NHS trusts' patients by integrated care board",
    (
        Field("trust", TRUSTS, "organisation"),
        Field("area", BOARDS),
        Field("share", ("proportion_trust_came_from_icb",), "number"),
    ),
    marks=("trust", "share"),
)
