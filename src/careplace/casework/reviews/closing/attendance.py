"""Who attended a summit: by organisation and role, and never by name."""

from dataclasses import dataclass

EXPECTED = "Write the organisation, a colon and the role, such as “Coventry City Council: Director of Adult Services”."


@dataclass(frozen=True)
class Attendee:
    """Somebody at a summit."""

    organisation: str
    role: str


def attendees(text: str) -> list[Attendee]:
    """Who attended, from lines "organisation: role"; empty lines are passed over.

    Raises:
        ValueError: for a line without an organisation or a role; the message has the number of the line.
    """
    return [_attendee(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]


def _attendee(number: int, line: str) -> Attendee:
    organisation, _colon, role = (part.strip() for part in line.partition(":"))
    if not organisation or not role:
        raise ValueError(f"Line {number}: “{line.strip()}”. {EXPECTED}")
    return Attendee(organisation, role)
