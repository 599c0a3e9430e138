"""Which publication a file is."""

import json

import pytest

from careplace import sources
from careplace.sources import journeys, local
from careplace.sources.books import open_book
from careplace.sources.contract import SourceError
from careplace.sources.cqc import tables
from careplace.sources.cqc.files import PUBLICATIONS, RATINGS


def test_keys_are_unique_and_every_publication_says_who_and_where():
    keys = [publication.key for publication in sources.PUBLICATIONS]
    assert len(keys) == len(set(keys))
    # A council's own file, or a release of journeys, is no official publication: it has no page, and its licence is its
    # maker's to say.
    own = (*local.PUBLICATIONS, *journeys.PUBLICATIONS)
    for publication in (one for one in sources.PUBLICATIONS if one not in own):
        assert publication.title
        assert publication.publisher
        assert "Open Government Licence" in publication.licence
        assert publication.page.startswith("https://")
        assert publication.tables


def test_cqc_files_and_the_api_are_known():
    keys = {publication.key for publication in sources.PUBLICATIONS}
    assert {publication.key for publication in PUBLICATIONS} <= keys
    assert "cqc-api" in keys


def test_every_contract_of_cqc_is_read_from_something():
    read = {table.name for publication in sources.PUBLICATIONS for table in publication.tables}
    assert {table.name for table in tables.TABLES} <= read


def test_a_file_of_no_publication_is_none(csv_file, ods, raw):
    assert sources.recognise(open_book(csv_file([["a", "b"], ["1", "2"]]))) is None
    assert sources.recognise(open_book(ods({"Cover": [["ASCOF"]], "Empty": []}))) is None
    assert (
        sources.recognise(open_book(raw("x.json", json.dumps({"type": "FeatureCollection"}).encode())))
        is None
    )


def test_a_file_of_two_publications_is_an_error(csv_file, monkeypatch):
    monkeypatch.setattr(sources, "PUBLICATIONS", (RATINGS, RATINGS))
    book = open_book(csv_file([["Location ID", "Latest Rating"], ["1-1", "Good"]]))
    with pytest.raises(SourceError, match="the columns of Care directory with ratings and Care directory"):
        sources.recognise(book)
