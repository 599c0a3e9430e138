-- Deaths of one bucket.
insert into fault
select 'duplicate', file, source_row
from (
    select file, source_row, row_number() over (partition by person_id, died order by file desc, source_row desc) as of_copy
    from record
)
where of_copy > 1;

insert into death_record by name
select 'deaths' as publication, max(file) as file, max_by(source_row, file) as source_row, person_id, died
from record
group by person_id, died;
