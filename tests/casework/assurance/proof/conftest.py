"""The clock of tests of proof, whose figures count by the days on which people wrote."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone


@pytest.fixture
def on(monkeypatch):
    """`on(day)` sets the clock: what is written from now on is written on that day."""

    def set_clock(day: date) -> date:
        moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return day

    return set_clock
