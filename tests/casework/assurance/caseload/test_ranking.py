"""The order of a team's services: by the band that counts, the points, and the name."""

from datetime import timedelta

import pytest
from tests.casework.assurance.caseload.test_cases import TODAY, add, final_visit, note
from tests.casework.assurance.overrides.records import an_override
from tests.casework.assurance.visits.records import officer_at

from careplace.casework.assurance.caseload.cases import cases
from careplace.casework.assurance.caseload.ranking import ranked
from careplace.casework.assurance.caseload.records import records
from careplace.casework.assurance.caseload.window import window
from careplace.casework.assurance.overrides.models import Override
from careplace.casework.assurance.priority.scheme import default
from careplace.casework.assurance.visits.template import default as template

pytestmark = pytest.mark.usefixtures("both")


def order(reader) -> list:
    loaded = records(reader, TODAY, window(default(), TODAY))
    return ranked(default(), loaded, cases(loaded, {}, template()))


def test_more_points_come_first_and_equal_ones_by_name():
    acting = officer_at()
    for name in ("violet court", "Rose House", "Aster Lodge"):
        add(acting, name)
    note(acting, add(acting, "Zinnia House"), "safeguarding")
    assert [entry.service.name for entry in order(acting)] == [
        "Zinnia House",
        "Aster Lodge",
        "Rose House",
        "violet court",
    ]


def test_a_decided_band_comes_before_points_and_the_schemes_stays_said():
    acting = officer_at()
    quiet = add(acting, "Quiet House")
    final_visit(add(acting, "Poor House"), "poor", 5)
    assert [entry.service.name for entry in order(acting)] == ["Poor House", "Quiet House"]
    override = an_override(acting=acting, service=quiet)
    first, second = order(acting)
    assert (first.service.name, first.band.key, first.decision.overridden) == ("Quiet House", "high", True)
    assert f"{override.decided_by.name} decided high until" in first.decision.sentence
    assert "By itself the scheme gives low (15 points)." in first.decision.sentence
    assert (second.decision.overridden, second.override) == (False, None)


def test_a_decision_ends_by_itself():
    acting = officer_at()
    override = an_override(acting=acting, service=add(acting), until=TODAY)
    assert order(acting)[0].band.key == "high"
    Override.objects.filter(pk=override.pk).update(since=TODAY - timedelta(9), until=TODAY - timedelta(1))
    assert order(acting)[0].band.key == "low"


def test_a_band_that_the_scheme_does_not_have_does_not_count_and_the_decision_stays_there_to_be_shown():
    acting = officer_at()
    an_override(acting=acting, service=add(acting), band="of-another-scheme")
    (entry,) = order(acting)
    assert (entry.band.key, entry.decision.overridden) == ("low", False)
    assert entry.override.band == "of-another-scheme"


def test_the_change_that_lowers_most_is_the_first_of_all_that_lower():
    acting = officer_at()
    service = add(acting)
    final_visit(service, "poor", 400)
    note(acting, service, "safeguarding")
    (entry,) = order(acting)
    assert entry.most_lowering == entry.lowering[0]
    assert entry.score == entry.priority.score
