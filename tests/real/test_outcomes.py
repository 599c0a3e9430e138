"""Outcomes of real places: what is said of them, against numbers read off the published files by hand."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from careplace.editions.opening import open_edition
from careplace.engine import Engine
from careplace.measures import tracing
from careplace.measures.outcomes import figures
from careplace.measures.outcomes.groups import members
from careplace.measures.outcomes.periods import span
from careplace.measures.outcomes.profile import outcomes
from careplace.measures.reader import Reader
from careplace.publish.outcomes import Outcome

pytestmark = pytest.mark.real
FILES = (
    "ascof_2024_25.ods",
    "oflog_ASC_data.csv",
    "DToC_Days_Reason_for_Delay.csv",
    "population20_ltla21.csv",
)
ENGLAND, PLYMOUTH, NOTTINGHAM, NEW, SOMERSET = "E92000001", "E06000026", "E06000018", "E06000064", "E06000066"
CALLED = {"better", "worse", "higher", "lower"}


@pytest.fixture(scope="module")
def reader(tmp_path_factory, read, gazetteer):
    """An edition's tables and figures of outcomes, without a register of providers."""
    folder = tmp_path_factory.mktemp("edition")
    (folder / "tables").mkdir()
    for tables in (*(read(name).tables for name in FILES), gazetteer.tables()):
        for name, rows in tables.items():
            pq.write_table(rows, folder / "tables" / f"{name}.parquet")
    with Engine() as engine:
        figures.build(engine, folder / "tables", folder / "figures", lambda *_: None)
    with Engine() as engine:
        engine.register("snapshot", pa.table({"snapshot": pa.array([], pa.date32())}))
        yield Reader(engine, folder, gazetteer)


@pytest.fixture(scope="module")
def told(reader):
    def of(place, **asked):
        return outcomes(reader, reader.gazetteer.areas[place], **asked)

    return of


@pytest.fixture(scope="module")
def everyone(reader, told):
    """The outcomes of every council that stands."""
    return [
        told(code) for code, a in sorted(reader.gazetteer.areas.items()) if a.kind == "council" and a.stands()
    ]


def test_plymouths_delayed_days_are_those_of_twelve_rows(reader, told):
    year = next(
        f for f in told(PLYMOUTH).figures.values() if f.id == f"delayed-days-rate/{PLYMOUTH}/2018-19/all"
    )
    found = tracing.trace(reader, year.id)
    days = [row for row in found.rows if row["part"] == "delayed days"]
    assert len(days) == 12
    assert sum(row["numerator"] for row in days) == year.numerator == 11_970
    assert {row["name"] for row in days} == {"Plymouth"}
    (adults,) = (row for row in found.rows if row["part"] == "adults")
    assert adults["denominator"] * adults["weight"] == year.denominator
    assert (adults["called"], adults["weight"]) == ("Plymouth", 365)


def test_plymouths_delays_fell_and_the_chart_says_so(told):
    delayed = told(PLYMOUTH).measure("delayed-days-rate-month")
    assert (delayed.latest.period, delayed.control.variation) == ("2019-12", "improvement")
    assert len(delayed.control.points) == 36


def test_nottingham_beside_the_core_cities(reader, told):
    """The sums of the eight councils' parts in the workbook."""
    one = told(NOTTINGHAM, against=["core-cities"]).measure("ascof-2d2-offered-reablement")
    (group,) = one.groups
    councils = members(reader, "core-cities", span("2024-25", "financial year")[1])
    parts = [figure for figure in one.everyone if figure.place in councils]
    assert len(parts) == 8
    assert group.figure.numerator == sum(part.numerator for part in parts)
    assert group.figure.value == group.figure.numerator / sum(part.denominator for part in parts)
    assert (group.difference.method.split(",")[0], group.difference.reason) == ("Newcombe", "better")
    assert tracing.trace(reader, group.figure.id).parts == tuple(
        f"{one.measure.id}/{code}/2024-25/all" for code in councils
    )


def test_a_council_made_in_2023_has_no_earlier_series(told):
    life = told(NEW).measure("ascof-1a-quality-of-life")
    assert [figure.period for run in life.segments for figure in run] == ["2023-24", "2024-25"]
    assert life.trend.reason.startswith("cannot be calculated: 2 of the five years")
    assert told(NEW).measure("delayed-days-rate").latest is None


def test_a_council_that_changed_its_code_keeps_its_series(told):
    life = told(SOMERSET).measure("ascof-1a-quality-of-life")
    assert life.segments[0][0].period == "2015-16"
    assert {figure.place for figure in life.segments[0]} == {"E10000027", SOMERSET}


def test_a_difference_is_called_only_where_its_interval_leaves_nought_out(everyone):
    seen = set()
    for data in everyone:
        for figure in data.figures.values():
            if figure.measure == "outcome-difference" and figure.lower95 is not None:
                seen.add(figure.reason)
                assert figure.verdict == figure.reason
                assert (figure.reason in CALLED) == (not figure.lower95 <= 0 <= figure.upper95), figure.id
                assert (
                    figure.lower998 is None
                    or figure.lower998 <= figure.lower95 <= figure.value <= figure.upper95
                )
    assert seen >= {"better", "worse", "no clear difference"}


def test_over_all_councils_a_quarter_is_in_the_worst_quarter(everyone):
    likely: dict[tuple, list] = {}
    for data in everyone:
        for section in data.sections:
            for one in section.measures:
                if one.worst and one.latest.period == "2024-25":
                    likely.setdefault((one.measure.id, len(one.everyone)), []).append(one.worst.value)
    whole = {key: values for key, values in likely.items() if None not in values and len(values) == key[1]}
    assert len(whole) >= 10
    for (id, councils), values in whole.items():
        # Equal values without an interval's width to part them can put more than a quarter in it.
        assert councils / 4 - 1 <= sum(values) <= councils / 4 * 1.6, id


def test_nothing_places_a_council_by_rank(everyone):
    words = " ".join(
        {f"{f.measure} {f.reason} {f.method}" for data in everyone for f in data.figures.values()}
    )
    assert not {"rank", "ranked", "league", "position"} & set(words.lower().split())


@pytest.mark.parametrize("place", [PLYMOUTH, NOTTINGHAM, NEW, SOMERSET, "E12000009", ENGLAND])
def test_every_reckoned_figure_is_traced(reader, told, place):
    data = told(place, against=["england", "core-cities"])
    reckoned = [
        f for f in data.figures.values() if f.measure.startswith("outcome-") or f.query == "groups.py"
    ]
    assert reckoned
    for figure in reckoned:
        found = tracing.trace(reader, figure.id)
        assert found.figure == figure


@pytest.mark.parametrize(
    "measure", ["ascof-3a-control", "ascof-2b-admissions-18-to-64", "oflog-asc7-turnover"]
)
def test_a_published_value_is_traced_to_its_one_row(reader, told, measure):
    latest = told(NOTTINGHAM).measure(measure).latest
    (row,) = tracing.trace(reader, latest.id).rows
    published = row.get("outcome", row.get("value"))
    assert latest.value == pytest.approx(published / (100 if latest.unit == "share" else 1))
    assert row["council"] == NOTTINGHAM


def test_neighbours_are_compared_wherever_england_is(real_home):
    """Added up or by the median and range of the councils; counts that have no interval are the only ones left out."""
    with open_edition(real_home) as edition:
        reader = Reader(edition.engine, edition.folder, edition.gazetteer)
        area = reader.gazetteer.resolve("Coventry")
        data = outcomes(reader, area, against=("england", "neighbours"), parts=False)
    compared = {"england": 0, "added up": 0, "median": 0, "neither": []}
    for entry in (Outcome(entry) for section in data.sections for entry in section.measures if entry.latest):
        england, neighbours = (comparator.key for comparator in data.comparators)
        if entry.verdict(england) == "untold":
            continue
        compared["england"] += 1
        if entry.verdict(neighbours) != "untold":
            compared["added up"] += 1
        elif entry.middle(neighbours):
            compared["median"] += 1
        else:
            compared["neither"].append(entry.why_untold(neighbours))
    assert compared["england"] == compared["added up"] + compared["median"] + len(compared["neither"]) >= 24
    assert compared["added up"] >= 8
    assert set(compared["neither"]) <= {"the group's figure has no interval"}
