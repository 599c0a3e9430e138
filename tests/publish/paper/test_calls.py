"""Published words stay words in Typst's source."""

import pypdfium2
import pytest
import typst
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.examples import examples

from careplace.publish.paper import calls

PRINTED = st.text(
    st.characters(min_codepoint=33, max_codepoint=0x17E, categories=["L", "N", "P", "S"]), max_size=30
)


@settings(deadline=None, max_examples=examples(40))
@given(PRINTED)
@example('#import "@preview/x:1.0.0"\\ #eval("1") \\u{41} $x$ // /* `y` <label> @ref')
def test_a_literal_prints_the_words_that_it_is_of(text):
    source = f'#set text(font: "DejaVu Sans Mono", size: 4pt, features: (liga: 0, calt: 0))\n#raw({calls.string(text)})'
    page = pypdfium2.PdfDocument(typst.compile(source.encode(), format="pdf"))[0]
    assert "".join(page.get_textpage().get_text_range().split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (None, []),
        ("", []),
        (" \n ", [calls.SPACE]),
        ("a", ['"a"']),
        (" a\n b\t", [calls.SPACE, '"a b"', calls.SPACE]),
        ("a\N{NO-BREAK SPACE}", ['"a\N{NO-BREAK SPACE}"']),
    ],
)
def test_white_space_is_one_space_and_at_an_end_one_that_may_go(text, parts):
    assert calls.words(text) == parts


def test_a_call_has_the_options_that_are_given_before_its_parts():
    assert calls.call("p", ['"a"', '"b"']) == 'p("a", "b")'
    assert calls.call("table-of", ["seq()"], whole="true", caption=None) == "table-of(whole: true, seq())"
    assert calls.array(['"a"']) == '("a", )'
    assert calls.array([]) == "()"


def test_a_function_that_is_not_in_the_template_is_refused():
    assert {"p", "p-lead", "table-of", "paper"} <= calls.functions()
    with pytest.raises(KeyError, match="blink"):
        calls.call("blink", [])
