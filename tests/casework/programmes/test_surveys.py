"""What waves of a survey show, against slow calculations and known answers."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from tests.casework.programmes import records
from tests.casework.programmes.records import QUESTION, SCALE

from careplace.casework.programmes.models import Wave
from careplace.casework.programmes.surveys import ASSUMPTION, sentences, share_of

DAY, LATER = date(2014, 11, 1), date(2015, 11, 1)


def wave(counts, held_on=DAY, **values) -> Wave:
    usual = {"question": QUESTION, "scale": SCALE, "agree": 2, "asked_of": "All practitioners"}
    return Wave(counts=counts, held_on=held_on, **usual | values)


def test_the_last_options_agree_and_the_middle_does_not():
    # Wilson's limits of 103 in 147: 62.23% to 76.88%.
    share = share_of(wave([10, 14, 20, 60, 43]))
    assert (share.agreeing, share.answers) == (103, 147)
    assert share.share == pytest.approx((103 / 147, 0.6223, 0.7688), abs=5e-5)


@given(st.lists(st.integers(0, 500), min_size=5, max_size=5), st.integers(1, 4))
def test_agreeing_is_counted_from_the_end(counts, agree):
    share = share_of(wave(counts, agree=agree))
    assert share.agreeing == sum(counts[5 - n] for n in range(1, agree + 1))
    assert (share.share is None) == (sum(counts) < 30)


def test_a_share_without_its_number_is_not_tested():
    assert sentences([wave([])]) == [
        f"“{QUESTION}” (1 November 2014): the number of answers is not known, so the share cannot be tested."
    ]


def test_few_answers_are_counted_and_give_no_share():
    (words,) = sentences([wave([1, 2, 3, 4, 5])])
    assert words.startswith(
        f"“{QUESTION}” (1 November 2014): 9 of 15 agree; too few answers for a share. Asked: All"
    )


def test_the_response_rate_is_said_or_said_to_be_unknown():
    known, unknown = wave([10, 14, 20, 60, 43], invited=300), wave([10, 14, 20, 60, 43])
    assert "Asked: All practitioners; 49% of 300 people answered." in sentences([known])[0]
    assert "how many were asked is not known" in sentences([unknown])[0]


def test_how_answers_were_weighted_is_said_or_that_they_were_not():
    assert sentences([wave([10, 14, 20, 60, 43])])[0].endswith("so it is not known who gave them.")
    weighted = wave([10, 14, 20, 60, 43], weighting="by age and sex to the census of 2021")
    assert sentences([weighted])[0].endswith("Weighting: by age and sex to the census of 2021.")


def test_a_change_is_clear_where_its_interval_leaves_out_zero():
    # Newcombe 1998, method 10, of 730 in 1,000 and 650 in 1,000: 0.0395 to 0.1200.
    *_, words = sentences([wave([100, 100, 150, 300, 350]), wave([50, 70, 150, 330, 400], LATER)])
    change = "+8.0 percentage points (95% interval +3.9 to +12.0) from 1 November 2014 to 1 November 2015"
    assert words == f"“{QUESTION}”: {change}."


def test_the_last_of_three_waves_is_compared_with_the_first_too():
    # 730 and 650 in 1,000 as above; each step between may be none.
    counts = ([100, 100, 150, 300, 350], [75, 85, 150, 315, 375], [50, 70, 150, 330, 400])
    waves = [wave(row, date(year, 11, 1)) for row, year in zip(counts, (2014, 2015, 2016), strict=True)]
    *_, step, whole = sentences(waves)
    assert "from 1 November 2015 to 1 November 2016" in step
    assert "(95% interval +3.9 to +12.0) from 1 November 2014 to 1 November 2016." in whole


def test_three_quarters_and_two_thirds_of_a_hundred_do_not_differ():
    *_, words = sentences([wave([5, 10, 20, 30, 35]), wave([5, 10, 12, 33, 40], LATER)])
    assert words.endswith("no clear change.")


def test_waves_with_other_scales_are_not_compared():
    other = wave([20, 20, 30], LATER, scale=["No", "Partly", "Yes"], agree=1)
    assert "the scales differ from 1 November 2014 to" in sentences([wave([20, 20, 20, 20, 20]), other])[-1]


def test_questions_stand_apart_the_oldest_wave_first():
    words = sentences(
        [wave([9, 9, 9, 9, 9], LATER), wave([9, 9, 9, 9, 9]), wave([9] * 5, question="Another")]
    )
    assert [text.split("”")[0] for text in words] == ["“Another", *[f"“{QUESTION}"] * 3]
    assert "2014" in words[1]
    assert "2015" in words[2]


@pytest.mark.usefixtures("both")
@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"counts": [1, 2]}, "counts"),
        ({"counts": [1, 2, 3, 4, -5]}, "counts"),
        ({"agree": 5}, "agree"),
        ({"invited": 10}, "invited"),
        ({"scale": ["Yes"]}, "scale"),
        ({"scale": ["Yes", "Yes"]}, "scale"),
    ],
)
def test_what_is_no_wave_is_refused(values, field):
    evaluator = records.evaluator()
    programme = records.programme(evaluator)
    counts, more = (
        values.get("counts", [10, 10, 10, 10, 10]),
        {k: v for k, v in values.items() if k != "counts"},
    )
    with pytest.raises(ValidationError) as error:
        records.wave(evaluator, programme, counts, **more)
    assert field in error.value.message_dict


def by_role(managers, nurses, held_on=DAY, frame=((90, None), (200, None)), **values) -> Wave:
    """A wave of two roles, weighted by who was asked."""
    counts = [a + b for a, b in zip(managers, nurses, strict=True)]
    roles = ["Manager", "Nurse"]
    lines = [[[role], *numbers] for role, numbers in zip(roles, frame, strict=True)]
    groups = [[[role], row] for role, row in zip(roles, (managers, nurses), strict=True)]
    return wave(counts, held_on, grouped_by=["Role"], group_counts=groups, frame=lines, **values)


MANAGERS, NURSES = [2, 3, 5, 30, 20], [15, 15, 10, 6, 4]


def test_a_share_is_weighted_to_who_was_asked():
    # 50 of 60 managers and 10 of 50 nurses agree: 54.5% of answers, and 90/290 of 83.3% and 200/290 of 20.0%: 39.7%.
    share = share_of(by_role(MANAGERS, NURSES))
    assert share.share[0] == pytest.approx(60 / 110)
    assert share.weighted.limits[0] == pytest.approx((90 * 50 / 60 + 200 * 10 / 50) / 290)
    # By hand: 290² / (90² / 60 + 200² / 50).
    assert share.weighted.result.effective == pytest.approx(290**2 / (90**2 / 60 + 200**2 / 50))


def test_both_shares_are_said_with_response_cost_and_assumption():
    plain, weighted, response, assumption = sentences([by_role(MANAGERS, NURSES, invited=290)])
    assert "60 of 110 agree, 54.5% (95% interval 45.2% to 63.5%)." in plain
    assert plain.endswith("38% of 290 people answered. This share is not weighted.")
    assert weighted.startswith(
        "Weighted by role to everybody who could have been asked (1 November 2014): 39.7% (95% interval "
    )
    assert weighted.endswith("The answers weigh as much as 90 equal ones (design effect 1.22).")
    assert response == "Answered, by role: Manager 60 of 90 (67%); Nurse 50 of 200 (25%)."
    assert assumption == ASSUMPTION


def test_a_change_is_tested_with_weights_where_both_waves_have_them():
    # As many managers and nurses agree in both waves; twice as many managers answer in the first.
    first = by_role(MANAGERS, NURSES)
    second = by_role([1, 1, 3, 15, 10], [30, 30, 20, 12, 8], LATER)
    *_, change = sentences([first, second])
    assert change.startswith(f"“{QUESTION}”, weighted: 0.0 percentage points")
    assert "no clear change. Without weights: −" in change


def test_a_wave_with_weights_is_compared_with_one_without_by_plain_shares():
    *_, change = sentences([wave([17, 18, 15, 36, 24]), by_role(MANAGERS, NURSES, LATER)])
    assert change.endswith("One of the two is not weighted, so this is without weights.")
    assert ": 0.0 percentage points" in change


def test_counts_without_rows_say_that_they_cannot_be_weighted():
    assert sentences([wave([10, 14, 20, 60, 43])])[0].endswith(
        "Answers are not weighted: they came as counts, so it is not known who gave them."
    )
    groups = {"grouped_by": ["Role"], "group_counts": [[["Nurse"], [10, 14, 20, 60, 43]]]}
    assert sentences([wave([10, 14, 20, 60, 43], **groups)])[0].endswith("Answers are not weighted.")


def test_answers_without_a_group_are_said_to_be_left_out():
    few = by_role(MANAGERS, NURSES)
    few.group_counts = [*few.group_counts, [[""], [0, 0, 0, 2, 0]]]
    assert sentences([few])[-2] == "Fewer than 5 answers without a group are not in the weighted share."


@given(
    st.lists(st.integers(1, 40), min_size=5, max_size=5),
    st.lists(st.integers(1, 40), min_size=5, max_size=5),
    st.integers(200, 900),
)
def test_a_frame_like_the_answers_changes_no_share(managers, nurses, times):
    frame = ((sum(managers) * times, None), (sum(nurses) * times, None))
    share = share_of(by_role(managers, nurses, frame=frame))
    if share.weighted:
        assert share.weighted.limits[0] == pytest.approx(share.share[0])
