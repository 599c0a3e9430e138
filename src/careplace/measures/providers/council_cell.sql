-- What statements of rows/ count, each by council and part: to be filled by cell.sql. Out: council_cell.
create or replace temp table council_cell (
    statement varchar, council varchar, place varchar, sector varchar, breakdown varchar, part varchar, unit varchar,
    label varchar, amount double, squares double
)
