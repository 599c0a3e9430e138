"""A small project of every kind of part, and how a file of it is made by hand, as another program would."""

import zipfile
from io import BytesIO

from careplace.voices.positions import Unit
from careplace.voices.refi_qda.project import Code, Coding, Project, Selection, Source, User
from careplace.voices.texts import Span

TEXT = "😀 We waited.\nNobody rang back.\n"


def guid(number):
    """A guid of the standard's form."""
    return f"00000000-0000-4000-8000-{number:012d}"


PROJECT = Project(
    name="Plum <Street> & others",
    users=(User(guid(1), "Ada"), User(guid(2), "Omar")),
    codes=(
        Code(guid(10), "Coming home", codable=False, description="From hospital\nto anywhere"),
        Code(guid(11), "waiting", colour="#12436D", parent=guid(10)),
        Code(guid(12), "information"),
    ),
    sources=(
        Source(
            guid(20),
            "interview 1",
            TEXT,
            (
                Selection(
                    guid(30), Span(2, 11), (Coding(guid(40), guid(11), guid(1), "2026-03-01T10:00:00Z"),)
                ),
                Selection(
                    guid(31),
                    Span(13, 30),
                    (Coding(guid(41), guid(12)), Coding(guid(42), guid(11))),
                    "said twice",
                ),
            ),
            (Coding(guid(43), guid(10)),),
            "by telephone",
            guid(1),
            "2026-02-01T09:30:00Z",
        ),
        Source(guid(21), "notes", "Nothing was coded here."),
    ),
    origin="Careplace, positions in UTF-16 units",
    unit=Unit.UTF_16,
    line_end="\r\n",
)


def packed(parts):
    """A packed file of {name: text or bytes}."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return target.getvalue()


CODE = guid(10)
ONE = f'<TextSource guid="{guid(20)}" name="one" plainTextPath="internal://one.txt"/>'


def xml(inside="", texts=ONE):
    """A project's XML with a code, a text, and whatever is wrong with it."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><Project name="p" xmlns="urn:QDA-XML:project:1.0"><CodeBook><Codes>'
        f'<Code guid="{guid(10)}" name="waiting" isCodable="true"/></Codes></CodeBook><Sources>{texts}</Sources>'
        f"{inside}</Project>"
    )


def selected(start, end, code=CODE):
    """A text source with one selection."""
    return (
        f'<TextSource guid="{guid(20)}" name="one" plainTextPath="internal://one.txt">'
        f'<PlainTextSelection guid="{guid(30)}" '
        f'startPosition="{start}" endPosition="{end}"><Coding guid="{guid(40)}"><CodeRef targetGUID="{code}"/></Coding>'
        "</PlainTextSelection></TextSource>"
    )
