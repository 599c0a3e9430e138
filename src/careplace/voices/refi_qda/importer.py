"""A .qdpx file as a project: all of it or nothing, and what is not read is counted."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from careplace.claims.texts import safe_xml
from careplace.voices.positions import Positions, Unit, likely_unit
from careplace.voices.refi_qda.archive import Archive
from careplace.voices.refi_qda.project import (
    NAMESPACE,
    Code,
    Coding,
    Project,
    ProjectError,
    Selection,
    Source,
    User,
    origin_of,
)
from careplace.voices.texts import Span

QDA = f"{{{NAMESPACE}}}"
_READ = frozenset(
    """Project Users User CodeBook Codes Code Description Sources TextSource PDFSource Representation PlainTextContent
    PlainTextSelection Coding CodeRef""".split()  # noqa: SIM905 - names, as the standard lists them
)
_GUID = re.compile(r"\{?[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?")
_NAMED = ("User", "Code", "TextSource", "Representation", "PlainTextSelection", "Coding")
MOST_PROBLEMS = 50


@dataclass(frozen=True, slots=True)
class _Text:
    """The element of a source, and its text as the program has it."""

    element: Element
    raw: str

    @property
    def selections(self) -> list[Element]:
        return self.element.findall(f"{QDA}PlainTextSelection")


def import_project(data: bytes) -> Project:
    """The project in the bytes of a .qdpx file.

    Raises:
        ProjectError: with every problem of the file; nothing of it is given then.
    """
    archive = Archive(data)
    root = _root(archive.project())
    texts = list(_texts(archive, root))
    unit = _unit(root.get("origin", ""), texts)
    codes = tuple(_codes(root.findall(f"{QDA}CodeBook/{QDA}Codes/{QDA}Code"), ""))
    problems = list(_problems(root, codes, texts, unit))
    if problems:
        raise ProjectError(problems[:MOST_PROBLEMS])
    return Project(
        root.get("name", ""),
        tuple(User(user.get("guid", ""), user.get("name", "")) for user in root.iter(f"{QDA}User")),
        codes,
        tuple(_source(text, unit) for text in texts),
        root.get("origin", ""),
        unit,
        "\r\n" if any("\r\n" in text.raw for text in texts) else "\n",
        _left_out(root),
    )


def _root(xml: bytes) -> Element:
    try:
        root = safe_xml.parse(xml)
    except ValueError as error:
        raise ProjectError([f"project.qde cannot be read: {error}"]) from error
    if root.tag != f"{QDA}Project":
        raise ProjectError([f"project.qde: expected a REFI-QDA project, version 1.0, found {root.tag}."])
    return root


def _texts(archive: Archive, root: Element) -> Iterator[_Text]:
    """Every source that has a text: text sources, and the text that stands for a PDF."""
    problems: list[str] = []
    for element in root.findall(f"{QDA}Sources/*"):
        of_pdf = element.find(f"{QDA}Representation")
        text = of_pdf if element.tag == f"{QDA}PDFSource" else element
        if text is None or text.tag not in (f"{QDA}TextSource", f"{QDA}Representation"):
            continue
        try:
            yield _Text(text, _raw(archive, text))
        except ProjectError as error:
            problems += error.problems
    if problems:
        raise ProjectError(problems[:MOST_PROBLEMS])


def _raw(archive: Archive, element: Element) -> str:
    content = element.find(f"{QDA}PlainTextContent")
    if content is not None:
        return content.text or ""
    path = element.get("plainTextPath")
    if path is None:
        raise ProjectError(
            [f"the source {element.get('name', '')!r} has no plain text. Export it with its text."]
        )
    return archive.text(path)


def _unit(origin: str, texts: list[_Text]) -> Unit:
    """One unit for the file: a program counts all its positions the same way, and most texts show nothing."""
    if ours := [unit for unit in Unit if origin == origin_of(unit)]:
        return ours[0]
    return likely_unit((text.raw, [pair for e in text.selections if (pair := _pair(e))]) for text in texts)


def _pair(selection: Element) -> tuple[int, int] | None:
    """The positions of a selection; None where they are no numbers."""
    try:
        return int(selection.get("startPosition", "")), int(selection.get("endPosition", ""))
    except ValueError:
        return None


def _problems(root: Element, codes: Iterable[Code], texts: Iterable[_Text], unit: Unit) -> Iterator[str]:
    yield from _wrong_guids(root)
    known = {code.guid for code in codes}
    for coding in root.iter(f"{QDA}Coding"):
        if _target(coding) not in known:
            yield f"the coding {coding.get('guid')} names a code that is not in the code book."
    for text in texts:
        positions = Positions(text.raw, unit)
        for selection in text.selections:
            if problem := _problem(positions, selection):
                yield f"the selection {selection.get('guid')} of {text.element.get('name', '')!r}: {problem}."


def _wrong_guids(root: Element) -> Iterator[str]:
    """What has no guid, or one that is not of the standard's form; and codes and texts that share one."""
    for name in _NAMED:
        guids = [element.get("guid", "") for element in root.iter(f"{QDA}{name}")]
        yield from (
            f"a {name} has the guid {guid!r}, which is none." for guid in guids if not _GUID.fullmatch(guid)
        )
        if name in ("Code", "TextSource"):
            yield from (f"two of {name} have the guid {guid}." for guid, n in Counter(guids).items() if n > 1)


def _problem(positions: Positions, selection: Element) -> str | None:
    pair = _pair(selection)
    if pair is None:
        return "its positions are not whole numbers"
    try:
        positions.ours(*pair)
    except ValueError as error:
        return str(error)
    return None


def _codes(elements: Iterable[Element], parent: str) -> Iterator[Code]:
    for element in elements:
        guid = element.get("guid", "")
        codable = element.get("isCodable") in ("true", "1")
        yield Code(
            guid, element.get("name", ""), codable, _description(element), element.get("color", ""), parent
        )
        yield from _codes(element.findall(f"{QDA}Code"), guid)


def _source(text: _Text, unit: Unit) -> Source:
    element, positions = text.element, Positions(text.raw, unit)
    selections = tuple(_selection(selection, positions) for selection in text.selections)
    return Source(
        element.get("guid", ""),
        element.get("name", ""),
        positions.text,
        selections,
        _codings(element),
        _description(element),
        element.get("creatingUser", ""),
        element.get("creationDateTime", ""),
    )


def _selection(element: Element, positions: Positions) -> Selection:
    span: Span = positions.ours(*(_pair(element) or (0, 0)))
    user, on = element.get("creatingUser", ""), element.get("creationDateTime", "")
    return Selection(
        element.get("guid", ""),
        span,
        _codings(element),
        element.get("name", ""),
        _description(element),
        user,
        on,
    )


def _codings(element: Element) -> tuple[Coding, ...]:
    return tuple(
        Coding(
            coding.get("guid", ""),
            _target(coding),
            coding.get("creatingUser", ""),
            coding.get("creationDateTime", ""),
        )
        for coding in element.findall(f"{QDA}Coding")
    )


def _target(coding: Element) -> str:
    reference = coding.find(f"{QDA}CodeRef")
    return reference.get("targetGUID", "") if reference is not None else ""


def _description(element: Element) -> str:
    return element.findtext(f"{QDA}Description") or ""


def _left_out(root: Element) -> dict[str, int]:
    names = (element.tag.removeprefix(QDA) for element in root.iter())
    return dict(sorted(Counter(name for name in names if name not in _READ).items()))
