"""The newest file is found on a page by its name, or the page is said to hold it no more."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.sources.fetch import NoLink, Page, find_link
from careplace.sources.fetch.links import dated, plain

VEX = Page("vex", "https://vex.example/about/data", "latest ratings", ".ods", ("vex.example",))
CQC_LIKE = """
<!doctype html><html><head><title>Using data</title></head><body>
<!-- <a href="/system/files/2031-09/01_September_2031_Latest_ratings.ods">gone</a> -->
<script>var a = '<a href="/x/01_December_2031_Latest_ratings.ods">';</script>
<nav><a href="#main">Skip</a><a href="mailto:data@vex.example">Write</a><a>no address</a></nav>
<h2>Care directory with ratings</h2>
<p>Updated monthly <a class="btn"
   HREF=" /sites/default/files/2031-04/01_April_2031_Latest_ratings.ods ">April</a> (27&nbsp;MB)
<p><a href="https://vex.example/system/files/2031-05/01_May_2031_Latest_ratings.ods?v=1&amp;d=2">May <b>2031</b></a>
<p><a href="/system/files/2031-06/01_June_2031_HSCA_Active_Locations.ods">Active</a>
<p><a href="/system/files/2031-06/01_June_2031_Latest_ratings.csv">as CSV</a>
<a href="http://[unclosed">broken</a>
"""


def test_the_newest_by_the_date_in_its_name():
    link = find_link(CQC_LIKE, VEX)
    assert link.address == "https://vex.example/system/files/2031-05/01_May_2031_Latest_ratings.ods?v=1&d=2"
    assert (link.name, link.dated) == ("01_May_2031_Latest_ratings.ods", date(2031, 5, 1))


def test_a_page_without_the_link_says_where_to_look():
    with pytest.raises(NoLink) as lost:
        find_link("<a href='/other.ods'>x</a>", VEX)
    said = str(lost.value)
    assert "https://vex.example/about/data" in said
    assert "'latest ratings' and ends in .ods" in said


@pytest.mark.parametrize("html", ["", "<", "<a href=", "\x00", "<a href='" + "x" * 10_000])
def test_a_broken_page_is_a_page_without_the_link(html):
    with pytest.raises(NoLink):
        find_link(html, VEX)


@pytest.mark.parametrize(
    "name",
    [
        "Latest_ratings.ods",
        "01-may-2031-LATEST-RATINGS.ODS",
        "Latest%20ratings_0.ods",
        "a (latest ratings) b.ods",
    ],
)
def test_spellings_of_the_name_that_are_meant(name):
    assert find_link(f'<a href="/f/{name}">x</a>', VEX).address.endswith(name)


@pytest.mark.parametrize(
    "name", ["Latest_provider_ratings.ods", "Latest_ratings.ods.zip", "translatest_ratings.ods"]
)
def test_names_that_are_not_meant(name):
    with pytest.raises(NoLink):
        find_link(f'<a href="/f/{name}">x</a>', VEX)


def test_a_relative_address_starts_from_where_the_page_was_found():
    html, moved = '<a href="Latest_ratings.ods">x</a>', "https://vex.example/new/place"
    assert find_link(html, VEX).address == "https://vex.example/about/Latest_ratings.ods"
    assert find_link(html, VEX, moved).address == "https://vex.example/new/Latest_ratings.ods"
    based = '<base href="/elsewhere/">' + html
    assert find_link(based, VEX).address == "https://vex.example/elsewhere/Latest_ratings.ods"


def test_the_folders_date_serves_where_the_name_has_none():
    html = '<a href="/2031-04/Latest_ratings.ods">a</a><a href="/2031-05/Latest_ratings.ods">b</a>'
    assert find_link(html, VEX).dated == date(2031, 5, 1)


def test_of_equals_the_highest_on_the_page():
    html = '<a href="/b/Latest_ratings.ods">a</a><a href="/a/Latest_ratings.ods">b</a>'
    assert find_link(html, VEX).address == "https://vex.example/b/Latest_ratings.ods"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("01_September_2026_Latest_ratings.ods", date(2026, 9, 1)),
        ("7 October 2026 CQC directory.csv", date(2026, 10, 7)),
        ("1st-Sept-2026.ods", date(2026, 9, 1)),
        ("Ratings_May_2026.ods", date(2026, 5, 1)),
        ("ratings-2026-05-29.ods", date(2026, 5, 29)),
        ("2026-05", date(2026, 5, 1)),
        ("2026-13-01", None),
        ("31_February_2026.ods", None),
        ("12_Marble_2026.ods", date(2026, 3, 12)),
        ("ratings_120260501.ods", None),
        ("ratings.ods", None),
    ],
)
def test_dates_in_names(name, expected):
    assert dated(name) == expected


@given(st.dates(date(2014, 1, 1), date(2099, 12, 31)), st.sampled_from(["_", " ", "-", "%20"]))
def test_every_day_is_read_from_its_name(day, between):
    name = f"{day:%d}{between}{day:%B}{between}{day:%Y}{between}Latest{between}ratings.ods"
    assert dated(name.replace("%20", " ")) == day
    assert find_link(f'<a href="/{name}">x</a>', VEX).dated == day


@given(st.lists(st.integers(0, 4000), min_size=1, max_size=8, unique=True))
def test_the_newest_of_many_wherever_it_stands(days):
    listed = [date(2020, 1, 1) + timedelta(days=n) for n in days]
    html = "".join(f'<a href="/{d:%d_%B_%Y}_Latest_ratings.ods">x</a>' for d in listed)
    assert find_link(html, VEX).dated == max(listed)


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(html):
    with pytest.raises(NoLink):
        find_link(html, VEX)


@given(st.text(max_size=40))
def test_plain_words_stay_plain(text):
    assert plain(plain(text)) == plain(text)
