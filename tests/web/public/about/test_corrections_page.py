"""/about/corrections/ shows every correction of the log, the latest first, letter for letter."""

from datetime import date
from html import unescape

import pytest
from tests.web.walking import walked

from careplace.publish.corrections import Correction, Example, corrections
from careplace.web.public.about import views

ADDRESS = "/about/corrections/"


def entry(title: str, **more) -> Correction:
    text = {"shown": "9 < 10", "correct": "11", "affected": "all", "reason": "a & b", "version": "0.1.0"}
    return Correction(date=date(2026, 1, 9), title=title, **text | more)


@pytest.fixture
def shown(client, monkeypatch):
    """`shown(*log)`: the page over a log of these corrections."""

    def of(*log: Correction) -> str:
        monkeypatch.setattr(views, "corrections", lambda: log)
        return client.get(f"{ADDRESS}?of={len(log)}").content.decode()

    return of


def test_every_correction_is_shown(client):
    text = unescape(client.get(ADDRESS).content.decode())
    at = [text.index(one.title) for one in corrections()]
    assert at == sorted(at)
    for one in corrections():
        for part in (one.shown, one.correct, one.affected, one.reason):
            assert part in text


def test_no_number_on_the_page_passes_for_a_figure(shown):
    example = Example("rate of Slough", "1 to 2", "0.5 to 2.5")
    html = shown(entry("The 95% limits", examples=(example,)))
    assert walked(html, {}).wrong == []
    assert "9 &lt; 10" in html
    assert "a &amp; b" in html
    assert "<td><span data-verbatim>0.5 to 2.5</span></td>" in html


def test_without_corrections_it_says_so(shown):
    assert "No correction has been made so far" in shown()
