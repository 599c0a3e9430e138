-- Every registered location; those that are dormant count.
select 'all-sectors' as sector, council, location_id, cast(dormant as int) as amount from here where dormant is not null
