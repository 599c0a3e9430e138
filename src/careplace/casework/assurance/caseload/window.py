"""Which part of the past a scheme of priorities looks at."""

from datetime import date

from careplace.casework.assurance.caseload.noted_kinds import noted_kinds
from careplace.casework.assurance.caseload.records import Window
from careplace.casework.assurance.priority.scheme import Scheme
from careplace.casework.clocks import start_of, working_day_before


def window(scheme: Scheme, today: date, most_events: int = 0) -> Window:
    """The window of a scheme on a day; changes are named since the start of the working day before it."""
    counted = {kind.signal for kind in noted_kinds().values()}
    months = max((rule.months or 0 for rule in scheme.rules if rule.signal in counted), default=0)
    while_open = [key for key, kind in noted_kinds().items() if kind.while_open]
    events = [key for key in noted_kinds() if key not in while_open]
    return Window(events, while_open, months, start_of(working_day_before(today)), most_events)
