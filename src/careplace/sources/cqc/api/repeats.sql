-- Payloads that another payload of the same id replaces. The newest counts, by the newest day that anything in it is
-- from; of one day, the later in the file. Those that are the same in every field that is read are one payload.
create table replaced_payload as
with dated as (
    select source_row, max(happened) as newest
    from (
        select source_row, registrationDate as happened from payload
        union all
        select source_row, deregistrationDate from payload
        union all
        select source_row, lastInspection.date from payload
        union all
        select source_row, published from published_rating
    )
    group by source_row
)
select source_row, id, newest_row, identical
from (
    select
        p.source_row, p.id,
        first_value(p.source_row) over ids as newest_row,
        min(p.content_hash) over (partition by p.is_provider, p.id)
            = max(p.content_hash) over (partition by p.is_provider, p.id) as identical
    from payload as p
    inner join dated as d using (source_row)
    window ids as (partition by p.is_provider, p.id order by d.newest desc nulls last, p.source_row desc)
)
where source_row <> newest_row;
