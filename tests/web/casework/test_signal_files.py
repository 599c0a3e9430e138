"""Files of signals in pages: a file, its preview, what a person confirms; the template and the download."""

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.urls import reverse
from tests.casework.people import PLACE

from careplace.casework.assurance.models import Signal
from careplace.casework.assurance.signal_files.cells import COLUMNS

PATH = reverse("signals-import", args=[PLACE])
HEAD = "service,kind,happened_on,source,text,sensitivity,reference\n"
FILE = (
    HEAD + "Rose House,Complaint,2026-03-27,a relative,Cold <b>meals,,\n"
    "Rose House,DSPT,27/03/2026,the toolkit,Standards not met,restricted,T-1\n"
)


def text(answer) -> str:
    return " ".join(unescape(re.sub(r"</?time[^>]*>", "", answer.content.decode())).split())


def sent(client, content: str):
    return client.post(PATH, {"file": SimpleUploadedFile("signals.csv", content.encode())})


def plan(answer) -> str:
    return re.search(r'name="plan" value="([^"]+)"', answer.content.decode())[1]


def downloaded(client, name: str) -> str:
    answer = client.get(reverse(name, args=[PLACE]))
    assert answer["Cache-Control"] == "private, no-store"
    return b"".join(answer.streaming_content).decode()


def test_nothing_is_added_until_a_person_confirms_what_the_page_shows(as_role, service):
    service(name="Rose House")
    client = as_role("quality_officer")
    preview = sent(client, FILE)
    assert "New signals: 2. New once you choose the service: 0. There already: 0." in text(preview)
    assert "A complaint, 27 March 2026: Cold <b>meals" in text(preview)
    assert "New. Known by its service, kind, day and text." in text(preview)
    assert "for the team only: Standards not met" in text(preview)
    assert "New. Known by its reference T-1." in text(preview)
    assert not Signal.objects.exists()
    answer = client.post(PATH, {"plan": plan(preview)}, follow=True)
    assert "2 signals were added. Rows that were there already: 0." in text(answer)
    again = sent(client, FILE)
    assert "New signals: 0." in text(again)
    assert "There already, by its reference T-1." in text(again)
    assert "The file adds nothing." in text(again)


def test_a_resident_who_is_named_is_refused_at_the_cell(as_role, service):
    service(name="Rose House")
    answer = sent(as_role("quality_officer"), FILE.replace("Cold <b>meals", "Mrs Smith fell"))
    assert answer.status_code == 422
    cells = re.findall(r"<td[^>]*>(.*?)</td>", text(answer))
    assert cells[:4] == ["signals.csv", "2", "text", "Mrs Smith fell"]
    assert "It names a person (“Mrs Smith”)" in cells[4]
    assert not Signal.objects.exists()


def test_a_file_that_would_take_too_long_is_to_be_split(as_role):
    answer = sent(
        as_role("quality_officer"), HEAD + "Rose House,Complaint,2026-03-27,a relative,Cold,,\n" * 2001
    )
    assert answer.status_code == 422
    assert "2,001 rows" in text(answer)
    assert "at most 2,000: split the file" in text(answer)


def test_a_person_chooses_the_service_where_two_fit(as_role, service):
    service(name="Rose House")
    second = service(name="Rose House", contract_reference="C-2")
    client = as_role("quality_officer")
    preview = sent(client, FILE)
    assert preview.content.decode().count("<select") == 1
    assert "Rose House, Care home, no location ID, C-2" in text(preview)
    client.post(PATH, {"plan": plan(preview), "service_2": str(second.pk)})
    assert {signal.service_id for signal in Signal.objects.all()} == {second.pk}
    left_out = client.post(
        PATH, {"plan": plan(sent(client, FILE.replace("2026-03-27", "2026-03-28")))}, follow=True
    )
    assert "0 signals were added. Rows that were there already: 1. Rows that were left out: 1." in text(
        left_out
    )


def test_what_a_colleague_imported_meanwhile_is_shown_and_nothing_is_added_twice(as_role, service):
    service(name="Rose House")
    client, colleague = as_role("quality_officer"), as_role("team_manager", name="Bob Jones")
    preview = sent(client, FILE)
    colleague.post(PATH, {"plan": plan(sent(colleague, FILE))})
    answer = client.post(PATH, {"plan": plan(preview)})
    assert answer.status_code == 409
    assert "This is what the file would add now." in text(answer)
    assert Signal.objects.count() == 2


def test_the_same_plan_sent_twice_at_once_is_carried_out_once(as_role, service):
    service(name="Rose House")
    client = as_role("quality_officer")
    sealed = plan(sent(client, FILE))

    def confirm(_number: int) -> int:
        try:
            return client.post(PATH, {"plan": sealed}).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(confirm, range(2))) == [302, 409]
    assert Signal.objects.count() == 2


def test_the_template_has_the_columns_and_the_download_adds_nothing(as_role, service):
    service(name="Rose House")
    client = as_role("quality_officer")
    client.post(PATH, {"plan": plan(sent(client, FILE.replace("Cold", "=Cold")))})
    assert downloaded(client, "signals-template").strip() == ",".join(COLUMNS)
    content = downloaded(client, "signals-csv")
    assert ",'=Cold <b>meals," in content
    assert "There already: 2." in text(sent(client, content))


def test_a_panel_member_downloads_no_restricted_signal_and_imports_none(as_role, service):
    service(name="Rose House")
    client, panel = as_role("quality_officer"), as_role("panel_member", name="Bob Jones")
    client.post(PATH, {"plan": plan(sent(client, FILE))})
    content = downloaded(panel, "signals-csv")
    assert "Cold <b>meals" in content
    assert "Standards not met" not in content
    assert panel.get(PATH).status_code == 403
