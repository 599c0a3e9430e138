-- What a provider, and a location that has the name of people, is called. The licence of the published data does not
-- cover personal data (The National Archives, "Open Government Licence v3.0", exemptions): a person, or partners, are
-- called as CQC's own files of ratings call them. The patterns are made of people.toml by people.py.

-- What each name of a relation (column `name`) shows. Each pattern is matched once a name: compiling these patterns for
-- every mention took half a second a sheet, however short it was.
create or replace macro traits_of(names) as table
    with each_name as materialized (select distinct name from query_table(names) where name is not null),
    matched as materialized (
        select
            name,
            regexp_matches(name, getvariable('titled')) as has_title,
            regexp_matches(name, getvariable('legal_form'))
                or list_contains(getvariable('organisations'), lower(trim(name))) as has_legal_form,
            regexp_matches(name, getvariable('partners'))
                and not regexp_matches(name, getvariable('trading')) as is_partners,
            -- "J Example", "Ann and Bo Example": initials and capitalised words with no word of an organisation among them.
            regexp_matches(name, getvariable('list_of_names')) and regexp_matches(name, '[a-z]')
                and not regexp_matches(name, getvariable('organisation')) as is_list_of_names,
            regexp_matches(name, getvariable('practice_of_doctor')) as is_practice_of_doctor,
            -- "Example Medical Centre - AB Example": what is before the doctor is the practice's own name.
            nullif(regexp_extract(name, getvariable('before_doctor'), 1), '') as before_doctor,
            regexp_extract(name, getvariable('before_title'), 1) as before_title
        from each_name
    )
    select
        * exclude (before_title),
        coalesce(
            regexp_matches(before_doctor, getvariable('trading'))
                and not regexp_matches(substr(name, length(before_doctor) + 1), getvariable('organisation_words')),
            false
        ) as ends_with_doctor,
        case when regexp_matches(before_title, getvariable('trading')) then before_title end as practice_before_title
    from matched;

create or replace macro is_named_as_people(trait) as
    not trait.has_legal_form
    and (trait.has_title or trait.is_partners or trait.is_list_of_names or trait.ends_with_doctor);

-- `trait` is the row of traits_of for the provider's name. `ownership` is CQC's own word, which settles it; null where the
-- publication has none for this provider; and "not stated" where it has none for any, so that the name is all there is.
create or replace macro is_person(trait, ownership, provider_id) as coalesce(
    case
        when ownership = 'not stated'
            then list_contains(getvariable('people'), provider_id) or is_named_as_people(trait)
        when ownership is null then trait.has_title and not trait.has_legal_form
        else lower(trim(ownership)) in ('individual', 'partnership')
    end,
    false
);

create or replace macro provider_called(provider_name, person, provider_id) as
    case
        when provider_name is not null and person then 'Individual/partnership provider ' || provider_id
        else provider_name
    end;

-- A location keeps its trading name, without the names of doctors after it; one that is called as people are, and has no
-- other name, is called by its number. `trait` is the row of traits_of for the location's name.
create or replace macro location_called(trait, location_name, location_id, provider_name, person) as
    case
        when trait.has_legal_form or trait.is_practice_of_doctor then location_name
        when trait.has_title
            then coalesce(trait.practice_before_title, 'Individual/partnership location ' || location_id)
        when trait.ends_with_doctor then trait.before_doctor
        when trait.is_partners
            or list_contains(getvariable('people'), location_id)
            or (
                person and trait.is_list_of_names
                and lower(regexp_replace(location_name, '\W', '', 'g'))
                    = lower(regexp_replace(provider_name, '\W', '', 'g'))
            )
            then 'Individual/partnership location ' || location_id
        else location_name
    end;
