create table if not exists arrival (
    key varchar(36) primary key,
    session varchar(64) not null check (length(session) = 64),
    consultation varchar(80) not null,
    version integer not null,
    received_on varchar(10) not null,
    easy_read boolean not null,
    answers text not null
)
