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
        # Not the totals: NHS England's own monthly table of providers has those headings too.
        marks=("over_4_hours", "share_over_4_hours", "admissions_over_4_hours"),
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

ATTENDANCES, UNDER, OVER = (
    "Total attendances",
    "Total attendances under 4 hours",
    "Total attendances over 4 hours",
)


def typed(name: str, total: str) -> tuple[Field, ...]:
    """The columns of the three types of department and of their total, as monthly.unambiguous heads them."""
    kinds = {"type_1": "Type 1", "type_2": "Type 2", "other": "Type 3"}
    parts = (
        Field(f"{name}_{key}", (f"{kind} departments: {total}",), "count") for key, kind in kinds.items()
    )
    return (*parts, Field(name, (total,), "count"))


PROVIDERS_BY_MONTH = Layout(
    "providers_by_month",
    "Monthly attendances and emergency admissions by provider",
    (
        Field("organisation", ("Code", "Org Code"), "organisation"),
        Field("region", ("Region", "Parent Org"), needed=False),
        Field("name", ("Name", "Org name")),
        *typed("attendances", ATTENDANCES),
        *typed("within_4_hours", UNDER),
        *typed("over_4_hours", OVER),
        Field("admissions_type_1", ("Emergency Admissions via Type 1 A&E",), "count"),
        Field("admissions_type_2", ("Emergency Admissions via Type 2 A&E",), "count"),
        Field(
            "admissions_other",
            ("Emergency Admissions via Type 3 and 4 A&E", "Emergency Admissions via Type 3 A&E"),
            "count",
        ),
        Field("admissions_from_departments", ("Total Emergency Admissions via A&E",), "count"),
        Field("admissions_otherwise", ("Other Emergency admissions (i.e not via A&E)",), "count"),
        Field("emergency_admissions", ("Total Emergency Admissions",), "count"),
        Field(
            "admissions_over_4_hours",
            ("Number of patients spending >4 hours from decision to admit to admission",),
            "count",
        ),
    ),
    marks=("over_4_hours", "admissions_from_departments", "admissions_otherwise", "admissions_over_4_hours"),
    known=("Number of patients spending >12 hours from decision to admit to admission",),
    known_starts=("Percentage in 4 hours or less",),
)


def _returned(what: str, long: str) -> tuple[Field, ...]:
    """The columns of the return for the three types of department, booked appointments apart."""
    kinds = {"type_1": ("Type 1", "Type 1"), "type_2": ("Type 2", "Type 2")}
    kinds |= {"other": (f"Other {long}Department", "Other Department")}
    return (
        *(Field(f"{key}_{what}", HEADS[what](plain), "count") for key, (plain, _booked) in kinds.items()),
        *(
            Field(f"{key}_{what}_booked", HEADS[what](f"Booked Appointments {booked}"), "count", needed=False)
            for key, (_plain, booked) in kinds.items()
        ),
    )


# Before 2019 "Number of" stood before both, and departments of the other kind had their "A&E" in both.
HEADS = {
    "attendances": lambda of: (f"A&E attendances {of}", f"Number of A&E attendances {of}"),
    "over_4_hours": lambda of: (
        f"Attendances over 4hrs {of}",
        f"Number of attendances over 4hrs {of}",
        f"Number of attendances over 4hrs {of.replace('Other D', 'Other A&E D')}",
    ),
}
PROVIDER_RETURNS = Layout(
    "provider_returns",
    "Monthly return of attendances and emergency admissions (MSitAE)",
    (
        Field("month", ("Period",), "month"),
        Field("organisation", ("Org Code",), "organisation"),
        Field("region", ("Parent Org",), needed=False),
        Field("name", ("Org name",)),
        *_returned("attendances", "A&E "),
        *_returned("over_4_hours", ""),
        Field("waited_4_to_12_hours", ("Patients who have waited 4-12 hs from DTA to admission",), "count"),
        Field("waited_over_12_hours", ("Patients who have waited 12+ hrs from DTA to admission",), "count"),
        Field("admissions_type_1", ("Emergency admissions via A&E - Type 1",), "count"),
        Field("admissions_type_2", ("Emergency admissions via A&E - Type 2",), "count"),
        Field("admissions_other", ("Emergency admissions via A&E - Other A&E department",), "count"),
        Field("admissions_otherwise", ("Other emergency admissions",), "count"),
    ),
    marks=("type_1_attendances", "type_1_over_4_hours", "waited_4_to_12_hours", "admissions_otherwise"),
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
