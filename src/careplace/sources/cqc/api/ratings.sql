-- Every rating that the payloads carry, one row each, words and dates still as published.

-- A word without its case and spacing (a no-break space too), as rating_word has it.
create macro folded_word(word) as lower(trim(regexp_replace(word, '[\s\p{Z}]+', ' ', 'g')));

-- A key question as the scale writes it: "Well-Led" and "well led " are one; what is no key question stays as it is.
create macro key_question(word) as coalesce(
    (select min(domain) from domain where lower(regexp_replace(domain, '[^A-Za-z]', '', 'g'))
        = lower(regexp_replace(word, '[^A-Za-z]', '', 'g'))),
    word
);

-- A postcode in capitals with one space; null for text that is none.
create macro postcode_of(written) as nullif(regexp_replace(regexp_extract(
    upper(regexp_replace(written, '\s', '', 'g')), '^[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}$'
), '(...)$', ' \1'), '');

-- The day of a date or a date with a time, in full, so that days sort as text; any other text stays as it is.
create macro day_of(written) as nullif(coalesce(
    strftime(try_strptime(regexp_extract(trim(written), '^([0-9]{4}-[0-9]{1,2}-[0-9]{1,2})([T ][0-9]{2}:.*)?$', 1),
        '%Y-%m-%d'), '%Y-%m-%d'),
    nullif(trim(written), '')
), '0001-01-01');

-- Whether a word is a rating or stands in the place of one; "no rating" replaces no rating.
create macro is_rating(word) as folded_word(word) in (
    select folded from rating_word where kind in ('rated', 'suspended', 'regulations met', 'regulations not met')
);

-- The place of a word from the worst (scale.from_worst): of two ratings of one day the worse counts.
create macro from_worst(word) as coalesce((select from_worst from rating_word where folded = folded_word(word)), 99);

-- The newer framework (`assessment`) rates service groups ("Care Homes"), and some locations as a whole. What is
-- "Historic" was replaced. An unrated service (dental care) carries an empty rating; the monthly file prints it as
-- "Not applicable", undated.
create view assessed as
select
    source_row, is_provider, id, assessed.ratings as ratings,
    day_of(assessed.assessmentPlanPublishedDateTime) as published
from (select source_row, is_provider, id, unnest(assessment) as assessed from payload);

create view newest_group as
select source_row, is_provider, id, service, published, trim(service."name") as service_group
from (select * exclude (ratings), unnest(ratings.asgRatings) as service from assessed)
where lower(trim(coalesce(service."status", 'Current'))) = 'current'
qualify row_number() over (
    partition by source_row, trim(service."name")
    order by coalesce(is_rating(service.rating), false) desc, published desc nulls last, from_worst(service.rating)
) = 1;

create view service_group as
select
    source_row, is_provider, id, service_group, service.keyQuestionRatings as questions,
    coalesce(nullif(trim(service.rating), ''), 'Not applicable') as word,
    case when trim(service.rating) <> '' then published end as published,
    published as assessed_on,
    count(*) over (partition by source_row) as groups
from newest_group;

create view location_group as
select
    source_row, is_provider, id, whole.rating as word, published, whole.keyQuestionRatings as questions
from (select * exclude (ratings), unnest(ratings.overall) as whole from assessed)
where lower(trim(coalesce(whole."status", 'Current'))) = 'current' and trim(whole.rating) <> ''
qualify row_number() over (
    partition by source_row
    order by is_rating(whole.rating) desc, published desc nulls last, from_worst(whole.rating)
) = 1;

create view area_name as
select area.inspectionAreaId as area_id, min(area.inspectionAreaName) as area_name
from (select unnest(inspectionAreas) as area from payload)
group by all;

create view earlier as
select source_row, is_provider, id, earlier.organisationId, day_of(earlier.reportDate) as reportDate, 'Overall' as domain,
    earlier.overall.rating as word
from (select source_row, is_provider, id, unnest(historicRatings) as earlier from payload)
where earlier.overall.rating is not null
union all
select source_row, is_provider, id, organisationId, day_of(reportDate), key_question(question."name"), question.rating
from (
    select source_row, is_provider, id, earlier.organisationId, earlier.reportDate,
        unnest(earlier.overall.keyQuestionRatings) as question
    from (select source_row, is_provider, id, unnest(historicRatings) as earlier from payload)
);

create view current_overall as
select
    source_row, is_provider, id, 'Overall' as service_group, 'Overall' as domain, overall.rating as word,
    coalesce(nullif(trim(overall.reportDate), ''), reportDate) as published, overall.reportLinkId as link,
    -- The overall rating seldom names the organisation that it was given to; a key question of the same report does.
    coalesce(
        overall.organisationId,
        list_filter(overall.keyQuestionRatings, lambda q: q.reportDate = overall.reportDate
            and q.organisationId is not null)[1].organisationId
    ) as organisation
from (
    select source_row, is_provider, id, currentRatings.overall as overall, currentRatings.reportDate as reportDate
    from payload
)
where overall.rating is not null;

create view current_question as
select source_row, is_provider, id, 'Overall' as service_group, key_question(question."name") as domain, question.rating as word,
    question.reportDate as published, question.reportLinkId as link, question.organisationId as organisation
from (select source_row, is_provider, id, unnest(currentRatings.overall.keyQuestionRatings) as question from payload);

create view current_service as
select source_row, is_provider, id, coalesce(area_name, service."name") as service_group, service
from (select source_row, is_provider, id, unnest(currentRatings.serviceRatings) as service from payload)
left join area_name on area_id = service."name";

-- Where one service group is all that is assessed, the location is rated as that group is: so CQC's own file has it
-- for 93 of the 99 such locations in Lincolnshire, May 2026, of the same day. With two groups it prints "Not Rated".
create view derived_overall as
select
    source_row, is_provider, id, 'Overall' as service_group, 'Overall' as domain,
    case when groups = 1 then word else 'Not Rated' end as word,
    case when groups = 1 then published end as published
from service_group
qualify row_number() over (partition by source_row order by service_group) = 1;

create view service_question as
select source_row, is_provider, id, service_group, groups, published, key_question(question."name") as domain,
    question.rating as word, lower(trim(coalesce(question."status", 'Assessed'))) = 'assessed' as assessed
from (
    select source_row, is_provider, id, service_group, groups, assessed_on as published, unnest(questions) as question
    from service_group
);

create view whole_question as
select source_row, is_provider, id, published, 'assessment of the location' as block, key_question(question."name") as domain,
    question.rating as word, lower(trim(coalesce(question."status", 'Assessed'))) = 'assessed' as assessed
from (select source_row, is_provider, id, published, unnest(questions) as question from location_group)
union all
select source_row, is_provider, id, published, 'assessment of the one group', domain, word, assessed
from service_question
where groups = 1;

-- A key question that was not assessed keeps the date of the report that last gave it the same rating.
create view assessed_question as
select
    q.source_row, q.is_provider, q.id, 'Overall' as service_group, q.domain, any_value(q.word) as word,
    case when bool_or(q.assessed) then any_value(q.published) else max(e.reportDate) end as published, q.block
from whole_question as q
left join earlier as e on e.source_row = q.source_row and e.domain = q.domain
    and folded_word(e.word) = folded_word(q.word)
group by q.source_row, q.is_provider, q.id, q.domain, q.block;

-- What stands now, by the block of the payload that holds it; `preference` settles which block is
-- named where they give the same rating on one day.
create view current_rating as
select *, 'currentRatings' as field, 'currentRatings' as block, 1 as preference from current_overall
union all
select *, 'currentRatings', 'currentRatings', 1 from current_question
union all
select source_row, is_provider, id, service_group, 'Overall', service.rating, service.reportDate,
    service.reportLinkId, service.organisationId, 'currentRatings', 'currentRatings', 1
from current_service
union all
select source_row, is_provider, id, service_group, key_question(question."name"), question.rating, service.reportDate,
    service.reportLinkId, service.organisationId, 'currentRatings', 'currentRatings', 1
from (select *, unnest(service.keyQuestionRatings) as question from current_service)
union all
select source_row, is_provider, id, 'Overall', 'Overall', word, published, null, null, 'assessment',
    'assessment of the location', 2
from location_group
union all
select source_row, is_provider, id, service_group, 'Overall', word, published, null, null, 'assessment',
    'assessment of a group', 2
from service_group
union all
select source_row, is_provider, id, service_group, domain, word, published, null, null, 'assessment',
    'assessment of a group', 2
from service_question
where assessed
union all
select *, null, null, 'assessment', 'assessment of the one group', 3 from derived_overall
union all
select * exclude (block), null, null, 'assessment', block, 3 from assessed_question;

create table published_rating as
select
    r.* replace (trim(r.word) as word, day_of(r.published) as published), w.standard, w.kind,
    case when is_rating(r.word) then 0 else 1 end as unrated
from (select * from current_rating where trim(word) <> '') as r
left join rating_word as w on w.folded = folded_word(r.word);
