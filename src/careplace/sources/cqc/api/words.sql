-- Words that are no rating and no key question that CQC is known to publish, and in how many payloads they stand.
select 'rating' as kind, word, count(distinct source_row) as payloads, min_by(id, source_row) as id
from (
    select source_row, id, word from published_rating where standard is null
    union all
    select e.source_row, e.id, trim(e.word) from earlier as e
    left join rating_word as w on w.folded = folded_word(e.word)
    where w.folded is null and trim(e.word) <> ''
)
group by word
union all
select 'key question', coalesce(domain, 'nothing'), count(distinct source_row), min_by(id, source_row)
from (
    select source_row, id, domain from published_rating
    union all
    select source_row, id, domain from earlier
)
where domain is null or domain not in (select domain from domain)
group by domain
order by kind, payloads desc, word
