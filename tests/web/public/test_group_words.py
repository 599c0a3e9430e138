"""Pages and reports of a region, combined authority, board or nation say nothing of "this council": they are none."""

import re
from html import unescape

import pytest

from careplace.measures.providers.definitions import sectors
from careplace.measures.providers.profile import NotCovered
from careplace.measures.report import data_report
from careplace.places.area import GROUP_KINDS
from careplace.publish.content import Content
from careplace.publish.page import render
from careplace.publish.statement import files, statement_of
from careplace.web.public.place.addresses import slug_of
from careplace.web.public.place.queries import edition_details
from careplace.web.public.place.views import PARTS

OF_A_COUNCIL = re.compile(r"(?i)\b(?:this|your|our) (?:local )?(?:council|authority)\b|\bthe council’s own\b")
"""Words of one council: on the page of a group they are of another place than the one that it is about. Definitions say
"the council" of whichever council arranges care."""


def text(html: str) -> str:
    """The words of a page that a reader sees, its names and labels too."""
    main = re.search(r"<main.*</main>", html, re.DOTALL)
    shown = re.sub(r"<(script|style)\b.*?</\1>", " ", main[0] if main else html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", shown)).split())


def words_of_a_council(page: str) -> list[str]:
    shown = text(page)
    return [shown[max(0, m.start() - 60) : m.end() + 20] for m in OF_A_COUNCIL.finditer(shown)]


@pytest.fixture
def group(edition, kind):
    """A place of the kind of which the edition has figures."""
    for area in edition.gazetteer.areas.values():
        if area.kind == kind and area.stands():
            try:
                data_report(edition.reader, area, edition_details(edition), listed=False)
            except NotCovered:
                continue
            return area
    pytest.skip(f"the demonstration has no {kind} with figures")


@pytest.mark.parametrize("kind", GROUP_KINDS)
def test_no_page_of_a_group_speaks_of_a_council(client, edition, group):
    slug = slug_of(edition, group)
    address = client.get(f"/places/{slug}/")["Location"]
    pages = [address, *(f"{address}{key}/" for key in PARTS)]
    answers = {page: client.get(page) for page in pages}
    assert {page: answer.status_code for page, answer in answers.items() if answer.status_code != 200} == {}
    found = {
        page: words
        for page, answer in answers.items()
        if (words := words_of_a_council(answer.content.decode()))
    }
    assert found == {}


@pytest.mark.parametrize("kind", GROUP_KINDS)
def test_no_report_of_a_group_speaks_of_a_council(edition, group):
    content = Content(data_report(edition.reader, group, edition_details(edition), listed=False))
    for template in ("report.html", "brief.html"):
        assert words_of_a_council(render(content, template=template)) == []
    for sector in list(sectors())[:2]:
        try:
            statement = statement_of(edition.reader, group, edition_details(edition), sector=sector)
        except NotCovered:
            continue
        assert words_of_a_council(files(statement, ("html",))["html"].decode()) == []


@pytest.mark.parametrize("words", ["Discharges, for this council", "the council’s own records"])
def test_words_of_a_council_are_found(words):
    assert words_of_a_council(f"<main><p>{words}</p></main>")
