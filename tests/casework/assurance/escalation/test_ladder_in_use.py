"""A ladder that takes over from another has every level that open cases are at."""

import pytest
from django.test import override_settings
from tests.casework.assurance.escalation.records import a_case, a_closed_case
from tests.casework.people import OTHER_PLACE

from careplace.casework.assurance.escalation.ladder import Ladder, default
from careplace.casework.assurance.escalation.ladder_in_use import missing_levels
from careplace.web.casework.commands import check_ladder
from careplace.web.shell.configuration import WrongSettings

pytestmark = pytest.mark.usefixtures("sqlite")


def without(*keys: str) -> Ladder:
    levels = tuple(level for level in default().levels if level.key not in keys)
    return default().model_copy(update={"levels": levels, "id": "ours"})


def test_the_ladder_of_the_cases_has_all_their_levels():
    a_case("suspended")
    assert missing_levels() == []
    check_ladder()


def test_each_missing_level_is_named_with_its_number_of_open_cases():
    a_case("suspended"), a_case("suspended", OTHER_PLACE), a_case("formal"), a_closed_case()
    with override_settings(LADDER=without("suspended", "enhanced")):
        assert missing_levels() == [
            "2 open cases are at the level suspended, which the ladder ours does not have above its first: keep that level"
        ]
    with override_settings(LADDER=without("formal")), pytest.raises(WrongSettings) as error:
        check_ladder()
    assert error.value.problems == [
        "CAREPLACE_LADDER: an open case is at the level formal, "
        "which the ladder ours does not have above its first: keep that level"
    ]
