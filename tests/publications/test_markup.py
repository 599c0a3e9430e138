"""HTML of publications: what could run, load, restyle or imitate the site is taken out; what is said stays."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.publications.contents import LARGEST, safe_files
from careplace.publications.errors import PublicationError
from careplace.publications.markup import from_markdown, sanitised

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src='https://evil.example/track.png'>",
    "<img src='../../secret.png'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' java\nscript:alert(1)'>x</a>",
    "<a href='data:text/html,x'>x</a>",
    "<a href='//evil.example'>x</a>",
    "<a href='../../accounts/'>x</a>",
    "<svg onload=alert(1)><script>1</script></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe src='https://evil.example'></iframe>",
    "<form action='https://evil.example'><input name=password></form>",
    "<p style='position:fixed' class='govuk-header' id='main'>x</p>",
    "<base href='https://evil.example'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href='https://evil.example/a.css'>",
    "<template><script>alert(1)</script></template>",
]
ALLOWED = {"href", "rel", "src", "alt", "title", "start", "colspan", "rowspan", "scope"}


class Tags(HTMLParser):
    def __init__(self, html: str):
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, {name: value or "" for name, value in attrs}))


def assert_harmless(html: str) -> None:
    for tag, attributes in Tags(html).tags:
        assert tag not in {
            "script",
            "style",
            "iframe",
            "form",
            "input",
            "svg",
            "math",
            "base",
            "meta",
            "link",
            "object",
            "h1",
        }
        assert set(attributes) <= ALLOWED
        assert (
            attributes.get("href", "https:").startswith(("http:", "https:", "mailto:"))
            or "/" not in attributes["href"]
        )
        assert "/" not in attributes.get("src", "")


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_hostile_remains(html):
    assert_harmless(sanitised(html))
    assert_harmless(from_markdown(html))


@given(
    st.lists(
        st.sampled_from([*HOSTILE, "<p>", "</p>", "<!--", "-->", '"', "'", "<", ">", "&", "<title>", "<h2>"]),
        max_size=8,
    )
)
def test_no_mixture_of_hostile_parts_remains_and_twice_is_once(parts):
    clean = sanitised("".join(parts))
    assert_harmless(clean)
    assert sanitised(clean) == clean


@given(st.text())
def test_markdown_of_any_text_is_harmless(text):
    assert_harmless(from_markdown(text))


def test_what_a_review_needs_stays():
    html = (
        "<h2>Found</h2><p><strong>People</strong> waited: "
        '<a href="https://example.org/" rel="noopener noreferrer">report</a>, '
        '<a href="figures.csv" rel="noopener noreferrer">figures</a>.</p>'
        '<figure><img src="delays.png" alt="Delays fell" width="340"></figure>'
        '<table><caption>Delays</caption><thead><tr><th scope="col">Month</th></tr></thead>'
        "<tbody><tr><td>March</td></tr></tbody></table>"
    )
    assert sanitised(html) == html


@pytest.mark.parametrize("width", ["100%", "1e9", "-1", "340px", "٣", ""])
def test_the_width_of_a_picture_is_a_number_of_pixels(width):
    assert (
        sanitised(f'<img src="delays.png" alt="Fell" width="{width}">') == '<img src="delays.png" alt="Fell">'
    )


def test_markdown_becomes_headings_below_the_pages_own_and_tables():
    html = from_markdown("# Found\n\n###### Deep\n\n| a | b |\n|---|---|\n| 1 | <b> |\n")
    assert "<h2>Found</h2>" in html
    assert "<h4>Deep</h4>" in html
    assert "<td>&lt;b&gt;</td>" in html


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("review.pdf", b"<html>", "review.pdf: it is no PDF file"),
        ("chart.png", b"GIF89a", "chart.png: it is no PNG file"),
        ("figures.json", b"{", "figures.json: "),
        ("figures.csv", b"\xff\xfe", "figures.csv: "),
        ("annex.html", b"<script>alert(1)</script>", "nothing is left of it"),
        ("large.csv", b"x" * (LARGEST + 1), "larger than 64 MiB together"),
    ],
)
def test_a_file_that_is_not_of_its_kind_is_refused(name, content, message):
    with pytest.raises(PublicationError, match=message):
        safe_files({"index.html": "<p>x</p>", name: content})


def test_everything_wrong_with_files_is_reported_at_once():
    with pytest.raises(PublicationError) as refused:
        safe_files({"review.pdf": b"x", "A.html": b"x"})
    assert "index.html is missing" in str(refused.value)
    assert "it is no PDF file" in str(refused.value)
    assert "'A.html' cannot be a file" in str(refused.value)
