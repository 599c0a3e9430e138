select key, session, consultation, version, received_on, easy_read, answers from arrival order by key
