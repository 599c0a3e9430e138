-- The rating that the site shows of a location, and finds it by: one of the four levels, or that its services are rated one by
-- one; null for every other word ("Not rated", "Insufficient evidence to rate"), which lists call "no rating".
create macro shown_rating(word) as case
    when word in ('Outstanding', 'Good', 'Requires improvement', 'Inadequate', 'Rated by service group') then word
end;
