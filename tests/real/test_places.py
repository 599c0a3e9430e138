"""Places on the published tables: every spelling, every code, and the facts of law that others rest on."""

import csv
import gzip
import io
import json
from collections import Counter
from datetime import date

import fastexcel
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.place_books import book_at, recognised, tables_of

from careplace.places import registry
from careplace.places.area import UnknownPlace
from careplace.places.facts import facts
from careplace.places.gazetteer import Gazetteer

pytestmark = pytest.mark.real

FEBRUARY_2021, NOW = date(2021, 2, 1), date(2026, 5, 29)
PLACES = ("places", "population", "deprivation")
EXPECTED = {
    "uk_local_authorities.csv": ("council-registry", 380),
    "lookup_name_to_registry.csv": ("council-spellings", 1749),
    "lookup_gss_to_registry.csv": ("council-codes", 483),
    "lookup_ltla23_region23.csv": ("district-regions", 296),
    "lookup_ltla23_utla23.csv": ("district-councils", 318),
    "lookup_ltla21_utla21.csv": ("district-councils", 331),
    "lookup_ltla23_cauth23.csv": ("district-combined-authorities", 53),
    "lookup_ltla22_icb22.csv": ("district-icbs", 321),
    "lookup_ltla_ltla.csv": ("district-changes", 3045),
    "lookup_ltla22_ltla23.csv": ("district-changes", 374),
    "population20_utla20.csv": ("population-by-age", 172 * 91),
    "population20_ltla21.csv": ("population-by-age", 331 * 91),
    "age_gender21_ltla21_ew.csv": ("census-age-and-sex", 331 * 6),
    "imd2019_england_ltla23.csv": ("deprivation-2019", 296 * 8),
    "imd2025_england_ltla24.csv": ("deprivation-2025", 296 * 8),
}


@pytest.fixture(scope="module")
def tables(real_data):
    return tables_of(
        book_at(path) for folder in PLACES for path in sorted((real_data / folder).glob("*.csv"))
    )


@pytest.fixture(scope="module")
def gazetteer(tables):
    return Gazetteer.from_tables(tables)


def rows(path):
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def council(gazetteer, text, on=None):
    return gazetteer.resolve(text, on, ("council",))


@pytest.mark.parametrize("name", EXPECTED)
def test_each_file_is_recognised_and_read_whole(real_data, name):
    book = book_at(next(real_data.glob(f"*/{name}")))
    key, count = EXPECTED[name]
    publication = recognised(book)
    assert publication.key == key
    (table,) = publication.read(book, None).tables.values()
    assert table.num_rows == count


def test_only_the_spelling_that_stands_twice_is_dropped(real_data):
    for path in (next(real_data.glob(f"*/{name}")) for name in EXPECTED):
        book = book_at(path)
        notes = recognised(book).read(book, None).notes
        assert bool(notes) == (path.name == "lookup_name_to_registry.csv"), notes
    published = rows(next(real_data.glob("*/lookup_name_to_registry.csv")))
    lines = Counter(tuple(row.values()) for row in published)
    assert [line for line, count in lines.items() if count > 1] == [("Dorset Council", "DST")]


def test_no_other_published_csv_is_taken_for_one_of_ours(real_data):
    others = [path for path in real_data.glob("*/*.csv") if path.name not in EXPECTED]
    assert others
    for path in others:
        if path.stat().st_size < 1_000_000:
            assert recognised(book_at(path)) is None, path.name


class TestSpellings:
    def test_all_councils_of_the_ratings_of_2021(self, real_data, gazetteer):
        published = rows(real_data / "cqc" / "latest_ratings_england_2021-02.csv.gz")
        names = {row["Location Local Authority"] for row in published}
        codes = gazetteer.codes(names, FEBRUARY_2021)
        standing = {
            a.code for a in gazetteer.areas.values() if a.kind == "council" and a.stands(FEBRUARY_2021)
        }
        assert len(names) == len(set(codes.values())) == 151
        assert set(codes.values()) == standing

    def test_their_regions_are_ours(self, real_data, gazetteer):
        published = rows(real_data / "cqc" / "latest_ratings_england_2021-02.csv.gz")
        for name, region in {(r["Location Local Authority"], r["Location Region"]) for r in published}:
            if region in ("Unspecified", "(pseudo) Wales"):
                continue
            area = council(gazetteer, name, FEBRUARY_2021)
            assert gazetteer.resolve(region, FEBRUARY_2021, ("region",)) in gazetteer.parents(
                area, FEBRUARY_2021
            )

    def test_lincolnshire_of_2026(self, real_data, gazetteer):
        published = rows(real_data / "cqc" / "latest_ratings_lincolnshire_2026-05.csv")
        names = {row["Location Local Authority"] for row in published}
        assert gazetteer.codes(names, NOW) == {"Lincolnshire": "E10000019"}

    def test_the_authorities_that_cqc_assessed(self, real_data, gazetteer):
        published = rows(real_data / "cqc" / "council_assessments_to_2025-10.csv")
        codes = gazetteer.codes([row["authority_name"] for row in published], date(2025, 10, 1))
        assert len(set(codes.values())) == len(published) == 72
        assert codes["London Borough of Hounslow"] == "E09000018"
        assert codes["Stoke"] == "E06000021"

    def test_ascof_names_mean_ascof_codes(self, real_data, gazetteer):
        book = fastexcel.read_excel(real_data / "ascof" / "ascof_2024_25.ods")
        table = book.load_sheet("Table_6b", header_row=None, dtypes="string").to_arrow()
        published = [
            (row["column_1"], row["column_2"])
            for row in table.select([1, 2]).rename_columns(["column_1", "column_2"]).to_pylist()
        ]
        pairs = {(name, code) for name, code in published if code in gazetteer.areas}
        assert len(pairs) > 160
        for name, code in pairs:
            known = gazetteer.areas[code]
            if known.kind == "council":
                same = {known.code, *(area.code for area in gazetteer.lineage.line(known))}
                assert {area.code for area in gazetteer.candidates(name, ("council",))} & same, name

    def test_oflog_names_mean_oflog_codes(self, real_data, gazetteer):
        published = rows(real_data / "ascof" / "oflog_ASC_data.csv")
        for name, code in {(r["Local authority name"], r["Local authority code"]) for r in published}:
            assert code in {area.code for area in gazetteer.candidates(name)}, name

    def test_delayed_transfers(self, real_data, gazetteer):
        published = rows(real_data / "dtoc" / "DToC_Days_Responsible_Organisation.csv")
        names = {row["Name"] for row in published} - {"England"}
        assert len(names) == 151
        for name in names:
            assert gazetteer.candidates(name, ("council",)), name

    def test_the_api_and_the_boundaries(self, real_data, gazetteer):
        locations = json.loads(
            gzip.decompress((real_data / "cqc/api/oldham_locations_2025-03.json.gz").read_bytes())
        )
        names = {location["localAuthority"] for location in locations if location.get("localAuthority")}
        assert gazetteer.codes(names, date(2025, 3, 1))["Oldham"] == "E08000004"

    @pytest.mark.parametrize(
        ("name", "code"),
        [
            ("Bristol, City of", "E06000023"),
            ("Herefordshire, County of", "E06000019"),
            ("Kingston upon Hull, City of", "E06000010"),
            ("St. Helens", "E08000013"),
            ("Bournemouth Christchurch and Poole", "E06000058"),
            ("Isles of Scilly", "E06000053"),
            ("City of London", "E09000001"),
            ("Telford and the Wrekin", "E06000020"),
            ("Medway Towns", "E06000035"),
            ("Durham", "E06000047"),
            ("Bedford Borough", "E06000055"),
        ],
    )
    def test_spellings_that_trip_readers(self, gazetteer, name, code):
        assert council(gazetteer, name).code == code

    def test_every_spelling_of_the_registry_leads_to_its_council(self, gazetteer, tables):
        known = registry.drawn(tables, facts())
        for row in tables["council_spelling"].to_pylist():
            if row["registry_code"] in known.codes:
                found = {area.code for area in gazetteer.candidates(row["spelling"])}
                assert found & set(known.codes[row["registry_code"]]), row["spelling"]

    def test_no_name_means_two_councils_or_districts_on_one_day(self, gazetteer):
        days = sorted(
            {area.from_date for area in gazetteer.areas.values() if area.from_date} | {FEBRUARY_2021, NOW}
        )
        for on in days:
            for folded, codes in gazetteer.names.items():
                local = [c for c in codes if gazetteer.areas[c].kind in ("council", "district")]
                standing = [code for code in local if gazetteer.areas[code].stands(on)]
                assert len(standing) < 2, f"{folded} on {on}: {standing}"

    def test_every_area_is_found_by_its_own_name_while_it_stood(self, gazetteer):
        for area in gazetteer.areas.values():
            on = area.to_date and date.fromordinal(area.to_date.toordinal() - 1)
            assert gazetteer.resolve(area.name, on, (area.kind,)) == area
            assert gazetteer.resolve(area.code, on) == area


class TestThroughTime:
    @pytest.mark.parametrize(
        ("on", "count"),
        [
            ("2018-01-01", 152),
            ("2019-04-01", 151),
            ("2021-02-01", 151),
            ("2021-04-01", 152),
            ("2023-04-01", 153),
        ],
    )
    def test_how_many_councils_there_were(self, gazetteer, on, count):
        assert len(gazetteer.group("england", None, date.fromisoformat(on)).members) == count

    @pytest.mark.parametrize(
        ("code", "on", "then"),
        [
            ("E10000023", "2024-01-01", "E06000065"),
            ("E06000065", "2021-01-01", "E10000023"),
            ("E10000027", "2024-01-01", "E06000066"),
            ("E10000002", "2024-01-01", "E06000060"),
            ("E06000028", "2024-01-01", "E06000058"),
            ("E08000020", "2021-01-01", "E08000037"),
            ("E06000057", "2012-01-01", "E06000048"),
            ("E08000039", "2021-02-01", "E08000019"),
        ],
    )
    def test_rolled_where_whole(self, gazetteer, code, on, then):
        assert gazetteer.as_at(code, date.fromisoformat(on)).code == then

    @pytest.mark.parametrize(
        ("code", "on"),
        [
            ("E10000006", "2024-01-01"),
            ("E10000021", "2022-01-01"),
            ("E10000009", "2020-01-01"),
            ("E06000063", "2021-01-01"),
            ("E06000058", "2018-01-01"),
            ("E06000059", "2018-01-01"),
        ],
    )
    def test_not_rolled_where_split_or_put_together(self, gazetteer, code, on):
        with pytest.raises(UnknownPlace):
            gazetteer.as_at(code, date.fromisoformat(on))

    def test_districts_go_where_the_lookup_says(self, gazetteer, tables):
        for row in tables["district_change"].to_pylist():
            if row["district"] in gazetteer.areas:
                on = date(row["later_year"], 12, 31)
                later = gazetteer.areas[row["later"]]
                assert gazetteer.as_at(row["district"], on) in gazetteer.lineage.line(later), row

    def test_councils_of_each_lookups_year_are_ours(self, gazetteer, tables):
        for year, on in ((2021, date(2021, 12, 31)), (2023, date(2023, 12, 31))):
            published = [r for r in tables["district_council"].to_pylist() if r["year"] == year]
            english = {row["council"] for row in published if row["council"].startswith("E")}
            ours = gazetteer.group("england", None, on).codes
            assert english == set(ours)

    def test_successors_begin_when_the_registry_says_they_did(self, gazetteer, tables):
        starts = {row["code"]: row["start_date"] for row in tables["council_registry"].to_pylist()}
        recoded = {entry["later"] for entry in facts().recode}
        for succession in gazetteer.successions:
            if succession.successor not in recoded and starts.get(succession.successor):
                assert starts[succession.successor] == succession.on

    @given(data=st.data())
    def test_forward_then_back(self, gazetteer, data):
        councils = sorted(a.code for a in gazetteer.areas.values() if a.kind == "council")
        area = gazetteer.areas[data.draw(st.sampled_from(councils))]
        on = data.draw(st.dates(date(2009, 5, 1), NOW))
        start = area.to_date and date.fromordinal(area.to_date.toordinal() - 1)
        there = gazetteer.lineage.roll(area, on)
        back = there and gazetteer.lineage.roll(there, start)
        assert back in (None, area)

    def test_forest_heath_lay_in_suffolk(self, gazetteer):
        assert gazetteer.resolve("Forest Heath", FEBRUARY_2021.replace(year=2019)).council == "E10000029"

    def test_a_district_that_ended_lay_in_its_successors_county(self, gazetteer):
        for s in gazetteer.successions:
            earlier, later = gazetteer.areas[s.code], gazetteer.areas[s.successor]
            if earlier.kind == later.kind == "district":
                assert earlier.council == later.council

    def test_every_correction_is_still_needed(self, tables):
        published = {row["registry_code"]: row for row in tables["council_registry"].to_pylist()}
        for entry in facts().correction:
            assert published[entry["registry_code"]][entry["field"]] == entry["found"], entry


class TestGroups:
    def test_west_midlands_combined_authority_has_its_seven(self, gazetteer):
        group = gazetteer.group("wmca", council(gazetteer, "Coventry"), FEBRUARY_2021)
        names = [area.name for area in group.members]
        assert names == [
            "Birmingham",
            "Coventry",
            "Dudley",
            "Sandwell",
            "Solihull",
            "Walsall",
            "Wolverhampton",
        ]
        assert gazetteer.group("west-midlands").kind == "region"

    def test_every_council_is_in_one_region_on_every_day_that_matters(self, gazetteer):
        for on in (date(2012, 1, 1), date(2018, 6, 1), FEBRUARY_2021, date(2022, 1, 1), NOW):
            regions = [a for a in gazetteer.areas.values() if a.kind == "region"]
            members = Counter(c for region in regions for c in gazetteer.group(region.name, None, on).codes)
            assert set(members) == set(gazetteer.group("england", None, on).codes)
            assert set(members.values()) == {1}

    def test_counties_of_2021_are_in_their_regions(self, gazetteer):
        assert "E10000006" in gazetteer.group("north-west", None, FEBRUARY_2021).codes
        assert "E10000021" in gazetteer.group("east-midlands", None, FEBRUARY_2021).codes
        assert {"E10000007", "E10000019"} <= set(gazetteer.group("east-midlands").codes)

    def test_combined_authorities_agree_with_the_lookup_of_2023(self, gazetteer, tables):
        published: dict[str, set] = {}
        for row in tables["district_combined_authority"].to_pylist():
            area = gazetteer.areas[row["district"]]
            published.setdefault(row["combined_authority"], set()).add(area.council or area.code)
        for code, councils in published.items():
            assert set(gazetteer.group(code, None, date(2023, 12, 31)).codes) == councils

    @pytest.mark.parametrize(
        ("spec", "on", "count"),
        [
            ("gmca", "2021-02-01", 10),
            ("lcr", "2021-02-01", 6),
            ("cpca", "2021-02-01", 2),
            ("neca", "2017-01-01", 7),
            ("neca", "2020-01-01", 4),
            ("nemca", "2025-01-01", 7),
            ("ynyca", "2024-06-01", 2),
            ("emcca", "2025-06-01", 4),
        ],
    )
    def test_combined_authorities_through_time(self, gazetteer, spec, on, count):
        assert len(gazetteer.group(spec, None, date.fromisoformat(on)).members) == count

    def test_core_cities(self, gazetteer):
        group = gazetteer.group("core-cities", None, FEBRUARY_2021)
        names = {area.name for area in group.members}
        assert {"Birmingham", "Bristol", "Leeds", "Liverpool", "Manchester", "Newcastle upon Tyne"} < names
        assert len(names) == 8
        assert "Cardiff" in group.notes[0]

    def test_every_council_has_a_board(self, gazetteer):
        for area in gazetteer.group("england", None, NOW).members:
            assert area in gazetteer.group("icb", area, NOW).members
        coventry = gazetteer.group("icb", council(gazetteer, "Coventry"))
        assert [area.name for area in coventry.members] == ["Coventry", "Warwickshire"]


class TestNeighbours:
    def test_everyone_but_the_two_has_fifteen(self, gazetteer):
        standing = {area.code for area in gazetteer.group("england").members}
        assert standing - set(gazetteer.near) == {"E06000053", "E09000001"}
        assert {len(near) for near in gazetteer.near.values()} == {15}

    def test_they_are_plausible(self, gazetteer):
        names = [
            area.name for area in gazetteer.group("neighbours", council(gazetteer, "Hartlepool")).members
        ]
        assert {"Redcar and Cleveland", "South Tyneside"} & set(names)
        shires = [area.name for area in gazetteer.group("neighbours", council(gazetteer, "Essex")).members]
        assert shires[0] in ("Kent", "Hampshire")

    def test_of_2021_under_the_codes_of_2021(self, gazetteer):
        standing = set(gazetteer.group("england", None, FEBRUARY_2021).codes)
        for area in gazetteer.group("england", None, FEBRUARY_2021).members:
            if area.name not in ("Cumbria", "Northamptonshire", "Isles of Scilly", "City of London"):
                group = gazetteer.group("neighbours", area, FEBRUARY_2021)
                assert set(group.codes) <= standing
                left_out = group.notes[-1].count("(E") if "Left out" in group.notes[-1] else 0
                assert len(group.members) + left_out == 15


def test_an_edition_reads_back_the_same(gazetteer):
    kept = gazetteer.tables()
    again = Gazetteer.from_edition(kept).tables()
    assert all(table.equals(again[name]) for name, table in kept.items())
