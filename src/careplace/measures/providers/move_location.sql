-- Moves one by one: what `changed` is drawn from where each location is wanted. In: move.
select * replace (cast(followed as int) as followed), 1 as locations from move
