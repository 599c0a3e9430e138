"""The drawn charts: well formed, every mark with its words, every number a figure, and fit for paper."""

import re
from dataclasses import replace
from types import SimpleNamespace
from xml.etree import ElementTree

import numpy as np
import pytest
from tests.publish import fictional_outcomes as fictional
from tests.publish.fictional import PLACE

from careplace.publish import Content, disagreements, page, pdf

CODE, ALBION, NORTHMARCH = fictional.CODE, fictional.ALBION, fictional.NORTHMARCH
PAGE = """{% import "_words.html" as words with context %}{% import "_outcome_charts.html" as draw with context %}
<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Charts</title>
{% if not paper %}<style>{% include "report.css" %}</style>{% endif %}</head><body><h1>Charts</h1>
{% for s in report.told %}{{ draw.spine(s) }}{% for o in s.outcomes %}<p id="{{ o.anchor }}">{{ verbatim(o.title) }}</p>
{{ draw.trend(o) }}{{ draw.control(o) }}{{ draw.funnel(o) }}{{ draw.map(o) }}{{ draw.flow(o) }}
{{ draw.moves(o) }}{{ draw.path(o) }}{{ draw.moves_table(o, s.outcomes) }}{% endfor %}{% endfor %}
</body></html>"""
KINDS = {"spine-", "trend-", "control-", "funnel-", "map-", "flow-", "moves-", "path-"}


def everyone(measure, values, period="2024-25"):
    """Values of councils of Albion, and the quartiles among them."""
    held = [
        fictional.figure(measure, period, value, 0.02, 300 + 40 * n, place=f"X{n}")
        for n, value in enumerate(values)
    ]
    edges = np.quantile(values, (0.25, 0.5, 0.75)).tolist()
    middle = [
        fictional.figure(measure, period, edge, place=ALBION, breakdown=f"{name}")
        for name, edge in zip(("lower", "median", "upper"), edges, strict=True)
    ]
    return tuple(held), tuple(middle)


def reablement():
    """Broken where the definition changed, with limits of counting and a target: a line, a funnel and a map."""
    measure = replace(fictional.HOME, limits="wilson")
    old = [
        fictional.figure(measure, year, value, 0.03, 200, version="2014-15")
        for year, value in (("2018-19", 0.81), ("2019-20", 0.8))
    ]
    new = fictional.series(measure, (0.801, 0.786, 0.77, 0.752, 0.731))
    nation = fictional.group(measure, "2024-25", ALBION, 0.838, -10.7, 4.1)
    known = {"lower95": 0.83, "upper95": 0.846, "lower998": 0.825, "upper998": 0.85}
    nation.figure = replace(nation.figure, **known)
    others, quartiles = everyone(measure, [0.6 + 0.01 * n for n in range(24)])
    return fictional.told(
        measure,
        new,
        [nation],
        segments=(tuple(old), tuple(new)),
        everyone=(*others, new[-1]),
        quartiles=quartiles,
        trend=fictional.trend(measure, "2020-21..2024-25", "decreasing: worse", -1.8),
    )


def delays():
    """A series of months with a control chart, parted by reason and by who is responsible."""
    measure = fictional.DELAYS
    months = [f"2019-{m:02d}" for m in range(1, 13)] + ["2020-01", "2020-02"]
    points = tuple(fictional.figure(measure, month, 300.0 + 7 * (n % 4)) for n, month in enumerate(months))
    made = [
        fictional.figure(measure, "2019-01..2020-02", value, breakdown=f"{measure.id}/all/{name}")
        for name, value in (("mean", 310.0), ("lower", 280.0), ("upper", 340.0))
    ]
    chart = SimpleNamespace(
        points=points, groups=((0, len(points)),), mean=(made[0],), lower=(made[1],), upper=(made[2],),
        lines=tuple(made), causes={points[3].id: "outside the limits"}, variation="concern", reason="",
        restarts=(),
    )  # fmt: skip
    parts = {
        kind: tuple(
            fictional.figure(measure, "2020-02", value, breakdown=f"{kind}:{name}")
            for name, value in zip(names, (200.0, 80.0, 27.0), strict=True)
        )
        for kind, names in (
            ("responsible", ("nhs", "social-care", "both")),
            ("reason", ("awaiting-nursing-home", "awaiting-care-package-at-home", "housing")),
        )
    }
    return fictional.told(measure, points, control=chart, parts=parts)


def squares():
    """An outline of each council of Albion, side by side."""
    corners = np.array([(0, 0), (9e3, 0), (9e3, 9e3), (0, 9e3), (0, 0)], dtype=float)
    return {
        code: [corners + np.array([9e3 * n, 0])]
        for n, code in enumerate([CODE, *(f"X{n}" for n in range(24))])
    }


@pytest.fixture(scope="module")
def content():
    told = fictional.outcomes(independence=[reablement()], flow=[delays(), *fictional.people_moving()])
    told.figures |= {f.id: f for s in told.sections for m in s.measures if m.control for f in m.control.lines}
    members = [{"code": f"X{n}", "name": f"Council of {chr(65 + n)}"} for n in range(24)]
    first, second, *others = told.comparators
    told.comparators = (first, replace(second, members=tuple(members)), *others)
    made = Content(replace(fictional.whole(), outcomes=told))
    made.outlines = squares()
    made.against[1].members = members
    return made


def rendered(content, paper):
    made = page.environment().from_string(PAGE)
    return made.render(report=content, exhibits=page.Exhibits(), downloads=[], paper=paper)


@pytest.fixture(scope="module", params=[False, True], ids=["screen", "paper"])
def html(request, content):
    return rendered(content, request.param)


def charts_of(html):
    """Every outer <svg> of the page, read as XML."""
    found, depth, start = [], 0, 0
    for tag in re.finditer(r"<svg\b|</svg>", html):
        depth += 1 if tag[0] == "<svg" else -1
        if tag[0] == "<svg" and depth == 1:
            start = tag.start()
        if depth == 0:
            found.append(
                ElementTree.fromstring(
                    re.sub(r"\bdata-version(?=>)", 'data-version=""', html[start : tag.end()])
                )
            )
    return found


def test_there_is_one_chart_of_each_kind_at_least(html):
    assert {
        kind
        for kind in KINDS
        if f'<figure class="drawn" id="{kind}' in html or f'<figure class="drawn long" id="{kind}' in html
    } == KINDS


def test_every_number_is_a_figure_a_tick_or_a_period_of_the_report(html, content):
    assert [str(one) for one in disagreements(html, content)] == []


def test_every_chart_is_well_formed_and_has_its_words_or_is_silent(html):
    for chart in charts_of(html):
        title = chart.find("title")
        assert chart.get("aria-hidden") == "true" or (chart.get("role") == "img" and title.text.strip())


def test_every_area_of_a_map_has_a_title(html):
    [drawn] = [chart for chart in charts_of(html) if chart.get("class") == "map"]
    areas = [path for path in drawn.iter("path") if path.get("fill") not in (None, "none")]
    assert len(areas) == 25
    assert all(path.find("title").text.strip() for path in areas)


def test_every_position_lies_within_its_chart_and_none_is_no_number(html):
    places = [
        value
        for chart in charts_of(html)
        for mark in chart.iter()
        for name, value in mark.attrib.items()
        if name in ("x", "x1", "x2", "cx", "width") and value.endswith("%")
    ]
    assert len(places) > 200
    assert all(0 <= float(value[:-1]) <= 100 for value in places)
    assert "nan" not in " ".join(re.findall(r'[xy12]="([^"]*)"', html)).lower()


def test_the_break_names_the_definition(html):
    assert "<span data-version>2023-24</span>" in html


def test_a_control_chart_says_that_its_latest_points_cannot_show_a_new_level(html):
    words = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert "A new level is seen after eight months: the latest seven are too few to tell" in words


def test_moves_say_what_is_withheld_and_never_0(html):
    [drawn] = [chart for chart in charts_of(html) if "Bands join the setting" in chart.findtext("title", "")]
    lines = [path for path in drawn.iter("path") if path.get("stroke-dasharray")]
    assert len(lines) == 1
    assert "Dashed lines are moves of which the number is withheld" in drawn.find("title").text
    row = re.search(r'<th scope="row">home to care home</th>(.*?)</tr>', html)[1]
    assert re.sub(r"<[^>]+>", "|", row).strip("|").split("||") == ["withheld", "not shown"]


def test_a_move_has_the_days_before_it_beside_its_number(html):
    row = re.search(r'<th scope="row">home to A&amp;E</th>(.*?)</tr>', html)[1]
    assert re.findall(r">([\d,]+)<", row) == ["2,310", "5"]


def test_paper_takes_every_chart_without_a_warning(content):
    assert pdf.to_pdf(rendered(content, True)).startswith(b"%PDF")


def test_on_paper_nothing_needs_to_be_opened(content):
    assert "<details" in rendered(content, False)
    assert "<details" not in rendered(content, True)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (r'(data-tick="0.8"[^>]*>)80%', r"\g<1>85%"),
        (r'data-tick="0.8"', 'data-tick="0.85"'),
        (r'(data-tick="0.8" x="\d+" y=")[\d.]+', r"\g<1>1.5"),
        (r'data-axis="0', 'data-axis="0.03'),
        (r'(data-period="2020-21"[^>]*>)2020-21', r"\g<1>2021-22"),
        (r'data-period="2020-21"', 'data-period="1999-00"'),
        (r"(data-version>)2023-24", r"\g<1>2022-23"),
    ],
)
def test_a_mark_that_is_changed_is_found(content, was, now):
    changed, count = re.subn(was, now, rendered(content, False), count=1)
    assert count == 1
    assert disagreements(changed, content)


def test_a_tick_outside_an_axis_is_found(content):
    assert disagreements('<svg><text data-tick="0.8" x="1" y="2">80%</text></svg>', content)


def test_a_place_with_nothing_to_draw_has_no_chart():
    empty = fictional.outcomes(**{key: [] for key, *_rest in fictional.SECTIONS})
    drawn = rendered(Content(replace(fictional.whole(), outcomes=empty)), False)
    assert "<figure" not in drawn
    assert PLACE["name"] not in drawn
