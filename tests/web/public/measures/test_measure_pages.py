"""The pages of measures and their files."""

import csv
import io
import json
import re

import pytest
from tests.web.filled import MISSING, OF_TRUSTS, RATE, SCORE, SHARE, YEARS
from tests.web.walking import walked

from careplace.figures import Verdict
from careplace.measures.dictionary import measures as dictionary
from careplace.measures.dictionary import sections
from careplace.web.public.measures.council_figures import council_figures
from careplace.web.public.measures.history import history
from careplace.web.public.measures.listing import headlines, listed_by_section
from careplace.web.public.measures.subjects import subject

RATED = "/measures/rating-share/?breakdown=gp-practices/overall/locations/good-or-outstanding"


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.parametrize("id", sorted(dictionary()))
def test_every_measure_has_a_page_that_says_what_it_is(reader, id):
    answer = reader.get(f"/measures/{id}/")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert html.count("<h1") == 1
    for words in (dictionary()[id].question, dictionary()[id].numerator, dictionary()[id].missing):
        assert words.split(".")[0].split("“")[0][:40].replace("&", "&amp;").replace("'", "&#39;") in html


@pytest.mark.parametrize(
    "id", [SHARE, SCORE, RATE, "rating-share", "rating-count", "rating-age-median", "locations"]
)
def test_every_number_of_a_measure_is_its_figure(reader, edition, id):
    one = subject(edition, id)
    found = council_figures(edition, one, one.newest)
    figures = found.figures | history(edition, found, None).by_id
    walk = walked(reader.get(f"/measures/{id}/").content.decode(), figures, (one.title,))
    assert walk.wrong == []
    assert walk.numbers > len(found.with_value)


@pytest.mark.parametrize("id", [SHARE, "rating-share"])
def test_a_measure_shows_its_spread_its_funnel_its_map_and_every_council(reader, edition, id):
    html = reader.get(f"/measures/{id}/").content.decode()
    for anchor in ("strip", "funnel", "map", "table"):
        assert f'id="{anchor}"' in html
    one = subject(edition, id)
    for row in council_figures(edition, one, one.newest).rows:
        assert (
            f'<tr data-place="{row.code}"><th scope="row"><a class="govuk-link" href="{row.address}">' in html
        )


@pytest.mark.parametrize("id", [SHARE, SCORE, "rating-share"])
def test_the_spread_and_the_map_say_of_how_many_councils_they_are(reader, edition, id):
    """ "England's councils" are all of them; else it is said how many have a figure."""
    one = subject(edition, id)
    quartile = council_figures(edition, one, one.newest).quartiles[1]
    whole = quartile.numerator == quartile.denominator
    count = f"{quartile.numerator:.0f} of {quartile.denominator:.0f}"
    whose = f"England’s councils ( {count} )" if whole else f"the {count} councils with a figure"
    page = re.sub(r"\( ?(\d+ of \d+) ?\)", r"( \1 )", text(reader.get(f"/measures/{id}/")))
    for words in (f"Half of {whose}", f"the middle half of {whose}", f"Quarters of {whose}"):
        assert words in page
    assert f"Each dot is a council, {count} ;" in page or f"Each dot is a council, {count};" in page
    assert whole or "England’s councils" not in page


@pytest.mark.parametrize("id", [SHARE, RATE, "rating-share"])
def test_the_funnel_says_of_a_council_what_the_table_says(reader, edition, id):
    html = reader.get(f"/measures/{id}/").content.decode()
    one = subject(edition, id)
    said = re.findall(r'data-side="([^"]+)"><title>([^<:]+): ([^<]+)</title>', html)
    found = council_figures(edition, one, one.newest)
    assert {name: words for _, name, words in said} == {row.name: row.verdict for row in found.with_value}
    for side, name, words in said:
        row = next(row for row in found.with_value if row.name == name)
        table = re.search(rf'<tr data-place="{row.code}">.*?</tr>', html, re.DOTALL)[0]
        assert words in re.sub(r"<[^>]+>", "", table)
        assert (side == "0") == (words == Verdict.NO_DIFFERENCE)
        assert (side == "not compared") == (words == "too few to compare")


def test_a_score_has_no_funnel_since_it_counts_nobody(reader):
    assert 'id="funnel"' not in reader.get(f"/measures/{SCORE}/").content.decode()


def test_councils_stand_by_name_and_are_given_no_rank(reader):
    html = reader.get(f"/measures/{SHARE}/").content.decode()
    names = re.findall(r'<th scope="row"><a [^>]+><span data-verbatim>([^<]+)', html)
    assert names == sorted(names)
    assert len(names) > 10
    said = text(reader.get(f"/measures/{SHARE}/"))
    assert not re.search(r"\b(rank|ranked|league|position \d|\d+(st|nd|rd|th) of)\b", said)


def test_a_suppressed_figure_says_why_and_a_share_of_few_is_told_as_a_count(reader):
    said = text(reader.get(f"/measures/{SHARE}/"))
    assert "suppressed by the publisher" in said
    assert re.search(r"\d of 8 – none given – too few to compare|\d of 8", said)
    assert "too few to compare" in said


def test_an_earlier_period_is_chosen_by_the_address(reader):
    newest, earlier = (
        reader.get(f"/measures/{SHARE}/{q}").content.decode() for q in ("", f"?period={YEARS[0]}")
    )
    assert f'<option value="{YEARS[0]}" selected' in earlier
    assert f'<option value="{YEARS[-1]}" selected' in newest
    assert "definition of 2014-15" in earlier


def test_the_definitions_and_the_periods_that_they_held_for_are_told(reader):
    said = text(reader.get(f"/measures/{SHARE}/"))
    assert "that of 2014-15 : 2022-23" in said
    assert "that of 2023-24 : 2023-24 to 2024-25" in said


def test_a_measure_that_nobody_publishes_says_where_it_would_come_from(reader):
    said = text(reader.get(f"/measures/{MISSING}/"))
    assert "No public table gives this measure" in said
    assert reader.get(f"/measures/{MISSING}/data.csv").status_code == 404


def test_a_measure_of_trusts_says_so(reader):
    assert "NHS trust" in text(reader.get(f"/measures/{OF_TRUSTS}/"))


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (f"/measures/{SHARE}/?period=1999", "2022-23 to 2024-25"),
        (f"/measures/{SHARE}/?period=%27%3B--", "2022-23 to 2024-25"),
        (f"/measures/{SHARE}/?breakdown=zzz", "Choose one of its parts"),
        (f"/measures/{SHARE}/data.csv?period=1999", "2022-23 to 2024-25"),
        (f"/measures/{MISSING}/?period=1999", "none"),
    ],
)
def test_what_is_not_to_be_had_is_told_in_words(reader, address, words):
    answer = reader.get(address)
    assert answer.status_code == 400
    assert words in text(answer)


def test_a_mistyped_measure_is_met_with_those_that_are_like_it(reader):
    answer = reader.get(f"/measures/{SHARE[:-2]}/")
    assert answer.status_code == 404
    assert f"/measures/{SHARE}/" in answer.content.decode()


def test_the_list_holds_every_measure_under_its_section(reader, edition):
    html = reader.get("/measures/").content.decode()
    assert {id for id in dictionary() if f'href="/measures/{id}/' in html} == set(dictionary())
    found = [one.section.key for held in listed_by_section(edition).values() for one in held]
    assert found == [key for key in sections() if key in found]


def test_a_search_finds_what_holds_every_word_whatever_its_case(reader, edition):
    found = [
        s.measure.id
        for held in listed_by_section(edition, "CARERS satisfaction").values()
        for one in held
        for s in one.subjects
    ]
    assert "ascof-1e-carers-satisfaction" in found
    assert set(found) < set(dictionary())
    assert reader.get("/measures/?q=carers").status_code == 200


@pytest.mark.parametrize("words", ["zzzz", "<script>alert(1)</script>", "x" * 500])
def test_a_search_for_nothing_that_there_is_says_so(reader, words):
    answer = reader.get("/measures/", {"q": words})
    assert answer.status_code in (200, 400)
    assert "<script>alert" not in answer.content.decode()
    if answer.status_code == 200:
        assert "No measure holds" in text(answer)


@pytest.mark.parametrize("words", ["\u202e", "...", "%", " "])
def test_a_search_without_a_letter_lists_all(reader, words):
    assert reader.get("/measures/", {"q": words}).content.count(b"<li>") == reader.get(
        "/measures/"
    ).content.count(b"<li>")


def test_headlines_are_what_councils_are_compared_on(edition):
    keys = [one.key for one in headlines(edition)]
    assert SHARE in keys
    assert keys[0].startswith("rating-share:adult-social-care")
    assert MISSING not in keys


@pytest.mark.parametrize("query", ["", f"?period={YEARS[0]}"])
def test_the_csv_is_what_the_page_shows(reader, edition, query):
    answer = reader.get(f"/measures/{SHARE}/data.csv{query}")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    found = council_figures(edition, subject(edition, SHARE), query[8:] or YEARS[-1])
    assert [row["name"] for row in rows] == [found.nation, *(row.name for row in found.rows)]
    for row, council in zip(rows[1:], found.rows, strict=True):
        assert row["value"] == ("" if not council.has_value else repr(council.figure.value))
        assert row["said"] == row["verdict"] == council.verdict
    assert answer["Content-Disposition"].endswith('.csv"')
    assert answer["Content-Type"].startswith("text/csv")


def test_a_name_that_a_spreadsheet_would_run_is_made_harmless(edition):
    from dataclasses import replace

    from careplace.web.public.measures.files import to_csv

    found = council_figures(edition, subject(edition, SHARE), YEARS[-1])
    armed = replace(found, rows=(replace(found.rows[0], name="=cmd|' /C calc'!A0"), *found.rows[1:]))
    assert "'=cmd" in to_csv(armed)
    assert ",=cmd" not in to_csv(armed)


def test_the_json_holds_the_definition_and_the_rows(reader, edition):
    told = json.loads(reader.get("/measures/rating-share/data.json").content)
    assert told["measure"]["id"] == "rating-share"
    assert told["edition"] == edition.id
    assert len(told["rows"]) == 1 + len(
        council_figures(edition, subject(edition, "rating-share"), told["period"]).rows
    )


def test_the_title_of_each_page_is_its_own(reader):
    pages = [f"/measures/{id}/" for id in (SHARE, SCORE, RATE)] + [
        RATED,
        "/measures/rating-share/",
        "/measures/",
    ]
    titles = [re.search(r"<title[^>]*>(.*?)</title>", reader.get(page).content.decode())[1] for page in pages]
    assert len(set(titles)) == len(titles)
