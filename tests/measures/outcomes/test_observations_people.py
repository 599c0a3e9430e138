"""Residents and deprivation of the small nation, against sums made one by one; its councils came, went and split."""

from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.place_books import book_of, tables_of
from tests.places import nation

from careplace.engine import Engine
from careplace.measures.outcomes import observing
from careplace.places.gazetteer import Gazetteer
from careplace.sources.places.tables import DEPRIVATION

BANDS = {
    "under-18": (0, 17),
    "18-to-64": (18, 64),
    "65-and-over": (65, 90),
    "75-and-over": (75, 90),
    "85-and-over": (85, 90),
}
PARTS = ("under-18", "18-to-64", "65-to-74", "75-to-84", "85-and-over")
# Who lived where in 2021, by the story of the nation and not by its tables.
HOME = {
    "E10000001": ["E07000001", "E07000002", "E07000003"],
    "E10000002": ["E07000004", "E07000005"],
    "E10000003": ["E07000006", "E07000007"],
    "E06000005": ["E06000005"],
    "E08000001": ["E08000001"],
    "E08000002": ["E08000002"],
    # Made of one whole district each, in 2023.
    "E06000001": ["E07000001"],
    "E06000002": ["E07000002"],
}
LATER = {"E06000001": ["E07000001"], "E06000002": ["E07000002"], "E06000003": ["E07000004", "E07000005"]}
LATER |= {"E06000004": ["E07000003", "E06000005"]} | {
    c: [c] for c in ("E07000006", "E07000007", "E08000001", "E08000002")
}
DOMAINS = ("overall", "income", "employment", "education", "health", "crime", "barriers", "environment")


def observed(folder, tables: dict, name: str) -> list[dict]:
    """The observations of one SQL file over these tables."""
    for table, held in (tables | Gazetteer.from_tables(tables).tables()).items():
        pq.write_table(held, folder / f"{table}.parquet")
    with Engine(threads=2) as engine:
        observing.see_for(engine, folder, f"observations/{name}.sql")
        engine.script(observing.PACKAGE, "observation.sql")
        engine.script(observing.PACKAGE, f"observations/{name}.sql")
        return engine.rows("select * from observation order by all")


@pytest.fixture(scope="module")
def residents(tmp_path_factory):
    rows = observed(tmp_path_factory.mktemp("people"), nation.tables(), "population")
    return {(row["place"], row["series"], row["breakdown"]): row for row in rows}


@pytest.fixture(scope="module")
def deprived(tmp_path_factory):
    rows = observed(tmp_path_factory.mktemp("poor"), nation.tables(), "deprivation")
    return {(row["place"], row["series"]): row for row in rows}


def people(districts: list[str], low: int = 0, high: int = 90) -> int:
    """Residents of these ages, counted one age at a time from the file's own numbers."""
    places = list(nation.PEOPLE)
    return sum(
        nation.PEOPLE[code] + age * (places.index(code) % 3)
        for code in districts
        for age in range(low, high + 1)
    )


@pytest.mark.parametrize("place", HOME)
def test_residents_are_those_of_the_districts(residents, place):
    assert residents[place, "residents", "all"]["value"] == people(HOME[place])
    for part, ages in BANDS.items():
        row = residents[place, f"share-{part}", "all"]
        assert (row["numerator"], row["denominator"]) == (people(HOME[place], *ages), people(HOME[place]))
        assert row["value"] == pytest.approx(people(HOME[place], *ages) / people(HOME[place]))


def test_the_parts_of_residents_are_everybody_once(residents):
    for place in HOME:
        parts = [residents[place, "residents", f"age:{part}"]["value"] for part in PARTS]
        assert sum(parts) == people(HOME[place])
    assert {key[2] for key in residents if key[1] == "residents"} == {
        "all",
        *(f"age:{part}" for part in PARTS),
    }


def test_older_people_for_each_100_of_working_age(residents):
    row = residents["E08000001", "old-age-dependency", "all"]
    assert row["value"] == pytest.approx(100 * people(["E08000001"], 65) / people(["E08000001"], 18, 64))


def test_england_and_the_regions_hold_every_district_once(residents):
    england = next(row for (_, series, part), row in residents.items()
                   if (series, part) == ("residents", "all") and row["place_kind"] == "nation")  # fmt: skip
    regions = [row["value"] for (_, series, part), row in residents.items()
               if (series, part) == ("residents", "all") and row["place_kind"] == "region"]  # fmt: skip
    assert england["value"] == people(list(nation.PEOPLE))
    assert len(regions) == 2
    assert sum(regions) == england["value"]


def test_a_council_that_was_there_before_under_another_code_is_told_once(residents):
    """Westshire was the county; Bigger City was put together from parts of which one is published as a council."""
    assert not {"E06000003", "E06000004"} & {place for place, *_ in residents}


def test_a_council_that_was_not_there_yet_says_whose_people_these_are(residents):
    reason = residents["E06000001", "residents", "all"]["reason"]
    assert reason.endswith("the people of the districts that became this council on 2023-04-01")


def test_the_year_is_the_one_in_the_file_s_name_and_else_said_to_be_guessed(residents, tmp_path):
    row = residents["E08000001", "residents", "all"]
    assert (row["period"], row["period_end"]) == ("2021", date(2021, 12, 31))
    assert row["reason"].startswith("the file does not name its year")
    named = nation.tables() | tables_of([book_of(nation.people(), "population20_ltla21.csv")])
    (row,) = [r for r in observed(tmp_path, named, "population")
              if (r["place"], r["series"], r["breakdown"]) == ("E08000001", "residents", "all")]  # fmt: skip
    assert (row["period"], row["reason"]) == ("2020", "")


def score(district: str, domain: str) -> float:
    return nation.SCORES[district] + 2 * DOMAINS.index(domain)


def average(districts: list[str], domain: str) -> float:
    """Each district's score as often as it has residents: the slow way to a weighted mean."""
    total = sum(people(LATER[code]) * score(code, domain) for code in districts)
    return total / sum(people(LATER[code]) for code in districts)


@pytest.mark.parametrize("domain", DOMAINS)
def test_deprivation_of_districts_is_weighted_by_their_people(deprived, domain):
    row = deprived["E10000003", domain]
    assert row["value"] == pytest.approx(average(["E07000006", "E07000007"], domain))
    assert row["numerator"] / row["denominator"] == pytest.approx(row["value"])
    assert row["reason"] == "average of 2 districts, weighted by residents: calculated by Careplace"


def test_a_council_that_is_a_district_has_the_published_score(deprived):
    row = deprived["E08000001", "overall"]
    assert (row["value"], row["reason"]) == (nation.SCORES["E08000001"], "")
    assert row["source_row"] is not None


def official(*rows: tuple[str, int, str, float]) -> dict[str, pa.Table]:
    """The nation's tables, with the publisher's own scores of councils: code, edition, domain, score."""
    origin = {"tier": "council", "year": 2019, "source": "f" * 64, "sheet": "IMD", "source_row": 7}
    given = [
        origin | {"code": code, "edition": edition, "domain": domain, "score": value}
        for code, edition, domain, value in rows
    ]
    tables = nation.tables()
    own = pa.Table.from_pylist(given, DEPRIVATION.schema)
    return tables | {"deprivation": pa.concat_tables([tables["deprivation"], own])}


def test_the_publisher_s_score_of_a_council_is_preferred_to_our_average(tmp_path, deprived):
    given = official(("E10000003", 2019, "overall", 99.125), ("E08000001", 2019, "overall", 99.5))
    rows = observed(tmp_path, given, "deprivation")
    found = {(row["place"], row["series"]): row for row in rows}
    county = found["E10000003", "overall"]
    assert (county["value"], county["reason"], county["status"]) == (99.125, "", "final")
    assert (county["source"], county["source_row"]) == ("f" * 12, 7)
    assert county["numerator"] / county["denominator"] == pytest.approx(99.125)
    assert found["E08000001", "overall"]["value"] == 99.5, "also where the council is a district"
    assert found["E10000003", "income"] == deprived["E10000003", "income"], (
        "a domain that is not given stays ours"
    )
    own = {("E10000003", "overall"), ("E08000001", "overall")}
    assert {key for key, row in found.items() if row != deprived[key]} == own


def test_an_edition_of_which_no_districts_are_known_has_councils_alone(tmp_path):
    """As 2015 has, with councils that have ended since."""
    given = official(("E10000001", 2015, "overall", 20.0), ("E10000003", 2015, "overall", 30.0))
    rows = observed(tmp_path, given, "deprivation")
    found = {row["place"]: row for row in rows if row["version"] == "2015"}
    assert {place: (row["value"], row["period"], row["status"]) for place, row in found.items()} == {
        "E10000001": (20.0, "2015", "final"),
        "E10000003": (30.0, "2015", "final"),
    }


def test_councils_made_of_whole_districts_weigh_by_the_people_of_them_all(deprived):
    assert deprived["E12000001", "overall"]["value"] == pytest.approx(
        average(["E06000001", "E06000002", "E06000004"], "overall")
    )
    (england,) = [
        row for (_, domain), row in deprived.items() if row["place_kind"] == "nation" and domain == "crime"
    ]
    assert england["value"] == pytest.approx(average(list(LATER), "crime"))


def test_the_edition_of_the_indices_is_version_and_period(deprived):
    assert {(row["version"], row["period"]) for row in deprived.values()} == {("2019", "2019")}


def test_districts_without_known_residents_have_no_average(tmp_path):
    tables = nation.tables()
    kept = [row for row in tables["population"].to_pylist() if row["code"] != "E07000006"]
    tables["population"] = tables["population"].from_pylist(kept, tables["population"].schema)
    (row,) = [
        r
        for r in observed(tmp_path, tables, "deprivation")
        if (r["place"], r["series"]) == ("E10000003", "overall")
    ]
    assert (row["value"], row["status"]) == (None, "missing")
    assert row["reason"] == "residents of 1 of its 2 districts are not known"
