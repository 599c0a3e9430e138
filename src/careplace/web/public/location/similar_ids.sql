-- What an identifier may have been meant for: the same one of the other kind, else locations one slip of the keyboard away.
-- Parameter: id. Out: kind, id, name; at most six, by identifier.
with location_name as (
    select location_id as id, max_by(location_name, snapshot) as name
    from register group by location_id
),
provider_id as (
    select provider_id as id from register
    union
    select provider_id from cqc_provider
)
select 'location' as kind, id, name from location_name
where damerau_levenshtein(id, $id) <= 1
union all
select 'provider', id, null from provider_id where id = $id
order by kind desc, id
limit 6
