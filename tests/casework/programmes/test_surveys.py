"""What waves of a survey show, against slow calculations and known answers."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from tests.casework.programmes import records
from tests.casework.programmes.records import QUESTION, SCALE

from careplace.casework.programmes.models import Wave
from careplace.casework.programmes.surveys import AnswersRefused, counts_from, sentences, share_of

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
    assert sentences([wave([10, 14, 20, 60, 43])])[0].endswith("Answers are not weighted.")
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


def test_a_file_of_answers_is_counted():
    text = "\ufeffname,answer\nA,Agree\nB, strongly agree \n\nC,AGREE\n"
    assert counts_from("a.csv", text.encode(), SCALE) == [0, 0, 0, 2, 1]


@given(st.lists(st.sampled_from(SCALE), max_size=60))
def test_each_answer_is_counted_once(answers):
    text = "answer\n" + "".join(f'"{answer}"\n' for answer in answers)
    assert counts_from("a.csv", text.encode(), SCALE) == [answers.count(option) for option in SCALE]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"answer\nAgree\nPerhaps\n", "row 3: “Perhaps”"),
        (b"answer\n\xff\xfe\n", "is no CSV file in UTF-8"),
    ],
)
def test_an_answer_that_is_none_is_named_with_its_row(data, says):
    with pytest.raises(AnswersRefused, match=says):
        counts_from("answers.csv", data, SCALE)


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
