"""The Providers chapter of real places: counts that CQC's files bear out, and every figure of a report traced."""

import csv
import gzip
import json
import re
from collections import Counter, defaultdict
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path

import pytest
from tests.examples import sample

from careplace.measures.providers.profile import as_json, profile
from careplace.measures.providers.report import report_data
from careplace.measures.providers.tracing import trace
from careplace.publish import write
from careplace.ratings.scale import slug

pytestmark = pytest.mark.real

CARE = "adult-social-care"
LEVELS = ("Outstanding", "Good", "Requires improvement", "Inadequate")
HOMES, AT_HOME = "Residential social care", "Community based adult social care services"
NATIONAL, LINCOLNSHIRE = "latest_ratings_england_2021-02.csv.gz", "latest_ratings_lincolnshire_2026-05.csv"
OLDHAM = "api/oldham_locations_2025-03.json.gz"
IN_2021 = date(2021, 2, 1)


@pytest.fixture(scope="module")
def told(reader, edition):
    """told("Coventry", as_at=…) -> the object that `careplace profile --json` prints."""

    def found(place, sector=CARE, **asked):
        area = reader.gazetteer.resolve(place, asked.get("as_at"))
        return as_json(profile(reader, area, sector=sector, **asked), edition.id, sector)

    return found


@pytest.fixture(scope="module")
def csv_rows(real_data):
    def rows(name: str, order: str) -> list[dict]:
        path = real_data / "cqc" / name
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8-sig") as text:
            wanted = [row for row in csv.DictReader(text) if row["Service / Population Group"] == "Overall"]
        return [row | {"on": _day(row, order)} for row in wanted if row["Domain"] == "Overall"]

    return {"then": rows(NATIONAL, "%d/%m/%Y"), "now": rows(LINCOLNSHIRE, "%m/%d/%Y")}


def _day(row: dict, order: str) -> date:
    text = row["Publication Date"]
    return datetime.strptime(text, order).replace(tzinfo=UTC).date() if text else date.min


def standing(rows: list[dict]) -> dict[str, dict]:
    """The row that each location counts with: the newest of its own, else the newest inherited one."""
    found = {}
    for row in sorted(rows, key=lambda row: (row["Inherited Rating (Y/N)"] != "Y", row["on"])):
        found[row["Location ID"]] = row
    return found


def is_care(row: dict) -> bool:
    return row["Location Primary Inspection Category"] in (HOMES, AT_HOME)


def mix(told: dict) -> dict[str, int]:
    return {row["rating"]: row["count"] for row in told["mix"]}


@pytest.mark.parametrize(
    ("place", "counts"),
    [("Coventry", (5, 109, 29, 2)), ("England", (1_090, 18_442, 3_337, 246))],
)
def test_ratings_of_2021_are_those_that_are_known(told, place, counts):
    found = told(place, as_at=IN_2021)
    assert mix(found) == dict(zip(LEVELS, counts, strict=True))
    assert (found["as_at"], found["rated"]) == ("2021-02-01", sum(counts))
    assert sum(row["share"] for row in found["mix"]) == pytest.approx(1)


def test_every_council_of_2021_has_the_ratings_that_its_rows_have(reader, csv_rows):
    wanted = Counter()
    for row in standing(csv_rows["then"]).values():
        if is_care(row) and row["Latest Rating"] in LEVELS:
            wanted[
                reader.gazetteer.council(row["Location Local Authority"], IN_2021).code, row["Latest Rating"]
            ] += 1
    councils = {code for code, _rating in wanted}
    stored = reader.figures(councils, IN_2021, f"{CARE}/overall/locations/")
    found = {(f.place, f.breakdown.split("/")[3]): f.value for f in stored if f.measure == "rating-count"}
    assert len(councils) == 151
    for code in councils:
        for level in LEVELS:
            assert found[code, slug(level)] == wanted[code, level], (code, level)


@pytest.mark.parametrize(("location", "rating"), [("1-7453047569", "Outstanding"), ("RX601", "Good")])
def test_a_location_with_two_ratings_counts_once_by_its_own_newest(edition, csv_rows, location, rating):
    published = [row for row in csv_rows["then"] if row["Location ID"] == location]
    own = [row["on"] for row in published if row["Inherited Rating (Y/N)"] != "Y"]
    found = edition.engine.rows(
        "select overall, published_on, inherited from register where location_id = $1 and snapshot = $2",
        [location, IN_2021],
    )
    assert len(published) == 2
    assert found == [{"overall": rating, "published_on": max(own), "inherited": False}]


def fold(name: str) -> str:
    return re.sub("[^a-z0-9]", "", name.lower())


def successors(then: dict[str, dict], now: dict[str, dict]) -> dict[str, str]:
    """Who followed whom, by name, postcode and category; or as the one care home of a postcode."""
    held, found = defaultdict(list), {}
    for row in (row for id, row in then.items() if id not in now):
        held[row["Location Post Code"].strip().upper(), row["Location Primary Inspection Category"]].append(
            row
        )
    came = Counter(
        (row["Location Post Code"].strip().upper(), row["Location Primary Inspection Category"])
        for id, row in now.items()
        if id not in then
    )
    for id in sorted(now.keys() - then.keys()):
        key = (now[id]["Location Post Code"].strip().upper(), now[id]["Location Primary Inspection Category"])
        named = [row for row in held[key] if fold(row["Location Name"]) == fold(now[id]["Location Name"])]
        alone = held[key] if key[1] == HOMES and len(held[key]) == came[key] == 1 else []
        for row in (named or alone)[:1]:
            found.setdefault(row["Location ID"], id)
    return found


def changes(then: dict[str, str], now: dict[str, str], heirs: dict[str, str]) -> Counter:
    """Better, same, worse, joined, left, followed; {location: rating} at both dates."""
    found, met = Counter(), set()
    for id, before in then.items():
        heir = id if id in now else heirs.get(id)
        met.add(heir)
        found[_kind(before, now[heir]) if heir in now else _gone("left", before)] += 1
        found["followed"] += heir in now and heir != id
    found.update(_gone("joined", after) for id, after in now.items() if id not in met)
    return found


def _gone(word: str, rating: str) -> str:
    return word if rating in LEVELS else f"{word}_unrated"


def _kind(before: str, after: str) -> str:
    if before not in LEVELS or after not in LEVELS:
        return {(True, False): "rating_withdrawn", (False, True): "first_rating"}.get(
            (before in LEVELS, after in LEVELS), "unrated_at_both"
        )
    moved = LEVELS.index(before) - LEVELS.index(after)
    return "better" if moved > 0 else "worse" if moved < 0 else "same"


def agrees(change: dict, wanted: Counter) -> None:
    kinds = ("better", "same", "worse", "joined", "left", "followed", "first_rating", "rating_withdrawn")
    assert {kind: change[kind] for kind in kinds} == {kind: wanted[kind] for kind in kinds}
    assert change["matched"] == sum(wanted[kind] for kind in ("better", "same", "worse"))
    assert sum(sum(row.values()) for row in change["table"].values()) == change["matched"]


def test_lincolnshires_change_is_what_the_two_files_say(told, csv_rows):
    then, now = standing(csv_rows["then"]), standing(csv_rows["now"])
    here = {
        id: row["Latest Rating"]
        for id, row in then.items()
        if is_care(row) and row["Location Local Authority"] == "Lincolnshire"
    }
    after = {id: row["Latest Rating"] for id, row in now.items() if is_care(row)}
    change = told("Lincolnshire")["change"]
    assert (change["from"], change["to"]) == ("2021-02-01", "2026-05-29")
    agrees(change, changes(here, after, successors(then, now)))
    assert (change["matched"], change["joined"], change["left"], change["followed"]) == (298, 51, 56, 26)


@pytest.fixture(scope="module")
def oldham(real_data) -> list[dict]:
    with gzip.open(real_data / "cqc" / OLDHAM, "rt", encoding="utf-8") as text:
        return json.load(text)


@pytest.fixture(scope="module")
def social_care(oldham) -> list[dict]:
    """Registered locations of adult social care that are not dormant."""
    return [one for one in oldham if active(one) and primary(one) in (HOMES, AT_HOME)]


def active(one: dict) -> bool:
    return one["registrationStatus"] == "Registered" and one.get("dormancy") != "Y"


def primary(one: dict) -> str:
    return next((c["name"] for c in one["inspectionCategories"] if c.get("primary") == "true"), "")


def rating_of(one: dict) -> str:
    """The overall rating; under the newer framework that of the one service group that is assessed."""
    groups = [g["rating"] for a in one.get("assessment") or () for g in a["ratings"]["asgRatings"]]
    overall = ((one.get("currentRatings") or {}).get("overall") or {}).get("rating")
    return overall or (groups[0] if len(groups) == 1 else "Not rated")


def test_oldhams_sectors_hold_the_services_that_the_payloads_name(reader, social_care):
    offered = Counter(
        chain.from_iterable({s["description"] for s in one["gacServiceTypes"]} for one in social_care)
    )
    homes = [one for one in social_care if primary(one) == HOMES]
    nursing = "Care home service with nursing"
    wanted = {
        CARE: len(social_care),
        "residential-care": len(homes),
        "home-care": offered["Domiciliary care service"],
        "supported-living": offered["Supported living service"],
        "extra-care": offered["Extra Care housing services"],
        "care-homes-with-nursing": sum(
            nursing in {s["description"] for s in one["gacServiceTypes"]} for one in homes
        ),
    }
    stored = reader.figures(["E08000004"], date(2025, 3, 13))
    found = {f.breakdown: f.value for f in stored if f.measure == "locations"}
    assert {sector: found[sector] for sector in wanted} == wanted
    assert wanted["home-care"] > wanted["supported-living"] > wanted["care-homes-with-nursing"] > 5


def test_oldhams_beds_and_ratings_are_those_of_the_payloads(told, reader, social_care):
    counted = Counter(rating_of(one) for one in social_care)
    found = told("Oldham")
    assert mix(found) == {level: counted[level] for level in LEVELS}
    assert found["unrated"] == len(social_care) - found["rated"]
    beds = reader.figures(["E08000004"], date(2025, 3, 13), CARE)
    (figure,) = [f for f in beds if f.measure == "beds" and f.breakdown == CARE]
    assert figure.value == sum(one["numberOfBeds"] for one in social_care)


def test_oldhams_change_is_what_the_file_and_the_payloads_say(told, csv_rows, oldham, social_care):
    then = {
        id: row["Latest Rating"]
        for id, row in standing(csv_rows["then"]).items()
        if is_care(row) and row["Location Local Authority"] == "Oldham"
    }
    now = {one["locationId"]: rating_of(one) for one in social_care}
    change = told("Oldham")["change"]
    agrees(change, changes(then, now, heirs_of(oldham, then, set(now))))
    assert (change["matched"], change["joined"], change["left"], change["followed"]) == (64, 9, 6, 5)


def heirs_of(payloads: list[dict], then: dict[str, str], now: set[str]) -> dict[str, str]:
    """Each earlier location's successor that stands now, step by step through CQC's own links."""
    links = defaultdict(set)
    for one in payloads:
        for link in one["relationships"]:
            pair = (link["relatedLocationId"], one["locationId"])
            before, after = pair if link["type"] == "HSCA Predecessor" else pair[::-1]
            links[before].add(after)
    found = {}
    for id in then:
        reached = {id}
        for _step in range(6):
            reached |= set(chain.from_iterable(links[one] for one in reached))
        for heir in sorted((reached & now) - set(then))[:1]:
            found[id] = heir
    return found


@pytest.mark.parametrize("place", ["Lincolnshire", "Oldham"])
def test_a_comparator_that_the_newest_snapshot_does_not_cover_gives_nothing(told, place):
    found = told(place, against=("england", "region", "neighbours", "core-cities"))
    assert len(found["comparators"]) == 4
    for group in found["comparators"]:
        assert (group["covered"], group["mix"], group["difference"]) == (False, None, None)
        assert group["reason"].startswith("this snapshot covers ")
        assert group["members"]


@pytest.mark.parametrize(
    ("place", "members"),
    [
        ("West Midlands", 14),
        ("WMCA", 7),
        ("North West", 23),
        ("England", 151),
        ("Cumbria", 1),
        ("North Yorkshire", 1),
    ],
)
def test_every_kind_of_place_has_a_profile_in_2021(told, reader, place, members):
    found = told(place, as_at=IN_2021)
    assert found["rated"] > 50
    assert len(reader.members(found["place"]["code"], IN_2021)) == members


REPORTS = {
    "Coventry": ("england", "region", "wmca", "neighbours", "core-cities", "Ours=E08000025,E08000031"),
    "Lincolnshire": None,
    "Oldham": None,
}


@pytest.mark.parametrize(
    "place", ["Oldham", *(pytest.param(p, marks=pytest.mark.release) for p in ("Coventry", "Lincolnshire"))]
)
def test_every_figure_in_a_report_is_traced_to_as_many_rows(reader, edition, tmp_path, place):
    made_from = [
        one | {"snapshot": date.fromisoformat(one["snapshot"]) if one["snapshot"] else None}
        for one in edition.manifest["inputs"]
    ]
    found = profile(reader, reader.gazetteer.resolve(place), against=REPORTS[place])
    paths = write(report_data(reader, found, {"id": edition.id, "made_from": made_from}), tmp_path, ("html",))
    page = Path(next(path for path in paths if str(path).endswith(".html"))).read_text(encoding="utf-8")
    ids = sorted(set(re.findall(r'data-figure="([^"]+)"', page)))
    assert len(ids) > 150
    for id in sample(6, ids):
        traced = trace(reader, id)
        assert traced.figure == found.figures[id]
        assert traced.rows or traced.parts or not traced.figure.value, id
        if traced.figure.unit == "locations":
            assert len(traced.rows) == traced.figure.value, id
        elif traced.figure.unit == "share" and "/beds/" not in id and not traced.parts:
            assert len(traced.rows) == traced.figure.numerator, id
