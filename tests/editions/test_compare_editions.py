"""Two editions side by side, against a slow and obvious oracle."""

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st
from tests.editions.fictional import write_csv, write_register

from careplace import figures
from careplace.editions.build import build
from careplace.editions.compare import compare
from careplace.editions.home import Home
from careplace.engine import Engine
from careplace.figures import Figure


def test_an_edition_does_not_differ_from_itself(raw, home, world):
    id = build(raw, home, **world).id
    assert compare(home, id, id).same


def test_what_differs_is_told(raw, home, world):
    a = build(raw, home, **world).id
    rows = (raw / "register 2026-05-01.csv").read_text().splitlines()
    # One home has a hundred beds more; the register has one home more in a fourth council.
    rows[1] = rows[1].rsplit(",", 1)[0] + ",100"
    write_csv(raw / "register 2026-05-01.csv", [*rows, "1-9,F04,7"])
    write_csv(raw / "places.csv", ["Places of Fiction", "F01", "F02", "F03", "F04"])
    b = build(raw, home, accept="a fourth council", **world).id
    found = compare(home, a, b)
    assert (found.a, found.b, found.same) == (a, b, False)
    assert [e["name"] for e in found.inputs["added"]] == ["places.csv", "register 2026-05-01.csv"]
    assert len(found.inputs["removed"]) == 2
    assert found.tables["register_list"] == (30, 31)
    assert found.tables["area"] == (3, 4)
    assert found.figures == [{"measure": "beds", "added": 1, "removed": 0, "changed": 1}]
    (change,) = found.largest
    assert (change["place"], change["after"] - change["before"]) == ("F01", 100)
    assert found.places == {"added": ["Town F04 (F04)"], "removed": []}
    assert found.periods == {"added": [], "removed": []}
    back = compare(home, b, a)
    assert back.places == {"added": [], "removed": ["Town F04 (F04)"]}
    assert back.figures == [{"measure": "beds", "added": 0, "removed": 1, "changed": 1}]


def test_a_new_date_is_told(raw, home, world):
    a = build(raw, home, **world).id
    write_register(raw, "2026-05-20")
    found = compare(home, a, build(raw, home, **world).id)
    assert found.periods == {"added": ["2026-05-20"], "removed": []}
    assert found.places["added"] == []


values = st.none() | st.sampled_from([0.0, 1.0, 2.5, -3.0])
some_figures = st.dictionaries(
    st.tuples(st.sampled_from("mn"), st.sampled_from("pq"), st.sampled_from(["2021", "2026"])),
    values,
    max_size=8,
)


@given(before=some_figures, after=some_figures)
def test_the_comparison_agrees_with_dictionaries(before, after):
    with Engine(threads=1) as engine:
        for name, known in (("figure_a", before), ("figure_b", after)):
            rows = [Figure(*identity, "all", value) for identity, value in known.items()]
            engine.register(name, figures.table(rows))
        engine.script("careplace.editions", "figures_compared.sql")
        found = engine.rows("select measure, place, period, what from figures_compared")
    expected = dict.fromkeys(after.keys() - before.keys(), "added")
    expected |= dict.fromkeys(before.keys() - after.keys(), "removed")
    expected |= {key: "changed" for key in before.keys() & after.keys() if before[key] != after[key]}
    assert {(r["measure"], r["place"], r["period"]): r["what"] for r in found} == expected


def test_editions_without_figures_can_be_compared(raw, home, world):
    world["compute"] = lambda tables, folder, progress: None
    a = build(raw, home, **world).id
    (raw / "extra.csv").write_text("Register of Fiction,2026-05-20,\n1-1,F01,2\n")
    b = build(raw, home, **world).id
    found = compare(home, a, b)
    assert (found.figures, found.places, found.periods) == ([], *[{"added": [], "removed": []}] * 2)
    assert Home(home).current() == b


def test_a_figure_that_lost_its_value_is_a_change(tmp_path):
    with Engine() as engine:
        engine.register("figure_a", figures.table([Figure("m", "p", "t", "b", 0.5)]))
        engine.register("figure_b", figures.table([Figure("m", "p", "t", "b", None, status="suppressed")]))
        engine.script("careplace.editions", "figures_compared.sql")
        (row,) = engine.rows("select what, before, after, status_after from figures_compared")
    assert row == {"what": "changed", "before": 0.5, "after": None, "status_after": "suppressed"}
    assert pa.types.is_float64(figures.SCHEMA.field("value").type)
