"""A case is read as it was meant, or not at all: no key twice, no depth without end, no number that is none."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.ratings import casefile
from careplace.ratings.casefile import read
from careplace.ratings.problems import RatingError

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=10,
)


def case(tmp_path, name: str, text: str):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def refused(tmp_path, name: str, text: str) -> str:
    with pytest.raises(RatingError) as error:
        read(case(tmp_path, name, text))
    return str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        '{"key_questions": {"Safe": "Inadequate", "Safe": "Good"}}',
        '{"key_questions": {"Safe": "Inadequate"}, "key_questions": {"Safe": "Good"}}',
        '[{"Safe": 1, "\\u0053afe": 2}]',
    ],
)
def test_a_key_given_twice_is_refused_and_named(tmp_path, text):
    said = refused(tmp_path, "a.json", text)
    assert "given twice" in said
    assert "Safe" in said or "key_questions" in said


def test_a_key_given_twice_in_toml_is_refused(tmp_path):
    assert "expected TOML" in refused(tmp_path, "a.toml", 'Safe = "Inadequate"\nSafe = "Good"\n')


@pytest.mark.parametrize("depth", [casefile.DEEPEST + 1, 2_000, 100_000])
def test_depth_is_bounded(tmp_path, depth):
    assert "inside one another" in refused(tmp_path, "a.json", '{"a":' * depth + "1" + "}" * depth)
    assert "inside one another" in refused(tmp_path, "a.toml", "a = " + "[" * depth + "]" * depth)


def test_what_a_case_may_hold_is_not_too_deep(tmp_path):
    assert read(case(tmp_path, "a.json", '{"a":' * casefile.DEEPEST + "1" + "}" * casefile.DEEPEST))


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_refused(tmp_path, number):
    assert "no number" in refused(tmp_path, "a.json", f'{{"a": {number}}}')


def test_size_is_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(casefile, "LARGEST", 10)
    assert "expected at most 10" in refused(tmp_path, "a.json", '{"a": "much"}')


@given(st.dictionaries(st.text(max_size=6), JSON, max_size=3))
def test_json_is_read_as_it_was_written(tmp_path_factory, document):
    path = case(tmp_path_factory.mktemp("case"), "a.json", json.dumps(document))
    assert read(path) == document
