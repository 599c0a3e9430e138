"""The text of a source: read from a document or typed, corrected, and redacted."""

import hashlib
from functools import partial
from typing import Any
from uuid import UUID

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse

from careplace.casework.residents import suggested_details
from careplace.casework.reviews import sources as actions
from careplace.casework.reviews.changes import UNFINISHED, check_may
from careplace.casework.reviews.models import Source, Text
from careplace.casework.scope.actor import NotAllowed
from careplace.voices.extraction import UnreadableSource, extract
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.reviews.kept_forms import forget_drafts
from careplace.web.casework.reviews.source_forms import (
    SALT,
    EditTextForm,
    ExtractedForm,
    RedactForm,
    TextForm,
)
from careplace.web.casework.reviews.sources import address, source_at
from careplace.web.casework.scope import at_place

MOST_BYTES = 5 << 20
"""Smaller than settings.FILE_UPLOAD_MAX_MEMORY_SIZE: a document that is larger would be written to the disk."""
LOOK = "Take out names and other details by which somebody could be recognised. What you take out now was never kept."


@at_place("reviews.write", form=True)
def add(request: HttpRequest, id: UUID) -> HttpResponse:
    """The first text of a source: a document is read and shown, and kept when the person has looked at it."""
    record = _source(request, id, actions.COLLECTING)
    if "document" in request.POST:
        return _extracted(request, record, {}).answer(request)
    form = TextForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and form.cleaned_data["file"]:
        try:
            initial = _from_document(form.cleaned_data["file"])
        except UnreadableSource as error:
            return _typed(request, record, str(error)).answer(request)
        return _extracted(request, record, initial).prefilled(request)
    return _typed(request, record).answer(request)


def _from_document(file: UploadedFile) -> dict[str, str]:
    """The text of a document, and the sealed digest of it. Raises UnreadableSource."""
    if file.size is None or file.size > MOST_BYTES:
        raise UnreadableSource("The document has more than 5 MB. Save it as text, or split it.")
    data = file.read()
    digest = signing.dumps(hashlib.sha256(data).hexdigest(), salt=SALT)
    return {"content": extract(str(file.name), data), "document": digest}


def _typed(request: HttpRequest, record: Source, refusal: str = "") -> FormPage:
    def save(form: Any) -> str:
        if refusal:
            raise ValidationError({"file": refusal})
        actions.add_text(request.actor, record, form.cleaned_data["content"], "pasted")
        return address(record)

    return FormPage(f"Text of {record}", "Go on", TextForm, save, {}, back=address(record), explanation=LOOK)


def _extracted(request: HttpRequest, record: Source, initial: dict[str, str]) -> FormPage:
    def save(form: Any) -> str:
        values = form.cleaned_data
        actions.add_text(request.actor, record, values["content"], "extracted", values["document"])
        return address(record)

    title = f"Look at the text of {record}"
    details = suggested_details(initial.get("content", ""))
    words = (
        f" Rules found: {'; '.join(f'{detail.words} ({detail.kind})' for detail in details)}."
        if details
        else ""
    )
    return FormPage(
        title, "Keep this text", ExtractedForm, save, initial, back=address(record), explanation=LOOK + words
    )


@at_place("reviews.write", form=True)
def edit(request: HttpRequest, id: UUID) -> HttpResponse:
    """Correct the text."""
    record, text = _with_text(request, id)

    def save(form: Any) -> str:
        actions.edit_text(request.actor, _seen(text, form), form.cleaned_data["content"])
        return address(record)

    initial = {"content": text.content, "version": text.number}
    page = FormPage(
        f"Correct the text of {record}", "Save", EditTextForm, save, initial, back=address(record),
        explanation="Codings follow their words. The version before is kept. To take out a name, redact the text instead.",
    )  # fmt: skip
    return page.answer(request)


@at_place("reviews.write", form=True)
def redact(request: HttpRequest, id: UUID) -> HttpResponse:
    """Take out of the text what somebody could be recognised by, also from the versions before."""
    record, text = _with_text(request, id)

    def save(form: Any) -> str:
        actions.redact(request.actor, _seen(text, form), form.cleaned_data["chosen"])
        forget_drafts(record)
        return address(record)

    make = partial(RedactForm, details=suggested_details(text.content))
    page = FormPage(
        f"Redact the text of {record}", "Take out", make, save, {"version": text.number},
        back=address(record),
        explanation="The words are taken out of the text, and every version before is erased. This cannot be taken back. "
        "Rules do not find everything: read the text.",
    )  # fmt: skip
    return page.answer(request)


def _seen(text: Text, form: Any) -> Text:
    """The text that the person saw. Raises ValidationError where a colleague replaced it since."""
    if form.cleaned_data["version"] != text.number:
        raise ValidationError(
            "A colleague changed the text while you wrote. Copy what you wrote, and open the page again."
        )
    return text


def _with_text(request: HttpRequest, id: UUID) -> tuple[Source, Text]:
    record = _source(request, id)
    text = Text.objects.filter(source=record, state="current").first()
    if text is None:
        raise NotAllowed("This source has no text yet.")
    return record, text


def _source(request: HttpRequest, id: UUID, states: tuple[str, ...] = UNFINISHED) -> Source:
    """A source whose text the person may write. Raises NoSuchPage or NotAllowed."""
    record = source_at(request, id)
    check_may(request.actor, record.review, states, actions.WORKERS)
    if record.state != "used":
        raise NotAllowed("This source was withdrawn.")
    return record
