"""The contracts of the tables that CQC's publications are read into.

Every row says the raw file (`source`, SHA-256), sheet and row it came from, which is what `careplace trace`
follows. Names of managers, nominated individuals and partners have no column here, and a provider that is a person or
partners, and a location named after them, is called by its number (people.py): their names are dropped at the door.
"""

from careplace.ratings.scale import DOMAINS
from careplace.sources.contract import Column, Table
from careplace.sources.cqc import categories

ORIGIN = (
    Column("source", "text", "SHA-256 of the raw file", required=True),
    Column("sheet", "text", "sheet of the raw file; empty for CSV and JSON", required=True),
    Column(
        "source_row",
        "integer",
        "row of the sheet (1 is the first), or position in a JSON list",
        required=True,
    ),
)
SNAPSHOT = Column("snapshot", "date", "the date that the publication describes", required=True)
LOCATION_ID = Column("location_id", "text", "CQC's id of the location", required=True)
DOMAIN = Column("domain", "text", "Overall or a key question", required=True, allowed=DOMAINS)
CATEGORY = Column(
    "category", "text", "Location Primary Inspection Category", known=categories.INSPECTION_CATEGORIES
)
COUNCIL = Column("council", "text", "code of the upper-tier council, as at the snapshot")
COUNCIL_THEN = Column(
    "council", "text", "code of the upper-tier council, as at the day it left; else as at the snapshot"
)
PLACE = (
    COUNCIL,
    Column("council_name", "text", "council's name as published"),
    Column("region", "text", "region's name as published", descriptive=True),
    Column("postcode", "text", "postcode, upper case with one space", descriptive=True),
    Column("city", "text", "post town as published", descriptive=True),
)
COORDINATES = (
    Column("latitude", "number", "WGS84 latitude", minimum=49, maximum=61, descriptive=True),
    Column("longitude", "number", "WGS84 longitude", minimum=-9, maximum=2.5, descriptive=True),
)
BRAND = (
    Column("brand_id", "text", "CQC's id of the brand; null where there is none", descriptive=True),
    Column("brand_name", "text", "brand's name; null where there is none", descriptive=True),
)
PROVIDER = (
    Column("provider_id", "text", "CQC's id of the provider"),
    Column("provider_name", "text", "provider's name"),
    *BRAND,
)

RATING = Table(
    "cqc_rating",
    "One published rating: a location, a service or population group, a domain.",
    (
        SNAPSHOT,
        LOCATION_ID,
        Column("location_name", "text", "location's name", required=True),
        Column("ods_code", "text", "NHS organisation code", descriptive=True),
        Column("care_home", "flag", "whether CQC registers it as a care home"),
        Column(
            "location_type", "text", "Location Type, e.g. Social Care Org", known=categories.LOCATION_TYPES
        ),
        CATEGORY,
        *PLACE,
        *COORDINATES,
        *PROVIDER,
        Column(
            "service_group",
            "text",
            "Service / Population Group; Overall for the location itself",
            required=True,
        ),
        DOMAIN,
        Column("rating", "text", "the rating's standard word (careplace.ratings.scale)", required=True),
        Column("published_on", "date", "when the rating was published; null where never"),
        Column(
            "report_type",
            "text",
            "Location or Provider, as published",
            descriptive=True,
            known=categories.REPORT_TYPES,
        ),
        Column("inherited", "flag", "whether the rating was carried over from an earlier registration"),
        *ORIGIN,
    ),
    # A location may carry several overall ratings: one inherited (1-7453047569 in February 2021) or an older one of
    # its own (RX601). The rating itself belongs to the key since CQC has published two for one service group and
    # day (1-543895080); of the location itself (service group Overall) no two of one day are let in.
    key=("snapshot", "location_id", "service_group", "domain", "published_on", "inherited", "rating"),
    audience="public",
)

PROVIDER_RATING = Table(
    "cqc_provider_rating",
    "One published rating of a provider (sheet Providers of the ratings file).",
    (
        SNAPSHOT,
        Column("provider_id", "text", "CQC's id of the provider", required=True),
        Column("provider_name", "text", "provider's name"),
        Column("service_group", "text", "service group; Overall for the provider itself", required=True),
        DOMAIN,
        Column("rating", "text", "the rating's standard word", required=True),
        Column("published_on", "date", "when the rating was published"),
        Column("inherited", "flag", "carried over from an earlier registration"),
        *ORIGIN,
    ),
    key=("snapshot", "provider_id", "service_group", "domain", "published_on", "inherited"),
    audience="public",
)

LOCATION = Table(
    "cqc_location",
    "One registered location (active locations, or the API's registered ones).",
    (
        SNAPSHOT,
        LOCATION_ID,
        Column("location_name", "text", "location's name", required=True),
        Column("ods_code", "text", "NHS organisation code", descriptive=True),
        Column("registered_on", "date", "Location HSCA start date"),
        Column("dormant", "flag", "registered, and providing nothing now"),
        Column("care_home", "flag", "whether CQC registers it as a care home"),
        Column("beds", "integer", "care home beds; 0 where not a care home", minimum=0, maximum=5_000),
        Column("location_type", "text", "Location Type/Sector", known=categories.LOCATION_TYPES),
        CATEGORY,
        *PLACE,
        *COORDINATES,
        *PROVIDER,
        Column("ownership", "text", "Provider Ownership Type", known=categories.OWNERSHIPS),
        Column(
            "services",
            "text",
            "service types as published, each between bars: |Domiciliary care service|",
            known=categories.SERVICES,
        ),
        Column("user_bands", "text", "service user bands as published, each between bars"),
        Column("overall_rating", "text", "Location Latest Overall Rating, standard word"),
        Column("rating_published_on", "date", "publication date of the overall rating"),
        Column("rating_inherited", "flag", "overall rating carried over from an earlier registration"),
        Column("primary_id", "text", "primary id where two providers run it together; null where one does"),
        *ORIGIN,
    ),
    key=("snapshot", "location_id"),
    audience="public",
)

DEACTIVATED = Table(
    "cqc_deactivated",
    "One location that has left the register.",
    (
        SNAPSHOT,
        LOCATION_ID,
        Column("location_name", "text", "location's name"),
        Column("registered_on", "date", "Location HSCA start date"),
        Column("ended_on", "date", "Location HSCA End Date", required=True),
        Column("care_home", "flag", "whether it was a care home"),
        Column("beds", "integer", "care home beds when it left", minimum=0, maximum=5_000),
        Column("location_type", "text", "Location Type/Sector", known=categories.LOCATION_TYPES),
        CATEGORY,
        COUNCIL_THEN,
        *PLACE[1:],
        *PROVIDER,
        *ORIGIN,
    ),
    key=("snapshot", "location_id", "ended_on"),
    audience="public",
)

LOCATION_LINK = Table(
    "cqc_location_link",
    "One location that followed another at the same service, as CQC records it.",
    (
        SNAPSHOT,
        Column("predecessor_id", "text", "id that closed", required=True),
        Column("successor_id", "text", "id that opened", required=True),
        Column("reason", "text", "CQC's reason, e.g. New Provider"),
        *ORIGIN,
    ),
    key=("snapshot", "predecessor_id", "successor_id"),
    audience="public",
)

RATING_HISTORY = Table(
    "cqc_rating_history",
    "One earlier rating of a location (the API's historicRatings, and what an assessment replaced).",
    (
        SNAPSHOT,
        Column("location_id", "text", "location that now holds the history", required=True),
        Column("rated_id", "text", "organisation that the rating was given to"),
        DOMAIN,
        Column("rating", "text", "the rating's standard word", required=True),
        Column("published_on", "date", "report date"),
        *ORIGIN,
    ),
    audience="public",
)

LAST_RATING = Table(
    "cqc_last_rating",
    "One rating that a registration ended with (the API's currentRatings of a deregistered location).",
    (
        SNAPSHOT,
        LOCATION_ID,
        Column("location_name", "text", "location's name"),
        CATEGORY,
        Column("council_name", "text", "council's name as published"),
        DOMAIN,
        Column("rating", "text", "the rating's standard word", required=True),
        Column("published_on", "date", "report date"),
        Column("inherited", "flag", "carried over from an earlier registration"),
        *ORIGIN,
    ),
    key=("snapshot", "location_id", "domain", "published_on", "inherited", "rating"),
    audience="public",
)

DIRECTORY = Table(
    "cqc_directory",
    "One location of the weekly care directory.",
    (
        SNAPSHOT,
        LOCATION_ID,
        Column("location_name", "text", "location's name", required=True),
        Column("postcode", "text", "postcode", descriptive=True),
        Column("council", "text", "code of the upper-tier council"),
        Column("council_name", "text", "council's name as published"),
        Column("region", "text", "region's name as published", descriptive=True),
        Column("services", "text", "service types as published, each between bars"),
        Column("specialisms", "text", "specialisms as published, each between bars"),
        Column("checked_on", "date", "date of the latest check"),
        Column("provider_id", "text", "CQC's id of the provider"),
        Column("provider_name", "text", "provider's name"),
        *ORIGIN,
    ),
    key=("snapshot", "location_id"),
    audience="public",
)

PROVIDER_RECORD = Table(
    "cqc_provider",
    "One provider, as the API gives it.",
    (
        SNAPSHOT,
        Column("provider_id", "text", "CQC's id of the provider", required=True),
        Column("provider_name", "text", "provider's name"),
        Column("registered", "flag", "whether it is registered", required=True),
        Column("registered_on", "date", "registration began"),
        Column("ended_on", "date", "registration ended; null where it goes on"),
        Column(
            "ownership",
            "text",
            "Provider Ownership Type, e.g. Organisation, Individual, Partnership",
            known=categories.OWNERSHIPS,
        ),
        *BRAND,
        *ORIGIN,
    ),
    key=("snapshot", "provider_id"),
    audience="public",
)

HOMECARE_INSPECTION = Table(
    "homecare_inspection",
    "One inspection of a community adult social care service, England, since October 2014.",
    (
        LOCATION_ID,
        Column("published_on", "date", "report date", required=True),
        Column("rating", "text", "overall rating, standard word", required=True),
        Column("ownership", "text", "For-profit, Third sector, Local Authority, …"),
        Column("location_started_on", "date", "registration began"),
        Column("location_ended_on", "date", "registration ended; null where it goes on"),
        *ORIGIN,
    ),
    audience="public",
)

COUNCIL_ASSESSMENT = Table(
    "council_assessment",
    "CQC's assessment of one council under Part 1 of the Care Act.",
    (
        Column("council", "text", "code of the council", required=True),
        Column("council_name", "text", "authority's name as published", required=True),
        Column("assessed_month", "date", "first day of the month of the assessment"),
        Column("overall", "text", "overall rating, standard word", required=True),
        *(
            Column(f"qs{n}", "integer", f"score of quality statement {n}, 1 to 4; null where not scored")
            for n in range(1, 10)
        ),
        Column(
            "url",
            "text",
            "CQC's page of the assessment",
            form=(r"^https?://\S+$", "an address that begins with https://"),
            descriptive=True,
        ),
        *ORIGIN,
    ),
    key=("council", "assessed_month"),
    audience="public",
)

TABLES = (
    RATING,
    PROVIDER_RATING,
    LOCATION,
    DEACTIVATED,
    LOCATION_LINK,
    RATING_HISTORY,
    LAST_RATING,
    DIRECTORY,
    PROVIDER_RECORD,
    HOMECARE_INSPECTION,
    COUNCIL_ASSESSMENT,
)
