"""Who had a contract on a day, from the audit: a slow oracle goes through the changes day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.casework.assurance.proof.history import Change, service_history

D = date(2026, 3, 31)


def changes(*rows):
    return [Change(on, action, after) for on, action, after in rows]


def added(on, kind="care_home"):
    return (on, "add", {"kind": kind, "state": "active"})


def history(*rows, start=None):
    return service_history("s", "Rose House", "", start, changes(*rows))


def test_a_contract_without_a_noted_start_begins_on_the_day_that_the_service_was_added():
    service = history(added(date(2025, 6, 1)))
    assert not service.contracted_on(date(2025, 5, 31))
    assert service.contracted_on(date(2025, 6, 1))
    assert service.contracted_on(D)


def test_a_service_added_later_is_not_counted_before_but_said_to_be_unknown():
    service = history(added(date(2026, 4, 10)))
    assert (service.contracted_on(D), service.unknown_on(D)) == (False, True)


def test_a_noted_start_counts_from_then_on():
    service = history(added(date(2026, 4, 10)), start=date(2020, 1, 1))
    assert (service.contracted_on(D), service.unknown_on(D)) == (True, False)
    assert not service.contracted_on(date(2019, 12, 31))


def test_the_last_day_is_the_day_that_the_team_gave_not_the_day_on_which_it_wrote_it():
    ended = (date(2026, 4, 20), "end-contract", {"state": "ended", "contract_ended_on": "2026-03-31"})
    service = history(added(date(2020, 1, 1)), ended)
    assert service.contracted_on(D)
    assert not service.contracted_on(D + timedelta(1))


def test_a_reopened_contract_begins_again_on_that_day():
    service = history(
        added(date(2020, 1, 1)),
        (date(2025, 5, 1), "end-contract", {"state": "ended", "contract_ended_on": "2025-04-30"}),
        (date(2025, 9, 1), "reopen", {"state": "active"}),
        (date(2026, 5, 1), "end-contract", {"state": "ended", "contract_ended_on": "2026-04-30"}),
    )
    days = [
        date(2025, 4, 30),
        date(2025, 5, 1),
        date(2025, 8, 31),
        date(2025, 9, 1),
        date(2026, 4, 30),
        date(2026, 5, 1),
    ]
    assert [service.contracted_on(day) for day in days] == [True, False, False, True, True, False]


def test_an_end_on_the_same_day_as_before_is_not_in_the_audit_and_still_an_end():
    """The audit has the fields that changed: a contract that ends again on the day of its first end changes none."""
    service = history(
        added(date(2020, 1, 1)),
        (date(2025, 5, 1), "end-contract", {"state": "ended", "contract_ended_on": "2025-06-30"}),
        (date(2025, 5, 2), "reopen", {"state": "active"}),
        (date(2025, 5, 3), "end-contract", {"state": "ended"}),
    )
    assert service.contracted_on(date(2025, 6, 30))
    assert not service.contracted_on(date(2025, 7, 1))


def test_the_kind_is_that_of_the_day():
    service = history(
        added(date(2025, 1, 1)), (date(2025, 8, 1), "edit", {"kind": "nursing_home"}), start=date(2020, 1, 1)
    )
    assert service.kind_on(date(2024, 1, 1)) == "care_home"
    assert service.kind_on(date(2025, 7, 31)) == "care_home"
    assert service.kind_on(date(2025, 8, 1)) == "nursing_home"


def test_a_service_whose_contract_ended_before_the_day_is_not_unknown_then():
    service = history(
        added(date(2026, 4, 10)),
        (date(2026, 4, 11), "end-contract", {"state": "ended", "contract_ended_on": "2026-02-28"}),
    )
    assert not service.unknown_on(D)
    assert service.unknown_on(date(2026, 2, 28))


def test_a_service_without_its_addition_in_the_audit_is_refused():
    with pytest.raises(ValueError, match="addition of service s"):
        history((date(2025, 1, 1), "edit", {"kind": "care_home"}))


@given(st.lists(st.tuples(st.integers(1, 40), st.integers(0, 30)), max_size=5), st.integers(0, 300))
def test_days_under_contract_are_those_of_a_walk_through_the_changes(ends, ask):
    """Each (gap, lag): it ends after `gap` days, which is written `lag` days later, and is reopened on the next day."""
    on = first = date(2025, 1, 1)
    rows, under = [added(on)], set()
    for gap, lag in ends:
        end = on + timedelta(gap)
        under |= {on + timedelta(n) for n in range(gap + 1)}
        written = end + timedelta(lag)
        rows.append((written, "end-contract", {"contract_ended_on": end.isoformat()}))
        on = written + timedelta(1)
        rows.append((on, "reopen", {}))
    day = first + timedelta(ask)
    assert history(*rows).contracted_on(day) == (day in under or day >= on)
