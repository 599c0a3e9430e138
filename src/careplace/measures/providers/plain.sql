-- Figures that are counted and no more: without limits. In: the tables of counts.sql. Out: plain_figure.
create or replace temp table plain_figure as
select 'locations' as measure, place, sector as breakdown, cast(locations as double) as value, 'locations' as unit,
    cast(null as double) as numerator, cast(null as double) as denominator, 'count' as method, '' as label
from sector_count
union all
select 'inherited', place, sector, inherited, 'locations', null, null, 'count', '' from sector_count
union all
select 'beds', place, sector, beds, 'beds', null, null, 'sum', '' from sector_count where beds > 0
union all
select 'unrated-kind', place, concat_ws('/', sector, domain, 'locations', replace(kind, ' ', '-')), locations, 'locations',
    null, null, 'count', ''
from unrated_count
union all
select 'regulations', place, concat_ws('/', sector, outcome), locations, 'locations', null, null, 'count', ''
from regulation_count
union all
select 'dormant', place, 'all-sectors', locations, 'locations', null, null, 'count', '' from dormant_count
union all
select 'rating-age-median', place, sector, median, 'years', null, locations, 'quantile between order statistics', ''
from age
union all
select 'rating-age-p90', place, sector, p90, 'years', null, locations, 'quantile between order statistics', '' from age
union all
select 'provider-count', place, sector, providers, 'providers', null, null, 'count', '' from provider_count
union all
select 'largest-provider-share', place, sector, largest / cast(locations as double), 'share', largest, locations,
    'share of a full count: no interval', largest_name
from provider_count
union all
select 'largest-brand-share', place, sector, largest / cast(locations as double), 'share', largest, locations,
    'share of a full count: no interval', largest_name
from brand_count
union all
-- `label` is the band's name in words.
select 'size-band-count', place, concat_ws('/', sector, slug), locations,
    'locations', null, null, 'count', band
from size_band
union all
select 'user-band-count', place, concat_ws('/', sector, slug), locations,
    'locations', null, null, 'count', band
from user_band;
