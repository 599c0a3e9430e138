-- One row for each payload of the file, in the file's order, with the fields that are read and no others: the names
-- of managers, contacts and nominated individuals stand in fields that are not listed here.
-- Everything that is typed later is read as text, so that a bad value can be told with its row.
create table payload as
select
    row_number() over () as source_row,
    locationId is null as is_provider,
    coalesce(locationId, providerId) as id,
    *
from read_json(
    getvariable('path'),
    compression = getvariable('compression'),
    format = 'auto',
    maximum_object_size = 33554432,
    columns = {
        locationId: 'VARCHAR',
        providerId: 'VARCHAR',
        name: 'VARCHAR',
        organisationType: 'VARCHAR',
        type: 'VARCHAR',
        ownershipType: 'VARCHAR',
        odsCode: 'VARCHAR',
        brandId: 'VARCHAR',
        brandName: 'VARCHAR',
        registrationStatus: 'VARCHAR',
        registrationDate: 'VARCHAR',
        deregistrationDate: 'VARCHAR',
        dormancy: 'VARCHAR',
        numberOfBeds: 'VARCHAR',
        careHome: 'VARCHAR',
        localAuthority: 'VARCHAR',
        region: 'VARCHAR',
        postalCode: 'VARCHAR',
        postalAddressTownCity: 'VARCHAR',
        onspdLatitude: 'VARCHAR',
        onspdLongitude: 'VARCHAR',
        lastInspection: 'STRUCT(date VARCHAR)',
        gacServiceTypes: 'STRUCT(description VARCHAR)[]',
        specialisms: 'STRUCT("name" VARCHAR)[]',
        inspectionCategories: 'STRUCT("primary" VARCHAR, "name" VARCHAR)[]',
        inspectionAreas: 'STRUCT(inspectionAreaId VARCHAR, inspectionAreaName VARCHAR)[]',
        relationships: 'STRUCT(relatedLocationId VARCHAR, "type" VARCHAR, reason VARCHAR)[]',
        reports: 'STRUCT(linkId VARCHAR, reportType VARCHAR)[]',
        currentRatings: 'STRUCT(
            overall STRUCT(
                rating VARCHAR, reportDate VARCHAR, reportLinkId VARCHAR, organisationId VARCHAR,
                keyQuestionRatings STRUCT(
                    "name" VARCHAR, rating VARCHAR, reportDate VARCHAR, reportLinkId VARCHAR, organisationId VARCHAR
                )[]
            ),
            serviceRatings STRUCT(
                "name" VARCHAR, rating VARCHAR, reportDate VARCHAR, reportLinkId VARCHAR, organisationId VARCHAR,
                keyQuestionRatings STRUCT("name" VARCHAR, rating VARCHAR)[]
            )[]
        )',
        historicRatings: 'STRUCT(
            organisationId VARCHAR, reportDate VARCHAR,
            overall STRUCT(rating VARCHAR, keyQuestionRatings STRUCT("name" VARCHAR, rating VARCHAR)[])
        )[]',
        assessment: 'STRUCT(
            assessmentPlanPublishedDateTime VARCHAR,
            ratings STRUCT(asgRatings STRUCT(
                "name" VARCHAR, rating VARCHAR, "status" VARCHAR,
                keyQuestionRatings STRUCT("name" VARCHAR, rating VARCHAR, "status" VARCHAR)[]
            )[])
        )[]'
    }
);
