"""What is missing in the record of a visit before it may go to review."""

from hypothesis import given
from hypothesis import strategies as st

from careplace.casework.assurance.visits.record import Evidence, VisitRecord, gaps
from careplace.casework.assurance.visits.template import default

TEMPLATE = default()
KEYS = list(TEMPLATE.standards)


def evidence(id, *standards, text="Records were seen."):
    return Evidence(id, "record", text, frozenset(standards))


def complete():
    """A record with nothing missing: a piece of evidence for each pair of standards."""
    pairs = [KEYS[i : i + 2] for i in range(0, 16, 2)]
    return VisitRecord(
        tuple(evidence(f"e{i}", *pair) for i, pair in enumerate(pairs)), dict.fromkeys(KEYS, "good")
    )


def messages(record):
    return [gap.message for gap in gaps(TEMPLATE, record)]


def test_a_complete_record_has_no_gap():
    assert gaps(TEMPLATE, complete()) == []


def test_an_empty_record_names_every_standard_in_order():
    found = gaps(TEMPLATE, VisitRecord())
    assert [gap.standard for gap in found] == KEYS
    assert found[7].message == "Standard 8, Medicines: give a grade, or say why it was not looked at"


def test_a_grade_without_evidence_is_named():
    record = complete()
    bare = VisitRecord(record.evidence[1:], record.grades)
    assert messages(bare) == [
        "Standard 1, Respecting and involving people: no evidence supports the grade Good",
        "Standard 2, Consent to care and treatment: no evidence supports the grade Good",
    ]


def test_a_reason_stands_in_for_a_grade_but_not_beside_it():
    record = complete()
    grades = {key: grade for key, grade in record.grades.items() if key != "records"}
    assert messages(VisitRecord(record.evidence, grades, {"records": "No access to the office."})) == []
    assert messages(VisitRecord(record.evidence, grades, {"records": "  "})) == [
        "Standard 16, Records: give a grade, or say why it was not looked at"
    ]
    assert messages(VisitRecord(record.evidence, record.grades, {"records": "No access."})) == [
        "Standard 16, Records: has a grade and a reason why it was not looked at: keep one"
    ]


def test_one_piece_of_evidence_behind_too_many_grades_is_shown():
    record = complete()
    often = evidence("often", *KEYS[:4], text="The manager said that all is well.")
    assert messages(VisitRecord((*record.evidence, often), record.grades)) == [
        "One piece of evidence supports 4 grades, more than 3. Write what shows each: The manager said that all is well."
    ]


def test_a_standard_of_another_template_is_named():
    record = complete()
    assert messages(VisitRecord((*record.evidence, evidence("x", "parking")), record.grades)) == [
        "parking: no standard of this template"
    ]


@given(st.sets(st.sampled_from(KEYS)), st.sets(st.sampled_from(KEYS)))
def test_each_standard_is_named_once_unless_it_has_grade_and_evidence(graded, evidenced):
    pieces = tuple(evidence(key, key) for key in evidenced)
    found = gaps(TEMPLATE, VisitRecord(pieces, dict.fromkeys(graded, "good")))
    assert sorted(gap.standard for gap in found) == sorted(set(KEYS) - (graded & evidenced))
