"""A project as a .qdpx file: plain texts and codings alone, for a document may hold names and deleted words."""

import re
import zipfile
from collections.abc import Iterable
from io import BytesIO
from xml.etree.ElementTree import Element, SubElement, tostring

from careplace.voices.positions import Positions
from careplace.voices.refi_qda.archive import INTERNAL, PROJECT
from careplace.voices.refi_qda.project import NAMESPACE, Code, Coding, Project, Selection, Source, origin_of

EARLIEST = (1980, 1, 1, 0, 0, 0)
_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def export_project(project: Project) -> bytes:
    """The bytes of the file: the same for the same project. What `left_out` counts is not in it."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        _write(package, PROJECT, tostring(_root(project), encoding="utf-8", xml_declaration=True))
        for source in project.sources:
            _write(package, f"Sources/{source.guid}.txt", _raw(project, source).encode("utf-8-sig"))
    return target.getvalue()


def _write(package: zipfile.ZipFile, name: str, data: bytes) -> None:
    part = zipfile.ZipInfo(name, EARLIEST)
    part.compress_type = zipfile.ZIP_DEFLATED
    package.writestr(part, data)


def _raw(project: Project, source: Source) -> str:
    return source.text.replace("\n", project.line_end)


def _root(project: Project) -> Element:
    root = _element(None, "Project", xmlns=NAMESPACE, name=project.name, origin=origin_of(project.unit))
    if project.users:
        users = _element(root, "Users")
        for user in project.users:
            _element(users, "User", guid=user.guid, name=user.name)
    if project.codes:
        _codes(_element(_element(root, "CodeBook"), "Codes"), project.codes)
    if project.sources:
        sources = _element(root, "Sources")
        for source in project.sources:
            _source(sources, project, source)
    return root


def _codes(parent: Element, codes: Iterable[Code]) -> None:
    elements = {"": parent}
    for code in codes:
        element = elements[code.guid] = _element(
            elements[code.parent],
            "Code",
            guid=code.guid,
            name=code.name,
            isCodable=str(code.codable).lower(),
            color=code.colour,
        )
        _describe(element, code.description)


def _source(parent: Element, project: Project, source: Source) -> None:
    element = _element(
        parent,
        "TextSource",
        guid=source.guid,
        name=source.name,
        plainTextPath=f"{INTERNAL}{source.guid}.txt",
        creatingUser=source.user,
        creationDateTime=source.on,
    )
    _describe(element, source.description)
    positions = Positions(_raw(project, source), project.unit)
    for selection in source.selections:
        _selection(element, positions, selection)
    for coding in source.codings:
        _coding(element, coding)


def _selection(parent: Element, positions: Positions, selection: Selection) -> None:
    start, end = positions.theirs(selection.span)
    element = _element(
        parent,
        "PlainTextSelection",
        guid=selection.guid,
        name=selection.name,
        startPosition=str(start),
        endPosition=str(end),
        creatingUser=selection.user,
        creationDateTime=selection.on,
    )
    _describe(element, selection.description)
    for coding in selection.codings:
        _coding(element, coding)


def _coding(parent: Element, coding: Coding) -> None:
    element = _element(
        parent, "Coding", guid=coding.guid, creatingUser=coding.user, creationDateTime=coding.on
    )
    _element(element, "CodeRef", targetGUID=coding.code)


def _describe(parent: Element, text: str) -> None:
    if text:
        _element(parent, "Description").text = _allowed(text)


def _element(parent: Element | None, tag: str, /, **attributes: str) -> Element:
    """An element with those attributes that have a value; a name is always written, since the standard asks for it."""
    given = {key: _allowed(value) for key, value in attributes.items() if value or key == "name"}
    return Element(tag, given) if parent is None else SubElement(parent, tag, given)


def _allowed(text: str) -> str:
    """Without the control characters that XML 1.0 cannot hold."""
    return _FORBIDDEN.sub("\ufffd", text)
