"""Cursors: back what was put in, and nothing but what this API gave; pages that leave nothing out."""

import base64
import json
from types import SimpleNamespace

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from careplace.web.public.api.paging import LONGEST, BadCursor, after, cursor, page_response, part_of

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_a_cursor_gives_back_its_place(where):
    assert after(cursor(*where), len(where)) == tuple(where)


def test_no_cursor_is_before_everything():
    assert after("", 3) == ("", "", "")


@given(st.text(st.sampled_from("ABCabc019_-"), min_size=1, max_size=30))
def test_what_this_api_did_not_give_is_refused(text):
    try:
        where = after(text, 1)
    except BadCursor:
        return
    assert cursor(*where) == text


@pytest.mark.parametrize(
    "whole", [["a"], ["a", "b", "c"], ["a", 1], {"a": "b"}, "ab", None, 7, [["a"], "b"], ["a", None]]
)
def test_another_shape_is_refused(whole):
    text = base64.urlsafe_b64encode(json.dumps(whole).encode()).decode().rstrip("=")
    with pytest.raises(BadCursor):
        after(text, 2)


@pytest.mark.parametrize(
    "text",
    ["=", "W10", "////", "[]", "é", "W" * 399, cursor("a") + "=", base64.b64encode(b"[" * 9000).decode()],
)
def test_odd_texts_are_refused(text):
    with pytest.raises(BadCursor):
        after(text, 1)


def test_half_a_character_is_refused():
    text = base64.urlsafe_b64encode(b'["\\ud800"]').decode().rstrip("=")
    with pytest.raises(BadCursor):
        after(text, 1)


def test_another_spelling_of_a_cursor_is_refused():
    spaced = base64.urlsafe_b64encode(b'[ "a" ]').decode().rstrip("=")
    with pytest.raises(BadCursor):
        after(spaced, 1)


def test_the_longest_id_has_a_cursor():
    assert len(cursor("E54000018", "m" * 60, "b" * 120, "2020-01-01..2021-01-01")) < LONGEST


@given(st.lists(TEXTS.filter(bool), unique=True, max_size=30), st.integers(1, 7))
def test_pages_put_together_are_the_list(names, limit):
    rows, found, text = [{"name": name} for name in names], [], ""
    while True:
        part = part_of(rows, "name", text, limit)
        found += part[:limit]
        if len(part) <= limit:
            break
        text = cursor(part[limit - 1]["name"])
    assert found == rows


def test_a_row_that_is_not_there_is_refused():
    with pytest.raises(BadCursor):
        part_of([{"name": "a"}], "name", cursor("b"), 3)


def test_the_next_address_asks_the_same_question():
    request = SimpleNamespace(
        path="/api/v1/x", GET=QueryDict("q=a%26b&cursor=old&limit=2"), edition=SimpleNamespace(id="e")
    )
    page = page_response(request, [{"n": "1"}, {"n": "2"}, {"n": "3"}], 2, lambda row: (row["n"],), more=1)
    assert page["data"] == [{"n": "1"}, {"n": "2"}]
    assert page["next"] == f"/api/v1/x?q=a%26b&limit=2&cursor={cursor('2')}"
    assert (page["edition"], page["more"]) == ("e", 1)
    assert page_response(request, [{"n": "1"}], 2, lambda row: (row["n"],))["next"] is None
