-- The parts that the rows of a measure are counted by, `parts` in measures.toml. Here is the rule that shares of ratings are of
-- rated locations, and that unrated ones are counted next to them: `rated` and `unrated` part the words between them, and the
-- shares of measures.toml are `out_of` the first. Which word is a rating is said by careplace.ratings.scale. In: rating_word(word, kind).
-- Out: part_group (parts, slug: the end of a breakdown, word: what the rows say; null for any), row_shape (the columns that
-- the statements in rows/ may give).
create or replace temp table part_group as
select 'all' as parts, '' as slug, cast(null as varchar) as word
union all select 'rated', '', word from rating_word where kind = 'rated'
union all select 'unrated', '', word from rating_word where kind <> 'rated'
union all select 'good', '', word from rating_word where word in ('Outstanding', 'Good')
union all select 'level', lower(replace(word, ' ', '-')), word from rating_word where kind = 'rated'
union all select 'level', 'good-or-outstanding', word from rating_word where word in ('Outstanding', 'Good')
union all select 'kind', replace(kind, ' ', '-'), word from rating_word where kind <> 'rated'
union all
select 'change', replace(word, ' ', '-'), word
from (
    select unnest([
        'better', 'same', 'worse', 'joined', 'left', 'first rating', 'rating withdrawn', 'joined unrated', 'left unrated',
        'unrated at both', 'followed'
    ]) as word
)
union all select 'change', 'matched', word from (select unnest(['better', 'same', 'worse']) as word);

create or replace temp table row_shape (
    council varchar, place varchar, sector varchar, location_id varchar, earlier_id varchar, later_id varchar,
    breakdown varchar, part varchar, unit varchar, label varchar, amount double
);
