-- Every rated location with beds and question, by its word; its beds count.
select sector, council, location_id, domain || '/beds' as breakdown, rating as part, 'beds' as unit, beds as amount
from rating_in_sector
where beds > 0 and rating in (select word from rating_word where kind = 'rated')
