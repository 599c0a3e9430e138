-- What a provider, and a location that has the name of people, is called. The licence of the published data does not
-- cover personal data (The National Archives, "Open Government Licence v3.0", exemptions): a person, or partners, are
-- called as CQC's own files of ratings call them. The patterns are made of people.toml by people.py.
create or replace macro has_title(name) as regexp_matches(name, getvariable('titled'));
create or replace macro has_legal_form(name) as
    regexp_matches(name, getvariable('legal_form')) or list_contains(getvariable('organisations'), lower(trim(name)));
create or replace macro has_trading_word(name) as regexp_matches(name, getvariable('trading'));

-- "J Example", "Ann and Bo Example": initials and capitalised words with no word of an organisation among them.
create or replace macro is_list_of_names(name) as
    regexp_matches(name, getvariable('list_of_names')) and regexp_matches(name, '[a-z]')
    and not regexp_matches(name, getvariable('organisation'));
create or replace macro is_partners(name) as
    regexp_matches(name, getvariable('partners')) and not has_trading_word(name);

-- "Example Medical Centre - AB Example": what stands before the doctor is the practice's own name.
create or replace macro practice_before_doctor(name) as
    nullif(regexp_extract(name, getvariable('before_doctor'), 1), '');
create or replace macro ends_with_doctor(name) as
    has_trading_word(practice_before_doctor(name))
    and not regexp_matches(substr(name, length(practice_before_doctor(name)) + 1), getvariable('organisation_words'));

create or replace macro is_named_as_people(name) as
    not has_legal_form(name)
    and (has_title(name) or is_partners(name) or is_list_of_names(name) or coalesce(ends_with_doctor(name), false));

-- `ownership` is CQC's own word, which settles it; null where the publication has none for this provider; and
-- "not stated" where it has none for any, so that the name is all there is to go by.
create or replace macro is_person(provider_name, ownership, provider_id) as coalesce(
    case
        when ownership = 'not stated'
            then list_contains(getvariable('people'), provider_id) or is_named_as_people(provider_name)
        when ownership is null then has_title(provider_name) and not has_legal_form(provider_name)
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
-- other name, is called by its number.
create or replace macro location_called(location_name, location_id, provider_name, person) as
    case
        when has_legal_form(location_name) or regexp_matches(location_name, getvariable('practice_of_doctor'))
            then location_name
        when has_title(location_name) then coalesce(
            case
                when has_trading_word(regexp_extract(location_name, getvariable('before_title'), 1))
                    then regexp_extract(location_name, getvariable('before_title'), 1)
            end,
            'Individual/partnership location ' || location_id
        )
        when ends_with_doctor(location_name) then practice_before_doctor(location_name)
        when is_partners(location_name)
            or list_contains(getvariable('people'), location_id)
            or (
                person and is_list_of_names(location_name)
                and lower(regexp_replace(location_name, '\W', '', 'g'))
                    = lower(regexp_replace(provider_name, '\W', '', 'g'))
            )
            then 'Individual/partnership location ' || location_id
        else location_name
    end;
