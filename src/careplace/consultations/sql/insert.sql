insert into arrival (key, session, consultation, version, received_on, easy_read, answers)
values (:key, :session, :consultation, :version, :received_on, :easy_read, :answers)
