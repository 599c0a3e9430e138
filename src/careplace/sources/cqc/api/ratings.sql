-- Every rating that the payloads carry, one row each, words and dates still as published.

-- CQC's newer framework rates service groups ("Care Homes") in `assessment`, and leaves currentRatings.overall out.
-- An unrated service (dental care) carries an empty rating; the monthly file prints it as "Not applicable", undated.
create view service_group as
select
    source_row, is_provider, id, service."name" as service_group, service.keyQuestionRatings as questions,
    coalesce(nullif(trim(service.rating), ''), 'Not applicable') as word,
    case when trim(service.rating) <> '' then published end as published,
    count(*) over (partition by source_row) as groups
from (
    select
        source_row, is_provider, id, unnest(assessed.ratings.asgRatings) as service,
        assessed.assessmentPlanPublishedDateTime[1:10] as published
    from (select source_row, is_provider, id, unnest(assessment) as assessed from payload)
)
where coalesce(service."status", 'Current') = 'Current'
qualify row_number() over (partition by source_row, service."name" order by published desc) = 1;

create view area_name as
select area.inspectionAreaId as area_id, min(area.inspectionAreaName) as area_name
from (select unnest(inspectionAreas) as area from payload)
group by all;

create view earlier as
select source_row, is_provider, id, earlier.organisationId, earlier.reportDate, 'Overall' as domain,
    earlier.overall.rating as word
from (select source_row, is_provider, id, unnest(historicRatings) as earlier from payload)
where earlier.overall.rating is not null
union all
select source_row, is_provider, id, organisationId, reportDate, question."name", question.rating
from (
    select source_row, is_provider, id, earlier.organisationId, earlier.reportDate,
        unnest(earlier.overall.keyQuestionRatings) as question
    from (select source_row, is_provider, id, unnest(historicRatings) as earlier from payload)
);

create view current_overall as
select
    source_row, is_provider, id, 'Overall' as service_group, 'Overall' as domain, overall.rating as word,
    overall.reportDate as published, overall.reportLinkId as link,
    -- The overall rating seldom names the organisation that it was given to; a key question of the same report does.
    coalesce(
        overall.organisationId,
        list_filter(overall.keyQuestionRatings, lambda q: q.reportDate = overall.reportDate
            and q.organisationId is not null)[1].organisationId
    ) as organisation
from (select source_row, is_provider, id, currentRatings.overall as overall from payload)
where overall.rating is not null;

create view current_question as
select source_row, is_provider, id, 'Overall' as service_group, question."name" as domain, question.rating as word,
    question.reportDate as published, question.reportLinkId as link, question.organisationId as organisation
from (select source_row, is_provider, id, unnest(currentRatings.overall.keyQuestionRatings) as question from payload);

create view current_service as
select source_row, is_provider, id, coalesce(area_name, service."name") as service_group, service
from (select source_row, is_provider, id, unnest(currentRatings.serviceRatings) as service from payload)
left join area_name on area_id = service."name";

-- Where one service group is all that is rated, the location is rated as that group is: so CQC's own file has it for
-- 93 of the 99 such locations in Lincolnshire, May 2026, of the same day. With two groups it prints "Not Rated".
create view derived_overall as
select
    source_row, is_provider, id, 'Overall' as service_group, 'Overall' as domain,
    case when groups = 1 then word else 'Not Rated' end as word,
    case when groups = 1 then published end as published,
    cast(null as varchar) as link, cast(null as varchar) as organisation
from service_group
where source_row not in (select source_row from current_overall)
qualify row_number() over (partition by source_row order by service_group) = 1;

create view service_question as
select source_row, is_provider, id, service_group, groups, published, question."name" as domain,
    question.rating as word, coalesce(question."status", 'Assessed') as assessed
from (
    select source_row, is_provider, id, service_group, groups, published, unnest(questions) as question
    from service_group
);

-- A key question that was not assessed keeps the date of the report that last gave it the same rating.
create view derived_question as
select
    q.source_row, q.is_provider, q.id, 'Overall' as service_group, q.domain, any_value(q.word) as word,
    case when any_value(q.assessed) = 'Assessed' then any_value(q.published) else max(e.reportDate) end as published,
    cast(null as varchar) as link, cast(null as varchar) as organisation
from service_question as q
left join earlier as e on e.source_row = q.source_row and e.domain = q.domain and e.word = q.word
where q.groups = 1 and q.source_row not in (select source_row from current_overall)
group by q.source_row, q.is_provider, q.id, q.domain;

create table rated as
select distinct * from (
    select *, 'currentRatings' as field from current_overall
    union all
    select *, 'currentRatings' from current_question
    union all
    select source_row, is_provider, id, service_group, 'Overall', service.rating, service.reportDate,
        service.reportLinkId, service.organisationId, 'currentRatings'
    from current_service
    union all
    select source_row, is_provider, id, service_group, question."name", question.rating, service.reportDate,
        service.reportLinkId, service.organisationId, 'currentRatings'
    from (select *, unnest(service.keyQuestionRatings) as question from current_service)
    union all
    select source_row, is_provider, id, service_group, 'Overall', word, published, null, null, 'assessment'
    from service_group
    union all
    select source_row, is_provider, id, service_group, domain, word, published, null, null, 'assessment'
    from service_question
    where assessed = 'Assessed'
    union all
    select *, 'assessment' from derived_overall
    union all
    select *, 'assessment' from derived_question
)
where trim(word) <> '';
