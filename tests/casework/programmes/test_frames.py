"""Who was asked, by group: how answers are counted into the groups of a frame, and which frames are refused."""

import pytest
from django.core.exceptions import ValidationError
from tests.casework.programmes import records
from tests.casework.programmes.records import SCALE

from careplace.casework.programmes.frames import check_groups, frame_groups, without_group
from careplace.casework.programmes.models import Wave
from careplace.casework.workflow.actions import changes

GROUPS = [
    [["Council", "Nurse"], [5, 5, 0, 10, 10]],
    [["Council", "Manager"], [0, 0, 0, 2, 1]],
    [["NHS trust", "Nurse"], [10, 0, 0, 20, 0]],
    [["NHS trust", ""], [0, 0, 0, 1, 0]],
]
FRAME = [[["Council", "Nurse + manager"], 90, None], [["NHS trust", "Nurse"], 200, 100]]


def wave(frame=FRAME, groups=GROUPS, **values) -> Wave:
    counts = list(map(sum, zip(*(counts for _labels, counts in groups), strict=True)))
    usual = {"scale": SCALE, "counts": counts, "grouped_by": ["Organisation", "Role"], "asked_of": "All"}
    return Wave(group_counts=groups, frame=frame, **usual | values)


def faults(**values) -> list[str]:
    with pytest.raises(ValidationError) as error:
        check_groups(wave(**values))
    return error.value.message_dict["frame"]


def test_labels_that_are_joined_are_counted_as_one():
    council, trust = frame_groups(wave())
    assert (council.name, council.people, council.invited) == ("Council, Nurse + manager", 90, 90)
    assert council.counts == (5, 5, 0, 12, 11)
    assert (trust.answers, trust.people, trust.invited) == (30, 200, 100)


def test_answers_without_a_group_are_counted_apart():
    assert without_group(wave()) == 1
    check_groups(wave())


def test_a_group_of_few_answers_is_named_with_the_one_to_join_it_with():
    frame = [[["Council", "Nurse"], 60, None], [["Council", "Manager"], 30, None], FRAME[1]]
    (fault,) = faults(frame=frame)
    assert fault == (
        "“Council, Manager” has 3 answers of 30 people asked, and a weight needs 5 at least: join it with “Council, Nurse”, "
        "in one line “Council, Manager + Nurse, 90”, if the two are alike."
    )
    joined = [[["Council", "Manager + Nurse"], 90, None], FRAME[1]]
    check_groups(wave(frame=joined))


def test_a_group_without_an_answer_is_refused_too():
    (fault,) = faults(frame=[*FRAME, [["Home care", "Carer"], 40, None]])
    assert fault.startswith("“Home care, Carer” has 0 answers of 40 people")
    assert fault.endswith("at least.")


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"frame": [FRAME[0]]}, "“NHS trust, Nurse” has answers (30) and is not in the frame."),
        ({"frame": [*FRAME, [["NHS trust", "nurse"], 9, None]]}, "“NHS trust, Nurse” is in 2 lines"),
        ({"frame": [*FRAME, [["NHS trust"], 9, None]]}, "“NHS trust” does not name Organisation and Role"),
        ({"frame": [*FRAME, [["GP", "Nurse"], 0, None]]}, "“GP, Nurse” has nobody in the frame"),
        ({"frame": [FRAME[0], [["NHS trust", "Nurse"], 50, 60]]}, "60 were asked, and 50 people are"),
        ({"frame": [FRAME[0], [["NHS trust", "Nurse"], 50, 20]]}, "30 answers: more than were asked (20)"),
        ({"invited": 300}, "190 people were asked in the groups together, and 300 in the wave."),
    ],
)
def test_a_frame_that_cannot_be_is_refused_in_words(values, says):
    assert any(says in fault for fault in faults(**values))


def test_a_wave_entered_as_counts_cannot_be_weighted_and_says_so():
    with pytest.raises(ValidationError, match="was entered as counts, so nobody knows which group"):
        check_groups(Wave(scale=SCALE, counts=[10] * 5, frame=FRAME))


def test_counts_that_are_not_those_of_the_groups_are_refused():
    with pytest.raises(ValidationError, match="The file that was uploaded has 15, 5, 0, 33, 11"):
        check_groups(wave(counts=[1, 1, 1, 1, 1]))


@pytest.mark.usefixtures("both")
@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"grouped_by": ["Role", "role"]}, "Name one or two columns"),
        ({"grouped_by": ["A", "B", "C"]}, "Name one or two columns"),
        ({"group_counts": [[["Nurse"]]]}, "Give the labels and the answers"),
        ({"frame": [["Nurse", 5, None]]}, "Give the labels and the people"),
        ({"frame": [[["Nurse"], -5, None]]}, "whole number of answers"),
        ({"weighting": "by age"}, "so it has no other weighting"),
    ],
)
def test_what_is_no_frame_is_refused(values, says):
    evaluator = records.evaluator()
    programme = records.programme(evaluator)
    usual = {
        "grouped_by": ["Role"],
        "group_counts": [[["Nurse"], [10] * 5]],
        "frame": [[["Nurse"], 90, None]],
    }
    with pytest.raises(ValidationError, match=says):
        records.wave(evaluator, programme, [10] * 5, **usual | values)


@pytest.mark.usefixtures("both")
def test_weights_are_entered_and_taken_away_with_an_entry_in_the_audit():
    evaluator = records.evaluator()
    groups = {"grouped_by": ["Role"], "group_counts": [[["Nurse"], [10] * 5]]}
    entered = records.wave(evaluator, records.programme(evaluator), [10] * 5, **groups)
    for frame in ([[["Nurse"], 90, None]], []):
        with changes(evaluator) as at_once:
            entered = at_once.change(Wave, entered.pk, "weight", {"frame": frame}, entered.version)
        assert Wave.objects.get().frame == frame
