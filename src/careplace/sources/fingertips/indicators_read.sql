-- The values of the list that are read, each as JSON. Variables: path, compression. The misspelt key is the publisher's.
create table listed as
select row_number() over () as source_row, *
from read_json(
    getvariable('path'),
    compression = getvariable('compression'),
    format = 'array',
    maximum_object_size = 67108864,
    columns = {
        indicatorID: 'json', indicatorName: 'json', indicatorDefinition: 'json', polarity: 'json',
        unitLabel: 'json', unitValue: 'json', valueType: 'json', method: 'json', ciMethod: 'json',
        ciMethodDetails: 'json', benchmarkComparisonMethod: 'json', standardPopulation: 'json',
        countDefinition: 'json', countSource: 'json', denominatorType: 'json',
        denominatorDefinition: 'json', denominatorSource: 'json', dataSource: 'json',
        rationale: 'json', caveats: 'json', notes: 'json', rounding: 'json',
        disclouseControl: 'json', periodType: 'json', frequency: 'json', earliestDataPeriod: 'json',
        latestDataPeriod: 'json', lastUpdatedDate: 'json', copyright: 'json', reuse: 'json'
    }
);
