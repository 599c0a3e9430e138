"""Templates of visits: the default, and every fault of a council's own file at once."""

import re

import pytest

from careplace.casework.assurance.visits.template import VisitTemplate, default
from careplace.casework.data_file import parse, read
from careplace.casework.faults import Faulty

SMALL = """
id = "two"
version = 1
title = "Two standards"
source = "A council"
illustrative = false
uses_of_one_evidence = 2
grades = [
  { key = "met", title = "Met", meaning = "Met.", below_standard = false },
  { key = "not-met", title = "Not met", meaning = "Not met.", below_standard = true },
]
[[domains]]
key = "care"
title = "Care"
standards = [
  { key = "food", number = 1, title = "Food", question = "Is there enough?", evidence = ["a meal seen"] },
  { key = "drink", number = 2, title = "Drink", question = "Is there enough?", evidence = ["records"] },
]
"""


def faults(text):
    with pytest.raises(Faulty) as error:
        parse(VisitTemplate, text, "ours.toml")
    return [str(fault) for fault in error.value.faults]


def test_the_default_has_five_domains_and_sixteen_standards_numbered_in_order():
    template = default()
    assert len(template.domains) == 5
    assert [standard.number for standard in template.standards.values()] == list(range(1, 17))
    assert [grade.title for grade in template.grades] == ["Excellent", "Good", "Requires improvement", "Poor"]
    assert template.illustrative


def test_a_council_brings_its_own(tmp_path):
    file = tmp_path / "ours.toml"
    file.write_text(SMALL)
    template = read(VisitTemplate, file)
    assert list(template.standards) == ["food", "drink"]
    assert template.grade("not-met").below_standard
    assert template.position("met") == 0


def test_all_faults_are_reported_at_once_with_entry_and_field():
    text = SMALL.replace("version = 1", 'version = 0\ncolour = "red"')
    problems = faults(text.replace('key = "food", number = 1', 'key = "The Food", number = "x"'))
    assert sorted(problem.split(": ")[0] for problem in problems) == [
        "domains care, standards.1.key",
        "domains care, standards.1.number",
        "the document, colour",
        "the document, version",
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('key = "drink", number = 2', 'key = "drink", number = 1', "numbers: 1 is there more than once"),
        ('key = "drink"', 'key = "food"', "standards: food is there more than once"),
        ('key = "not-met"', 'key = "met"', "grades: met is there more than once"),
        (
            "[[domains]]",
            '[[caps]]\nworst = "awful"\nat = "met"\n[[domains]]',
            "caps: found awful, expected one of met, not-met",
        ),
    ],
)
def test_names_are_unique_and_known(old, new, message):
    (problem,) = faults(SMALL.replace(old, new))
    assert message in problem


def test_what_is_no_toml_or_no_file_says_so(tmp_path):
    assert "it is no TOML" in faults("id = ")[0]
    with pytest.raises(Faulty, match=r"none\.toml cannot be used:\n  the document: cannot be read"):
        read(VisitTemplate, tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b"id = '\xe9'")
    with pytest.raises(Faulty, match=r"latin\.toml cannot be used:\n  the document: cannot be read"):
        read(VisitTemplate, tmp_path / "latin.toml")


def test_an_unknown_grade_is_refused_with_the_known_ones():
    with pytest.raises(KeyError, match=re.escape("excellent, good, requires-improvement, poor")):
        default().grade("superb")
