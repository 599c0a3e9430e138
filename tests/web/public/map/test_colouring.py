"""The map in the shades of a measure: by letter, by title and by colour, each council's own quarter."""

import re

import pytest
from tests.web.filled import MISSING, SCORE, SHARE

from careplace.publish.charts import choropleth
from careplace.web.public.map.colouring import colouring
from careplace.web.public.measures.council_figures import council_figures
from careplace.web.public.measures.subjects import subject


@pytest.mark.parametrize("page", ["/", "/map/"])
def test_the_map_is_plain_until_a_measure_is_chosen(reader, page):
    html = reader.get(page).content.decode()
    assert 'class="cp-map"' in html
    assert "cp-letters" not in html
    assert f'<option value="{SHARE}">' in html


@pytest.mark.parametrize("page", ["/", "/map/"])
@pytest.mark.parametrize("id", [SHARE, SCORE])
def test_every_council_says_its_quarter_in_words(reader, edition, page, id):
    html = reader.get(f"{page}?measure={id}").content.decode()
    one = subject(edition, id)
    councils = council_figures(edition, one, one.newest)
    edges = [figure.value for figure in councils.quartiles]
    labels = dict(re.findall(r'aria-label="([^":]+): ([^"]+)"><title>', html))
    for row in councils.with_value:
        if row.name in labels:
            assert labels[row.name] == choropleth.band(row.figure.value, edges)[1]
    assert len(labels) > 5
    assert f'<option value="{id}" selected>' in html
    assert 'class="legend"' in html
    assert one.title in html


def test_a_measure_is_chosen_from_those_that_reports_tell_first(edition):
    keys = [choice.key for choice in colouring(edition, "").choices]
    assert SHARE in keys
    assert len(keys) == len(set(keys))
    assert any(key.startswith("rating-share:") for key in keys)


@pytest.mark.parametrize("key", ["zzzz", MISSING, "rating-share:' or 1=1", "x" * 500])
@pytest.mark.parametrize("page", ["/", "/map/"])
def test_what_is_no_measure_is_refused_in_words(reader, page, key):
    answer = reader.get(page, {"measure": key})
    assert answer.status_code == 400
    assert "No measure of councils is called" in answer.content.decode()
