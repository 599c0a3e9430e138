-- What a provider is called. The licence of the published data does not cover personal data (The National Archives, "Open
-- Government Licence v3.0", exemptions): a person, or partners, are called as CQC's own files of ratings call them.
create or replace macro provider_called(provider_name, ownership, provider_id) as
    case
        when ownership in ('Individual', 'Partnership') then 'Individual/partnership provider ' || provider_id
        else provider_name
    end;
