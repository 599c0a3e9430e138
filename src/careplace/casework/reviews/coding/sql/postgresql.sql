create index coding_passage_words on coding_passage using gin (words);
