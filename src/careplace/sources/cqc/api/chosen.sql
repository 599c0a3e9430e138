-- The rating that counts, one for each location (or provider), service group and domain: the newest published,
-- whichever block of the payload holds it; of one day, the worst.

-- A report of `historicRatings` counts where nothing that stands now for the location as a whole is as new: its own rating, given to this very
-- registration. (One of another organisation is what CQC carries over only while it stands in currentRatings.)
create view newer_report as
select e.source_row, e.reportDate
from earlier as e
inner join rating_word as w on w.folded = folded_word(e.word) and w.kind = 'rated'
left join (
    select source_row, max(published) as newest from published_rating where service_group = 'Overall' group by source_row
) as c on c.source_row = e.source_row
where e.domain = 'Overall' and coalesce(e.organisationId, e.id) = e.id
    and (c.source_row is null or e.reportDate > c.newest)
qualify row_number() over (partition by e.source_row order by e.reportDate desc) = 1;

create table rated as
with candidate as (
    select * from published_rating
    union all
    select
        e.source_row, e.is_provider, e.id, 'Overall', e.domain, trim(e.word), e.reportDate, null, e.organisationId,
        'historicRatings', 'historicRatings', 4, w.standard, w.kind,
        case when w.kind = 'rated' then 0 else 1 end
    from earlier as e
    inner join newer_report as n on n.source_row = e.source_row and n.reportDate = e.reportDate
    left join rating_word as w on w.folded = folded_word(e.word)
    where coalesce(e.organisationId, e.id) = e.id
)
select * replace (coalesce(standard, 'Not rated') as standard)
from candidate
-- A key question that is not known is noted (words.sql) and is not read.
where domain in (select domain from domain)
qualify row_number() over (
    partition by source_row, service_group, domain
    order by unrated, published desc nulls last, from_worst(word), preference, word
) = 1;

-- What stood in currentRatings and was replaced by something newer, where historicRatings does not have it as well.
create table replaced as
select c.source_row, c.id, c.is_provider, c.organisation, c.domain, c.standard, c.published
from published_rating as c
inner join rated as r using (source_row, service_group, domain)
where c.service_group = 'Overall' and c.field = 'currentRatings' and r.field <> 'currentRatings'
    and c.published < r.published and c.standard is not null
    and not exists (
        select 1 from earlier as e
        where e.source_row = c.source_row and e.domain = c.domain and e.reportDate = c.published
    );
