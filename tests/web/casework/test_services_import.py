"""The import of services in pages: a file, its preview, what a person confirms; and the download."""

import re
from html import unescape

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse
from tests.casework.people import OTHER_PLACE, PLACE

from careplace.casework import edition_reader
from careplace.casework.assurance.models import Service
from careplace.web.casework.imports import pages
from careplace.web.casework.imports.pages import SALT

PATH = reverse("services-import", args=[PLACE])
FILE = "name,kind,location_id,contacts\nRose House,Care home,1-113017405,+44 1 <b>\nViolet,Home care,,\n"


def text(answer) -> str:
    return unescape(answer.content.decode())


def sent(client, content: str, path: str = PATH):
    return client.post(path, {"file": SimpleUploadedFile("list.csv", content.encode())})


def plan(answer) -> str:
    return re.search(r'name="plan" value="([^"]+)"', answer.content.decode())[1]


def test_nothing_is_changed_until_a_person_confirms_what_the_page_shows(as_role):
    client = as_role("quality_officer")
    preview = sent(client, FILE)
    assert preview.status_code == 200
    assert "New services: 2. Changed: 0. The same as now: 0." in text(preview)
    assert not Service.objects.exists()
    assert client.post(PATH, {"plan": plan(preview)})["Location"] == reverse("services", args=[PLACE])
    assert list(Service.objects.values_list("name", flat=True)) == ["Rose House", "Violet"]
    changed = sent(client, FILE.replace("Rose House", "Rose Court"))
    assert "name: Rose House → Rose Court" in text(changed)


def test_each_wrong_cell_is_in_a_table(as_role):
    answer = sent(as_role("quality_officer"), FILE + "Lily,castle,,\n")
    assert answer.status_code == 422
    assert "Nothing was imported" in text(answer)
    cells = re.findall(r"<td[^>]*>(.*?)</td>", text(answer))
    assert cells[:4] == ["list.csv", "4", "kind", "castle"]
    assert "Care home with nursing" in cells[4]


def test_without_a_file_the_page_asks_for_one(as_role):
    answer = as_role("quality_officer").post(PATH, {})
    assert answer.status_code == 422
    assert "#id_file" in text(answer)


def test_a_change_by_a_colleague_since_the_preview_is_shown_and_nothing_is_imported(as_role):
    client = as_role("quality_officer")
    preview = sent(client, FILE)
    client.post(PATH, {"plan": plan(preview)})
    again = sent(client, FILE.replace("Rose House", "Rose Court"))
    sent_by_colleague = sent(
        as_role("team_manager", name="Bob Jones"), FILE.replace("Rose House", "Rose Hall")
    )
    client.post(PATH, {"plan": plan(sent_by_colleague)})
    answer = client.post(PATH, {"plan": plan(again)})
    assert answer.status_code == 409
    assert "name: Rose Hall → Rose Court" in text(answer)
    assert Service.objects.filter(name="Rose Hall").exists()
    assert client.post(PATH, {"plan": plan(answer)}).status_code == 302
    assert Service.objects.filter(name="Rose Court").exists()


def test_a_file_whose_preview_is_too_long_to_be_sent_back_is_refused(as_role, monkeypatch):
    monkeypatch.setattr(pages, "MOST_SEALED", 100)
    answer = sent(as_role("quality_officer"), FILE)
    assert answer.status_code == 422
    assert "fewer rows: split the file" in text(answer)


def test_two_new_services_with_one_location_are_refused_and_nothing_is_imported(as_role):
    client = as_role("quality_officer")
    preview = sent(client, FILE + "Lily,Home care,1-113017405,\n")
    answer = client.post(PATH, {"plan": plan(preview)})
    assert answer.status_code == 422
    assert "This location is already on the list of services." in text(answer)
    assert not Service.objects.exists()


OF_ANOTHER_PLACE = {"subject": f"services of {OTHER_PLACE}", "sheet": {}, "plan": ""}
OF_AN_EARLIER_RELEASE = {"place": PLACE, "name": "x", "rows": [], "plan": ""}


@pytest.mark.parametrize("sealed", ["x", OF_ANOTHER_PLACE, OF_AN_EARLIER_RELEASE])
def test_a_plan_that_is_not_ours_or_of_another_place_changes_nothing(as_role, sealed):
    value = sealed if isinstance(sealed, str) else signing.dumps(sealed, salt=SALT, compress=True)
    assert as_role("quality_officer").post(PATH, {"plan": value}).status_code == 422


def test_the_download_is_safe_for_spreadsheets_and_can_be_imported_again(as_role):
    client = as_role("quality_officer")
    client.post(PATH, {"plan": plan(sent(client, FILE))})
    content = b"".join(client.get(reverse("services-csv", args=[PLACE])).streaming_content).decode()
    assert ",'+44 1 <b>," in content
    without_state = "\n".join(line.rpartition(",")[0] for line in content.splitlines())
    assert "The same as now: 2." in text(sent(client, without_state))


@pytest.fixture
def in_the_edition(staff, demo_home):
    """A location of the demonstration's edition: its council, id and name."""
    rows = edition_reader.rows(demo_home, "careplace.casework.assurance", "demonstration_services.sql", {})

    from django.conf import settings

    with override_settings(CAREPLACE=settings.CAREPLACE.model_copy(update={"home": demo_home})):
        yield rows[0]


def test_a_person_confirms_which_location_a_service_is(as_role, in_the_edition):
    place, id = in_the_edition["council"], in_the_edition["location_id"]
    client, path = as_role("quality_officer", place), reverse("services-import", args=[place])
    preview = sent(client, f'name,kind\n"{in_the_edition["name"]}",Care home\n', path)
    assert f'<option value="{id}">' in preview.content.decode()
    client.post(path, {"plan": plan(preview), "location_2": "1-999"})
    assert Service.objects.get().location_id == ""
    Service.objects.all().delete()
    client.post(path, {"plan": plan(preview), "location_2": id})
    assert Service.objects.get().location_id == id


def test_the_name_of_the_place_comes_from_the_edition(as_role, in_the_edition):
    client = as_role("quality_officer", in_the_edition["council"])
    page = text(client.get(reverse("services", args=[in_the_edition["council"]])))
    assert f"Services of {in_the_edition['council']}" not in page
