"""What the page says, and what it says when there is nothing to say."""

import html as entities
import re
from dataclasses import replace

import pytest
from tests.publish.fictional import PLACE, SECTORS, count, points, report, share

from careplace.publish import Content, charts, content, page, wording

WHERE = "adult-social-care/overall/locations/good-or-outstanding"


def text(data, make=page.render) -> str:
    """The page's words without its tags, spaces folded. `page.unchecked` prints what does not add up, too."""
    html = make(Content(data))
    body = re.sub(r"<(style|svg).*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(entities.unescape(re.sub(r"<[^>]+>", "", body)).split())


def changed(*figures, without=()):
    """The report with some figures replaced, and whole measures taken out."""
    data, new = report(), {figure.id: figure for figure in figures}
    sectors = [
        replace(s, figures=tuple(new.get(f.id, f) for f in s.figures if f.measure not in without))
        for s in data.sectors
    ]
    return replace(data, sectors=sectors)


@pytest.fixture(scope="module")
def html():
    return page.render(Content(report()))


@pytest.fixture(scope="module")
def said():
    return text(report())


def test_each_number_is_its_figure_by_a_slow_reading(html):
    """An oracle of its own: the number that is printed is read back and held against the exact value."""
    values = {f.id: f for sector in report().sectors for f in sector.figures}
    checked = 0
    for mark, shown in re.findall(r"<data ([^>]*)>([^<]*)</data>", html):
        held = dict(re.findall(r'([\w-]+)="([^"]*)"', mark))
        figure = values[entities.unescape(held["data-figure"])]
        exact = getattr(figure, held.get("data-part", "value"))
        number = re.sub(r"[,%+]| percentage points| years", "", shown).replace(wording.MINUS, "-")
        if number.startswith(("under", "over", "not")):
            continue
        scale = 100 if "%" in shown else 1
        exact = abs(exact) if held.get("data-as") == "size" else exact
        assert abs(float(number) - exact * scale) <= 0.5 * 10 ** -len(number.partition(".")[2]) + 1e-9
        assert held["value"] == repr(getattr(figure, held.get("data-part", "value")))
        checked += 1
    assert checked > 400


def test_the_order_of_the_report(html):
    anchors = re.findall(r'<h2 id="([\w-]+)"', html)
    assert anchors == [
        *(
            "summary",
            "about",
            "reading",
            "providers",
            "populations",
            "system",
            "voices",
            "questions",
            "not-held",
            "locations",
            "dictionary",
            "members",
            "sources",
            "exhibits",
        )
    ]


def test_it_says_at_once_what_it_is_not(said):
    assert "Indicative; not an inspection judgement." in said
    assert "There is no overall score for a place, and no position in a table of places." in said
    assert said.index("Indicative") < said.index("Summary of findings")


def test_nothing_comes_from_elsewhere_and_nothing_runs(html):
    assert not re.search(r"<script|<link|<img|<iframe|@import|url\((?!#)|\son\w+=", html)
    assert "default-src 'none'" in html
    assert 'lang="en-GB"' in html


def test_share_with_its_counts_and_interval(said):
    assert re.search(
        r"\d\d% of rated locations \(\d+ of \d+\) are rated Good or Outstanding; the 95% interval is", said
    )


def test_a_difference_is_called_one_only_where_the_interval_excludes_zero():
    told = text(changed(points("difference", f"{WHERE}/against:X92000001", -4.25, 2.0)))
    assert "is lower than in Albion, by 4.3 percentage points (95% interval −6.3 to −2.3)" in told
    told = text(changed(points("difference", f"{WHERE}/against:X92000001", 4.25, 2.0)))
    assert "is higher than in Albion, by 4.3 percentage points (95% interval +2.3 to +6.3)" in told
    told = text(changed(points("difference", f"{WHERE}/against:X92000001", -4.25, 6.0)))
    assert (
        "We cannot tell whether the share rated Good or Outstanding differs from Albion: the difference is "
        "−4.3 percentage points, and its 95% interval, −10.3 to +1.8, includes zero." in told
    )
    assert "lower than in Albion" not in told


def test_a_difference_without_limits_says_why_it_cannot_be_told():
    figure = points("difference", f"{WHERE}/against:X92000001", 1.0, 1.0)
    told = text(
        changed(
            replace(figure, value=None, lower95=None, upper95=None, reason="cannot tell: no denominators")
        )
    )
    assert (
        "We cannot tell how the share rated Good or Outstanding compares with Albion (cannot tell: no" in told
    )


def test_a_comparator_that_is_not_covered_gives_nothing(said):
    assert "Seven Towns is not covered at this date (only some of its members are in the register)" in said
    assert not re.search(r"(than in|differs from|compares with) Seven Towns", said)


def test_percentage_points_are_never_a_percentage(said):
    assert not re.search(r"[+−]\d+(\.\d)?%", said)


def test_small_numbers_are_counts():
    where = "adult-social-care/overall/locations"
    levels = {"outstanding": 0.0, "good": 5.0, "requires-improvement": 2.0, "inadequate": 0.0}
    few = [share("rating-share", f"{where}/{name}", hits, 7.0) for name, hits in levels.items()]
    told = text(changed(*few, share("rating-share", WHERE, 5.0, 7.0)))
    assert (
        "5 of 7 rated locations are rated Good or Outstanding. With so few, no percentage is given." in told
    )
    assert "There are too few rated locations to compare with other places." in told
    assert "71%" not in told


def test_a_count_that_cannot_be_whole_is_not_said_to_be():
    """Some publications leave out locations that were never rated: "all are rated" would then be untrue."""
    where = "adult-social-care/overall/locations"
    why = "the publication leaves out locations that were never rated"
    found = {f.measure: f for f in report().sectors[0].figures if f.breakdown == where}
    every = replace(found["rated"], value=152.0)
    told = text(changed(every, replace(found["unrated"], value=0.0, reason=why)), page.unchecked)
    assert f"152 locations have an overall rating ({why})." in told
    assert "All 152" not in told
    assert "Not ratednot listed" in told
    told = text(changed(replace(found["unrated"], value=3.0, reason=why)))
    assert "at least 3 do not" in told


def test_change_says_matched_joined_and_left(said):
    assert re.search(
        r"Since 1 February 2020, of \d+ locations rated at both dates, \d+ have a better rating, \d+ the same "
        r"and \d+ a worse one\. \d+ rated locations joined and 9 left\.",
        said,
    )


def test_a_change_in_points_is_called_one_only_with_an_interval():
    figure = points(
        "rating-change-points", "adult-social-care/good-or-outstanding", -3.0, 1.0, "2020-02-01..2021-02-01"
    )
    assert "is lower than at 1 February 2020, by 3.0 percentage points" in text(changed(figure))
    bare = replace(figure, lower95=None, upper95=None)
    assert "No interval is given, so we do not call it a change." in text(changed(bare))


def test_without_an_earlier_snapshot_there_is_no_change():
    told = text(report(change_from=None))
    assert "No earlier snapshot covers Marrowdale, so no change of providers is shown." in told
    assert "Locations that left" not in told


def test_without_comparators():
    told = text(report(comparators=[]))
    assert "This report was made without comparators." in told
    assert "percentage points" in told, "change still stands"


MEASURES = sorted({f.measure for sector in report().sectors for f in sector.figures})


@pytest.mark.parametrize("measure", MEASURES)
def test_any_measure_may_be_absent(measure):
    assert f'data-figure="{measure}/' not in page.render(Content(changed(without=(measure,))))


def test_a_sector_may_have_no_figures_at_all():
    told = text(changed(without=MEASURES))
    assert "How many locations are rated cannot be given." in told


def test_one_is_singular():
    where = "adult-social-care/overall/locations"
    one = [replace(f, value=1.0) for f in report().sectors[0].figures if f.breakdown == f"{where}/inadequate"]
    assert "and 1 is rated Inadequate." in text(changed(*one), page.unchecked)


def test_every_location_is_listed_once_with_its_link(html):
    data = report()
    listed = re.findall(r'<tr data-location="([^"]+)">', html)
    assert sorted(listed) == sorted(row["location_id"] for row in data.locations)
    assert all(f'href="{row["url"]}"' in html for row in data.locations)


def test_a_location_of_no_sector_is_listed_too():
    data = report()
    data.locations[0] |= {"sectors": []}
    assert "Other locations" in text(data)


def test_a_list_too_long_for_a_page_is_left_to_the_csv(monkeypatch):
    monkeypatch.setitem(page.environment().globals, "LONGEST", 3)
    made = page.render(Content(report()))
    assert "data-location" not in made
    assert "too long for a page" in made


def test_inherited_and_dormant_are_marked(said):
    assert "inherited" in said
    assert "dormant, not counted" in said


def test_every_source_with_its_hash_licence_and_date(said):
    for source in report().edition["made_from"]:
        assert source["sha256"] in said
        assert source["licence"] in said
    assert "careplace trace rating-share/X08000001/" in said


def test_the_list_of_charts_and_tables_has_every_caption(html):
    anchors = re.findall(r"<(?:figure|div class=\"scroll\"[^>]*) id=\"([\w-]+)\"", html)
    listed = re.findall(r'<li>(?:Chart|Table): <a href="#([\w-]+)">', html)
    assert listed == anchors[:-1], "all but the table that stands below the list itself"


def test_each_chart_has_words_and_a_table_after_it(html):
    charts = re.findall(r'<svg class="chart" role="img" aria-labelledby="([\w-]+) ([\w-]+)"', html)
    assert len(charts) >= 2 * 3
    for title, description in charts:
        assert f'<title id="{title}">' in html
        assert f'<desc id="{description}">' in html
    assert html.count("Tables below hold the same numbers.") == len(charts)


def test_every_bar_of_a_chart_stands_in_a_table_too(html):
    """Who cannot see the chart has the comparators' ratings nowhere else."""
    told = Content(report())
    tables = set(
        re.findall(r'data-figure="([^"]+)"', "".join(re.findall(r"<tbody>.*?</tbody>", html, re.DOTALL)))
    )
    drawn = [
        part.figure.id
        for sector in told.sectors
        for bar in [
            *charts.mix_bars(sector, told.here, told.comparators),
            *(charts.question_bars(sector, told.code) if not sector.within else []),
        ]
        for part in bar.segments
    ]
    assert len(drawn) > 50
    assert set(drawn) <= tables


def test_few_homes_with_beds_give_beds_and_no_share_of_them():
    """Of 34 home care services in Oldham two have beds: "100% of beds" would say nothing."""
    data = report()
    homes = [row for row in data.locations if row["beds"]]
    for row in homes[7:]:
        row["beds"] = None
    care = Content(data).sectors[0]
    assert not care.by_beds
    made = page.unchecked(Content(data))
    assert "Share of beds" not in made
    assert "by beds</text>" not in made
    assert "Too few of them have beds for shares of beds." in made
    assert Content(report()).sectors[0].by_beds


def test_a_sector_with_few_has_no_columns_for_shares():
    made = page.render(Content(report()))
    table = made[made.index('id="hospitals-mix"') :]
    table = table[: table.index("</table>")]
    assert "Share" not in table
    assert "With so few rated locations, no shares are given." in table


def test_tables_have_captions_and_scopes(html):
    tables = re.findall(r"<table.*?</table>", html, flags=re.DOTALL)
    assert len(tables) > 20
    assert all("<caption" in table and '<th scope="col"' in table for table in tables)
    assert not re.search(r"<th(?![^>]*scope=)[ >]", html)


def bare(data):
    """The report as from a publication without beds and key questions, and without an earlier snapshot."""
    for row in data.locations:
        row |= {"beds": None, "change": "", **dict.fromkeys(wording.QUESTION_FIELDS)}
    absent = re.compile(r"/beds\b|/(safe|effective|caring|responsive|well-led)/|-beds$")
    sectors = [
        replace(s, figures=tuple(f for f in s.figures if not absent.search(f.breakdown)))
        for s in data.sectors
    ]
    return replace(data, sectors=sectors, change_from=None)


def test_what_a_publication_does_not_tell_takes_no_room():
    """Coventry in 2021 had five sections on key questions and five on change, each of which said "none"."""
    made = page.unchecked(Content(bare(report())))
    chapter = made[made.index('<h2 id="providers"') : made.index('<h2 id="locations"')]
    heads = re.findall(r"<h4>(.*?)</h4>", chapter)
    assert set(heads) == {
        "Ratings",
        "Compared with other places",
        "Age of ratings",
        "Who provides",
        "Within adult social care",
    }
    listed = made[made.index('<h2 id="locations"') : made.index('<h2 id="dictionary"')]
    heads = re.findall(r"<th scope=\"col\"[^>]*>(.*?)</th>", listed)
    assert set(heads) == {
        *("Location", "Provider", "Kind", "Where", "Overall rating", "Published", "Age, years")
    }
    assert "Key questions: S safe" not in listed


def test_a_list_has_the_columns_that_its_rows_fill(html):
    """Of dentists CQC publishes whether regulations are met: no rating, no date, no key questions."""
    listed = html[html.index('id="list-dentists"') :]
    listed = listed[: listed.index("</table>")]
    assert re.findall(r'<th scope="col"[^>]*>(.*?)</th>', listed) == [
        *("Location", "Provider", "Kind", "Where", "Overall rating")
    ]
    rows = re.findall(r"<tr data-location.*?</tr>", listed)
    assert {row.count("<td") for row in rows} == {4}


def test_a_few_ratings_of_key_questions_are_counts():
    made = page.render(Content(report()))
    table = made[made.index('id="hospitals-questions"') :]
    table = table[: table.index("</table>")]
    assert "too few for shares" in table
    assert table.count("<tr>") == 6
    assert "hospitals-questions-chart" not in made


def test_comparators_that_are_not_covered_are_told_of_once():
    data = report()
    data = replace(
        data, comparators=[replace(c, covered=False, reason="one of seven") for c in data.comparators]
    )
    told = text(data)
    assert told.count("No comparator is covered at this date, so nothing is compared") == 1
    assert "Compared with other places" not in told
    assert told.count("one of seven") == 3, "in the table of comparators"


def mixed(rated, good=0, where="hospitals"):
    """Figures of a sector in which `rated` locations are rated, `good` of them Good and the rest Inadequate."""
    stem = f"{where}/overall/locations"
    hits = {"outstanding": 0, "good": good, "requires-improvement": 0, "inadequate": rated - good}
    shares = [share("rating-share", f"{stem}/{level}", n, rated) for level, n in hits.items()]
    counts = [count("rating-count", f"{stem}/{level}", n) for level, n in hits.items()]
    both = share("rating-share", f"{stem}/good-or-outstanding", good, rated)
    return [*shares, *counts, both, count("rated", stem, rated)]


def test_one_rating_is_told_as_it_is():
    told = text(changed(*mixed(1)), page.unchecked)
    assert "The one rating is Inadequate." in told
    assert "of 1 rated locations" not in told
    assert re.search(r"The one overall rating was \d\.\d years old at \d+ \w+ \d{4}\.", told)


def test_a_tenth_of_few_is_not_told_of():
    said = text(report(sectors=[s for s in report().sectors if s.key == "hospitals"]))
    assert re.search(r"At \d+ \w+ \d{4} half of the overall ratings were \d", said)
    assert "one in ten was" not in said


def test_nought_is_a_word_where_it_is_no_finding():
    told = text(changed(*mixed(150, 150, "adult-social-care")), page.unchecked)
    assert "No location is rated Requires improvement or Inadequate." in told
    told = text(changed(*mixed(150, 148, "adult-social-care")), page.unchecked)
    assert "No location is rated Requires improvement and 2 are rated Inadequate." in told


def test_what_cqc_does_not_rate_is_said_to_be_so():
    met = count("regulations", "dentists/met", 27)
    data = report()
    sectors = [replace(s, figures=(*s.figures, met)) if s.key == "dentists" else s for s in data.sectors]
    told = text(replace(data, sectors=sectors))
    assert "without an overall rating: CQC says of such services whether they meet the regulations." in told
    assert "27 locations meet the regulations" in told


@pytest.mark.parametrize(
    ("name", "kind", "spoken"),
    [
        ("England", "nation", "England"),
        ("West Midlands", "region", "the West Midlands"),
        ("East of England", "region", "the East of England"),
        ("London", "region", "London"),
        ("Yorkshire and The Humber", "region", "Yorkshire and The Humber"),
        ("West Midlands Combined Authority", "combined authority", "the West Midlands Combined Authority"),
        ("West Yorkshire", "combined authority", "West Yorkshire"),
        ("Liverpool City Region", "combined authority", "the Liverpool City Region"),
        ("Statistical neighbours of Coventry", "neighbours", "the statistical neighbours of Coventry"),
        ("The two next door", "own", "The two next door"),
        ("Core Cities (England)", "named group", "the Core Cities (England)"),
    ],
)
def test_a_group_inside_a_sentence(name, kind, spoken):
    assert content.spoken(name, kind) == spoken


@pytest.mark.parametrize(
    ("name", "only"),
    [("1-101667914", True), ("RM3", True), ("Care 4 You", False), ("MIND", False), ("Moor Care", False)],
)
def test_a_provider_known_by_an_identifier_is_said_to_be(name, only):
    top = next(f for f in report().sectors[0].figures if f.measure == "largest-provider-share")
    told = text(changed(replace(top, label=name)), page.unchecked)
    assert (f"The largest (known here only as {name}) runs" in told) == only
    assert (f"The largest, {name}, runs" in told) != only


def test_a_brand_is_told_of_only_where_it_says_more_than_the_provider():
    top = next(f for f in report().sectors[0].figures if f.measure == "largest-provider-share")
    same = replace(top, measure="largest-brand-share")
    sector = [s for s in changed(same).sectors if s.key == "adult-social-care"]
    assert "The largest brand" in text(report(sectors=report().sectors[:1]))
    assert "The largest brand" not in text(report(sectors=sector))


HOSTILE = "<script>alert('x')</script>\"'&{{ 7*7 }}"


def test_hostile_names_are_escaped_everywhere():
    data = report()
    data = replace(data, place=data.place | {"name": HOSTILE, "kind": HOSTILE, "code": PLACE["code"]})
    data.locations[3] |= dict.fromkeys(
        ("name", "provider", "brand", "city", "postcode", "overall", "change"), HOSTILE
    )
    data.comparators[0] = replace(data.comparators[0], name=HOSTILE, reason=HOSTILE)
    data = replace(data, notes=[HOSTILE])
    data = replace(data, edition=data.edition | {"id": HOSTILE})
    data.left[0] = data.left[0] | {"name": HOSTILE}
    made = page.render(Content(data))
    assert "<script" not in made
    assert "49" not in re.sub(r"<[^>]*>", "", made[made.index("<h1>") : made.index("<nav")])


def test_links_lead_only_to_the_web():
    data = report()
    data.locations[0] |= {"url": "javascript:alert(1)"}
    assert "javascript:" not in page.render(Content(data))


def test_titles_inside_a_sentence():
    assert [page.lower_first(title) for _key, title, _within, _n in SECTORS[:4]] == [
        *("adult social care", "care homes", "home care", "GP practices")
    ]
