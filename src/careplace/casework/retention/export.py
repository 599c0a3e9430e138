"""What there is about a person as a ZIP: JSON for programs, HTML for people."""

from functools import cache
from importlib.resources import files
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from jinja2 import Environment, StrictUndefined, Template

from careplace.casework.retention.subject import Subject


def subject_zip(subject: Subject) -> bytes:
    """The file that is downloaded."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("subject-access.json", subject.as_json())
        archive.writestr("subject-access.html", _template().render(subject=subject))
    return packed.getvalue()


@cache
def _template() -> Template:
    text = (files(__package__) / "subject.html.jinja").read_text(encoding="utf-8")
    return Environment(autoescape=True, undefined=StrictUndefined).from_string(text)
