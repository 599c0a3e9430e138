"""Tables of publications: each in a frame with a name, nothing else changed."""

from hypothesis import example, given
from hypothesis import strategies as st
from lxml.html import fragment_fromstring

from careplace.publications.markup import from_markdown, sanitised
from careplace.web.public.publications.tables import scrollable


def frames(html: str):
    return [
        div.get("aria-label")
        for div in fragment_fromstring(html, create_parent=True).iter("div")
        if div.get("class") == "scroll"
    ]


def test_a_frame_is_named_after_the_caption_and_its_number():
    html = sanitised(
        '<table><caption>Sources &amp; <b>kinds</b> "today"</caption><tbody><tr><td>1</td></tr></tbody></table>'
        "<table><tbody><tr><td>2</td></tr></tbody></table>"
    )
    assert frames(scrollable(html)) == ['Table 1: Sources & kinds "today"', "Table 2"]


def test_tables_of_markdown_have_frames():
    assert frames(scrollable(from_markdown("| a | b |\n|---|---|\n| 1 | 2 |"))) == ["Table 1"]


def test_a_table_in_a_table_has_its_own_frame():
    inner = "<table><tbody><tr><td>1</td></tr></tbody></table>"
    html = sanitised(f"<table><tbody><tr><td>{inner}</td></tr></tbody></table>")
    assert frames(scrollable(html)) == ["Table 1", "Table 2"]


@example(["<table>", "<caption>", "<table>"])
@given(
    st.lists(
        st.sampled_from(["<table>", "</table>", "<caption>", "</caption>", "<p>", "a & b", "<td>", '"']),
        max_size=20,
    )
)
def test_the_words_stay_and_every_table_has_a_frame(parts):
    html = sanitised("".join(parts))
    framed = scrollable(html)
    before, after = (fragment_fromstring(text, create_parent=True) for text in (html, framed))
    assert after.text_content() == before.text_content()
    assert len(frames(framed)) == len(list(before.iter("table")))
    assert all(table.getparent().get("class") == "scroll" for table in after.iter("table"))
