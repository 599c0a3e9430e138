-- Every figure of one place, under each code that it has had. {codes} are constants: the rows of other places, which
-- lie in other row groups, are then never read.
select * from outcome_figure
where place in ({codes})
order by measure, breakdown, period, place
