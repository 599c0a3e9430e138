"""Statistical neighbours against an oracle that is slow and plain."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tests.places.nation import PEOPLE, SCORES, tables

from careplace.places import neighbours, registry
from careplace.places.facts import facts, packaged


def oracle(matrix, weight, count):
    """For each row the others by distance, computed one pair and one feature at a time."""
    n, k = len(matrix), len(weight)
    columns = [[row[j] for row in matrix] for j in range(k)]
    means = [math.fsum(column) / n for column in columns]
    spreads = [
        math.sqrt(math.fsum((x - m) ** 2 for x in column) / n)
        for column, m in zip(columns, means, strict=True)
    ]
    found = []
    for i in range(n):
        ranked = []
        for j in range(n):
            squares = [
                weight[f] * ((matrix[i][f] - matrix[j][f]) / spreads[f]) ** 2
                for f in range(k)
                if spreads[f] > 0
            ]
            if i != j:
                ranked.append((math.sqrt(math.fsum(squares)), j))
        found.append(sorted(ranked)[:count])
    return found


VALUES = st.integers(-50, 50).map(float)


@given(arrays(float, st.tuples(st.integers(2, 9), st.just(4)), elements=VALUES), st.integers(1, 12))
def test_the_nearest_are_those_of_the_oracle(matrix, count):
    weight = np.array([1.0, 0.5, 0.25, 1.0])
    described = {"features": {str(j): {"weight": w} for j, w in enumerate(weight)}}
    order, distances = neighbours.nearest(neighbours.prepared(matrix.copy(), described), weight, count)
    for i, expected in enumerate(oracle(matrix.tolist(), weight, count)):
        assert [distances[i, j] for j in order[i]] == pytest.approx([d for d, _j in expected], abs=1e-9)
        assert i not in order[i]


@given(arrays(float, (6, 3), elements=VALUES))
def test_distances_are_those_of_a_metric(matrix):
    described = {"features": {str(j): {"weight": 1.0} for j in range(3)}}
    _order, d = neighbours.nearest(neighbours.prepared(matrix.copy(), described), np.ones(3), 5)
    assert np.allclose(d, d.T)
    assert np.allclose(np.diag(d), 0)
    assert (d[:, None, :] <= d[:, :, None] + d[None, :, :] + 1e-9).all()


@given(arrays(float, (6, 2), elements=VALUES), st.floats(0.5, 20), st.floats(-100, 100))
def test_units_do_not_matter(matrix, scale, shift):
    described = {"features": {"a": {"weight": 1.0}, "b": {"weight": 1.0}}}
    one = neighbours.prepared(matrix.copy(), described)
    other = neighbours.prepared(matrix * scale + shift, described)
    assert np.allclose(one, other, atol=1e-6)


def test_a_feature_that_is_the_same_everywhere_says_nothing():
    described = {"features": {"a": {"weight": 1.0}}}
    assert (neighbours.prepared(np.full((3, 1), 7.0), described) == 0).all()


@pytest.fixture(scope="module")
def drawn():
    return registry.drawn(tables(), facts())


@pytest.fixture(scope="module")
def values(drawn):
    return neighbours.features(drawn, tables())


def people(code):
    i = list(PEOPLE).index(code)
    return sum(PEOPLE[code] + age * (i % 3) for age in range(91))


def test_residents_are_carried_to_the_council_of_today(values):
    assert values["population"]["E06000003"] == people("E07000004") + people("E07000005")
    assert values["population"]["E10000003"] == people("E07000006") + people("E07000007")
    assert values["population"]["E06000004"] == people("E07000003") + people("E06000005")
    assert "E10000001" not in values["population"]


def test_density_is_by_the_registrys_area(values):
    assert values["density"]["E06000003"] == values["population"]["E06000003"] / 400


def test_shares_are_of_all_residents(values):
    i, n = list(PEOPLE).index("E08000001"), PEOPLE["E08000001"]
    old = sum(n + age * (i % 3) for age in range(85, 91))
    assert values["share_85_and_over"]["E08000001"] == pytest.approx(old / people("E08000001"))


def test_deprivation_of_a_county_is_weighted_by_the_residents_of_its_districts(values):
    lea, mead = people("E07000006"), people("E07000007")
    expected = ((SCORES["E07000006"] + 2) * lea + (SCORES["E07000007"] + 2) * mead) / (lea + mead)
    assert values["income"]["E10000003"] == pytest.approx(expected)
    assert values["income"]["E08000001"] == SCORES["E08000001"] + 2


def test_each_council_has_all_the_others_nearest_first(drawn):
    found = neighbours.neighbours(drawn, tables())
    standing = {a.code for a in drawn.areas.values() if a.kind == "council" and a.stands()}
    for council, near in found.near().items():
        assert {code for code, _d in near} == standing - {council}
        assert [d for _code, d in near] == sorted(d for _code, d in near)
    assert {row[2] for row in found.rows} == set(range(1, len(standing)))


def test_a_council_without_a_feature_is_left_out_and_says_which(drawn):
    tables_ = tables()
    rows = tables_["deprivation"].to_pylist()
    kept = [i for i, row in enumerate(rows) if (row["code"], row["domain"]) != ("E08000001", "health")]
    tables_["deprivation"] = tables_["deprivation"].take(kept)
    found = neighbours.neighbours(drawn, tables_)
    assert found.left_out == (("E08000001", "the tables hold no health"),)
    assert "E08000001" not in found.near()
    assert all(code != "E08000001" for near in found.near().values() for code, _d in near)


def test_a_district_without_residents_leaves_its_county_out(drawn):
    tables_ = tables()
    rows = tables_["population"].to_pylist()
    kept = [i for i, row in enumerate(rows) if row["code"] != "E07000006"]
    tables_["population"] = tables_["population"].take(kept)
    left_out = dict(neighbours.neighbours(drawn, tables_).left_out)
    assert "income" in left_out["E10000003"]


def test_those_named_in_the_file_are_left_out(drawn):
    city = replace(drawn.areas["E08000001"], name="City of London")
    described = packaged("neighbours.toml")
    full = {name: {"E08000001": 1.0} for name in described["features"]}
    kept, left_out = neighbours.chosen([city], full, described)
    assert not kept
    assert left_out == [("E08000001", "left out by neighbours.toml")]


def test_without_tables_there_are_no_neighbours(drawn):
    assert neighbours.neighbours(drawn, {}) == neighbours.Neighbours()


def test_every_feature_has_a_weight_a_meaning_and_a_reason():
    described = packaged("neighbours.toml")
    assert described["nearest"] == 15
    for name, feature in described["features"].items():
        assert 0 < feature["weight"] <= 1, name
        assert feature["meaning"]
        assert feature["reason"]
