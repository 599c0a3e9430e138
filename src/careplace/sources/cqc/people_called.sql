-- The cells of one sheet (named_cells, with every column of {keys}) with its names of people replaced. {keys}, {ownership}
-- and {replaced} depend on which of the columns the sheet has. Each name once: a location is in many rows.
with name as (select distinct {keys} from named_cells),
trait as materialized (from traits_of('names_of_cells')),
marked as (
    select n.*, l as location_trait, is_person(p, {ownership}, n.provider_id) as person
    from name as n
    left join trait as p on p.name = n.provider_name
    left join trait as l on l.name = n.{location_name}
),
renamed as (
    select
        {keys},
        provider_called(provider_name, person, provider_id) as new_provider_name{new_location_name}
    from marked
)
select c.* replace ({replaced})
from named_cells as c
inner join renamed as n on {same}
order by source_row
