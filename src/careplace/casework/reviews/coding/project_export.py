"""A review's codes, texts and codings as a REFI-QDA project, by what each source allows.

Nobody is named: coders are numbered, and a source has its own title only where its words may be quoted with the role. A
source that may not be quoted leaves its codes alone. Notes of coders stay here, for they may be about people.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID, uuid5

from careplace.casework.reviews.changes import in_review
from careplace.casework.reviews.coding.book import tree
from careplace.casework.reviews.coding.exchange_terms import described
from careplace.casework.reviews.coding.models import Code, Coding
from careplace.casework.reviews.models import CONSENTS, Review, Text
from careplace.casework.scope.actor import Actor
from careplace.voices.refi_qda import project as qda
from careplace.voices.refi_qda.exporter import export_project
from careplace.voices.texts import Span

NOT_QUOTED = "[The words of this source may not be quoted, and are not in this file. Its codes are.]"
STATES = ("planning", "fieldwork", "judging", "published", "closed")


@dataclass(frozen=True)
class Export:
    """A file, and how many sources are in it with their words, and without."""

    data: bytes
    quoted: int
    unquoted: int


def export_review(actor: Actor, review: UUID) -> Export:
    """The .qdpx file of a review, noted in its history; sources that were withdrawn are not in it.

    Raises:
        NotAllowed: for people of the team who do not lead it.
    """
    with in_review(actor, review, STATES, parts=("lead",)) as at_once:
        texts = list(_texts(at_once.review))
        project = project_of(at_once.review, texts)
        quoted = sum(text.source.consent != "no-quotation" for text in texts)
        counts = {"sources": len(texts), "quoted": quoted}
        at_once.changes.chain.append("export-project", ("review", str(review)), {}, counts)
    return Export(export_project(project), quoted, len(texts) - quoted)


def _texts(review: Review) -> Iterable[Text]:
    rows = Text.objects.filter(review=review, state="current", source__state="used").select_related("source")
    ordered: Iterable[Text] = rows.order_by("source__held_on", "source__title", "pk")
    return ordered


def project_of(review: Review, texts: Iterable[Text]) -> qda.Project:
    """The project: codings that are evidence alone, for blind ones and suggestions count for nothing."""
    rows = Coding.objects.filter(review=review, state="coded").order_by("text", "start", "end", "id")
    by_text: dict[UUID, list[Coding]] = {}
    for coding in rows:
        by_text.setdefault(coding.text_id, []).append(coding)
    people = sorted({coding.coder_id for codings in by_text.values() for coding in codings}, key=str)
    users = {id: qda.User(_guid(review, id), f"Coder {number}") for number, id in enumerate(people, start=1)}
    sources = [
        _source(review, number, text, by_text.get(text.pk, []), users)
        for number, text in enumerate(texts, start=1)
    ]
    codes = tuple(_code(branch.code) for branch in tree(Code.objects.filter(review=review)))
    return qda.Project(review.title, tuple(users.values()), codes, tuple(sources))


def _guid(review: Review, id: UUID) -> str:
    """An id that is the same in each file of the review, and that nobody outside can match with a person."""
    return str(uuid5(review.pk, str(id)))


def _code(code: Code) -> qda.Code:
    return qda.Code(str(code.pk), code.name, description=code.memo, parent=str(code.parent_id or ""))


def _source(
    review: Review, number: int, text: Text, codings: list[Coding], users: dict[Any, qda.User]
) -> qda.Source:
    source = text.source
    title = source.title if source.consent == "role" else f"{source.category.capitalize()} {number}"
    name = f"{title} ({source.organisation})" if source.consent == "organisation" else title
    description = CONSENTS[source.consent]
    guid = _guid(review, source.pk)
    if source.consent == "no-quotation":
        of_all = tuple(_distinct(_coding(c, users) for c in codings))
        return qda.Source(guid, name, NOT_QUOTED, codings=of_all, description=description)
    return qda.Source(guid, name, text.content, tuple(_selections(codings, users)), description=description)


def _distinct(codings: Iterable[qda.Coding]) -> Iterable[qda.Coding]:
    """One of each code and coder: how often a source that may not be quoted has a code is left out too."""
    return {(coding.code, coding.user): coding for coding in codings}.values()


def _selections(codings: list[Coding], users: dict[Any, qda.User]) -> Iterable[qda.Selection]:
    """One for each stretch of words with the same direction and people, as our own import tells them apart."""

    def place(coding: Coding) -> tuple[int, int, str]:
        return coding.start, coding.end, described(coding.direction, coding.populations)

    for (start, end, description), group in groupby(sorted(codings, key=place), place):
        same = list(group)
        codes = tuple(_coding(coding, users) for coding in same)
        first = str(uuid5(same[0].pk, "selection"))
        yield qda.Selection(first, Span(start, end), codes, description=description)


def _coding(coding: Coding, users: dict[Any, qda.User]) -> qda.Coding:
    return qda.Coding(str(coding.pk), str(coding.code_id), users[coding.coder_id].guid)
