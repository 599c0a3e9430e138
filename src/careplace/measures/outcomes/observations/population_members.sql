-- Which districts' residents make up a place: a district itself, councils of the day, councils that were made of whole districts since or gave
-- way to whole councils, regions and England. population.sql adds them up, and origins/population.sql lists their rows.
create or replace temp view population_band as
select *
from (
    values
    ('all', 0, 200), ('under-18', 0, 17), ('18-to-64', 18, 64), ('65-and-over', 65, 200), ('65-to-74', 65, 74),
    ('75-to-84', 75, 84), ('75-and-over', 75, 200), ('85-and-over', 85, 200)
) as band (part, low, high);

create or replace temp view population_member (district, place, place_kind, reason) as
with upper_tier as (
    select code as district, coalesce(council, code) as council, kind from area where kind in ('district', 'council')
),
council_before as (
    select area_successor.code, successor, changed_on, whole
    from area_successor
    join area on area.code = area_successor.code and area.kind = 'council'
),
populated as (
    select distinct code from population where tier = 'district'
)
select district, upper_tier.council, 'council', '' from upper_tier
union all
select district, district, 'district', '' from upper_tier where kind = 'district'
union all
-- Cumberland: made of whole districts, and no council before it had its land. (Somerset was the county: one council.)
select
    district, successor, 'council',
    'the people of the districts that became this council on ' || area_successor.changed_on
from upper_tier
join area_successor on area_successor.code = upper_tier.district and area_successor.whole
join area as heir on heir.code = area_successor.successor and heir.kind = 'council'
where upper_tier.kind = 'district'
    and successor not in (select council_before.successor from council_before where council_before.whole)
union all
-- Northamptonshire: split between councils that are published and took nothing from any other.
select
    upper_tier.district, council_before.code, 'council',
    'the people of the councils that took its place on ' || council_before.changed_on
from council_before
join upper_tier on upper_tier.council = council_before.successor
where not council_before.whole
    and upper_tier.kind = 'council'
    and upper_tier.district in (select code from populated)
    and council_before.code not in (
        select split.code
        from council_before as split
        join council_before as second on second.successor = split.successor and second.code <> split.code
    )
    and council_before.code not in (select council from upper_tier where kind = 'district' and district in (select code from populated))
union all
select distinct upper_tier.district, group_code, group_kind, ''
from upper_tier
join area_group on area_group.member = upper_tier.council and group_kind in ('region', 'nation');
