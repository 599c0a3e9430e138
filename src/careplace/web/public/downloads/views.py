"""/downloads/ and every file below it; and the files of a place's page."""

import json
from itertools import groupby

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from careplace.web.public.downloads import dataset, ranges
from careplace.web.public.downloads.descriptions import metadata, of_file, public_files, sources_of
from careplace.web.public.downloads.files import DataFile
from careplace.web.public.downloads.streaming import FORMS, zipped
from careplace.web.public.editions import EditionCursor
from careplace.web.shell import streams
from careplace.web.shell.errors import NoSuchPage
from careplace.web.shell.page_cache import SOON, accepted, tag

PARQUET = dataset.KINDS["parquet"]


@require_safe
def downloads(request):
    """/downloads/: every file, with what it holds, how large it is, and who published it."""
    edition = request.edition
    rooms = {room: _tables(edition, room) for room in ("figures", "tables")}
    context = {"rooms": rooms, "dataset": dataset.inside_html(edition), "sources": _publications(edition)}
    return render(request, "downloads/downloads.html", context)


def _tables(edition: EditionCursor, room: str) -> list[dict]:
    files = [file for file in public_files(edition).values() if file.room == room]
    return [_table(edition, list(group)) for _name, group in groupby(files, key=lambda file: file.table)]


def _table(edition: EditionCursor, files: list[DataFile]) -> dict:
    sources = sources_of(edition, files[0])
    return {
        "name": files[0].table,
        "meaning": of_file(files[0]).meaning,
        "files": files,
        "publishers": sorted({source["publisher"] for source in sources})
        if len(sources) < len(edition.made_from)
        else [],
    }


def _publications(edition: EditionCursor) -> list[dict]:
    """Publisher and licence of each publication, once."""
    names = ("publisher", "title", "licence", "page")
    rows = {tuple(file[name] for name in names) for file in edition.made_from}
    return [dict(zip(names, row, strict=True)) for row in sorted(rows)]


@require_safe
def download(request, name: str, ending: str):
    """/downloads/<name>.<csv|json|parquet>."""
    file = _file(request, name)
    etag = f'"{file.sha256[:32]}"' if ending == "parquet" else tag(request)
    if has(request, etag):
        return headed(HttpResponse(status=304), etag)
    response = _parquet(request, file, etag) if ending == "parquet" else _streamed(request, file, ending)
    if response.status_code == 503:
        return response
    response.headers["Content-Disposition"] = (
        f'attachment; filename="{file.saved_as(request.edition.id, ending)}"'
    )
    about = reverse("download-metadata", args=[name])
    response.headers["Link"] = f'<{about}>; rel="describedby"; type="application/csvm+json"'
    return headed(response, etag)


def _file(request, name: str) -> DataFile:
    file = public_files(request.edition).get(name)
    if file is None:
        raise NoSuchPage("There is no such file in this edition: /downloads/ lists them all.")
    return file


def has(request, etag: str) -> bool:
    """Whether the reader has the file already; a tag is weak where a server in front packed it."""
    etags = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in etags or etag.removeprefix("W/") in {known_etag.removeprefix("W/") for known_etag in etags}


def _parquet(request, file: DataFile, etag: str) -> HttpResponse:
    response = ranges.sent(request, file.path, file.bytes, etag)
    response.headers["Content-Type"] = PARQUET
    response.headers["Accept-Ranges"] = "bytes"
    return response


def _streamed(request, file: DataFile, ending: str) -> HttpResponse:
    kind, pieces = FORMS[ending]
    if request.method == "HEAD":
        # In pieces, or its length would be told as 0: a cache could take that for the file's.
        return StreamingHttpResponse((), content_type=kind)
    packs = accepted(request.headers.get("Accept-Encoding", "")) != ""

    def streaming() -> StreamingHttpResponse:
        chunks = pieces(request.edition, file)
        headers = {"Content-Encoding": "gzip"} if packs else {}
        return StreamingHttpResponse(zipped(chunks) if packs else chunks, content_type=kind, headers=headers)

    return streams.limited(request, streaming)


def headed(response: HttpResponse, etag: str) -> HttpResponse:
    for header, value in (("ETag", etag), ("Cache-Control", SOON), ("Vary", "Accept-Encoding")):
        response.headers[header] = value
    if response.status_code == 304:
        del response.headers["Content-Type"]
    return response


@require_safe
def described(request, name: str):
    """/downloads/<name>.csv-metadata.json."""
    text = json.dumps(metadata(request.edition, _file(request, name)), ensure_ascii=False, indent=1)
    return HttpResponse(text + "\n", content_type="application/csvm+json")


@require_safe
def as_dataset(request):
    """/downloads/dataset.jsonld."""
    return HttpResponse(dataset.as_text(request.edition), content_type="application/ld+json")
