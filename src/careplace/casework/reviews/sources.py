"""What the team does with sources and their texts. The panel reads: it judges what the others collected."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError

from careplace.casework.audit.erasure import erase
from careplace.casework.reviews.changes import ReviewChanges, in_review
from careplace.casework.reviews.coding.anchoring import first_text, replace_text
from careplace.casework.reviews.coding.models import Coding
from careplace.casework.reviews.coding.states import CODING
from careplace.casework.reviews.models import Review, Source, Text
from careplace.casework.reviews.states import TEXT
from careplace.casework.scope.actor import Actor

WORKERS = ("lead", "reviewer")
"""Who of a team collects."""
COLLECTING = ("planning", "fieldwork")
"""States of a review in which sources are added; texts are corrected and redacted until it is published."""
TAKEN_OUT = "[taken out]"
ERASED = "erased"
"""In the place of the digest of words that were erased."""


def add(actor: Actor, review: Review, values: Mapping[str, Any]) -> Source:
    """A new source."""
    with in_review(actor, review.pk, COLLECTING, WORKERS) as at_once:
        return at_once.add(Source(**values))


def edit(actor: Actor, source: Source, version: int, values: Mapping[str, Any]) -> Source:
    """Change what is known of a source."""
    with in_review(actor, source.review_id, parts=WORKERS) as at_once:
        return at_once.change(Source, source.pk, "edit", values, version)


def withdraw(actor: Actor, source: Source, version: int, reason: str) -> Source:
    """Use a source no more, such as where consent was taken back: every version of its text is erased."""
    with in_review(actor, source.review_id, parts=WORKERS) as at_once:
        withdrawn = at_once.change(Source, source.pk, "withdraw", {"reason": reason}, version)
        erase_texts(at_once, source)
        return withdrawn


def erase_texts(at_once: ReviewChanges, source: Source) -> None:
    """Erase every version of the text of a source, their digests and their history."""
    for text in Text.objects.filter(source=source).exclude(state="erased"):
        at_once.change(Text, text.pk, "erase", {"content": ""}, text.version)
    _erase_history(at_once, source)


def add_text(actor: Actor, source: Source, content: str, why: str, document: str = "") -> Text:
    """The first text of a source.

    Args:
        why: "extracted" or "pasted".
        document: the digest of the document that it was taken from.

    Raises:
        ValidationError: for a text without words, and for a source that has one.
    """
    with in_review(actor, source.review_id, COLLECTING, WORKERS) as at_once:
        if source.texts.exists():
            raise ValidationError("This source has a text already. Edit it.")
        return at_once.add(_checked(first_text, source, content, why, document))


def edit_text(actor: Actor, text: Text, content: str) -> Text:
    """Correct a text. The version before stays, for people who coded it. Raises Conflict where a colleague was first."""
    with in_review(actor, text.review_id, parts=WORKERS) as at_once:
        return _checked(replace_text, at_once, text, content, "edited")


def redact(actor: Actor, text: Text, words: Iterable[str]) -> Text:
    """Take words out of a text, and erase them from every version before, their digests and their history.

    Raises:
        ValidationError: where the text has none of the words, or nothing else.
        Conflict: where a colleague changed the text since.
    """
    content = without(text.content, words)
    if content == text.content:
        raise ValidationError("None of these words are in the text.")
    with in_review(actor, text.review_id, parts=WORKERS) as at_once:
        new: Text = _checked(replace_text, at_once, text, content, "redacted")
        _erase_history(at_once, new.source, new)
    return new


def without(content: str, words: Iterable[str]) -> str:
    """A text with TAKEN_OUT in the place of words, in large or small letters, and wherever they break into lines."""
    phrases = sorted({" ".join(phrase.split()) for phrase in words} - {""}, key=len, reverse=True)
    if not phrases:
        return content
    patterns = (r"\s+".join(map(re.escape, phrase.split())) for phrase in phrases)
    return re.sub(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", TAKEN_OUT, content, flags=re.IGNORECASE)


def _erase_history(at_once: ReviewChanges, source: Source, new: Text | None = None) -> None:
    """The audit has digests of what was there before `new`: whoever tries names could meet one."""
    texts = Text.objects.filter(source=source).exclude(pk=new.pk if new else None)
    codings = Coding.objects.filter(source=source)
    codings.filter(text__in=texts).update(sha256=ERASED)
    for workflow, rows in ((TEXT, texts), (CODING, codings)):
        for id in rows.values_list("pk", flat=True):
            erase(at_once.changes.chain, workflow.kind, str(id), "words were taken out of the text")


def _checked(write, *of) -> Text:
    try:
        text: Text = write(*of)
    except ValueError as error:
        raise ValidationError(str(error)) from error
    return text
