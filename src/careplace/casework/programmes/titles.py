"""What an outcome is called, on every page and in the paper."""

from careplace.casework.programmes.local.measures import local_of
from careplace.casework.programmes.models import Outcome
from careplace.measures import dictionary
from careplace.publish.outcomes import part_name


def outcome_title(outcome: Outcome) -> str:
    """Its measure, with the part of a breakdown: "Delayed days (NHS)"."""
    local = local_of(outcome)
    if local:
        return str(local.title)
    measure = dictionary.measures().get(outcome.measure)
    title = measure.title if measure else str(outcome.measure)
    return title if outcome.breakdown == "all" else f"{title} ({part_name(outcome.breakdown)})"
