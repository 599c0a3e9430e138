"""Tables held against contracts, beside a slow and obvious oracle."""

from collections import Counter
from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.sources.checks import checked
from careplace.sources.contract import ROWS_SHOWN, Column, SourceError, Table

CONTRACT = Table(
    "homes",
    "Homes.",
    (
        Column("home", "text", "id", required=True),
        Column("domain", "text", "domain", allowed=("Overall", "Safe")),
        Column("beds", "integer", "beds"),
        Column("opened", "date", "opened"),
        Column("sheet", "text", "sheet", required=True),
        Column("source_row", "integer", "row", required=True),
    ),
    key=("home", "domain"),
)


def table(*rows: tuple) -> pa.Table:
    named = [dict(zip(CONTRACT.schema.names, (*row, "S", i), strict=True)) for i, row in enumerate(rows, 2)]
    return pa.Table.from_pylist(named, CONTRACT.schema)


def refusal(made: pa.Table, headings: dict[str, str] | None = None, contract: Table = CONTRACT) -> str:
    with pytest.raises(SourceError) as caught:
        checked(made, contract, "f.csv", headings)
    return str(caught.value)


def test_a_table_that_holds_is_given_back():
    made = table(("a", "Overall", 1, date(2020, 1, 1)), ("a", "Safe", None, None), ("b", None, 2, None))
    assert checked(made, CONTRACT, "f.csv") == (made, [])


def test_columns_come_in_the_contracts_order_and_types():
    made = table(("a", "Overall", 1, None))
    shuffled = made.select(made.column_names[::-1]).append_column("more", pa.array([1]))
    loose = shuffled.set_column(3, "beds", pa.array([1], pa.int32()))
    assert checked(loose, CONTRACT, "f.csv")[0].schema == CONTRACT.schema


def test_a_missing_column_and_a_wrong_type():
    assert "without beds" in refusal(table(("a", "Safe", 1, None)).drop_columns(["beds"]))
    words = table(("a", "Safe", 1, None)).set_column(2, "beds", pa.array(["many"]))
    assert "the types of homes" in refusal(words)


def test_blanks_in_a_required_column_name_their_rows():
    message = refusal(table(("a", "Safe", 1, None), (None, "Safe", 1, None)), {"home": "Location ID"})
    assert (
        message
        == "file f.csv, sheet S, row 3, column Location ID: found no value; expected a value in every row"
    )


def test_values_that_are_not_allowed_name_their_rows():
    message = refusal(table(("a", "Kind", 1, None)))
    assert "row 2, column domain: found 'Kind'; expected one of Overall, Safe" in message


def test_only_the_first_rows_are_shown_with_their_count():
    message = refusal(table(*[(f"h{i}", "Kind", 1, None) for i in range(99)]))
    assert message.count("\n") == ROWS_SHOWN - 1
    assert "(99 such rows)" in message


def test_rows_that_repeat_another_are_dropped_with_a_note():
    row = ("a", "Safe", 1, None)
    kept, [note] = checked(table(row, ("b", "Safe", 1, None), row, row), CONTRACT, "f.csv")
    assert kept["source_row"].to_pylist() == [2, 3]
    assert note == "homes: rows dropped because they repeat another row in every cell: 2"


def test_rows_that_differ_only_in_their_context_are_one_row():
    contract = Table("homes", "", CONTRACT.columns, key=("home",), context=("beds",))
    kept, [note] = checked(table(("a", "Safe", 2, None), ("a", "Safe", 1, None)), contract, "f.csv")
    assert kept["beds"].to_pylist() == [2]
    assert note == "homes: rows dropped because they repeat another row in every cell but beds: 1"
    different = table(("a", "Safe", 1, None), ("a", "Overall", 2, None))
    assert "one of several rows of home a" in refusal(different, contract=contract)


def test_one_key_with_two_values_is_an_error_that_shows_both_rows():
    message = refusal(table(("a", "Safe", 1, None), ("a", "Safe", 2, None), ("b", "Safe", 2, None)))
    assert "row 2" in message
    assert "row 3" in message
    assert "home a, domain Safe" in message
    assert "row 4" not in message


def test_the_column_of_a_clash_is_the_first_of_its_key_that_the_file_has():
    message = refusal(table(("a", "Safe", 1, None), ("a", "Safe", 2, None)), {"domain": "Domain"})
    assert "row 2, column Domain: found one of several rows of home a, domain Safe" in message


def test_a_clash_does_not_tell_what_is_the_same_in_the_whole_file():
    origin = (Column("source", "text", "sha"), Column("snapshot", "date", "day"))
    contract = Table("homes", "", (*CONTRACT.columns, *origin), key=("snapshot", "home", "source"))
    made = table(("a", "Safe", 1, None), ("a", "Safe", 2, None))
    for each in origin:
        made = made.append_column(each.name, pa.nulls(2, contract.schema.field(each.name).type))
    assert "one of several rows of home a; expected" in refusal(made, contract=contract)


def test_sheet_and_row_beside_the_contract_serve_messages_only():
    contract = Table("homes", "", CONTRACT.columns[:4], key=("home",))
    made = table(("a", "Kind", 1, None), ("b", "Safe", 1, None), ("b", "Safe", 2, None))
    message = refusal(made, contract=contract)
    assert "sheet S, row 2, column domain: found 'Kind'" in message
    assert "sheet S, row 4, column home: found one of several rows of home b" in message
    assert checked(made.slice(1, 1), contract, "f.csv")[0].schema == contract.schema


def test_a_table_that_says_no_rows_is_held_as_well():
    contract = Table("homes", "", CONTRACT.columns[:4], key=("home",))
    made = table(("b", "Safe", 1, None), ("a", "Safe", 1, None), ("b", "Safe", 1, None))
    kept, notes = checked(made.drop_columns(["sheet", "source_row"]), contract, "f.csv")
    assert (kept["home"].to_pylist(), len(notes)) == (["b", "a"], 1)


def test_rows_stay_in_their_order_where_one_row_of_a_file_is_many():
    homes = list("dacb")
    made = table(*[(home, "Safe", 1, None) for home in [*homes, "d"]])
    made = made.set_column(5, "source_row", pa.array([2] * 5, pa.int64()))
    assert checked(made, CONTRACT, "f.csv")[0]["home"].to_pylist() == homes


def test_without_a_key_only_whole_rows_repeat():
    contract = Table(CONTRACT.name, "", CONTRACT.columns)
    made = table(("a", "Safe", 1, None), ("a", "Safe", 2, None), ("a", "Safe", 2, None))
    kept, notes = checked(made, contract, "f.csv")
    assert kept["beds"].to_pylist() == [1, 2]
    assert len(notes) == 1


ROW = st.tuples(
    st.sampled_from("abc"),
    st.sampled_from(["Overall", "Safe", None]),
    st.sampled_from([1, 2, None]),
    st.none(),
)


@given(st.lists(ROW, max_size=8))
def test_repeats_and_clashes_agree_with_the_oracle(rows):
    distinct = list(dict.fromkeys(rows))
    clashing = any(count > 1 for count in Counter((home, domain) for home, domain, *_ in distinct).values())
    if clashing:
        assert "one of several rows" in refusal(table(*rows))
    else:
        kept, notes = checked(table(*rows), CONTRACT, "f.csv")
        assert [tuple(row.values())[:4] for row in kept.to_pylist()] == distinct
        assert bool(notes) == (len(rows) > len(distinct))


GROWING = Table("services", "", (Column("kinds", "text", "kinds", known=("Home care", "Nursing")),))


def kinds(*values: str | None) -> list[str]:
    made = pa.table({"kinds": pa.array(values, pa.string())})
    kept, notes = checked(made, GROWING, "f.csv", {"kinds": "Service type"})
    assert kept.column("kinds").to_pylist() == list(dict.fromkeys(values))
    return [note for note in notes if "not seen before" in note]


def test_a_category_that_was_not_seen_before_is_noted_with_its_count():
    assert kinds("Home care", "nursing", "|Home care|Nursing|", None) == []
    assert kinds("|Home care|Moon care|", "Moon care", "Zzzz") == [
        "Service type: values not seen before: 'Moon care' (2); 'Zzzz' (1)"
    ]


def test_many_new_categories_are_summed():
    [note] = kinds(*(f"kind {n}" for n in range(30)))
    assert note.endswith("; 25 more")
