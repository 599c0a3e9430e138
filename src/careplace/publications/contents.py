"""The files of a draft, checked and made safe before they are released."""

import json
from collections.abc import Mapping

from careplace.publications.errors import PublicationError
from careplace.publications.markup import sanitised
from careplace.publications.names import PAGE, checked_file

LARGEST = 64 << 20
"""Bytes of all files of a release together: the site reads a file whole to check it before it is sent."""
_BEGINS = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n"}


def safe_files(files: Mapping[str, str | bytes]) -> dict[str, bytes]:
    """The bytes of each file as they are released: HTML sanitised, every other kind as it is, where it is of its kind.

    Raises:
        PublicationError: with everything that is wrong.
    """
    problems = [] if PAGE in files else [f"{PAGE} is missing: it is what the site shows"]
    safe: dict[str, bytes] = {}
    for name, content in sorted(files.items()):
        try:
            safe[name] = _safe(checked_file(name), content.encode() if isinstance(content, str) else content)
        except (PublicationError, ValueError) as error:
            problems.append(str(error) if isinstance(error, PublicationError) else f"{name}: {error}")
    if sum(map(len, safe.values())) > LARGEST:
        problems.append(f"the files are larger than {LARGEST >> 20} MiB together: leave some out")
    if problems:
        raise PublicationError("; ".join(problems))
    return safe


def _safe(name: str, content: bytes) -> bytes:
    ending = name.rpartition(".")[2]
    if ending == "html":
        html = sanitised(content.decode("utf-8")).encode()
        if not html.strip():
            raise ValueError("nothing is left of it when what could run is taken out")
        return html
    if ending == "json":
        json.loads(content)
    if ending == "csv":
        content.decode("utf-8")
    if not content.startswith(_BEGINS.get(ending, b"")):
        raise ValueError(f"it is no {ending.upper()} file")
    return content
