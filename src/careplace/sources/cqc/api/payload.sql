-- One row for each payload of the file, in the file's order, with the fields of shape.json and no others: the names of
-- managers, contacts and nominated individuals stand in fields that are not listed there.
-- Everything that is typed later is read as text, so that a bad value can be shown with its row.
create view raw_payload as
select row_number() over () as source_row, json
from read_json_objects(
    getvariable('path'),
    compression = getvariable('compression'),
    format = 'auto',
    maximum_object_size = 33554432
);

create table payload as
select
    source_row,
    content.locationId is null as is_provider,
    coalesce(content.locationId, content.providerId) as id,
    hash(content) as content_hash,
    unnest(content)
from (select source_row, json_transform(json, getvariable('shape')) as content from raw_payload);
