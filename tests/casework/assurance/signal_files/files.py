"""What tests of files of signals need: services, people, and sheets from texts."""

from tests.casework.people import PLACE

from careplace.casework.assurance.models import Service
from careplace.casework.assurance.signal_files.cells import COLUMNS, REQUIRED
from careplace.casework.import_file import Sheet, read_sheet
from careplace.casework.scope.actor import Actor

HEAD = "location_id,contract_reference,service,kind,happened_on,source,text,reference\n"


def reader(role: str = "quality_officer", place: str = PLACE) -> Actor:
    """A person with a role, who has no account."""
    return Actor("ann", place, frozenset((role,)))


def a_service(name: str, place: str = PLACE, state: str = "active", **fields) -> Service:
    """A service, written straight into the tables."""
    return Service.objects.create(name=name, place=place, state=state, kind="care_home", **fields)


def sheet(text: str, head: str = HEAD) -> Sheet:
    """The sheet of a CSV file."""
    return read_sheet("s.csv", (head + text).encode(), COLUMNS, REQUIRED)
