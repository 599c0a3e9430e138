"""The list of services as a file that the import takes back."""

from collections.abc import Iterator

from django.http import HttpRequest, StreamingHttpResponse

from careplace.casework.assurance.import_plan import COLUMNS
from careplace.casework.assurance.models import Service
from careplace.publish.opendata import spreadsheet_safe_text
from careplace.web.casework.csv_lines import csv_lines
from careplace.web.casework.scope import at_place


@at_place("services.read")
def services_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Every service of the place with its state, safe for spreadsheets."""
    return csv_lines(f"services-{request.actor.place}.csv", [*COLUMNS, "state"], _rows(request.actor.place))


def _rows(place: str) -> Iterator[list[str]]:
    for service in Service.objects.at(place).iterator(chunk_size=500):
        values = [getattr(service, column) for column in (*COLUMNS, "state")]
        yield ["" if value is None else spreadsheet_safe_text(str(value)) for value in values]
