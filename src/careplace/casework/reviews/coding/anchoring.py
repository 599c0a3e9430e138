"""The next text of a source, and where the codings of the one before it stand in it.

A redaction erases the words of every version before it: they name somebody.
"""

from careplace.casework.reviews.changes import ReviewChanges
from careplace.casework.reviews.coding.models import Coding
from careplace.casework.reviews.models import Text
from careplace.voices.anchors import Anchor, Outcome, anchors
from careplace.voices.texts import Span, normalised, quotation

REDACTED = "redacted"


def first_text(source, content: str, why: str = "extracted", document_sha256: str = "") -> Text:
    """The first text of a source, to add. Raises ValueError for one without words."""
    words = normalised(content)
    digest = _digest_of_all(words)
    return Text(source=source, content=words, sha256=digest, why=why, document_sha256=document_sha256)


def replace_text(at_once: ReviewChanges, text: Text, content: str, why: str) -> Text:
    """The next version of a text; its codings go with it.

    Codings whose words are kept move. Those whose words changed are unsure, where the words are now; those whose words are
    gone are unsure too, and stay at the version that they were given in, which may be erased.

    Args:
        text: the version that the person saw.
        content: all of the new words.
        why: a key of `REASONS`; "redacted" erases the words of the versions before.

    Returns:
        The new text; `text` itself where the words are the same.

    Raises:
        Conflict: where another text is in its place already.
        ValueError: for a text without words.
    """
    words = normalised(content)
    digest = _digest_of_all(words)
    old = at_once.changes.seen(Text, text.pk, text.version)
    if old.content == words and why != REDACTED:
        return old
    at_once.change(Text, old.pk, "replace", {}, old.version)
    values = {"source_id": old.source_id, "content": words, "sha256": digest, "why": why}
    new = at_once.add(Text(number=old.number + 1, document_sha256=old.document_sha256, **values))
    _move_codings(at_once, old, new)
    if why == REDACTED:
        _erase_before(at_once, new)
    return new


def _digest_of_all(words: str) -> str:
    if not words.strip():
        raise ValueError("There are no words in this text.")
    if "\0" in words:
        raise ValueError("There is a character in this text that no text has (NUL).")
    return quotation(words, Span(0, len(words))).digest


def _move_codings(at_once: ReviewChanges, old: Text, new: Text) -> None:
    codings = list(Coding.objects.filter(text=old).exclude(state="removed"))
    places = anchors(old.content, new.content, (Span(coding.start, coding.end) for coding in codings))
    for coding, anchor in zip(codings, places, strict=True):
        action, values = _next(coding, anchor, new)
        at_once.changes.change(Coding, coding.pk, action, values, coding.version)


def _next(coding: Coding, anchor: Anchor, new: Text) -> tuple[str, dict]:
    """What is done with a coding, and its values: a suggestion is only for the words that it was made from."""
    if anchor.new is None:
        return ("remove", {}) if coding.state == "suggested" else ("doubt", {"doubt": "gone"})
    values = {"text_id": new.pk, **place_of(new, anchor.new)}
    if anchor.outcome == Outcome.KEPT:
        return "move", values
    return ("remove", {}) if coding.state == "suggested" else ("doubt", values | {"doubt": "changed"})


def place_of(text: Text, span: Span) -> dict:
    """The fields of a coding that say where its words are. Raises ValueError for a span beyond the text."""
    return {"start": span.start, "end": span.end, "sha256": quotation(text.content, span).digest}


def _erase_before(at_once: ReviewChanges, new: Text) -> None:
    before = Text.objects.filter(source=new.source_id, number__lt=new.number, state="replaced")
    for id, version in before.values_list("pk", "version"):
        at_once.change(Text, id, "erase", {"content": ""}, version)
