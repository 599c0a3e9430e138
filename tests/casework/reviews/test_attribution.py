"""What a source consented to decides how it is named, and whether it is quoted at all."""

import pytest

from careplace.casework.reviews.attribution import NOBODY, NotToBeQuoted, attribution
from careplace.casework.reviews.framework import shipped
from careplace.casework.reviews.models import CONSENTS, Source

FRAMEWORK = shipped("local-system-review")


def source(consent: str, state: str = "used", role: str = "a ward sister") -> Source:
    return Source(consent=consent, state=state, role=role, organisation="acute-trust", title="Interview 4")


@pytest.mark.parametrize(
    ("consent", "expected"),
    [("role", "a ward sister, Hospital trusts"), ("organisation", "Hospital trusts"), ("anonymous", NOBODY)],
)
def test_no_more_is_said_than_was_allowed(consent, expected):
    assert attribution(source(consent), FRAMEWORK) == expected


def test_without_a_role_the_organisation_is_named_alone():
    assert attribution(source("role", role=""), FRAMEWORK) == "Hospital trusts"


@pytest.mark.parametrize(
    ("consent", "state"), [("no-quotation", "used"), *((c, "withdrawn") for c in CONSENTS)]
)
def test_what_may_not_be_quoted_has_no_attribution(consent, state):
    with pytest.raises(NotToBeQuoted):
        attribution(source(consent, state), FRAMEWORK)
