"""pages.toml names every publication, and no other."""

import pytest

from careplace.entries import DictionaryError
from careplace.sources import PUBLICATIONS
from careplace.sources.fetch import load_pages
from careplace.sources.fetch.pages import page_of


def test_every_publication_has_a_page():
    # Harvested, and what organisations make themselves.
    elsewhere = {"cqc-api", "local-figures", "journeys-figures", "journeys-measures"}
    assert set(load_pages()) == {p.key for p in PUBLICATIONS} - elsewhere


def test_pages_and_hosts_agree():
    for page in load_pages().values():
        assert page.page.startswith("https://"), page.key
        assert page.by_hand or page.page.split("/")[2] in page.hosts, page.key
        assert page.publisher, page.key
        assert page.licence, page.key


def test_what_is_looked_for_is_written_as_it_is_compared():
    for page in load_pages().values():
        assert page.name_has == " ".join(page.name_has.lower().split())
        assert page.ends == page.ends.lower()


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"name_has": "a", "ends": ".ods"},
        {"name_has": "a", "hosts": ["x"]},
        {"name_has": "a", "ends": ".ods", "hosts": ["x"], "by_hand": "b"},
    ],
)
def test_a_page_must_say_how_its_file_is_found(fields):
    with pytest.raises(DictionaryError, match=r"\[vex\]: found neither or both; expected either by_hand"):
        page_of("vex", {"page": "https://vex.example"} | fields)
