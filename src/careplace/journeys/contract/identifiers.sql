-- Whether a text looks like what identifies a person. A case looks at its second condition only where the first holds; "and"
-- looks at both in every row, which took nine times as long.
create or replace macro digits_only(text) as replace(replace(text, ' ', ''), '-', '');

create or replace macro is_ten_digits(text) as
case
    when length(text) between 10 and 14
        then case
            when length(digits_only(text)) = 10
                then regexp_full_match(digits_only(text), '[0-9]{10}') and digits_only(text) <> '0000000000'
            else false
        end
    else false
end;

-- The last digit of an NHS number is 11 less the remainder of the others, weighted 10 to 2; 11 stands for 0, and 10 is not issued.
create or replace macro passes_check(digits) as
list_sum(list_transform(range(1, 10), lambda n: try_cast(substr(digits, n::int, 1) as int) * (11 - n))) % 11
= (11 - try_cast(substr(digits, 10, 1) as int)) % 11;

create or replace macro is_nhs_number(text) as case when is_ten_digits(text) then passes_check(digits_only(text)) else false end;

create or replace macro is_postcode(text) as
case
    when length(text) between 5 and 8
        then regexp_full_match(upper(text), '[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][ABD-HJLNP-UW-Z]{2}')
    else false
end;

create or replace macro is_full_date(text) as
regexp_matches(text, '^[0-9]{4}-[0-9]{2}-[0-9]{2}|^[0-9]{1,2}[/.-]([0-9]{1,2}|[A-Za-z]{3})[/.-][0-9]{2,4}')
or (length(text) = 8 and try_strptime(text, ['%Y%m%d', '%d%m%Y']) is not null);
