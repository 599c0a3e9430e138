"""Signals and cases: of their kinds, and each fault with its place."""

from datetime import date

import pytest
from pydantic import ValidationError

from careplace.casework.assurance.priority.case_file import case_from
from careplace.casework.assurance.priority.signals import Case, Signal
from careplace.casework.faults import Faulty

ON = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"kind": "rumour"}, "there is no kind 'rumour'"),
        ({"kind": "rating"}, "rating needs a level"),
        ({"kind": "rating", "level": "Excellent"}, "'Excellent' is no level of rating"),
        ({"kind": "rating", "level": "Good", "number": 1}, "rating needs a level"),
        ({"kind": "occupancy"}, "occupancy needs a number"),
        ({"kind": "occupancy", "number": -1}, "greater than or equal to 0"),
        ({"kind": "complaint", "number": 2}, "complaint needs neither level nor number"),
        ({"kind": "complaint", "source": " "}, "at least 1 character"),
        ({"kind": "complaint", "colour": "red"}, "Extra inputs are not permitted"),
    ],
)
def test_a_signal_that_is_not_of_its_kind(fields, message):
    with pytest.raises(ValidationError, match=message):
        Signal(**{"on": ON, "source": "Team"} | fields)


def test_only_events_are_recorded():
    with pytest.raises(ValidationError, match="recorded: rating is no kind of event"):
        Case(service="x", recorded=["rating"])


def test_of_several_signals_of_one_day_the_most_concerning_counts():
    good, poor = (Signal(kind="rating", level=level, on=ON, source="CQC") for level in ("Good", "Inadequate"))
    assert Case(service="x", signal=[poor, good]).latest("rating") == poor
    full, empty = (Signal(kind="occupancy", number=number, on=ON, source="Team") for number in (90, 40))
    assert Case(service="x", signal=[full, empty]).latest("occupancy") == empty
    assert Case(service="x").latest("rating") is None


def test_a_new_signal_takes_the_place_of_those_of_its_day_and_later():
    earlier, same = (
        Signal(kind="visit", level="No concern", on=on, source="Team") for on in (date(2025, 1, 1), ON)
    )
    new = Signal(kind="visit", level="Serious concern", on=ON, source="Team")
    assert Case(service="x", signal=[earlier, same]).with_signal(new).signals == (earlier, new)


def test_faults_of_a_file_have_their_place(tmp_path):
    path = tmp_path / "case.toml"
    path.write_text(
        'service = ""\n[[signal]]\nkind = "rumour"\non = 2026-01-01\nsource = "x"\n[[signal]]\nkind = "complaint"\n'
    )
    with pytest.raises(Faulty) as refused:
        case_from(path)
    assert [(fault.entry, fault.field) for fault in refused.value.faults] == [
        ("the document", "service"),
        ("signal 1", ""),
        ("signal 2", "on"),
        ("signal 2", "source"),
    ]


@pytest.mark.parametrize(
    ("content", "fault"), [(b"service =", "it is no TOML"), (b"\xff", "cannot be read: 'utf-8' codec")]
)
def test_a_file_that_is_no_toml(tmp_path, content, fault):
    path = tmp_path / "case.toml"
    path.write_bytes(content)
    with pytest.raises(Faulty, match=rf"case\.toml cannot be used:\n  the document: {fault}"):
        case_from(path)
