-- Every value of an indicator that is read, as text; empty ones are null. The misspelt key is the publisher's.
with listed as (
    select *, row_number() over () as source_row
    from read_json(
        $path,
        compression = $compression,
        format = 'array',
        maximum_object_size = 67108864,
        columns = {
            indicatorID: 'varchar', indicatorName: 'varchar', indicatorDefinition: 'varchar', polarity: 'varchar',
            unitLabel: 'varchar', unitValue: 'varchar', valueType: 'varchar', method: 'varchar', ciMethod: 'varchar',
            ciMethodDetails: 'varchar', benchmarkComparisonMethod: 'varchar', standardPopulation: 'varchar',
            countDefinition: 'varchar', countSource: 'varchar', denominatorType: 'varchar',
            denominatorDefinition: 'varchar', denominatorSource: 'varchar', dataSource: 'varchar',
            rationale: 'varchar', caveats: 'varchar', notes: 'varchar', rounding: 'varchar',
            disclouseControl: 'varchar', periodType: 'varchar', frequency: 'varchar', earliestDataPeriod: 'varchar',
            latestDataPeriod: 'varchar', lastUpdatedDate: 'varchar', copyright: 'varchar', reuse: 'varchar'
        }
    )
)
select
    source_row,
    nullif(trim(indicatorID), '') as indicator_id,
    nullif(trim(indicatorName), '') as name,
    nullif(trim(indicatorDefinition), '') as definition,
    nullif(trim(polarity), '') as polarity,
    nullif(trim(unitLabel), '') as unit,
    nullif(trim(unitValue), '') as unit_value,
    nullif(trim(valueType), '') as value_type,
    nullif(trim(method), '') as method,
    nullif(trim(ciMethod), '') as limits_method,
    nullif(trim(ciMethodDetails), '') as limits_details,
    nullif(trim(benchmarkComparisonMethod), '') as comparison_method,
    nullif(trim(standardPopulation), '') as standard_population,
    nullif(trim(countDefinition), '') as numerator,
    nullif(trim(countSource), '') as numerator_source,
    nullif(trim(denominatorType), '') as denominator_type,
    nullif(trim(denominatorDefinition), '') as denominator,
    nullif(trim(denominatorSource), '') as denominator_source,
    nullif(trim(dataSource), '') as data_source,
    nullif(trim(rationale), '') as rationale,
    nullif(trim(caveats), '') as caveats,
    nullif(trim(notes), '') as notes,
    nullif(trim(rounding), '') as rounding,
    nullif(trim(disclouseControl), '') as disclosure_control,
    nullif(trim(periodType), '') as period_type,
    nullif(trim(frequency), '') as frequency,
    nullif(trim(earliestDataPeriod), '') as earliest,
    nullif(trim(latestDataPeriod), '') as latest,
    nullif(trim(lastUpdatedDate), '') as updated_on,
    nullif(trim(copyright), '') as copyright,
    nullif(trim(reuse), '') as reuse
from listed
order by source_row
