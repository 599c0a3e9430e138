"""/publications/: what casework released, read from the store of publications and nothing else."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from markupsafe import Markup

from careplace.publications.errors import DamagedPublication, NoSuchPublication
from careplace.publications.names import PAGE, media_type
from careplace.publications.records import KINDS, Release, Tombstone
from careplace.web.public.place.addresses import place_address
from careplace.web.public.publications.catalogue import Entry
from careplace.web.public.publications.tables import scrollable
from careplace.web.shell import redirects
from careplace.web.shell.errors import NoSuchPage, answer

NOT_OF_THE_EDITION = {"publication_page": True}
"""The foot of these pages does not say that they are made from the current edition: a publication names its own."""


@require_safe
def index(request):
    """/publications/: every publication, the latest first; the withdrawn are marked."""
    context = {"entries": request.publications.by_date(), "kinds": KINDS} | NOT_OF_THE_EDITION
    return render(request, "publications/index.html", context)


@require_safe
def latest(request, id: str):
    """/publications/<id>/: to the latest version."""
    version = _entry(request, id).latest.version
    return redirects.to(reverse("publication-version", args=[id, version]))


@require_safe
def version(request, id: str, version: str):
    """/publications/<id>/v1/: a version, with its files, and the other versions."""
    return _shown(request, id, int(version), PAGE)


@require_safe
def file(request, id: str, version: str, name: str):
    """/publications/<id>/v1/<file>: a file; HTML within the site's page, since it is a fragment."""
    if name.endswith(".html"):
        return _shown(request, id, int(version), name)
    entry, release = _entry(request, id), _version(request, id, int(version))
    if not isinstance(release, Release):
        return _not_standing(request, entry, release)
    return _content(request, release, name, lambda content: _sent(release, name, content))


def _shown(request, id: str, number: int, name: str):
    entry, release = _entry(request, id), _version(request, id, number)
    if not isinstance(release, Release):
        return _not_standing(request, entry, release)
    return _content(request, release, name, lambda content: _page(request, entry, release, name, content))


def _page(request, entry: Entry, release: Release, name: str, content: bytes) -> HttpResponse:
    # Sanitised when it was released, and as it was then: its checksum has just been compared.
    body = Markup(scrollable(content.decode("utf-8")))  # noqa: S704
    downloads = [file for file in release.files if file.name != PAGE]
    context = {"body": body, "name": name, "release": release, "downloads": downloads}
    return render(request, "publications/version.html", context | _about(request, entry, release))


def _about(request, entry: Entry, version: Release | Tombstone) -> dict:
    area = request.edition.gazetteer.areas.get(version.description.place)
    address = place_address(request.edition, area) if area else ""
    described = version.description
    about = {"entry": entry, "about": described, "kind": KINDS[described.kind], "place_page": address}
    return about | NOT_OF_THE_EDITION


def _not_standing(request, entry: Entry, version) -> HttpResponse:
    if not isinstance(version, Tombstone):
        return _damaged(request)
    context = {"tombstone": version} | _about(request, entry, version)
    response = render(request, "publications/withdrawn.html", context, status=410)
    response.headers["Cache-Control"] = "no-store"
    return response


def _content(request, release: Release, name: str, respond) -> HttpResponse:
    try:
        content = request.publications.store.content(release, name)
    except NoSuchPublication as error:
        raise NoSuchPage("This publication has no such file.") from error
    except DamagedPublication:
        return _damaged(request)
    return respond(content)


def _sent(release: Release, name: str, content: bytes) -> HttpResponse:
    place = "inline" if name.endswith(".png") else "attachment"
    saved_as = f"{release.id}-v{release.version}-{name}"
    headers = {"Content-Disposition": f'{place}; filename="{saved_as}"'}
    return HttpResponse(content, content_type=media_type(name), headers=headers)


def _damaged(request) -> HttpResponse:
    message = (
        "The files of this publication are not as they were published, so they are not shown. "
        "The people who run this site can restore them: please tell them."
    )
    return answer(request, 503, "This publication cannot be shown", message)


def _entry(request, id: str) -> Entry:
    try:
        return request.publications.entries[id]
    except KeyError:
        raise NoSuchPage(
            "There is no publication at this address. All are listed under Publications."
        ) from None


def _version(request, id: str, number: int):
    version = _entry(request, id).version(number)
    if version is None:
        raise NoSuchPage("This publication has no such version.")
    return version
