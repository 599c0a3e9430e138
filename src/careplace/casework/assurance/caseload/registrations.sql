-- The registrations whose ratings count for the locations in family.sql.
select distinct rated_id from family
