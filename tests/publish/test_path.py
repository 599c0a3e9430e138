"""A person's path: steps in order, each with what is released of it and what is published, and of nobody alone."""

from types import SimpleNamespace

from tests.publish.charts.drawn import figure, outcome
from tests.publish.charts.test_moves import moving

from careplace.journeys.definitions import measures as shipped_measures
from careplace.measures import dictionary
from careplace.publish.path import path, steps

ENDINGS = ("", "-days-90", "-number")


def known(id, near=None):
    """A measure with a figure; `near`: the id of the published measure nearest to it."""
    made = outcome([figure(0.5)])
    made.measure.id, made.measure.table = id, "t"
    made.data.nearest = SimpleNamespace(published=SimpleNamespace(id=near)) if near else None
    return made


def step_of(key, *outcomes):
    return next(step for step in path(outcomes).steps if step.step.key == key)


def ids(outcomes):
    return [outcome.measure.id for outcome in outcomes]


def test_every_measure_of_a_step_is_in_the_dictionary_or_is_released():
    released = {f"journeys-{id.replace('_', '-')}" for id in shipped_measures()}
    for step in steps().values():
        assert {id for alike in step.published for id in alike} <= set(dictionary.measures())
        for id in step.released:
            assert any(id in (f"{each}{end}", f"{each}{end}-month") for each in released for end in ENDINGS)


def test_the_steps_run_from_home_to_home():
    assert list(steps()) == ["at-home", "crisis", "hospital", "leaving", "afterwards"]


def test_a_step_has_what_is_released_and_what_is_published():
    released, published = known("journeys-readmission-30-days"), known("ascof-2a-no-further-support")
    step = step_of("afterwards", published, released)
    assert (ids(step.released), ids(step.other_published)) == ([released.measure.id], [published.measure.id])


def test_what_stands_next_to_a_released_figure_is_not_shown_twice():
    published = known("ascof-2d1-still-in-community")
    step = step_of("afterwards", known("journeys-at-home-84-days", near=published.measure.id), published)
    assert (ids(step.published), ids(step.other_published)) == ([published.measure.id], [])


def test_of_measures_alike_the_first_with_a_figure_is_shown():
    of_people, of_patients = known("four-hour-standard-here"), known("four-hour-standard")
    assert ids(step_of("crisis", of_patients, of_people).published) == ["four-hour-standard-here"]
    assert ids(step_of("crisis", of_patients).published) == ["four-hour-standard"]


def test_moves_are_of_the_measure_that_counts_them():
    counted = moving({"home-to-hospital": 50.0, "hospital-to-home": 40.0})
    assert path([known("ascof-2a-no-further-support"), counted]).moves is counted
    assert path([counted]).released is counted


def test_a_place_without_figures_of_any_step_has_no_path():
    assert not path([]).has_figures
    assert not path([known("life-expectancy-65")]).has_figures
    assert path([known("criteria-to-reside")]).has_figures
