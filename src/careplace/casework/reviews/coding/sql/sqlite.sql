create virtual table coding_passage_words using fts5(words, content = 'coding_passage', content_rowid = 'id', tokenize = 'ascii');

create trigger coding_passage_added after insert on coding_passage begin
    insert into coding_passage_words (rowid, words) values (new.id, new.words);
end;

create trigger coding_passage_removed after delete on coding_passage begin
    insert into coding_passage_words (coding_passage_words, rowid, words) values ('delete', old.id, old.words);
end;
