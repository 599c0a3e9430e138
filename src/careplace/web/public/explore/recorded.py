"""Which fields of a selection a register cannot answer, because it does not record them, and why."""

from careplace.measures.providers.report import recorded_of
from careplace.publish.wording import day
from careplace.web.public.editions import EditionCursor
from careplace.web.public.explore.extent import Extent
from careplace.web.public.explore.filters import LocationFilter
from careplace.web.public.parameters import WrongAsked

BEDS = "The register of {} does not record beds."
QUESTIONS = "The register of {} does not record ratings by key question."
SERVICES = "The register of {} does not record services."
NO_EARLIER = "No earlier register covers {}, so there is no change to show."
OVERALL, LARGEST = "overall", "largest"
COLUMNS = {
    "beds": ("has_beds", BEDS),
    LARGEST: ("has_beds", BEDS),
    "question": ("has_key_questions", QUESTIONS),
    "service": ("has_services", SERVICES),
}
"""Field of the form: (what must be recorded of a council, what is said where it is of none)."""


def unrecorded(edition: EditionCursor, where: Extent) -> dict[str, str]:
    """The reason by the field of the form that the register of an extent cannot answer; `largest` is of the order."""
    if where.date is None:
        return {}
    councils = recorded_of(edition.reader, where.date, where.councils)
    reasons = {
        field: reason.format(day(where.date))
        for field, (column, reason) in COLUMNS.items()
        if not any(row[column] for row in councils)
    }
    return reasons | ({} if where.earlier else {"changed": NO_EARLIER.format(where.name)})


def refuse_unrecorded(filter: LocationFilter, reasons: dict[str, str]) -> None:
    """Stop where a selection asks for what its register does not record: no location would be a false answer.

    Raises:
        WrongAsked: with the reason by field.
    """
    asked = {
        "beds": filter.beds,
        "service": filter.service,
        "question": filter.question != OVERALL,
        "changed": filter.changed,
    }
    problems = {field: reasons[field] for field, wanted in asked.items() if wanted and field in reasons}
    if filter.sort == LARGEST and LARGEST in reasons:
        problems["sort"] = reasons[LARGEST]
    if problems:
        raise WrongAsked({field: f"{reason} Leave this open." for field, reason in problems.items()})
