"""What a team within a place changes is in a chain of its own: that of the place shows not even a gap."""

import pytest
from tests.casework.people import PLACE, actor
from tests.casework.reviews import records

from careplace.casework.assurance.models import Service
from careplace.casework.audit.chain import team_chain
from careplace.casework.audit.history import events_of, export_rows
from careplace.casework.audit.models import Event
from careplace.casework.audit.verification import anchors, faults
from careplace.casework.reviews.models import Review, Source
from careplace.casework.workflow.actions import changes

pytestmark = pytest.mark.usefixtures("both")


def a_service(acting, name: str) -> None:
    with changes(acting) as at_once:
        at_once.add(Service(name=name, kind="care_home"))


def test_the_numbers_of_the_place_have_no_gap_where_a_review_was_written():
    officer, lead = actor(), records.lead()
    a_service(officer, "Rose House")
    records.source(lead, records.review(lead))
    a_service(officer, "Oak House")
    assert [row[0] for row in export_rows(PLACE)] == ["1", "2"]
    assert {event.kind for event in events_of(PLACE)} == {"service"}
    assert {"review", "source"} <= {event.kind for event in events_of(team_chain(PLACE))}


def test_both_chains_are_checked():
    lead = records.lead()
    records.source(lead, records.review(lead))
    a_service(actor(), "Rose House")
    assert [anchor.place for anchor in anchors()] == [PLACE, team_chain(PLACE)]
    assert list(faults()) == []


def test_two_places_whose_codes_share_their_digits_have_two_chains():
    assert team_chain("E06000001") != team_chain("W06000001")
    assert team_chain("E06000001") not in ("E06000001", "W06000001")


def test_a_change_in_the_wrong_chain_is_refused():
    lead = records.lead()
    source = records.source(lead, records.review(lead))
    before = Event.objects.count()
    with pytest.raises(ValueError, match="another chain"), changes(lead) as at_once:
        at_once.change(Source, source.pk, "edit", {"role": "a nurse"}, source.version)
    with pytest.raises(ValueError, match="another chain"), changes(actor(), Review) as at_once:
        at_once.add(Service(name="Rose House", kind="care_home"))
    source.refresh_from_db()
    assert (source.role, Event.objects.count()) == ("a social worker", before)
