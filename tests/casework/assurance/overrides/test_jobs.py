"""The timer ends overrides whose last day has passed: each once, at every place, noted in the audit."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.casework.assurance.overrides.records import an_override
from tests.casework.people import OTHER_PLACE, PLACE

from careplace.casework.assurance.overrides.jobs import end_overrides
from careplace.casework.assurance.overrides.models import Override
from careplace.casework.audit.models import Event

pytestmark = pytest.mark.usefixtures("both")


def test_it_ends_those_that_have_lapsed_once(both):
    lapsed = [an_override(place) for place in (PLACE, OTHER_PLACE)]
    standing = an_override(until=timezone.localdate() + timedelta(60))
    later = timezone.now() + timedelta(31)
    assert end_overrides(timezone.now()) == 0
    assert [end_overrides(later), end_overrides(later)] == [2, 0]
    assert {o.state for o in Override.objects.filter(pk__in=[o.pk for o in lapsed])} == {"ended"}
    assert Override.objects.get(pk=standing.pk).state == "active"
    assert Event.objects.filter(action="lapse", person="the timer on the server").count() == 2
