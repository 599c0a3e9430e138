-- Waits in emergency departments as they count: the files by board and trust, and for months that these lack the monthly
-- tables of providers.

-- Months of the monthly tables of providers that no file by trust has, or has only as a repetition. A provider whose code is
-- of three letters or digits and begins with R is an NHS trust: of April 2025 the table has all 150 trusts of the file by
-- trust, 147 of them with the same numbers, and 48 other providers.
create or replace temp view tabled_month as
select distinct provider.month
from nhs_four_hours as provider
left join nhs_four_hours as trust on trust.kind = 'trust' and trust.month = provider.month
left join (select distinct month from repeated_month where kind = 'trust' and everybodys) as repeated on repeated.month = provider.month
where provider.kind = 'provider' and (trust.month is null or repeated.month is not null);

-- `filed_as` is the kind under which the file gives the row.
create or replace temp view reported_waits as
select
    files.* exclude (kind), files.kind as filed_as,
    case when files.kind = 'provider' and regexp_matches(organisation, '^R[A-Z0-9]{2}$') then 'trust' else files.kind end as kind
from nhs_four_hours as files
left join tabled_month on tabled_month.month = files.month
where case files.kind when 'provider' then tabled_month.month is not null when 'trust' then tabled_month.month is null else true end;
