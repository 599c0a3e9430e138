"""The pages of people and of the audit."""

import csv
from html import unescape

from django.core import mail
from django.urls import reverse
from tests.casework.people import PLACE, member

from careplace.casework.audit.chain import locked_chain
from careplace.casework.audit.history import COLUMNS
from careplace.casework.audit.models import Event
from careplace.casework.scope.models import Membership


def text(answer) -> str:
    return unescape(answer.content.decode())


def test_an_administrator_invites_a_person_and_ends_a_role(as_role):
    client = as_role("administrator")
    answer = client.post(reverse("invite", args=[PLACE]), {"email": "Bob@Example.org", "role": "auditor"})
    assert answer["Location"] == reverse("people", args=[PLACE])
    assert mail.outbox[0].to == ["bob@example.org"]
    assert "http://testserver/invitation/" in mail.outbox[0].body
    assert "bob@example.org: Auditor" in text(client.get(answer["Location"]))
    membership = Membership.objects.get(user=member("panel_member", name="Cat Lee"))
    assert "Cat Lee" in text(client.get(answer["Location"]))
    assert client.post(reverse("membership-end", args=[PLACE, membership.pk])).status_code == 302
    assert "Cat Lee" not in text(client.get(answer["Location"]))


def test_the_last_administrator_is_told_why_the_role_stays(as_role):
    client = as_role("administrator")
    membership = Membership.objects.get(user=client.person)
    answer = client.post(reverse("membership-end", args=[PLACE, membership.pk]))
    assert answer.status_code == 403
    assert "last administrator" in text(answer)


def test_an_auditor_reads_who_changed_what(as_role, service):
    service("suspended", contacts="Mrs Green")
    page = text(as_role("auditor").get(reverse("audit", args=[PLACE])))
    assert "2. Manager0 X: suspend, service" in page
    assert "active → suspended" in page
    assert "Mrs Green" in page


def test_the_file_has_every_event_and_no_text_about_people(as_role, service):
    service("suspended", name="=cmd()", contacts="Mrs Green")
    with locked_chain(PLACE, "=HYPERLINK()") as chain:
        chain.append("edit", ("service", "1"), {}, {})
    answer = as_role("auditor").get(reverse("audit-csv", args=[PLACE]))
    content = b"".join(answer.streaming_content).decode()
    rows = list(csv.DictReader(content.splitlines()))
    assert tuple(rows[0]) == COLUMNS
    assert [row["digest"] for row in rows] == list(
        Event.objects.order_by("number").values_list("digest", flat=True)
    )
    assert rows[2]["person"] == "'=HYPERLINK()"
    assert "Mrs Green" not in content


def test_a_long_audit_has_pages(as_role):
    for _ in range(51):
        with locked_chain(PLACE, "ann") as chain:
            chain.append("edit", ("service", "1"), {}, {})
    client = as_role("auditor")
    path = reverse("audit", args=[PLACE])
    assert "Earlier changes" in text(client.get(path))
    assert "1. ann: edit, service" in text(client.get(path, {"page": 2}))
    assert client.get(path, {"page": "x"}).status_code == 200
