"""The pages of an import, the same for services, signals and measurements."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render

from careplace.casework.assurance.import_items import fingerprint
from careplace.casework.audit.chain import locked_chain
from careplace.casework.import_file import Sheet, read_sheet
from careplace.casework.table_file import MOST_BYTES, MOST_ROWS, FileRefused
from careplace.sources.contract import Problem

SALT, HOURS = "careplace.import", 12
MOST_SEALED = 3 << 19
"""Characters of a plan in the page: the form that sends it back may have 2 MiB (DATA_UPLOAD_MAX_MEMORY_SIZE)."""


class FileForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label="CSV or XLSX file", help_text="At most 5 MB. The first row has the names of the columns."
    )


@dataclass(frozen=True)
class Import:
    """What is imported where.

    Args:
        subject: what and for which place or campaign: a plan that is sealed for another is refused.
        columns: those that the file may have; required: those that it must have.
        templates: of the page that takes a file, and of the preview; context: what both show.
        plan: what a sheet would do, row by row; it may raise FileRefused.
        previewed: what the preview shows of these items.
        carry_out: does what the items say with what the person chose, and gives the address to go on to; it may raise
            FileRefused or ValidationError.
    """

    subject: str
    columns: Sequence[str]
    required: Sequence[str]
    templates: tuple[str, str]
    plan: Callable[[Sheet], list[Any]]
    previewed: Callable[[list[Any]], Mapping[str, Any]]
    carry_out: Callable[[list[Any], QueryDict], str]
    context: Mapping[str, Any] = field(default_factory=dict)
    most_rows: int = MOST_ROWS

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page that takes a file, its preview, and the change that a person confirmed."""
        if "plan" in request.POST:
            return self._confirmed(request)
        form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            try:
                content = file.read(MOST_BYTES + 1)
                sheet = read_sheet(file.name, content, self.columns, self.required, self.most_rows)
                return self._preview(request, sheet, self.plan(sheet))
            except FileRefused as refusal:
                return self._page(request, form, refusal.problems, 422)
        return self._page(request, form, [], 422 if form.errors else 200)

    def _page(
        self, request: HttpRequest, form: FileForm, problems: list[Problem], status: int
    ) -> HttpResponse:
        context = {"form": form, "problems": problems, "columns": self.columns, **self.context}
        return render(request, self.templates[0], context, status=status)

    def _preview(
        self, request: HttpRequest, sheet: Sheet, items: list[Any], changed: bool = False
    ) -> HttpResponse:
        context = {
            "items": items,
            "plan": self._sealed(sheet, items),
            "changed": changed,
            **self.context,
            **self.previewed(items),
        }
        return render(request, self.templates[1], context, status=409 if changed else 200)

    def _sealed(self, sheet: Sheet, items: list[Any]) -> str:
        """A sheet and what it does, which the page sends back when a person confirms it; nothing is kept meanwhile."""
        content = {"subject": self.subject, "sheet": asdict(sheet), "plan": fingerprint(items)}
        sealed = signing.dumps(content, salt=SALT, compress=True)
        if len(sealed) > MOST_SEALED:
            long = f"{len(sheet.rows):,} rows with long texts"
            raise FileRefused([Problem(sheet.file, long, "fewer rows: split the file", sheet=sheet.name)])
        return sealed

    def _confirmed(self, request: HttpRequest) -> HttpResponse:
        """Do what the preview showed; where somebody changed a record since, show what it would do now."""
        sealed = self._unsealed(request.POST["plan"])
        if sealed is None:
            return self._page(request, FileForm(), [], 422)
        sheet = Sheet(**sealed["sheet"])
        try:
            # The lock comes first: the same plan, sent twice at once, is carried out once.
            with locked_chain(request.actor.place, request.actor.person):
                items = self.plan(sheet)
                if fingerprint(items) != sealed["plan"]:
                    return self._preview(request, sheet, items, changed=True)
                return HttpResponseRedirect(self.carry_out(items, request.POST))
        except FileRefused as refusal:
            return self._page(request, FileForm(), refusal.problems, 422)
        except ValidationError as error:
            # Rows that are right each by itself, and not together: two new services with one location.
            together = Problem(sheet.file, " ".join(error.messages), "rows that can be saved together")
            return self._page(request, FileForm(), [together], 422)

    def _unsealed(self, text: str) -> dict[str, Any] | None:
        """What was sealed; None for what is not ours, is older than HOURS, or is of another place, campaign or release."""
        try:
            sealed: dict[str, Any] = signing.loads(text, salt=SALT, max_age=HOURS * 3600)
        except signing.BadSignature:
            return None
        return sealed if sealed.get("subject") == self.subject else None
