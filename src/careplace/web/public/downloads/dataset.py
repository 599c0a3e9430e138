"""The edition as a schema.org Dataset, so that search engines for data find it. Addresses are relative to the document."""

import json
from collections.abc import Iterator

from django.urls import reverse
from markupsafe import Markup

from careplace.measures.cache import cached
from careplace.publish.opendata import LICENCE
from careplace.web.public.api.measures import dictionary
from careplace.web.public.downloads.descriptions import licences, of_file, public_files
from careplace.web.public.downloads.files import DataFile
from careplace.web.public.editions import EditionCursor

KINDS = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "json": "application/json",
}
ABOUT = (
    "How good health and care are in every area of England: ratings of care services, outcomes, and how people move "
    "between services, each number with its limits and the published file that it came from."
)


def dataset(edition: EditionCursor) -> dict:
    """The Dataset: what is in it, from where, under which licences, and where to have it."""
    page = reverse("downloads")
    days = sorted(file["snapshot"] for file in edition.made_from if file["snapshot"])
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": page,
        "url": page,
        "name": f"Careplace, edition {edition.id}",
        "description": ABOUT,
        "version": edition.id,
        "isAccessibleForFree": True,
        "license": LICENCE,
        "creator": {"@type": "Organization", "name": "Careplace"},
        "spatialCoverage": {"@type": "Place", "name": "England"},
        **({"temporalCoverage": f"{days[0]}/{days[-1]}", "dateModified": str(days[-1])} if days else {}),
        "keywords": ["adult social care", "health care", "ratings", "outcomes", "England"],
        "variableMeasured": [measure["title"] for measure in dictionary(edition).values()],
        "isBasedOn": [_source(source) for source in edition.made_from],
        "usageInfo": licences(edition.made_from),
        "distribution": [form for file in public_files(edition).values() for form in _downloads(file)],
    }


def _source(file: dict) -> dict:
    return {
        "@type": "Dataset",
        "name": file["title"],
        "description": f"{file['title']}, as published by {file['publisher']}: the file {file['name']}.",
        "url": file["page"],
        "license": file["licence"],
        "publisher": {"@type": "Organization", "name": file["publisher"]},
        "identifier": file["sha256"],
    }


def _downloads(file: DataFile) -> Iterator[dict]:
    for ending, kind in KINDS.items():
        yield {
            "@type": "DataDownload",
            "name": f"{file.name}.{ending}",
            "description": of_file(file).meaning,
            "contentUrl": reverse("download", args=[file.name, ending]),
            "encodingFormat": kind,
            **({"contentSize": f"{file.bytes} B", "sha256": file.sha256} if ending == "parquet" else {}),
        }


@cached()
def as_text(edition: EditionCursor) -> str:
    """The Dataset as JSON-LD."""
    return json.dumps(dataset(edition), ensure_ascii=False)


def inside_html(edition: EditionCursor) -> Markup:
    """The same where it may stand in a page: nothing in it can end the element that holds it."""
    escapes: dict[str, str | int | None] = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}
    return Markup(as_text(edition).translate(str.maketrans(escapes)))  # noqa: S704
