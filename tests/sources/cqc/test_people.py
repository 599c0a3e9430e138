"""People and partners who are providers are called by their number in every table that could name them."""

import re

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.sources.cqc.api.payloads import location, provider
from tests.sources.cqc.api.test_reader import read as read_api

from careplace.engine import Engine
from careplace.sources.books import open_book
from careplace.sources.cqc import people
from careplace.sources.cqc.files import ACTIVE, DEACTIVATED, DIRECTORY, RATINGS
from careplace.sources.cqc.people import variables

KINDS = pytest.mark.parametrize(
    ("ownership", "called"),
    [
        ("Individual", "Individual/partnership provider {}"),
        ("Partnership", "Individual/partnership provider {}"),
        ("Organisation", "A B Example"),
        ("NHS Body", "A B Example"),
        (None, "A B Example"),
    ],
)


@KINDS
@pytest.mark.parametrize("publication", [ACTIVE, DEACTIVATED])
def test_in_cqcs_files(request, ods, readme, gazetteer, publication, ownership, called):
    rows = request.getfixturevalue("active" if publication is ACTIVE else "deactivated")
    sheet = rows({"Provider Name": "A B Example", "Provider Ownership Type": ownership})
    reading = publication.read(open_book(ods({"README": readme, "Locations": sheet})), gazetteer)
    for table in reading.tables.values():
        [row] = table.to_pylist()
        assert row["provider_name"] == called.format(row["provider_id"])


@KINDS
def test_in_the_api(tmp_path, ownership, called):
    named = provider(name="A B Example", ownershipType=ownership)
    left = location("1-101", registrationStatus="Deregistered", deregistrationDate="2020-01-01")
    reading = read_api(tmp_path, named, location(), left)
    told = [
        row["provider_name"]
        for table in reading.tables.values()
        if "provider_name" in table.column_names
        for row in table.to_pylist()
    ]
    assert len(told) == 3
    assert set(told) == {called.format("1-9")}


PEOPLE = (
    "Mr A Example",
    "Mrs Bo Example & Mr Cy Example",
    "A Example and Miss B Example",
    "Dr. Example",
    "A Example",
    "AB Example",
    "A.B. Example",
    "A,B & C Example",
    "D E & J Example-Sample",
    "Ann Example",
    "Ann O'Example",
    "Ann Bo Example OBE",
    "Ann Example and Bo Example",
    "Ann Example, Bo Example, Cy Example",
    "Ann & Bo Example",
    "Example and Sample",
    "A Example and Partners",
    "Example & Partner",
    "The Surgery - Dr Example and Partners",
    "High Street Medical Centre - A Example",
    "High Street Surgery - Example B",
)
ORGANISATIONS = (
    "Example Care Limited",
    "Push Dr Limited",
    "The Dr Example Memorial Home Limited",
    "Dr Example & Partners Ltd",
    "Example Medical Practice",
    "Example Surgery and Partners",
    "Everycare",
    "Ash House",
    "The Firs",
    "Example",
    "EXAMPLE HOMES",
    "H I C A",
    "Turning Point",
    "marie curie",
    "Example Borough Council",
    "Example C.I.C.",
    "GP Direct",
    "High Street Surgery - Example Town",
    "Example Trust - Kent DCA",
    "Individual/partnership provider 1-201",
)


@pytest.fixture(scope="module")
def engine():
    with Engine() as engine:
        people.install(engine)
        yield engine


def renamed(engine, providers, locations=("Ash House",), ownership=...) -> list[tuple]:
    """(provider, location) as they are called, of one sheet in which they stand row by row."""
    count = max(len(providers), len(locations))
    cells = {
        "location_id": ["1-101"] * count,
        "location_name": pa.array([*locations] * (count // len(locations)), pa.string()),
        "provider_id": ["1-201"] * count,
        "provider_name": pa.array([*providers] * (count // len(providers)), pa.string()),
        "source_row": range(count),
    }
    cells |= {} if ownership is ... else {"ownership": pa.array([*ownership], pa.string())}
    rows = people.called(engine, pa.table(cells)).to_pylist()
    return [(row["provider_name"], row["location_name"]) for row in rows]


def providers_called(engine, names, **how) -> dict:
    called = [provider for provider, _location in renamed(engine, names, **how)]
    return dict(zip(names, called, strict=True))


def test_people_are_known_by_their_names_where_no_ownership_is_stated(engine):
    assert providers_called(engine, PEOPLE) == dict.fromkeys(PEOPLE, "Individual/partnership provider 1-201")


def test_organisations_keep_their_names(engine):
    assert providers_called(engine, ORGANISATIONS) == {name: name for name in ORGANISATIONS}


def test_ownership_settles_it(engine):
    names = [*PEOPLE, *ORGANISATIONS]
    stated = providers_called(engine, names, ownership=["Organisation"] * len(names))
    assert stated == {name: name for name in names}
    stated = providers_called(engine, names, ownership=["Partnership"] * len(names))
    assert set(stated.values()) == {"Individual/partnership provider 1-201"}


def test_where_ownership_is_blank_a_title_settles_it(engine):
    expected = {
        "Mr A Example": "Individual/partnership provider 1-201",
        "Dr Example Limited": "Dr Example Limited",
        "A Example": "A Example",
        None: None,
    }
    assert providers_called(engine, list(expected), ownership=[None] * len(expected)) == expected
    assert providers_called(engine, [None, "Ash"], ownership=["Individual", "individual "]) == {
        None: None,
        "Ash": "Individual/partnership provider 1-201",
    }


LOCATIONS = [
    ("Dr Example", "Dr Example", "Individual/partnership location 1-101"),
    (
        "Dr Example & Partners",
        "Individual/partnership provider 1-201",
        "Individual/partnership location 1-101",
    ),
    ("Mr A Example - High Street Lees", "Mr A Example", "Individual/partnership location 1-101"),
    ("Ann & Bo Example", "Ann & Bo Example", "Individual/partnership location 1-101"),
    ("A.B. Example & Partners", "A.B.Example & Partners", "Individual/partnership location 1-101"),
    ("Example Road - Dr Example", "Example Road - Dr Example", "Individual/partnership location 1-101"),
    ("The Surgery - Dr Example and Partners", "Example Ltd", "The Surgery"),
    ("High Street Surgery, Dr A Example & Dr B Example", "Example Ltd", "High Street Surgery"),
    (
        "Example Medical Practice (formerly Dr Sample & Partners)",
        "Example Ltd",
        "Example Medical Practice",
    ),
    ("High Street Medical Centre - AB Example", "Example Ltd", "High Street Medical Centre"),
    ("Dr Example's Medical Practice", "Dr Example's Medical Practice", "Dr Example's Medical Practice"),
    ("Ann Example", "Example Homes Limited", "Ann Example"),
    ("Oaklands", "Ann Example", "Oaklands"),
    ("Oaklands Court", "Oaklands Court", "Oaklands Court"),
    ("Dame Alice Court", "Example Borough Council", "Dame Alice Court"),
    ("Example Doctors Surgery", "Example Doctors Surgery", "Example Doctors Surgery"),
    ("Push Dr Limited", "Push Dr Limited", "Push Dr Limited"),
    ("Example Services - Durham DCA", "Example Services", "Example Services - Durham DCA"),
    (None, "Ann Example", None),
]
"""(location, its provider, what the location is called)"""


def test_locations_named_after_people(engine):
    locations, providers, expected = zip(*LOCATIONS, strict=True)
    called = [location for _provider, location in renamed(engine, providers, locations)]
    assert list(zip(locations, called, strict=True)) == list(zip(locations, expected, strict=True))


WORD = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=9).map(str.capitalize)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=examples(10)
)
@given(st.lists(st.tuples(st.sampled_from(["Mr", "Mrs.", "Miss", "DR", "Prof"]), WORD, WORD), min_size=1))
def test_a_title_before_any_name_is_found(engine, drawn):
    names = [f"{title} {first} {last}" for title, first, last in drawn]
    names += [f"A {last} and {title} {first}" for title, first, last in drawn]
    legal = re.compile(variables()["legal_form"])
    called = providers_called(
        engine, list(dict.fromkeys(name for name in names if not legal.search(name))) or ["Mr A"]
    )
    assert set(called.values()) == {"Individual/partnership provider 1-201"}


def test_in_ratings_and_the_directory_and_the_text_that_is_kept(
    ods, csv_file, ratings, provider_ratings, directory
):
    named = {"Provider Name": "Ann Example and Miss Bo Example", "Location Name": "Dr Example & Partners"}
    providers = provider_ratings({"Provider Name": named["Provider Name"]})
    rated = {"Locations": ratings(named, {"Location ID": "1-102"}), "Providers": providers}
    listed = directory(
        {
            "Name": "Dr Example & Partners",
            "Also known as": "Ann Example's surgery",
            "Provider name": "Ann Example and Miss Bo Example",
        }
    )
    readings = [
        RATINGS.read(open_book(ods(rated, name="01_February_2021_Latest_ratings.ods")), None),
        DIRECTORY.read(open_book(csv_file(listed, name="07_October_2026_CQC_directory.csv")), None),
    ]
    for reading in readings:
        for table in (*reading.tables.values(), *reading.text.values()):
            assert "Example" not in str(table.to_pylist())
        assert all("Individual/partnership provider" in str(t.to_pylist()) for t in reading.text.values())
    [one, other] = readings[0].tables["cqc_rating"].to_pylist()
    assert (one["location_name"], one["source_row"]) == ("Individual/partnership location 1-101", 2)
    assert (other["location_name"], other["provider_name"]) == ("Ash House", "Ash Care Limited")


def test_text_is_replaced_at_its_row_under_blank_rows_and_notices(csv_file, directory):
    rows = directory({}, {"CQC Location ID (for office use only)": "1-102", "Provider name": "Mr A Example"})
    sheet = [["A notice"], rows[0], rows[1], [None] * len(rows[0]), rows[2]]
    reading = DIRECTORY.read(open_book(csv_file(sheet, name="07_October_2026_CQC_directory.csv")), None)
    text = reading.text["care_directory"]
    named = dict(zip(text["source_row"].to_pylist(), text["Provider name"].to_pylist(), strict=True))
    assert named == {3: "Ash Care Limited", 4: None, 5: "Individual/partnership provider 1-201"}


def test_locations_of_the_api(tmp_path):
    payloads = [
        provider("1-9", name="Ann Example", ownershipType="Individual"),
        location("1-1", name="Ann Example"),
        location("1-2", name="Mr A Example - High Street"),
        location("1-3", name="Oaklands"),
    ]
    reading = read_api(tmp_path, *payloads)
    assert [row["location_name"] for row in reading.tables["cqc_location"].to_pylist()] == [
        "Individual/partnership location 1-1",
        "Individual/partnership location 1-2",
        "Oaklands",
    ]


def test_the_reviewed_lists_are_needed():
    """An organisation that is listed would else be taken for people; ids are ids."""
    for name in variables()["organisations"]:
        assert re.fullmatch(r"[\w\s.',&]+", name)
    for id in variables()["people"]:
        assert re.fullmatch(r"1-\d+", id)
