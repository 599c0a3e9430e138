"""Names in the store: everything else that an address or a caller may send is refused before the disk is asked."""

import re

from careplace.publications.errors import NoSuchPublication, PublicationError

ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?", re.ASCII)
VERSION = re.compile(r"v([1-9][0-9]{0,3})", re.ASCII)
TOMBSTONE = re.compile(r"v([1-9][0-9]{0,3})\.withdrawn\.json", re.ASCII)
FILE = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?\.(html|json|csv|pdf|png)", re.ASCII)
MEDIA_TYPES = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
    "png": "image/png",
}
"""{ending of a file: the media type that it is sent with}. No SVG: one may hold a script."""
PAGE, MANIFEST = "index.html", "manifest.json"


def checked_id(id: str) -> str:
    """`id`, where it can be one of a publication.

    Raises:
        NoSuchPublication: where it cannot.
    """
    if not ID.fullmatch(id):
        raise NoSuchPublication(
            f"{id!r} cannot be the id of a publication: small letters, digits and hyphens, at most 80, "
            "such as northmoor-review-2026"
        )
    return id


def checked_file(name: str) -> str:
    """`name`, where it can be one of a file of a publication; "manifest.json" cannot.

    Raises:
        PublicationError: where it cannot.
    """
    if not FILE.fullmatch(name) or name == MANIFEST:
        raise PublicationError(
            f"{name!r} cannot be a file of a publication: small letters, digits and hyphens, then one of "
            f"{', '.join(f'.{ending}' for ending in MEDIA_TYPES)}; {MANIFEST} is the store's own"
        )
    return name


def media_type(name: str) -> str:
    """The media type of a file of a publication."""
    return MEDIA_TYPES[name.rpartition(".")[2]]
