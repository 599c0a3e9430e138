-- One published number about a place, whatever table it stands in. Shares are from 0 to 1; limits and margin are in
-- the value's unit. `query` is set for each file of observations/ before it runs.
create or replace temp table observation (
    source_table varchar not null,
    series varchar not null,
    version varchar not null default '',
    place varchar not null,
    place_kind varchar not null
        check (place_kind in ('council', 'district', 'region', 'nation', 'combined authority', 'integrated care board', 'trust')),
    period varchar not null,
    period_type varchar not null
        check (period_type in ('financial year', 'year', 'three years', 'quarter', 'month', 'week', 'day')),
    period_start date,
    period_end date not null,
    breakdown varchar not null default 'all',
    value double,
    numerator double,
    denominator double,
    lower95 double,
    upper95 double,
    lower998 double,
    upper998 double,
    margin double,
    status varchar not null default 'final'
        check (status in ('final', 'provisional', 'suppressed', 'not comparable', 'missing')),
    reason varchar not null default '',
    source varchar not null,
    source_row bigint,
    query varchar
);
