"""What people send to the pages of reviews, for tests."""

import io
import zipfile

from django.urls import reverse
from tests.casework.people import PLACE
from tests.casework.reviews import records
from tests.web.casework.fixtures import signed_in

from careplace.casework.reviews.models import Member, Review, Source

SECRET = "Wilhelmina Ackerthwaite"
PLAN = {
    "title": "Coming home",
    "scope": "Leaving hospital.",
    **{f"starts_on_{part}": value for part, value in enumerate(("5", "10", "2026"))},
    **{f"ends_on_{part}": value for part, value in enumerate(("18", "12", "2026"))},
    "interests": "none",
}
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCUMENT = f"""<?xml version="1.0"?><w:document xmlns:w="{WORD}"><w:body><w:p>
<w:r><w:t xml:space="preserve">The ward was calm. </w:t></w:r>
<w:del w:id="1" w:author="{SECRET}" w:date="2026-10-05T00:00:00Z"><w:r><w:delText>I am {SECRET}.</w:delText></w:r></w:del>
<w:r><w:t>Mrs Green waited.</w:t></w:r></w:p></w:body></w:document>"""
TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels"
ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml"
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
RELATIONS = """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Target="word/document.xml"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>"""
CORE = f"""<?xml version="1.0"?><cp:coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"><dc:creator>{SECRET}</dc:creator>
<cp:lastModifiedBy>{SECRET}</cp:lastModifiedBy></cp:coreProperties>"""


def a_document() -> bytes:
    """A Word document with a name in its metadata and in a deletion that was tracked."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in (
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", RELATIONS),
            ("word/document.xml", DOCUMENT),
            ("docProps/core.xml", CORE),
        ):
            archive.writestr(name, text)
    return packed.getvalue()


def on_a_team(part: str = "lead", **values):
    """A client of a person on the team of a new review in fieldwork, the review, and a source of it."""
    lead = records.lead("Original Lead")
    review = records.review(lead, **values)
    source = records.source(lead, review)
    client = signed_in("review_lead", name="Lea Walker")
    row = Member(place=PLACE, review=review, person=client.person, state="member", part=part)
    row.interests, row.declared_on = "none", records.DAY
    row.save(force_insert=True)
    return client, review, source


def at(name: str, record: Review | Source, *parts: str) -> str:
    """The address of a page of a record."""
    return reverse(name, args=[PLACE, record.pk, *parts])
