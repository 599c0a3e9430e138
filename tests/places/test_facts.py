"""Every fact beside the tables has a reason, and the recodes make chains."""

from datetime import date

import pytest

from careplace.places.facts import Facts, facts, packaged


@pytest.mark.parametrize("kind", ["correction", "area", "recode", "membership", "name"])
def test_every_entry_says_why(kind):
    entries = getattr(facts(), kind)
    assert entries
    assert all(len(entry["why"]) > 10 for entry in entries)


def test_recodes_have_one_way_forward_and_one_back():
    for end in ("earlier", "later"):
        codes = [entry[end] for entry in facts().recode]
        assert len(codes) == len(set(codes))


def test_a_chain_of_codes_from_any_of_them():
    known = Facts(
        recode=(
            {"earlier": "A", "later": "B", "on": date(2012, 1, 1)},
            {"earlier": "B", "later": "C", "on": date(2020, 1, 1)},
        )
    )
    chain = [
        ("A", None, date(2012, 1, 1)),
        ("B", date(2012, 1, 1), date(2020, 1, 1)),
        ("C", date(2020, 1, 1), None),
    ]
    assert known.recoded("A") == known.recoded("B") == known.recoded("C") == chain
    assert known.recoded("Z") == [("Z", None, None)]


def test_named_groups_say_where_they_come_from():
    groups = packaged("named_groups.toml")
    assert len(groups["core-cities"]["members"]) == 8
    assert "Cardiff" in groups["core-cities"]["note"]
    assert all(group["source"] for group in groups.values())
