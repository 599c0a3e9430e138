"""The checker finds whatever a page says that its figures do not."""

import re
from dataclasses import replace

import pytest
from tests.publish.fictional import report

from careplace.publish import Content, ReportRefused, disagreements, page
from careplace.publish.checking import FIXED


@pytest.fixture(scope="module")
def content():
    return Content(report())


@pytest.fixture(scope="module")
def html(content):
    return page.unchecked(content)


def found(html, content):
    return [str(one) for one in disagreements(html, content)]


def within(body, content):
    return found(f"<!DOCTYPE html><html><body>{body}</body></html>", content)


def test_a_rendered_report_agrees_with_its_figures(html, content):
    assert found(html, content) == []


def test_every_number_that_is_changed_is_found(html, content):
    """One figure at a time, over the whole page: no mark is merely decoration."""
    marks = list(re.finditer(r'(<(?:data|tspan)[^>]* data-figure="[^"]+"[^>]*>)([^<]+)(</)', html))
    assert len(marks) > 500
    for mark in marks[::37]:
        changed = html[: mark.start(2)] + "1" + html[mark.start(2) :]
        [one] = disagreements(changed, content)
        assert one.found == f"1{mark[2]}"


def test_every_cell_of_the_register_that_is_changed_is_found(html, content):
    marks = list(re.finditer(r'data-field="[a-z0-9_]+"[^>]*>([^<]+)<', html))
    assert len(marks) > 1000
    for mark in marks[::101]:
        assert found(html[: mark.start(1)] + "x" + html[mark.start(1) :], content) != []


SHARE = "rating-share/X08000001/2021-02-01/adult-social-care/overall/locations/good-or-outstanding"


def marked(content, **changes):
    figure = content.figures[SHARE]
    marks = {"data-figure": SHARE, "value": repr(figure.value)} | changes
    text = marks.pop("text", "79%")
    return "<data " + " ".join(f'{name}="{value}"' for name, value in marks.items()) + f">{text}</data>"


def test_a_figure_as_it_should_be(content):
    assert within(marked(content), content) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "80%"},
        {"text": "79"},
        {"text": ""},
        {"data-figure": "no/such/figure/here"},
        {"value": "0.79"},
        {"data-as": "points"},
        {"data-as": "nonsense"},
        {"data-part": "lower95"},
        {"data-part": "method"},
    ],
)
def test_a_figure_that_is_not_what_it_claims(content, changes):
    assert len(within(marked(content, **changes), content)) == 1


def test_a_figure_that_stands_beside_the_name_of_another_place(content):
    assert within(f'<div data-place="X08000001">{marked(content)}</div>', content) == []
    [one] = within(f'<div data-place="X92000001"><p>{marked(content)}</p></div>', content)
    assert "expected a figure of X92000001" in one


@pytest.mark.parametrize(
    "body",
    [
        "<p>There are 5 homes.</p>",
        "<p>There are <b>5</b> homes.</p>",
        "<p>There are &#53; homes.</p>",
        "<p>There are ٥ homes.</p>",
        "<svg><text>5</text></svg>",
        "<svg><title>5 homes</title></svg>",
        '<p aria-label="5 homes">homes</p>',
        '<img alt="5 homes" src="">',
        "<p title='5 homes'>homes</p>",
        "<p data-fixed>17</p>",
        "<p data-verbatim>5 homes that nobody spoke of</p>",
        '<time datetime="2021-02-02">2 February 2021</time>',
        '<time datetime="2021-02-01">2 February 2021</time>',
        '<time datetime="yesterday">1 February 2021</time>',
        '<tr data-location="1-700000000"><td data-field="beds">9,999</td></tr>',
        '<tr data-location="1-0"><td data-field="beds">5</td></tr>',
        '<td data-field="beds">5</td>',
        '<p data-group="X92000001" data-part="members">36</p>',
        '<p data-group="nowhere" data-part="members">35</p>',
        "<p>unclosed 5",
    ],
)
def test_numbers_that_are_nobodys_figure(content, body):
    assert len(within(body, content)) == 1


@pytest.mark.parametrize(
    "body",
    [
        "<p>No number.</p>",
        "<style>p { margin: 5px }</style>",
        '<p class="c5" id="n5">homes</p>',
        '<time datetime="2021-02-01">1 February\n 2021</time>',
        "<p data-verbatim>Wilson limits, 95% and 99.8%</p>",
        '<p data-group="X92000001" data-part="members">35</p>',
        '<br><rect width="5"/><p data-fixed>95%</p>',
    ],
)
def test_what_may_stand(content, body):
    assert within(body, content) == []


def test_a_name_with_digits_may_stand_inside_our_words():
    data = report()
    data = replace(data, place=data.place | {"name": "Ward 7"})
    assert page.render(Content(data))


def test_a_digit_is_not_hidden_by_the_name_of_the_place():
    data = report()
    data = replace(data, place=data.place | {"name": "Ward 7"})
    assert len(within("<p>Ward 7 has 8 homes</p>", Content(data))) == 1


def test_fixed_numbers_are_few():
    assert len([text for text in FIXED if not text.endswith("%")]) == 8


def test_a_page_that_disagrees_is_refused(content, monkeypatch):
    monkeypatch.setattr(page, "unchecked", lambda *_: "<p>5 homes</p>")
    with pytest.raises(ReportRefused, match="nothing was written") as refusal:
        page.render(content)
    assert refusal.value.disagreements[0].found == "5 homes"
