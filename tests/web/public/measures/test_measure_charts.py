"""The charts of measures, comparisons and places as files, over an edition that has outcomes and outlines."""

import re

import pytest
from tests.publish.chart_files.charts import figures_of, rows, size, stands_alone
from tests.web.filled import SCORE, SHARE

from careplace.web.public.measures.council_figures import council_figures
from careplace.web.public.measures.params import council_slugs
from careplace.web.public.measures.subjects import subject

LINK = re.compile(r'href="(/(?:measures/[^"/]+|compare)/charts/[^"]+?\.(svg|png|csv)[^"]*)"')


def links(client, address: str) -> list[tuple[str, str]]:
    html = client.get(address).content.decode()
    return [(link.replace("&amp;", "&"), kind) for link, kind in LINK.findall(html)]


@pytest.fixture
def slugs(edition) -> list[str]:
    return list(council_slugs(edition).values())


@pytest.mark.parametrize("id", [SHARE, SCORE, "rating-share"])
@pytest.mark.parametrize("place", [False, True])
def test_every_chart_of_a_measure_has_its_files(reader, slugs, id, place):
    found = links(reader, f"/measures/{id}/" + (f"?place={slugs[2]}" if place else ""))
    assert len(found) >= 9
    for address, kind in found:
        answer = reader.get(address)
        assert answer.status_code == 200, address
        if kind == "svg":
            height = int(stands_alone(answer.content.decode()).get("height"))
        elif kind == "png":
            assert size(answer.content) == (1600, 2 * height)


@pytest.mark.parametrize("name", ["strip", "funnel", "map"])
def test_the_data_of_a_chart_are_every_councils_figure(reader, edition, name):
    share = subject(edition, SHARE)
    councils = council_figures(edition, share, share.newest)
    found = rows(reader.get(f"/measures/{SHARE}/charts/{name}.csv").content.decode())
    values = {row["id"]: float(row["value"]) for row in found if row["value"]}
    assert {row.figure.id: row.figure.value for row in councils.with_value}.items() <= values.items()
    page = reader.get(f"/measures/{SHARE}/").content.decode()
    figure = re.search(rf'<figure[^>]+id="{name}">.*?</figure>', page, re.DOTALL)[0]
    assert figures_of(figure) <= set(values)


def test_a_comparison_has_a_chart_of_each_measure(reader, edition):
    slugs, score = council_slugs(edition), subject(edition, SCORE)
    councils = [row for row in council_figures(edition, score, score.newest).with_value if row.name in slugs]
    first, second = councils[:2]
    found = links(reader, f"/compare/?place={slugs[first.name]}&place={slugs[second.name]}&measure={SCORE}")
    assert [kind for _address, kind in found] == ["svg", "png", "csv"]
    svg, png, data = (reader.get(address) for address, _kind in found)
    root = stands_alone(svg.content.decode())
    assert second.name in root[0].text
    assert size(png.content) == (1600, 2 * int(root.get("height")))
    figures = {row["series"]: row["value"] for row in rows(data.content.decode())}
    assert figures[first.name] == repr(first.figure.value)
    assert f"{second.name} less {first.name}" in figures


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"/measures/{SHARE}/charts/pie.svg", 404),
        (f"/measures/{SHARE}/charts/strip.gif", 404),
        ("/measures/nothing/charts/strip.svg", 404),
        (f"/measures/{SHARE}/charts/strip.svg?period=1999", 400),
        (f"/measures/{SHARE}/charts/strip.svg?place=nowhere", 400),
        (f"/measures/{SCORE}/charts/funnel.svg", 404),
        ("/compare/charts/c-nothing-chart.svg", 400),
        (f"/compare/charts/c-{SHARE}-chart.svg?place=nowhere&place=elsewhere&measure={SHARE}", 400),
    ],
)
def test_what_is_no_chart_is_refused_in_words(reader, address, status):
    answer = reader.get(address)
    assert answer.status_code == status
    assert "<h1" in answer.content.decode()


def test_a_chart_of_a_comparison_is_of_one_measure_and_bears_its_name(reader, slugs):
    places = f"place={slugs[2]}&place={slugs[3]}"
    assert (
        reader.get(
            f"/compare/charts/c-{SHARE}-chart.svg?{places}&measure={SHARE}&measure={SCORE}"
        ).status_code
        == 400
    )
    assert reader.get(f"/compare/charts/c-{SHARE}-chart.svg?{places}&measure={SCORE}").status_code == 404
    assert (
        reader.get(f"/compare/charts/c-{SHARE}-chart.svg?place={slugs[2]}&measure={SHARE}").status_code == 400
    )
