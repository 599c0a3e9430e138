"""The councils of a protocol: by name or group, settled when it is locked, never one that was treated too."""

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import override_settings
from tests.casework.programmes import records

from careplace.casework import edition_reader
from careplace.casework.programmes import protocol
from careplace.casework.programmes.comparators import (
    COMPARATORS,
    codes_of_names,
    comparators_in_words,
    group_of,
    names_of_codes,
)
from careplace.casework.programmes.estimates import ask, calculate
from careplace.casework.programmes.models import Estimate
from careplace.evaluation.results import DesignError
from careplace.measures.dictionary import measures
from careplace.measures.outcomes.series_of_places import series_of_places
from careplace.places.area import Group
from careplace.places.groups import NamedGroup
from careplace.publish.evaluation.study import Question, study

pytestmark = pytest.mark.usefixtures("sqlite")


@pytest.fixture
def home(demo_home):
    with override_settings(CAREPLACE=settings.CAREPLACE.model_copy(update={"home": demo_home})):
        yield demo_home
    edition_reader.forget()


@pytest.fixture
def gazetteer(home):
    with edition_reader.edition(home) as edition:
        return edition.gazetteer


@pytest.fixture
def councils(home) -> tuple[str, ...]:
    """Codes of councils that have figures of the outcome, of which the first is evaluated."""
    with edition_reader.edition(home) as edition:
        return series_of_places(edition_reader.reader_of(edition), measures()[records.MEASURE]).places


def drafted(councils, **values):
    evaluator = records.evaluator(councils[0])
    programme = records.programme(evaluator, **values)
    return evaluator, programme, records.outcome(evaluator, programme)


def lock(evaluator, programme):
    return protocol.lock(evaluator, programme.pk, programme.version, records.TODAY)


def test_the_groups_have_the_words_of_the_task():
    assert list(COMPARATORS) == ["all", "neighbours", "core-cities", "named"]


def test_a_group_is_settled_and_hashed_when_it_is_locked(councils, gazetteer):
    evaluator, programme, _ = drafted(councils, comparators="neighbours")
    assert programme.compared_with == []
    locked = lock(evaluator, programme)
    near = [code for code, _far in gazetteer.near[councils[0]]]
    assert locked.compared_with == near
    content = protocol.content_of(locked)
    assert (content["comparators"], content["compared_with"]) == ("neighbours", near)
    assert protocol.is_whole(locked)
    locked.compared_with = near[1:]
    assert not protocol.is_whole(locked)


def test_all_councils_leave_the_digest_of_older_protocols_as_it_was(councils):
    evaluator, programme, _ = drafted(councils)
    assert "comparators" not in protocol.content_of(lock(evaluator, programme))


def test_a_group_is_without_those_that_were_treated_too(councils, gazetteer):
    first, *others = [code for code, _far in gazetteer.near[councils[0]]]
    evaluator, programme, _ = drafted(councils, comparators="neighbours", left_out=[first])
    assert lock(evaluator, programme).compared_with == others


def test_a_group_of_none_but_treated_councils_is_not_locked(councils, gazetteer):
    near = [code for code, _far in gazetteer.near[councils[0]]]
    evaluator, programme, _ = drafted(councils, comparators="neighbours", left_out=near)
    with pytest.raises(ValidationError, match="choose another group"):
        lock(evaluator, programme)


def test_core_cities_are_those_of_the_gazetteer_without_the_place(councils, gazetteer, monkeypatch):
    # The fictional nation has no core cities of its own.
    cities = NamedGroup("core-cities", "Core Cities (England)", councils[:3])
    monkeypatch.setitem(gazetteer._comparators.named, "core-cities", cities)
    evaluator, programme, _ = drafted(councils, comparators="core-cities")
    assert lock(evaluator, programme).compared_with == list(councils[1:3])


def test_a_group_that_no_edition_has_is_not_locked(councils):
    evaluator, programme, _ = drafted(councils, comparators="core-cities")
    with pytest.raises(ValidationError, match="There is no group 'core-cities'"):
        lock(evaluator, programme)


def test_without_an_edition_nobody_knows_a_group(councils, tmp_path):
    evaluator, programme, _ = drafted(councils, comparators="neighbours")
    nowhere = settings.CAREPLACE.model_copy(update={"home": tmp_path})
    with override_settings(CAREPLACE=nowhere), pytest.raises(ValidationError, match="no published data"):
        lock(evaluator, programme)


def test_one_that_was_treated_too_is_refused_by_its_name(councils, gazetteer):
    own, other, third = councils[:3]
    with pytest.raises(ValidationError) as error:
        drafted(councils, comparators="named", compared_with=[own, other, third], left_out=[other])
    assert error.value.message_dict["compared_with"] == [
        f"{gazetteer.areas[other].name} had such a programme too, so it cannot be compared with.",
        f"{gazetteer.areas[own].name} cannot be compared with itself.",
    ]


def test_a_list_by_name_needs_a_council(councils):
    with pytest.raises(ValidationError, match="Name the councils"):
        drafted(councils, comparators="named")


def test_a_code_that_is_no_council_is_not_locked(councils):
    evaluator, programme, _ = drafted(councils, comparators="named", compared_with=["E99999999"])
    with pytest.raises(ValidationError, match="E99999999"):
        lock(evaluator, programme)


def test_the_estimate_compares_with_these_alone(councils):
    evaluator, programme, outcome = drafted(councils, comparators="named", compared_with=list(councils[1:5]))
    lock(evaluator, programme)
    estimate = ask(evaluator, outcome.pk)
    assert calculate.func(str(estimate.pk)) == "done"
    done = Estimate.objects.get(pk=estimate.pk)
    assert done.sentences[0].endswith(
        "it could be compared with 4 councils, and judging chance needs at least 39."
    )
    assert done.sentences[1].startswith("Compared with 4 councils, councils chosen by name: ")


def test_a_locked_group_is_read_from_its_codes(councils, gazetteer):
    evaluator, programme, _ = drafted(councils, comparators="neighbours")
    group = group_of(gazetteer, lock(evaluator, programme))
    assert group.name == "its statistical neighbours"
    assert group.codes == tuple(code for code, _far in gazetteer.near[councils[0]])


def test_words_name_each_council_once_they_are_settled(councils, gazetteer, home):
    evaluator, programme, _ = drafted(councils, comparators="neighbours")
    assert comparators_in_words(programme, home).endswith("which are settled when the protocol is locked")
    first = gazetteer.areas[gazetteer.near[councils[0]][0][0]].name
    words = comparators_in_words(lock(evaluator, programme), home)
    assert words.startswith(f"Its statistical neighbours: {first}")
    assert group_of(gazetteer, records.programme(evaluator, name="Another")) is None


def test_names_and_codes_mean_the_same_councils(councils, gazetteer, home):
    standing = [code for code in councils if gazetteer.areas[code].stands()]
    names = names_of_codes(standing, home)
    assert names[0] == gazetteer.areas[standing[0]].name
    assert codes_of_names([*names, standing[0]], home) == standing


def test_a_council_that_became_another_is_the_one_of_today(councils, gazetteer, home):
    ended = [code for code in councils if not gazetteer.areas[code].stands()]
    followed = [gazetteer.lineage.roll(gazetteer.areas[code], None) for code in ended]
    assert ended
    assert codes_of_names(ended, home) == list(
        dict.fromkeys(today.code if today else code for code, today in zip(ended, followed, strict=True))
    )


def test_every_name_that_is_none_is_said(home):
    with pytest.raises(ValidationError) as error:
        codes_of_names(["Nowhereton", "Nothingford"], home)
    assert [("Nowhereton" in text, "Nothingford" in text) for text in error.value.messages] == [
        (True, False),
        (False, True),
    ]


def test_without_an_edition_codes_stay_as_they_are(tmp_path):
    assert codes_of_names(["E08000035"], tmp_path) == names_of_codes(["E08000035"], tmp_path) == ["E08000035"]


def test_one_of_the_group_that_was_treated_too_is_never_compared_with(councils, home):
    own, *others = councils[:3]
    with edition_reader.edition(home) as edition:
        reader = edition_reader.reader_of(edition)
        areas = reader.gazetteer.areas
        group = Group("named", "councils chosen by name", "named", tuple(areas[code] for code in others))
        question = Question(areas[own], "2018-01", "it", (areas[others[0]],), group)
        series = series_of_places(reader, measures()[records.MEASURE])
        with pytest.raises(DesignError, match=f"^{areas[others[0]].name} had the change too"):
            study(reader, question, series)


def test_a_council_without_figures_is_named_and_not_compared(councils, home):
    own, *others = councils[:3]
    with edition_reader.edition(home) as edition:
        reader = edition_reader.reader_of(edition)
        areas = reader.gazetteer.areas
        series = series_of_places(reader, measures()[records.MEASURE])
        absent = next(a for a in areas.values() if a.kind == "council" and a.code not in series.places)
        members = (*(areas[code] for code in others), absent)
        group = Group("named", "councils chosen by name", "named", members)
        asked = study(reader, Question(areas[own], "2018-01", "it", (), group), series)
        assert asked.not_compared == (absent.name,)
        assert [asked.panel.places[row] for row in asked.panel.controls] == others
