"""A chart as the answer to a request: every page that has charts answers so."""

from django.http import HttpResponse

from careplace.publish.chart_files.formats import FORMATS, ChartFile


def chart_response(drawing: ChartFile, kind: str, name: str) -> HttpResponse:
    """A chart as the file of a kind of FORMATS; a picture is shown by a browser, and data are saved."""
    media_type, write = FORMATS[kind]
    shown = "attachment" if kind == "csv" else "inline"
    headers = {"Content-Disposition": f'{shown}; filename="{name}.{kind}"'}
    return HttpResponse(write(drawing), content_type=media_type, headers=headers)
