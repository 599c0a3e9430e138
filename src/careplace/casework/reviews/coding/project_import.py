"""A REFI-QDA project of another program, added to a review: all of it, or nothing with the reasons.

Codings come without a direction, which such files have no place for, except our own: they wait for a person to confirm
them. They are the importer's: names of people of another program are not taken.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from careplace.casework.reviews.changes import ReviewChanges, in_review
from careplace.casework.reviews.coding.actions import CODERS
from careplace.casework.reviews.coding.anchoring import first_text, place_of
from careplace.casework.reviews.coding.book import DEEPEST
from careplace.casework.reviews.coding.exchange_terms import direction_of, populations_of
from careplace.casework.reviews.coding.models import Code, Coding
from careplace.casework.reviews.models import Source, Text
from careplace.casework.scope.actor import Actor
from careplace.voices.refi_qda import project as qda
from careplace.voices.refi_qda.importer import import_project
from careplace.voices.texts import Span

LONGEST_NAME, LONGEST_TITLE, LONGEST_MEMO = 120, 160, 4000
MOST_PROBLEMS = 50


@dataclass(frozen=True)
class Imported:
    """What an import added, and what the file has besides that is not read: {name of the standard: how many}."""

    sources: int
    codes: int
    codings: int
    left_out: Mapping[str, int]


def import_file(actor: Actor, review: UUID, data: bytes, source: Mapping[str, Any]) -> Imported:
    """Add the sources, codes and codings of a .qdpx file to a review.

    Args:
        source: the fields of every source of it but its title, such as the consent.

    Raises:
        ProjectError: with every reason why the file is refused; nothing is added then.
        NotAllowed: where the review, or the person's part, does not allow it.
    """
    project = import_project(data)
    with in_review(actor, review, parts=CODERS) as at_once:
        if problems := list(_problems(at_once, project)):
            raise qda.ProjectError(problems[:MOST_PROBLEMS])
        try:
            return _add(at_once, project, source)
        except ValidationError as error:
            raise qda.ProjectError(error.messages) from error


def _add(at_once: ReviewChanges, project: qda.Project, fields: Mapping[str, Any]) -> Imported:
    codes = _codes(at_once, project)
    codings: list[Coding] = []
    for source in project.sources:
        record = at_once.add(Source(title=_title(source), **fields))
        text = at_once.add(first_text(record, source.text))
        codings += _codings(at_once, text, source, codes)
    at_once.add_all([c for c in codings if c.direction], "code")
    at_once.add_all([c for c in codings if not c.direction], "import")
    return Imported(len(project.sources), len(project.codes), len(codings), project.left_out)


def _title(source: qda.Source) -> str:
    return " ".join(source.name.split())


def _codes(at_once: ReviewChanges, project: qda.Project) -> dict[str, Code]:
    """{guid: the code of the same name at the same place of the book; a new one where there is none}"""
    there = {(c.parent_id, c.name): c for c in Code.objects.filter(review=at_once.review, state="used")}
    codes: dict[str, Code] = {}
    for code in project.codes:
        parent = codes[code.parent].pk if code.parent else None
        name = " ".join(code.name.split())
        same = there.get((parent, name))
        codes[code.guid] = same or at_once.add(Code(name=name, parent_id=parent, memo=code.description))
    return codes


def _codings(
    at_once: ReviewChanges, text: Text, source: qda.Source, codes: Mapping[str, Code]
) -> Iterator[Coding]:
    """Each code of each stretch once, and codes of the whole source on the whole text."""
    populations = {kind.key for kind in at_once.review.framework_used.populations}
    whole = qda.Selection("", Span(0, len(text.content)), source.codings)
    keys: set[tuple[str, Span, str]] = set()
    for selection in (whole, *source.selections):
        direction = direction_of(selection.description)
        values: dict[str, Any] = {"direction": direction, "doubt": "" if direction else "imported"}
        values |= {"populations": populations_of(selection.description, populations)}
        values |= place_of(text, selection.span)
        of = {"source_id": text.source_id, "text": text, "coder_id": at_once.changes.actor.person}
        for coding in selection.codings:
            if (key := (coding.code, selection.span, direction)) not in keys:
                keys.add(key)
                yield Coding(code=codes[coding.code], **of, **values)


def _problems(at_once: ReviewChanges, project: qda.Project) -> Iterator[str]:
    if not project.sources:
        yield "there is no text in it."
    taken = set(Source.objects.filter(review=at_once.review).values_list("title", flat=True))
    titles = Counter(_title(source) for source in project.sources)
    for title, number in titles.items():
        if number > 1 or title in taken or not 0 < len(title) <= LONGEST_TITLE:
            yield f"the source {title!r}: a source needs a name of its own, of 1 to {LONGEST_TITLE} characters."
    for source in project.sources:
        if not source.text.strip() or "\0" in source.text:
            yield f"the source {_title(source)!r} has no words."
    yield from _of_codes(project)


def _of_codes(project: qda.Project) -> Iterator[str]:
    depths = {"": 0}
    for code in project.codes:
        name = " ".join(code.name.split())
        depths[code.guid] = depths[code.parent] + 1
        if not 0 < len(name) <= LONGEST_NAME or len(code.description) > LONGEST_MEMO:
            yield f"the code {name[:LONGEST_NAME]!r}: a name has 1 to {LONGEST_NAME} characters, a memo {LONGEST_MEMO}."
        if depths[code.guid] > DEEPEST:
            yield f"the code {name!r} is deeper than {DEEPEST} levels."
    names = Counter((code.parent, " ".join(code.name.split())) for code in project.codes)
    yield from (f"two codes are called {name!r} at one place." for (_, name), n in names.items() if n > 1)
