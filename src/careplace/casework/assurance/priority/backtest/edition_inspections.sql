-- The inspections of home care of an edition, with the columns that inspections.sql reads.
create or replace temp view inspection as
select location_id as locationid, published_on as reportdate, rating
from homecare_inspection
