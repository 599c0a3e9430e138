"""NHS England's files, and the lookups of trusts, as publications."""

from careplace.sources.nhs import layouts, tables
from careplace.sources.nhs.delays import DelayedDays
from careplace.sources.nhs.monthly import Monthly
from careplace.sources.nhs.organisations import ByBoard, ByTrust
from careplace.sources.nhs.trusts import TrustBoards, TrustDistricts, TrustRegions
from careplace.sources.onesheet import OneSheet, Series

HERE = "careplace.sources.nhs"
STATISTICS = "https://www.england.nhs.uk/statistics/statistical-work-areas/"
MONTHLY = Series("organisation", "month", "month")
DAILY = Series("organisation", "day", "day")

DELAYED = {
    "contract": tables.DELAYED_DAYS,
    "notes": "delayed_days_notes",
    "page": STATISTICS + "delayed-transfers-of-care/",
    "series": Series("place_name", "month", "month"),
    # The collection stopped in February 2020: a newer file is never due.
    "due_days": 36_500,
}
RESIDE = {
    "contract": tables.CRITERIA_TO_RESIDE,
    "sql": "criteria_to_reside",
    "notes": "criteria_to_reside_notes",
    "page": STATISTICS + "discharge-delays/",
    "series": DAILY,
}
DISCHARGED = RESIDE | {"contract": tables.DISCHARGE, "sql": "discharges", "notes": "discharges_notes"}
EMERGENCY = STATISTICS + "ae-waiting-times-and-activity/"
FOUR_HOURS = {
    "contract": tables.FOUR_HOURS,
    "sql": "four_hours",
    "notes": "four_hours_notes",
    "page": EMERGENCY,
    "series": MONTHLY,
}
CATCHMENT = {
    "contract": tables.CATCHMENT,
    "sql": "trust_catchment",
    "notes": "trust_catchment_notes",
    "publisher": "Office for Health Improvement and Disparities",
    "page": "https://www.gov.uk/government/organisations/office-for-health-improvement-and-disparities",
}


def publication(kind: type[OneSheet], key: str, title: str, layout, **about) -> OneSheet:
    return kind(key, title, layout, package=HERE, **{"publisher": "NHS England", **about})


PUBLICATIONS = (
    publication(
        DelayedDays,
        "nhs-delayed-days-by-reason",
        "Delayed transfers of care: days by reason",
        layouts.DELAYED_BY_REASON,
        sql="delayed_days_by_reason",
        **DELAYED,
    ),
    publication(
        DelayedDays,
        "nhs-delayed-days-by-organisation",
        "Delayed transfers of care: days by responsible organisation",
        layouts.DELAYED_BY_ORGANISATION,
        sql="delayed_days_by_organisation",
        **DELAYED,
    ),
    publication(
        ByBoard,
        "nhs-criteria-to-reside-by-board",
        "Patients who do not meet the criteria to reside, by integrated care board",
        layouts.BOARD_CRITERIA,
        **RESIDE,
    ),
    publication(
        ByTrust,
        "nhs-criteria-to-reside-by-trust",
        "Patients who do not meet the criteria to reside, by trust",
        layouts.TRUST_CRITERIA,
        **RESIDE,
    ),
    publication(
        ByBoard,
        "nhs-discharges-by-board",
        "Discharged patients, by integrated care board",
        layouts.BOARD_DISCHARGES,
        **DISCHARGED,
    ),
    publication(
        ByTrust,
        "nhs-discharges-by-trust",
        "Discharged patients, by trust",
        layouts.TRUST_DISCHARGES,
        **DISCHARGED,
    ),
    publication(
        ByBoard,
        "nhs-four-hours-by-board",
        "Waits of over four hours in emergency departments, by integrated care board",
        layouts.BOARD_FOUR_HOURS,
        **FOUR_HOURS,
    ),
    publication(
        ByTrust,
        "nhs-four-hours-by-trust",
        "Waits of over four hours in emergency departments, by trust",
        layouts.TRUST_FOUR_HOURS,
        **FOUR_HOURS,
    ),
    publication(
        Monthly,
        "nhs-providers-by-month",
        "A&E attendances and emergency admissions: monthly table of providers",
        layouts.PROVIDERS_BY_MONTH,
        **FOUR_HOURS | {"sql": "provider_table"},
    ),
    publication(
        Monthly,
        "nhs-provider-returns",
        "A&E attendances and emergency admissions: monthly return (MSitAE)",
        layouts.PROVIDER_RETURNS,
        **FOUR_HOURS | {"sql": "provider_returns"},
    ),
    publication(
        OneSheet,
        "nhs-emergency-departments",
        "Attendances at emergency departments by type",
        layouts.EMERGENCY_DEPARTMENTS,
        contract=tables.EMERGENCY_DEPARTMENT,
        sql="emergency_departments",
        notes="emergency_departments_notes",
        page=EMERGENCY,
        series=Series("organisation || ' (' || department || ')'", "month", "month"),
        # The file ends in March 2019: the trusts' file above goes on.
        due_days=36_500,
    ),
    publication(
        TrustRegions,
        "nhs-trusts",
        "NHS trusts and their regions",
        layouts.TRUST_REGIONS,
        contract=tables.NHS_TRUST,
        sql="trust_regions",
        page="https://www.england.nhs.uk/publication/nhs-provider-directory/",
    ),
    publication(
        TrustDistricts,
        "nhs-trust-catchments-by-district",
        "NHS trusts' patients by district",
        layouts.TRUST_DISTRICTS,
        **CATCHMENT,
    ),
    publication(
        TrustBoards,
        "nhs-trust-catchments-by-board",
        "NHS trusts' patients by integrated care board",
        layouts.TRUST_BOARDS,
        **CATCHMENT,
    ),
)
