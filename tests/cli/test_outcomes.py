"""What `careplace profile` says of outcomes: a block a headline measure, with the words of comparison."""

import pytest
from tests.measures.outcomes import fictional_outcomes as fictional

from careplace.cli.outcomes import lines
from careplace.engine import Engine
from careplace.measures import dictionary
from careplace.measures.outcomes.profile import outcomes
from careplace.measures.outcomes.summary import as_json, row


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch, Engine() as engine:
        patch.setattr(dictionary, "measures", lambda: fictional.MEASURES)
        patch.setattr(dictionary, "sections", lambda: fictional.SECTIONS)
        reader = fictional.reader(fictional.edition(tmp_path_factory.mktemp("edition")), engine)
        yield outcomes(reader, reader.gazetteer.areas["Y01"])


def test_a_headline_measure_is_told_beside_each_group(told):
    first, head, *rest = lines(told)[1:]
    one = told.measure("helped")
    assert first == "Outcomes, the newest of each"
    assert head.startswith("  Helped, 2024-25: ")
    assert "% (95% limits " in head
    # Y02 is suppressed, so that no sum is known: the median of the others stands for the group, and is called that.
    assert rest[0] == (
        "    beside Fictional England: median 47.8% of 11 councils with a figure, 30.3% to 66.1%"
    )
    assert rest[-1] == f"    five years with a value: {one.trend.reason}"
    assert len([line for line in lines(told) if line.startswith("  ") and line[2] != " "]) == 1


def test_nothing_is_told_of_an_edition_without_outcomes(known_empty):
    assert lines(known_empty) == []


@pytest.fixture
def known_empty(tmp_path):
    with pytest.MonkeyPatch.context() as patch, Engine() as engine:
        patch.setattr(dictionary, "measures", lambda: fictional.MEASURES)
        patch.setattr(dictionary, "sections", lambda: fictional.SECTIONS)
        reader = fictional.reader(tmp_path, engine)
        yield outcomes(reader, reader.gazetteer.areas["Y01"])


def test_the_json_holds_every_measure(told):
    answer = as_json(told)
    measures = {one["id"]: one for section in answer["sections"] for one in section["measures"]}
    assert list(measures) == [one.measure.id for section in told.sections for one in section.measures]
    helped = measures["helped"]
    assert helped["latest"] == row(told.measure("helped").latest)
    assert helped["latest"]["id"] == "helped/Y01/2024-25/all"
    assert [point["period"] for run in helped["series"] for point in run] == fictional.YEARS
    assert [group["key"] for group in helped["groups"]] == [c["key"] for c in answer["comparators"]]
    assert helped["target"] == {"value": 0.5, "words": "half"}
    assert measures["waited"]["variation"] == told.measure("waited").control.variation
    assert (measures["untold"]["latest"], measures["untold"]["reason"]) == (None, "Nobody publishes it.")


def test_a_small_base_is_told_as_a_count_and_not_compared(told):
    from dataclasses import replace

    few = replace(told.measure("helped").latest, numerator=3.0, denominator=7.0, value=3 / 7)
    section = told.sections[0]
    small = replace(section, measures=(replace(section.measures[0], latest=few),))
    _blank, _title, head, beside, *_rest = lines(replace(told, sections=(small,)))
    assert head == "  Helped, 2024-25: 3 of 7"
    assert beside == "    beside Fictional England: too few people to compare"
