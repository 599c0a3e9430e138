"""What changed in a place between two editions, and each reason why."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.editions.sealed import AREAS, NORTH, Measure, edition, figure, raw
from tests.examples import examples

from careplace.editions.boundaries import days
from careplace.editions.compare_place import KINDS, compare_place
from careplace.editions.home import EditionError
from careplace.editions.redefined import NOT_COMPARED, redefined
from careplace.figures import Status
from careplace.places.area import UnknownPlace

A, B = "2026-05-01-aaaaaaaaaa", "2026-06-01-bbbbbbbbbb"
OLD, NEW = raw("a", "delays.csv"), raw("b", "delays-revised.csv", snapshot="2026-06-01")


@pytest.fixture
def compared(tmp_path):
    """compared(figures before, figures after, place, before={…}, after={…}): what `edition` is given, beside figures."""

    def run(one, other, place="Ash", before=None, after=None):
        edition(tmp_path, A, one, **{"inputs": [OLD]} | (before or {}))
        edition(tmp_path, B, other, **{"inputs": [OLD]} | (after or {}))
        return compare_place(tmp_path, A, B, place)

    return run


def only(found):
    (change,) = found.changes
    return change


def test_nothing_changed(compared):
    found = compared([figure(3)], [figure(3)])
    assert (found.alike, found.same, found.changes, found.definitions) == (True, 1, [], {})
    assert found.place == {"code": "X1", "name": "Ash"}


def test_figures_of_other_places_do_not_count(compared):
    assert compared([figure(3), figure(4, "X2")], [figure(3), figure(5, "X2")]).alike


def test_a_period_that_was_not_there_is_new_data(compared):
    found = compared(
        [figure(3)], [figure(3), figure(4, period="2026-05", source="b")], after={"inputs": [OLD, NEW]}
    )
    change = only(found)
    assert (change["kind"], change["why"], change["what"]) == ("new data", ["new data"], "added")
    assert (change["id"], change["before"], change["after"]) == ("delay/X1/2026-05/all", None, 4)
    assert [entry["name"] for entry in change["files_after"]] == ["delays-revised.csv"]
    assert change["files_before"] == []


def test_a_measure_that_was_not_there_is_new_data(compared):
    after = {"measures": [Measure("delay"), Measure("stay", "Stay")]}
    change = only(compared([figure(3)], [figure(3), figure(9, measure="stay")], after=after))
    assert (change["kind"], change["why"]) == ("new data", ["new measure"])


def test_another_value_from_another_file_is_a_revision(compared):
    change = only(compared([figure(3)], [figure(4, source="b")], after={"inputs": [NEW]}))
    assert (change["kind"], change["before"], change["after"]) == ("revision", 3, 4)
    assert [entry["name"] for entry in change["files_before"]] == ["delays.csv"]
    assert [entry["name"] for entry in change["files_after"]] == ["delays-revised.csv"]


def test_a_file_beside_the_same_one_is_named_alone(compared):
    change = only(compared([figure(3)], [figure(4, source="ab")], after={"inputs": [OLD, NEW]}))
    assert (change["kind"], change["files_before"]) == ("revision", [])
    assert [entry["name"] for entry in change["files_after"]] == ["delays-revised.csv"]


@pytest.mark.parametrize(
    "other", [{"status": Status.PROVISIONAL}, {"lower95": 1.0}, {"denominator": 7.0}, {"unit": "people"}]
)
def test_more_than_the_value_counts(compared, other):
    assert only(compared([figure(3)], [figure(3, **other)]))["what"] == "changed"


def test_a_value_that_was_suppressed_since(compared):
    gone = figure(None, source="b", status=Status.SUPPRESSED)
    change = only(compared([figure(3)], [gone], after={"inputs": [NEW]}))
    assert (change["kind"], change["before"], change["after"], change["status_after"]) == (
        "revision",
        3,
        None,
        "suppressed",
    )


def test_a_version_of_the_definition_that_changed(compared):
    change = only(compared([figure(3, version="2016-17")], [figure(3, version="2023-24")]))
    assert (change["kind"], change["version_before"], change["version_after"]) == (
        "definition change",
        "2016-17",
        "2023-24",
    )


def test_a_dictionary_that_changed(compared):
    after = {"measures": [Measure("delay", numerator="days, nights left out")], "inputs": [NEW]}
    found = compared(
        [figure(3), figure(5, period="2026-03")],
        [figure(4, source="b"), figure(5, period="2026-03")],
        after=after,
    )
    assert found.definitions == {"delay": {"numerator": ("days", "days, nights left out")}}
    change = only(found)
    assert (change["kind"], change["why"]) == ("definition change", ["definition change", "revision"])
    assert not found.alike


def test_words_beside_the_definition_change_nothing(compared):
    assert compared(
        [figure(3)], [figure(3)], after={"measures": [Measure("delay", "Delay", caveats="Mind the gap.")]}
    ).alike


def test_an_edition_without_a_dictionary_is_named_and_nothing_supposed(compared):
    found = compared([figure(3)], [figure(4, source="b")], before={"measures": None}, after={"inputs": [NEW]})
    assert (found.undefined, found.definitions, only(found)["kind"]) == ((A,), {}, "revision")


def test_members_that_changed_are_a_change_of_boundary(compared):
    north = (*NORTH, ("X4", date(2026, 4, 2)))
    before, after = ([figure(value, "X9"), figure(2, "X9", "2026-03")] for value in (3, 4))
    change = only(compared(before, after, "North", after={"north": north}))
    assert (change["kind"], change["moved"], change["period"]) == (
        "boundary change",
        "with New Moor (X4)",
        "2026-04",
    )


def test_members_that_left_are_named_and_a_revision_beside_it(compared):
    after = {"north": NORTH[:1], "inputs": [NEW]}
    change = only(compared([figure(3, "X9")], [figure(4, "X9", source="b")], "x9", after=after))
    assert (change["why"], change["moved"]) == (["boundary change", "revision"], "without Birch (X2)")


def test_a_place_that_got_another_code_goes_on(compared):
    """As the earlier edition knew no successor, Old Moor stood to the end."""
    before = {"areas": (*AREAS[:2], ("X3", "Moor", "council", None, None), AREAS[4])}
    after = {
        "areas": (
            *AREAS[:2],
            ("X3", "Moor", "council", None, AREAS[2][4]),
            ("X4", "Moor", *AREAS[3][2:]),
            AREAS[4],
        )
    }
    rows = (
        [figure(3, "X3", "2020-04"), figure(5, "X3", "2026-04")],
        [figure(3, "X3", "2020-04"), figure(6, "X4", "2026-04")],
    )
    found = compared(*rows, "Moor", before, after)
    change = only(found)
    assert (change["kind"], change["id"], change["place_before"]) == (
        "boundary change",
        "delay/X4/2026-04/all",
        "X3",
    )
    assert change["moved"] == "with Moor (X4); without Moor (X3)"
    assert (found.place["code"], found.same) == ("X4", 1)


def test_a_figure_that_is_gone_with_its_file(compared):
    change = only(
        compared(
            [figure(3), figure(1, period="2026-03", source="b")], [figure(3)], before={"inputs": [OLD, NEW]}
        )
    )
    assert (change["kind"], change["why"], change["after"]) == ("removed", ["file left out"], None)
    assert [entry["name"] for entry in change["files_before"]] == ["delays-revised.csv"]


def test_a_figure_that_is_gone_with_its_measure(compared):
    before = {"measures": [Measure("delay"), Measure("stay")]}
    change = only(compared([figure(3), figure(1, measure="stay")], [figure(3)], before=before))
    assert (change["kind"], change["why"]) == ("removed", ["measure left out"])


def test_the_same_files_reckoned_otherwise(compared):
    found = compared([figure(3), figure(8, period="2026-02")], [figure(4), figure(8, period="2026-01")])
    assert {(c["what"], c["kind"], *c["why"]) for c in found.changes} == {
        ("changed", "recalculation", "recalculation"),
        ("added", "recalculation", "recalculation"),
        ("removed", "removed", "recalculation"),
    }


def test_the_largest_change_of_a_measure_stands_first(compared):
    before = [figure(10, breakdown=name) for name in "abc"]
    after = [figure(value, breakdown=name) for name, value in zip("abc", (11, 2, 13), strict=True)]
    assert [change["breakdown"] for change in compared(before, after).changes] == ["b", "c", "a"]


def test_a_trust_that_no_gazetteer_has(compared):
    found = compared([figure(3, "RM3")], [figure(4, "RM3")], "rm3")
    assert (found.place, only(found)["id"]) == ({"code": "RM3", "name": "RM3"}, "delay/RM3/2026-04/all")


def test_editions_without_figures(compared):
    assert compared([], []).alike


def test_faults_say_what_to_do(tmp_path):
    edition(tmp_path, A, [])
    edition(tmp_path, B, [])
    with pytest.raises(EditionError, match="names no edition; `careplace editions` lists them"):
        compare_place(tmp_path, A, "2019", "Ash")
    with pytest.raises(EditionError, match="are the same edition"):
        compare_place(tmp_path, A, A[-10:], "Ash")
    with pytest.raises(UnknownPlace, match=r"No place is called 'Asch'\. Nearest: Ash"):
        compare_place(tmp_path, A, B, "Asch")
    (tmp_path / "editions" / B / "manifest.sha256").write_text("0")
    with pytest.raises(EditionError, match="is damaged"):
        compare_place(tmp_path, A, B, "Ash")


@pytest.mark.parametrize(
    ("period", "ends"),
    [
        ("2021-02-01", [(2021, 2, 1)]),
        ("2021-02-01..2026-05-29", [(2021, 2, 1), (2026, 5, 29)]),
        ("2024-02", [(2024, 2, 29)]),
        ("2023-24", [(2024, 3, 31)]),
        ("1999-00", [(2000, 3, 31)]),
        ("2021", [(2021, 12, 31)]),
        ("2018 to 2020", [(2020, 12, 31)]),
        ("latest", []),
    ],
)
def test_the_last_day_of_a_period(period, ends):
    assert days(period) == tuple(date(*end) for end in ends)


entries = st.dictionaries(
    st.sampled_from(["numerator", "unit", "versions", "title", "caveats"]), st.integers(0, 2)
)


@given(one=entries, other=entries)
def test_a_definition_differs_where_both_have_a_field_that_decides_a_number(one, other):
    found = redefined({"m": {"entry": one}, "gone": {"entry": {}}}, {"m": {"entry": other}})
    expected = {
        n: (one[n], other[n]) for n in one if n in other and n not in NOT_COMPARED and one[n] != other[n]
    }
    assert found == ({"m": expected} if expected else {})


held = st.dictionaries(
    st.tuples(st.sampled_from(["delay", "stay"]), st.sampled_from(["2026-03", "2026-04"])),
    st.tuples(st.sampled_from([1.0, 2.0]), st.sampled_from("ab"), st.sampled_from(["", "v1"])),
    max_size=4,
)


@settings(
    max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(before=held, after=held, files=st.tuples(st.sampled_from(["a", "ab"]), st.sampled_from(["b", "ab"])))
def test_reasons_agree_with_dictionaries(before, after, files, tmp_path_factory):
    """The same told slowly, figure by figure, from what each says of itself."""
    home, inputs = tmp_path_factory.mktemp("home"), {"a": OLD, "b": NEW}
    for id, known, which in ((A, before, files[0]), (B, after, files[1])):
        rows = [
            figure(value, period=period, measure=measure, source=source, version=version)
            for (measure, period), (value, source, version) in known.items()
        ]
        edition(home, id, rows, [inputs[digit] for digit in which], measures=None)
    found = compare_place(home, A, B, "Ash")
    told = {(change["measure"], change["period"]): change["why"] for change in found.changes}
    assert told == {key: why for key in before | after if (why := slowly(key, before, after, files))}
    assert found.same == sum(before.get(key) is not None and key not in told for key in after)
    assert {change["kind"] for change in found.changes} <= set(KINDS)


def slowly(key, before, after, files) -> list[str]:
    if key in before and key in after:
        (one, file, version), (other, newer, later) = before[key], after[key]
        if (one, version) == (other, later):
            return []
        why = ["definition change"] * (version != later) + ["revision"] * (file != newer)
        return why or ["recalculation"]
    here, there, lacking, words = (
        (after, before, files[0], ("new measure", "new data"))
        if key in after
        else (before, after, files[1], ("measure left out", "file left out"))
    )
    unknown = key[0] not in {measure for measure, _period in there}
    why = [words[0]] * unknown + [words[1]] * (here[key][1] not in lacking)
    return why or ["recalculation"]
