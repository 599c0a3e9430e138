"""Elements of a page as calls of the template's functions."""

import pytest

from careplace.publish.paper.markup import source


def body(html: str, classes: str = "") -> str:
    """The calls for a body, without the template before them."""
    page = f'<html lang="en-GB"><head><title> A  title </title></head><body class="{classes}">{html}</body></html>'
    return source(page, "Arial").rpartition("\n#seq(")[2].removesuffix(")\n")


@pytest.mark.parametrize(
    ("html", "calls"),
    [
        ("<p>a <strong>b</strong> c</p>", 'p("a", [ ], strong-text("b"), [ ], "c")'),
        ('<p class="lead">a</p>', 'p-lead("a")'),
        ('<p class="govuk-body">a</p>', 'p("a")'),
        (
            '<p><data class="figure" value="1">1</data> of <time datetime="x">2</time></p>',
            'p("1", [ ], "of", [ ], "2")',
        ),
        ("<section>\n<h2>a</h2>\n</section>", 'section(h2("a"))'),
        ("<ul><li>a</li>\n<li>b</li></ul>", 'ul(seq("a"), seq("b"))'),
        ("<dl><dt>a</dt><dd>b</dd></dl>", 'dl((seq("a"), seq("b"), ))'),
        ('<p><a href="https://x.org/">a</a></p>', 'p(to-address("https://x.org/", "a"))'),
        (
            '<p><a class="address" href="https://x.org/">a</a></p>',
            'p(to-address("https://x.org/", "a"), " (https://x.org/)")',
        ),
        ('<p id="x">a <a href="#x">b</a></p>', 'p(anchor("x"), "a", [ ], to("x", "b"))'),
        ('<h2 id="x"><a href="#x">b</a></h2>', 'h2(id: "x", to("x", "b"))'),
        (
            '<nav class="contents"><ol><li><a href="#x">b</a></li></ol></nav>',
            'nav(ol(seq(to-page("x", "b"))))',
        ),
        ('<p><span class="key key-good">G</span>Good</p>', 'p(key("good", "G"), "Good")'),
        ('<p><span class="dots"><span class="on"></span><span></span></span></p>', "p(dots(1, 2))"),
        ("<!-- a --><p>a</p>", 'p("a")'),
        ('<a class="skip" href="#main">a</a><p>b</p>', 'p("b")'),
    ],
)
def test_each_element_is_a_call(html, calls):
    assert body(html) == calls


def test_the_running_head_is_no_part_of_the_text():
    html = (
        '<html lang="en-GB"><head><title>T</title></head><body><p class="running">R</p><p>a</p></body></html>'
    )
    whole = source(html, "Arial")
    assert 'running: seq("R")' in whole
    assert whole.endswith('#seq(p("a"))\n')


def test_the_title_and_the_language_go_with_it():
    html = '<html lang="en-GB"><head><title> A\n title </title><meta name="author" content="B"></head><body></body></html>'
    assert (
        '#show: paper.with(title: "A title", author: "B", font: "Arial", lang: "en", region: "GB")'
        in source(html, "Arial")
    )


@pytest.mark.parametrize(
    ("html", "room"),
    [
        ('<div class="plot">{}</div>', 180 / 25.4 * 96 - 20 / 0.75),
        ('<div class="axes"><svg width="56" height="9"></svg>{}</div>', 180 / 25.4 * 96 - 56),
        ("<div>{}</div>", 180 / 25.4 * 96),
        (
            '<ul class="spine"><li><div class="strip">{}</div></li></ul>',
            (180 / 25.4 * 96 - 20 / 0.75) * 6 / 15,
        ),
    ],
)
def test_a_chart_is_as_wide_as_what_it_stands_in(html, room):
    assert f'width=\\"{room:g}\\"' in body(html.format('<svg class="chart" height="9"></svg>'))


def test_a_figure_of_many_rows_may_go_over_and_a_chart_may_not():
    chart, strip = '<svg height="238"></svg>', '<svg height="30"></svg>'
    assert body(f"<figure>{chart}</figure>").startswith("figure-block(true")
    assert body(f"<figure>{chart * 4}</figure>").startswith("figure-block(false")
    assert body(f'<figure class="long">{strip * 10}</figure>').startswith("figure-block(true")
    assert body(f'<figure class="long">{strip * 20}</figure>').startswith("figure-block(false")
    assert body(f'<figure class="parts">{strip * 2}</figure>').startswith("figure-block(false")


@pytest.mark.parametrize("html", ['<p><a href="javascript:x">a</a></p>', '<p><a href="x.html">a</a></p>'])
def test_a_link_to_anything_but_the_web_is_refused(html):
    with pytest.raises(ValueError, match="a link to"):
        body(html)


@pytest.mark.parametrize("html", ["<blink>a</blink>", "<p><script>a</script></p>", "<iframe></iframe>"])
def test_an_element_that_has_no_form_on_paper_is_refused(html):
    with pytest.raises(KeyError):
        body(html)
