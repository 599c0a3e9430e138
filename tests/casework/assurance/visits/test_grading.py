"""Grades of domains and visits, against a count by hand of every small case."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.casework.assurance.visits.grading import below_standard, domain_outcome, overall_outcome
from careplace.casework.assurance.visits.template import default

TEMPLATE = default()
GRADES = [grade.key for grade in TEMPLATE.grades]
SAFETY = next(domain for domain in TEMPLATE.domains if domain.key == "safety")
some_grades = st.dictionaries(st.sampled_from(list(TEMPLATE.standards)), st.sampled_from(GRADES))


def by_hand(parts):
    """The best grade that more than half of the parts reach; one Poor part, and it is Requires improvement at best."""
    best = next(
        grade
        for grade in GRADES
        if sum(GRADES.index(p) <= GRADES.index(grade) for p in parts) * 2 > len(parts)
    )
    if "poor" in parts and best in ("excellent", "good"):
        return "requires-improvement"
    return best


@pytest.mark.parametrize("parts", [parts for n in range(1, 6) for parts in product(GRADES, repeat=n)][::7])
def test_a_domain_is_graded_as_a_count_by_hand_gives(parts):
    grades = {standard.key: grade for standard, grade in zip(SAFETY.standards, parts, strict=False)}
    assert domain_outcome(TEMPLATE, SAFETY, grades).grade == by_hand(parts)


@given(some_grades)
def test_the_visit_is_graded_from_its_domains(grades):
    domains = [
        by_hand(parts)
        for domain in TEMPLATE.domains
        if (parts := [grades[standard.key] for standard in domain.standards if standard.key in grades])
    ]
    assert overall_outcome(TEMPLATE, grades).grade == (by_hand(domains) if domains else None)


@given(some_grades, st.sampled_from(list(TEMPLATE.standards)))
def test_a_better_grade_of_a_standard_never_makes_the_visit_worse(grades, standard):
    worse, better = grades | {standard: "poor"}, grades | {standard: "excellent"}
    place = [TEMPLATE.position(overall_outcome(TEMPLATE, some).grade) for some in (better, worse)]
    assert place[0] <= place[1]


def test_the_reason_counts_what_was_graded_and_names_the_cap():
    grades = dict.fromkeys(["safeguarding", "infection", "medicines", "premises"], "good")
    assert domain_outcome(TEMPLATE, SAFETY, grades).reason == (
        "4 of 4 graded, of 5, standards are Good or better."
    )
    capped = domain_outcome(TEMPLATE, SAFETY, grades | {"equipment": "poor"})
    assert capped.grade == "requires-improvement"
    assert capped.reason == (
        "4 of 5 standards are Good or better. One or more are Poor: the grade is Requires improvement at best."
    )


def test_nothing_graded_has_no_grade():
    outcome = overall_outcome(TEMPLATE, {})
    assert (outcome.grade, outcome.reason) == (None, "None of 5 domains has a grade.")


def test_actions_are_needed_for_what_is_below_standard_in_the_templates_order():
    grades = {
        "records": "poor",
        "medicines": "requires-improvement",
        "welfare": "good",
        "consent": "excellent",
    }
    assert [standard.key for standard in below_standard(TEMPLATE, grades)] == ["medicines", "records"]
