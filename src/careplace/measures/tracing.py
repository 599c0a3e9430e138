"""From any figure's id back to where it comes from, whichever chapter it stands in."""

from difflib import get_close_matches

from careplace.figures import parse_id
from careplace.measures.outcomes import tracing as outcomes
from careplace.measures.outcomes.queries import outcome_measures
from careplace.measures.providers import tracing as providers
from careplace.measures.providers.definitions import measures
from careplace.measures.providers.tracing import Trace, UnknownFigure
from careplace.measures.reader import Reader


def trace(reader: Reader, figure_id: str) -> Trace:
    """Follow a figure of any chapter to its origin.

    Raises:
        ValueError: `figure_id` does not read as an id.
        UnknownFigure: nothing in the edition has it; the message names what is near.
    """
    if outcomes.traces(reader, figure_id):
        return outcomes.trace(reader, figure_id)
    measure = parse_id(figure_id)[0]
    if measure not in measures():
        derived = [f"outcome-{kind}" for kind in outcomes.DERIVED]
        near = get_close_matches(measure, [*measures(), *outcome_measures(reader), *derived], 3, 0)
        raise UnknownFigure(f"{measure!r} is not a measure. The nearest are {', '.join(near)}.")
    return providers.trace(reader, figure_id)
