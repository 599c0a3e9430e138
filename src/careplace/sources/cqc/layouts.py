"""Every heading of CQC's files that is read, present and past, in one place.

Headings are compared folded (case, spaces and punctuation dropped), so "Care Home?" and "Care home?" are one.
The present heading of each column stands first. Sources: CQC's files of 2026 as described in
docs/guide/sources.md, the ratings files of February 2021 and May 2026.
"""

from careplace.sources.headers import Field, Layout

LOCATION_ID = Field("location_id", ("Location ID",), "identifier")
LOCATION_NAME = Field("location_name", ("Location Name",))
ODS_CODE = Field("ods_code", ("Location ODS Code",), needed=False)
CARE_HOME = Field("care_home", ("Care home?", "Care home (Y/N)"), "flag")
LOCATION_TYPE = Field("location_type", ("Location Type/Sector", "Location Type"))
CATEGORY = Field("category", ("Location Primary Inspection Category",))
PLACE = (
    Field("council_name", ("Location Local Authority",)),
    Field("region", ("Location Region",)),
    Field("postcode", ("Location Postal Code", "Location Post Code", "Location Postcode"), "postcode"),
    Field("city", ("Location City",), needed=False),
)
COORDINATES = (
    Field("latitude", ("Location Latitude", "lat"), "number", needed=False),
    Field("longitude", ("Location Longitude", "long"), "number", needed=False),
)
PROVIDER = (
    Field("provider_id", ("Provider ID",), "identifier"),
    Field("provider_name", ("Provider Name",)),
    Field("brand_id", ("Brand ID",), "brand", needed=False),
    Field("brand_name", ("Brand Name",), "brand", needed=False),
)
OWNERSHIP = Field("ownership", ("Provider Ownership Type",), needed=False)
REGISTERED_ON = Field("registered_on", ("Location HSCA start date",), "date")

RATED = (
    Field("service_group", ("Service / Population Group", "Service or Population Group")),
    Field("domain", ("Domain",), "domain"),
    Field("rating", ("Latest Rating",), "rating"),
    Field("published_on", ("Publication Date",), "date"),
    Field("report_type", ("Report Type",), needed=False),
    Field("inherited", ("Inherited Rating (Y/N)", "Inherited Rating"), "flag"),
)

NOT_READ_OF_LOCATION = (
    "Location Telephone Number",
    "Registered manager",
    "Location Web Address",
    "Location Inspection Directorate",
    "Location NHS Region",
    "Location ONSPD CCG Code",
    "Location ONSPD CCG",
    "Location ONSPD ICB Code",
    "Location ONSPD ICB",
    "Location Commissioning CCG Code",
    "Location Commissioning CCG",
    "Location Commissioning CCG Name",
    "Location Street Address",
    "Location Address Line 2",
    "Location County",
    "Location PAF ID",
    "Location UPRN ID",
    "Location Parliamentary Constituency",
    "Location Also Known As",
    "Location Specialisms",
    "URL",
)
NOT_READ_OF_PROVIDER = (
    "Provider Companies House Number",
    "Provider Charity Number",
    "Provider HSCA start date",
    "Provider HSCA End Date",
    "Provider Type/Sector",
    "Provider Type",
    "Provider Inspection Directorate",
    "Provider Primary Inspection Category",
    "Provider Ownership Type",
    "Provider ODS Code",
    "Provider Telephone Number",
    "Provider Web Address",
    "Provider Street Address",
    "Provider Address Line 2",
    "Provider City",
    "Provider County",
    "Provider Postal Code",
    "Provider Post Code",
    "Provider PAF ID",
    "Provider UPRN ID",
    "Provider Local Authority",
    "Provider Region",
    "Provider NHS Region",
    "Provider Latitude",
    "Provider Longitude",
    "Provider Parliamentary Constituency",
    "Provider Nominated Individual Name",
    "Provider Main Partner Name",
    "URL",
)
ACTIVITIES, SERVICES, USER_BANDS = "Regulated activity -", "Service type -", "Service user band -"

RATINGS_OF_LOCATIONS = Layout(
    "ratings_of_locations",
    "Care directory with ratings, sheet Locations",
    (
        *(LOCATION_ID, LOCATION_NAME, ODS_CODE, CARE_HOME, LOCATION_TYPE, CATEGORY),
        # Of the files that we have, only that of February 2021 has coordinates.
        *(*PLACE, *COORDINATES, *PROVIDER, *RATED),
    ),
    marks=("rating", "domain", "service_group", "location_id"),
    unlike=(
        "Care homes beds",
        "Location HSCA start date",
        "Location HSCA End Date",
        "Linked Organisation ID",
    ),
    known=NOT_READ_OF_LOCATION,
)

RATINGS_OF_PROVIDERS = Layout(
    "ratings_of_providers",
    "Care directory with ratings, sheet Providers",
    (*(field for field in PROVIDER if not field.name.startswith("brand")), *RATED),
    marks=("rating", "domain", "service_group", "report_type"),
    unlike=(
        "Location ID",
        "Location Name",
        "Location Local Authority",
        "Location Primary Inspection Category",
    ),
    known=(*NOT_READ_OF_PROVIDER, "Brand ID", "Brand Name"),
)

ACTIVE_LOCATIONS = Layout(
    "active_locations",
    "Care directory with filters (active locations)",
    (
        LOCATION_ID,
        LOCATION_NAME,
        ODS_CODE,
        REGISTERED_ON,
        Field("dormant", ("Dormant (Y/N)", "Dormant"), "flag", needed=False),
        CARE_HOME,
        Field("beds", ("Care homes beds", "Care home beds"), "whole"),
        LOCATION_TYPE,
        CATEGORY,
        *PLACE,
        *COORDINATES,
        *PROVIDER,
        OWNERSHIP,
        Field("overall_rating", ("Location Latest Overall Rating",), "rating", needed=False),
        Field("rating_published_on", ("Publication Date",), "date", needed=False),
        Field("rating_inherited", ("Inherited Rating (Y/N)", "Inherited Rating"), "flag", needed=False),
        Field("dual_registered", ("Location Dual Registered",), "dual", needed=False),
        Field("primary_id", ("Primary ID (Dual registration locations)", "Primary ID"), needed=False),
    ),
    marks=("registered_on", "beds", "dormant", "overall_rating", "location_id"),
    unlike=(
        "Location HSCA End Date",
        "Domain",
        "Latest Rating",
        "Linked Organisation ID",
        "Location ADASS Region",
    ),
    families={"services": SERVICES, "user_bands": USER_BANDS},
    known=(*NOT_READ_OF_LOCATION, *NOT_READ_OF_PROVIDER),
    known_starts=(ACTIVITIES,),
)

DUAL_REGISTRATIONS = Layout(
    "dual_registrations",
    "Care directory with filters, sheet Dual_Registration_Locations",
    (
        LOCATION_ID,
        Field("linked_id", ("Linked Organisation ID", "Linked Location ID"), "identifier", needed=False),
        Field("primary_id", ("Primary ID", "Primary ID (Dual registration locations)")),
    ),
    marks=("location_id", "primary_id"),
    unlike=("Location Primary Inspection Category", "Location Local Authority", "Domain", "Latest Rating"),
    known=(
        *(
            "Location Name",
            "Location HSCA Start Date",
            "Location Type/Sector",
            "Provider ID",
            "Provider Name",
        ),
        *("Linked Organisation Name", "Relationship", "Relationship Start Date"),
    ),
)

DEACTIVATED_LOCATIONS = Layout(
    "deactivated_locations",
    "Deactivated locations",
    (
        LOCATION_ID,
        LOCATION_NAME,
        REGISTERED_ON,
        Field("ended_on", ("Location HSCA End Date",), "date"),
        CARE_HOME,
        Field(
            "beds",
            ("Care homes beds at point location de-activated", "Care homes beds", "Care home beds"),
            "whole",
            needed=False,
        ),
        LOCATION_TYPE,
        CATEGORY,
        *PLACE,
        *PROVIDER,
        OWNERSHIP,
    ),
    marks=("ended_on", "location_id"),
    # The last is a heading of CQC's market export (known_unread.toml).
    unlike=("Domain", "Latest Rating", "Location ADASS Region"),
    known_starts=(ACTIVITIES, SERVICES, USER_BANDS),
    known=(
        *NOT_READ_OF_LOCATION,
        *NOT_READ_OF_PROVIDER,
        *("Location ODS Code", "Dormant (Y/N)", "Location Latest Overall Rating", "Publication Date"),
        *("Inherited Rating (Y/N)", "Location Latitude", "Location Longitude", "Location Dual Registered"),
        "Primary ID (Dual registration locations)",
        *("Location Status", "Location Primary NHS Region", "Provider Status"),
    ),
)

CARE_DIRECTORY = Layout(
    "care_directory",
    "Care directory",
    (
        # Until 2020 and after: "CQC Location (for office use only", without ID and bracket.
        Field(
            "location_id",
            ("CQC Location ID (for office use only)", "CQC Location ID", "CQC Location (for office use only"),
            "identifier",
        ),
        Field("location_name", ("Name",)),
        Field("postcode", ("Postcode", "Post code", "Postal code"), "postcode"),
        Field("services", ("Service types",), needed=False),
        Field("checked_on", ("Date of latest check",), "date"),
        Field("specialisms", ("Specialisms/services",), needed=False),
        Field(
            "provider_id",
            ("CQC Provider ID (for office use only)", "CQC Provider ID", "CQC Provider (for office use only"),
            "identifier",
        ),
        Field("provider_name", ("Provider name",)),
        Field("council_name", ("Local authority",)),
        Field("region", ("Region",)),
    ),
    marks=("location_id", "checked_on", "specialisms", "provider_id"),
    known=("Also known as", "Address", "Phone number", "Service's website (if available)", "Location URL"),
)

HOMECARE_INSPECTIONS = Layout(
    "homecare_inspections",
    "Inspections of community adult social care",
    (
        Field("location_id", ("locationid",), "identifier"),
        Field("published_on", ("reportdate",), "date"),
        Field("rating", ("overall",), "rating"),
        Field("ownership", ("ownership",)),
        Field("location_started_on", ("location_start_2025",), "days since 1960"),
        Field("location_ended_on", ("location_end_2025",), "days since 1960"),
    ),
    marks=("published_on", "location_started_on", "location_ended_on"),
    # `rating` and `good` are the same rating once more, tidied by the people who gathered the file.
    known=("good", "rating"),
)

COUNCIL_ASSESSMENTS = Layout(
    "council_assessments",
    "Assessments of councils under Part 1 of the Care Act",
    (
        Field("council_name", ("authority_name",)),
        Field("assessed_month", ("assessment_month",), "month"),
        Field("overall", ("overall_rating",), "rating"),
        *(Field(f"qs{n}", (f"qs{n}_score",), "score") for n in range(1, 10)),
        Field("url", ("url",), needed=False),
    ),
    marks=("assessed_month", "qs1", "qs2", "qs9"),
    known=("authority_type", "avg_score"),
    # qs1_assessing_needs and its like: the scores once more, in words.
    known_starts=tuple(f"qs{n}_" for n in range(1, 10)),
)
