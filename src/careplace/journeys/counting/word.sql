-- A number for each text that events are counted by. Groups of whole numbers take less than half the time of groups of texts.
select word, row_number() over (order by word) as id
from (
    select coalesce(council, 'unknown') as word from listed
    union
    select coalesce(trust, 'unknown') as word from listed
    union
    select coalesce(category, 'unknown') as word from listed
    union
    select board as word from board
    union
    select word
    from (values ('unknown', 0), ('0-17', 0), ('18-64', 0), ('65-74', 0), ('75-84', 0), ('85+', 0)) as v(word, nothing)
) as w
