"""The list of locations: every filter against a slow one, paging, sorting, words, the download, and hostile addresses."""

import csv
import html
import io
import re
from datetime import date

import pytest
from tests.kinds import pairs
from tests.web import register_states as known

from careplace.web.public.editions import shelf
from careplace.web.public.explore.filters import BEDS, CHANGES, QUESTIONS, RATINGS, SORTS

BY_SERVICE_GROUP = "Rated by service group"
LEVELS = ("Inadequate", "Requires improvement", "Good", "Outstanding")
NEWEST = "2026-09-01"
ODD = [
    "' or 1=1 --", '"; drop table register; --', "{{ 7*7 }}", "{% include 'x' %}", "<script>alert(1)</script>", "${jndi}",
    "../../etc/passwd", "\u202e", "ﷺ" * 30, "🏥" * 50, "a\u0300" * 40, "İstanbul", "ß", "-" * 90, "NULL", "%", "_", "\\",
    "$words", "chr(10)", "=1+1", "a" * 101, "a" * 1500,
]  # fmt: skip


@pytest.fixture
def register(states) -> list[dict]:
    """The register's rows, as a slow filter wants them."""
    reading = shelf().read()
    try:
        return reading.rows(
            f"select r.*, list(s.sector) as sectors from register as r left join location_sector as s "
            f"on s.location_id = r.location_id and s.snapshot = r.snapshot where r.snapshot = date '{NEWEST}' group by all"
        )
    finally:
        reading.close()


def csv_of(client, **query) -> list[dict]:
    answer = client.get("/explore.csv", query)
    assert answer.status_code == 200, answer.content
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode(), newline="")))


def ids(client, **query) -> set[str]:
    return {row["location_id"] for row in csv_of(client, **query)}


def text_of(client, **query) -> str:
    answer = client.get("/explore/", query, follow=True)
    assert answer.status_code == 200
    main = answer.content.decode().split("<main")[1].split("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_without_a_question_it_is_the_whole_newest_register(states, register):
    assert ids(states) == {row["location_id"] for row in register}


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("rating", [*RATINGS, "good,none", "outstanding,good"])
def test_ratings(states, register, question, rating):
    keys = rating.split(",")
    wanted = {RATINGS[key] for key in keys if key != "none"}
    field = question.replace("-", "_")
    expected = {
        row["location_id"]
        for row in register
        if row[field] in wanted or ("none" in keys and row[field] not in (*LEVELS, BY_SERVICE_GROUP))
    }
    assert ids(states, question=question, rating=keys) == expected


@pytest.fixture
def latest(states) -> dict[str, str | None]:
    """The latest overall rating of each location, as the edition's table has it."""
    cursor = shelf().read()
    try:
        return {row["location_id"]: row["overall"] for row in cursor.rows("select * from latest_rating")}
    finally:
        cursor.close()


@pytest.mark.parametrize("rating", [*RATINGS, "good,none", "outstanding,good"])
def test_latest_ratings(states, register, latest, rating):
    keys = rating.split(",")
    wanted = {RATINGS[key] for key in keys if key != "none"}
    expected = {
        row["location_id"]
        for row in register
        if latest[row["location_id"]] in wanted
        or ("none" in keys and latest[row["location_id"]] not in (*LEVELS, BY_SERVICE_GROUP))
    }
    assert ids(states, latest=keys) == expected


def test_a_location_rated_lower_since_is_found_by_both_its_ratings(states):
    assert known.NEWER in ids(states, rating="good", latest="inadequate")
    assert known.NEWER not in ids(states, rating="good", latest="good")
    rows = {row["location_id"]: row for row in csv_of(states, q=known.NEWER)}
    assert rows[known.NEWER]["overall"] == "Good"
    assert (rows[known.NEWER]["latest_rating"], rows[known.NEWER]["latest_published_on"]) == (
        "Inadequate",
        "2026-09-20",
    )


def test_the_page_gives_the_count_of_the_register_and_that_of_the_latest_ratings(states):
    page = text_of(states, q=known.NEWER)
    assert "In the register of 1 September 2026 , overall: Good 1 ." in page
    assert "By the latest overall rating of all publications: Inadequate 1 ." in page


def test_the_latest_ratings_are_counted_apart_only_where_they_differ(client):
    assert "By the latest overall rating" not in text_of(client, q="no such name at all")
    same = text_of(client, rating="outstanding", latest="outstanding")
    assert "By the latest overall rating" not in same
    assert "rated Outstanding overall by the latest rating" in same


@pytest.mark.parametrize(
    "sector", ["adult-social-care", "residential-care", "home-care", "gp-practices", "dentists"]
)
def test_sectors(states, register, sector):
    assert ids(states, sector=sector) == {row["location_id"] for row in register if sector in row["sectors"]}


@pytest.mark.parametrize("beds", BEDS)
def test_sizes(states, register, beds):
    least, most = BEDS[beds]
    expected = {
        r["location_id"]
        for r in register
        if r["care_home"] and r["beds"] is not None and least <= r["beds"] <= most
    }
    assert ids(states, beds=beds) == expected


@pytest.mark.parametrize("years", [1, 5, 20])
def test_ages(states, register, years):
    expected = {
        row["location_id"]
        for row in register
        if row["published_on"] and (date.fromisoformat(NEWEST) - row["published_on"]).days / 365.25 > years
    }
    assert ids(states, older=years) == expected


@pytest.mark.parametrize(
    "words", ["GOOD PROVIDER", "sons</b>", "never", "aa1 1aa", known.OWN, known.PROVIDER, "limited", "zz%"]
)
def test_words(states, register, words):
    fields = ("location_name", "provider_name", "brand_name", "postcode", "location_id", "provider_id")
    expected = {
        row["location_id"]
        for row in register
        if any(words.lower() in (row[field] or "").lower() for field in fields)
    }
    assert ids(states, q=words) == expected


def test_services_are_those_of_the_register(states, register):
    service = "Care home service without nursing"
    assert ids(states, service=service) == {
        r["location_id"] for r in register if f"|{service}|" in (r["services"] or "")
    }
    assert states.get("/explore.csv", {"service": "Care home"}).status_code == 400


def test_places_by_name_code_or_slug_are_one_address(states, register):
    council = register[0]["council"]
    name = states.get("/explore/", {"place": council})["Location"]
    assert re.fullmatch(rf"/explore/\?place=[a-z-]+&date={NEWEST}", name)
    slug = re.search("place=([a-z-]+)", name)[1]
    assert ids(states, place=slug) == {row["location_id"] for row in register if row["council"] == council}
    assert states.get(name).status_code == 200


def test_a_region_is_its_councils(client):
    region = re.search(r'<h3[^>]*><a[^>]*href="/places/([^"]+)/">', client.get("/").content.decode())[1]
    parts = client.get("/").content.decode().split(f"/places/{region}/")[1].split("</section>")[0]
    councils = re.findall(r'href="/places/([^"]+)/"', parts)
    assert ids(client, place=region) == set().union(*(ids(client, place=one) for one in councils))


@pytest.mark.parametrize("sort", SORTS)
def test_orders(states, sort):
    rows = csv_of(states, sort=sort)
    if sort in ("oldest", "newest"):
        dates = [row["published_on"] for row in rows if row["published_on"]]
        assert dates == sorted(dates, reverse=sort == "newest")
        assert not any(row["published_on"] for row in rows[len(dates) :])
    elif sort in ("worst", "best"):
        scores = [LEVELS.index(row["overall"]) for row in rows if row["overall"] in LEVELS]
        assert scores == sorted(scores, reverse=sort == "best")
    elif sort == "largest":
        beds = [int(row["beds"]) for row in rows if row["beds"]]
        assert beds == sorted(beds, reverse=True)
    else:
        keys = [
            row["council_name"] if sort == "council" else row["name"].removeprefix("'").lower()
            for row in rows
        ]
        assert keys == sorted(keys)


def test_pages_hold_each_location_once_and_end(states, register):
    seen = []
    for page in range(1, 100):
        answer = states.get("/explore/", {"date": NEWEST, "size": 50, "page": page}, follow=True)
        if answer.status_code == 400:
            break
        seen += re.findall(r'<th scope="row"><a[^>]*href="/locations/([^"/]+)/"', answer.content.decode())
    assert sorted(seen) == sorted(row["location_id"] for row in register)
    assert len(seen) == len(set(seen))
    assert f"This selection has {page - 1} pages".encode() in answer.content


@pytest.mark.parametrize("changed", CHANGES)
def test_changes_are_those_that_the_figures_count(client, changed):
    reading = shelf().read()
    try:
        nation = next(area for area in reading.gazetteer.areas.values() if area.kind == "nation")
        counted = reading.rows(
            "select cast(sum(value) as bigint) as n from figure where measure = 'rating-change' and place = $1 "
            "and period = '2025-09-01..2026-09-01' and split_part(breakdown, '/', 2) in ($2, $3) "
            "and split_part(breakdown, '/', 1) in ('residential-care', 'community-social-care', 'gp-practices', "
            "'hospitals', 'mental-health', 'community-health', 'dentists', 'other')",
            [nation.code, changed, f"{changed}-unrated"],
        )[0]["n"]
    finally:
        reading.close()
    found = ids(client, changed=changed)
    # A location that only changed its sector has neither joined nor left, though each sector counts it so.
    assert len(found) <= (counted or 0)
    if changed in ("better", "worse"):
        assert len(found) == (counted or 0)


def test_those_that_left_are_told_as_they_were(client):
    rows = csv_of(client, changed="left")
    assert rows
    assert {row["as_at"] for row in rows} == {"2025-09-01"}
    later = ids(client)
    assert not later & {row["location_id"] for row in rows}


def test_change_without_an_earlier_register_is_refused_with_what_to_do(client):
    answer = client.get("/explore/", {"date": "2021-02-01", "changed": "worse"})
    assert answer.status_code == 400
    assert b"no change to show. Leave this open" in answer.content


def test_the_selection_is_named_in_words(client):
    said = text_of(
        client,
        sector="residential-care",
        rating=["inadequate", "none"],
        question="safe",
        older=3,
        beds="26-to-50-beds",
        q="House",
    )
    for part in (
        "Care homes in", "rated Inadequate for the key question Safe or without a rating for the key question Safe",
        "with a rating older than 3 years", "with 26 to 50 beds", "named “House”", "in the register of 1 September 2026",
    ):  # fmt: skip
        assert part in said


def test_the_title_says_what_is_shown(client):
    titles = set()
    for query in ({}, {"rating": "good"}, {"sector": "dentists"}, {"size": 25, "page": 2}):
        answer = client.get("/explore/", query, follow=True)
        titles.add(re.search(r"<title[^>]*>(.*?)</title>", answer.content.decode(), re.S)[1])
    assert len(titles) == 4


def test_counts_by_rating_sum_to_what_was_found(states, register):
    said = text_of(states)
    found = int(re.search(r"(\d+) locations", said)[1])
    mix = said.split("In the register of 1 September 2026 , overall: ", 1)[1].split(".")[0]
    assert found == len(register) == sum(map(int, re.findall(r"\d+", mix)))


def test_nothing_found_says_what_to_do(client):
    said = text_of(client, q="no such name at all")
    assert "0 locations" in said
    assert "Remove a filter" in said
    assert csv_of(client, q="no such name at all") == []


def test_an_untidy_address_leads_to_the_tidy_one(client):
    answer = client.get("/explore/?page=1&q=&size=25&sort=name&date=2026-09-01&older=0&utm_source=x")
    assert (answer.status_code, answer["Location"]) == (302, "/explore/?date=2026-09-01")
    assert client.get(answer["Location"]).status_code == 200


def test_no_cell_of_the_download_is_a_formula(states):
    rows = {row["location_id"]: row for row in csv_of(states, q=known.OWN)}
    assert rows[known.OWN]["name"] == f"'{known.FORMULA}"
    answer = states.get("/explore.csv", {"q": known.OWN})
    answer.getvalue()
    assert answer["Content-Disposition"] == f'attachment; filename="locations-england-{NEWEST}.csv"'
    assert answer["Content-Type"].startswith("text/csv")


def test_the_download_is_streamed_and_not_sent_again(client):
    first = client.get("/explore.csv")
    assert first.streaming
    first.getvalue()
    again = client.get("/explore.csv", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


DIGESTS = re.compile(rb"\d{4}-\d\d-\d\d-[0-9a-f]{10}|/static/[0-9a-f]{10}/")


FILTERS = (
    *("place", "date", "sector", "service", "question", "rating", "latest", "older"),
    *("beds", "q", "changed", "sort", "size", "page"),
)


@pytest.mark.parametrize(("name", "text"), pairs(FILTERS, ODD))
def test_hostile_text_in_every_filter_is_answered(client, name, text):
    for address in ("/explore/", "/explore.csv"):
        answer = client.get(address, {name: text}, follow=True)
        assert answer.status_code in (200, 400, 414)
        # Not in the names of the edition and of the release, whose digits are anything.
        said = DIGESTS.sub(b"", answer.getvalue())
        assert b"<script>alert" not in said
        assert b"49" not in said or name == "q" or address.endswith("csv")
        assert not any(
            word in said for word in (b"Parser Error", b"Binder Error", b"Traceback", b"read_parquet")
        )


def test_a_mistake_is_shown_beside_its_field_and_nothing_is_kept(client):
    answer = client.get("/explore/", {"place": "Nowhere-at-all <b>", "q": '"><script>'})
    assert answer.status_code == 400
    assert answer["Cache-Control"] == "no-store"
    page = answer.content.decode()
    assert 'id="place-error"' in page
    assert 'aria-describedby="place-error"' in page
    assert "<title data-verbatim>Error: " in page
    assert "<b>" not in page.split("<main")[1]
    assert "&#34;&gt;&lt;script&gt;" in page


def test_a_district_is_sent_to_its_council(client):
    reading = shelf().read()
    district = next((a for a in reading.gazetteer.areas.values() if a.council and a.stands()), None)
    reading.close()
    if district is None:
        pytest.skip("the demonstration has no district")
    answer = client.get("/explore/", {"place": district.code})
    assert answer.status_code == 400
    assert b"is a district" in answer.content
