"""The page of a measure never contradicts itself: funnel, table and file give each council one verdict.

Over all measures with limits of counting, all periods and all councils of the published data. The geometry is read
off the drawn page, as an eye would.
"""

import csv
import io
import os
import re
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlencode

import django
import pytest
from tests.web.environment import ENVIRONMENT

os.environ.update(ENVIRONMENT)
django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client, override_settings  # noqa: E402

from careplace.figures import Verdict  # noqa: E402
from careplace.web.public import editions  # noqa: E402
from careplace.web.public.measures.subjects import breakdowns, measures, subject  # noqa: E402

pytestmark = pytest.mark.real
NEAR = 0.75
"""Pixels: marks and edges are rounded, and an edge between two corners is drawn straight."""


@dataclass(frozen=True)
class Page:
    """A page of a measure at a period."""

    limits: str
    address: str
    query: str


@pytest.fixture(scope="module")
def home(real_home):
    with override_settings(CAREPLACE=settings.CAREPLACE.model_copy(update={"home": real_home})):
        yield real_home
    editions.forget()


@pytest.fixture(scope="module")
def client(home):
    return Client()


@pytest.fixture(scope="module")
def pages(home) -> list[Page]:
    """Every measure with limits of counting, by breakdown and period; of ratings the share that sectors are told by."""
    shelf = editions.Shelf(home, "1GB")
    edition = shelf.read()
    found = []
    for id, measure in measures(edition).items():
        for breakdown in breakdowns(edition, measure):
            one = subject(edition, id, breakdown)
            if one.measure.limits not in ("wilson", "byar") or (
                measure.section == "providers" and not one.rated
            ):
                continue
            for cell in (cell for cell in one.cells if cell.councils):
                query = urlencode({"period": cell.period, "breakdown": breakdown})
                found.append(Page(one.measure.limits, f"/measures/{id}/", query))
    edition.close()
    shelf.close()
    return found


def edges(path: str, x: float) -> tuple[float, float]:
    """Pixels down of the upper and the lower edge of a drawn region at x."""
    corners = [tuple(map(float, pair.split())) for pair in path[1:-1].split("L")]
    half = len(corners) // 2
    return _height(corners[:half], x), _height(corners[half:][::-1], x)


def _height(side: list[tuple[float, float]], x: float) -> float:
    (x1, y1), (x2, y2) = next((a, b) for a, b in pairwise(side) if a[0] <= x <= b[0])
    return y1 if x1 == x2 else y1 + (y2 - y1) * (x - x1) / (x2 - x1)


MARK = re.compile(r'cx="([\d.]+)%" cy="([\d.]+)"[^>]*data-side="([^"]+)"><title>([^<]+): ([^<:]+)</title>')


def contradictions(client, page: Page) -> tuple[int, list]:
    """How many marks a page draws, and those that are drawn on another side than the page says."""
    html = client.get(f"{page.address}?{page.query}").content.decode()
    if 'id="funnel"' not in html:
        return 0, []
    table = dict(re.findall(r'<tr data-place="([^"]+)">(.*?)</tr>', html, re.DOTALL))
    text = {code: re.sub(r"<[^>]+>", " ", row).replace("&amp;", "&") for code, row in table.items()}
    answer = client.get(f"{page.address}data.csv?{page.query}").content.decode()
    rows = {row["name"]: row for row in csv.DictReader(io.StringIO(answer, newline=""))}
    far, near = re.findall(r'<path d="(M[\d. L]+Z)" fill="#E4EAF0"/><path d="(M[\d. L]+Z)"', html)[0]
    wrong = []
    marks = MARK.findall(html)
    for x, y, side, name, words in marks:
        row = rows[name.replace("&amp;", "&").replace("&#x27;", "'").replace("&#39;", "'")]
        assert row["verdict"] == words
        assert words in text[row["place"]]
        assert (side == "0") == (words == Verdict.NO_DIFFERENCE)
        if side != "not compared":
            for path, level in ((near, 1), (far, 2)):
                top, foot = edges(path, 10 * float(x))
                inside = top < float(y) < foot
                close = min(abs(float(y) - top), abs(float(y) - foot)) <= NEAR
                if not close and inside != (abs(int(side)) < level):
                    wrong.append((page.address, page.query, name, words, float(y), top, foot))
    return len(marks), wrong


def test_no_page_of_a_rate_contradicts_itself(client, pages):
    rates = [page for page in pages if page.limits == "byar"]
    drawn = [contradictions(client, page) for page in rates]
    assert sum(marks for marks, _ in drawn) > 250
    assert [one for _, wrong in drawn for one in wrong] == []


def test_the_councils_of_the_public_report_have_one_verdict(client):
    """Slough, Knowsley and Haringey lay outside the old funnel, and the table found no difference."""
    html = client.get("/measures/ascof-2b-admissions-18-to-64/?period=2024-25").content.decode()
    said = {name: (side, words) for _, _, side, name, words in MARK.findall(html)}
    for name in ("Slough", "Knowsley", "Haringey"):
        assert said[name] == ("0", Verdict.NO_DIFFERENCE)
    for name in ("Tameside", "West Sussex"):
        assert said[name] == ("1", "worse")


def test_a_page_of_shares_contradicts_itself_only_where_published_numbers_are_rounded_and_says_so(
    client, pages
):
    """Values with one decimal beside counts, or counts rounded to 5: the verdict decides, and the page says why."""
    total = wrong = 0
    for page in (page for page in pages if page.limits == "wilson"):
        marks, astray = contradictions(client, page)
        total, wrong = total + marks, wrong + len(astray)
        if astray:
            html = client.get(f"{page.address}?{page.query}").content.decode()
            assert "are on the other side of an edge than their verdict" in html
    assert total > 3000
    assert wrong < total / 100
