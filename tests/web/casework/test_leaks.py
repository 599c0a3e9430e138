"""What people write in casework is in its database, and nowhere else: not in logs, not on the public site."""

import json
import logging
import subprocess
import sys
from pathlib import Path

from django.db import DatabaseError
from django.urls import reverse
from tests.casework.people import PASSWORD, PLACE, member
from tests.web.casework.fixtures import with_second_factor

from careplace.casework.assurance.models import Service

MARKER = "zebra-lantern"
PUBLIC = Path(__file__).parents[3] / "src/careplace/web/public"


def test_no_text_of_a_form_no_password_and_no_address_of_a_person_is_in_the_log(as_role, staff, log_lines):
    client = as_role("team_manager")
    path = reverse("service-add", args=[PLACE])
    fields = {"name": f"House {MARKER}", "kind": "care_home", "contacts": f"Call {MARKER}"}
    client.post(path, fields)
    client.post(path, fields | {"kind": "castle"})
    client.get(reverse("service", args=[PLACE, Service.objects.get().pk]))
    person = member("auditor", name="Bob Jones")
    with_second_factor(person)
    for password in (PASSWORD, f"wrong {MARKER}"):
        staff.post(reverse("account_login"), {"login": person.email, "password": password})
    staff.post(reverse("invitation"), {"email": person.email, "code": f"{MARKER}-code"})
    staff.post(reverse("account_reset_password"), {"email": person.email})
    requests = [line for line in log_lines if json.loads(line)["logger"] == "careplace.web.requests"]
    assert len(requests) == 7
    text = "\n".join(line for line in log_lines if "django.db" not in json.loads(line)["logger"])
    for secret in (MARKER, PASSWORD, person.email):
        assert secret not in text


def test_the_public_site_has_no_database_no_sessions_and_knows_no_module_of_casework():
    """In a process of its own, with its own settings."""
    code = """
import sys, django
django.setup()
from django.conf import settings
from django.urls import get_resolver
get_resolver().url_patterns
assert settings.DATABASES == {}, settings.DATABASES
assert settings.INSTALLED_APPS == []
assert not [name for name in settings.MIDDLEWARE if "session" in name.lower() or "auth" in name.lower()]
print([name for name in sys.modules if "casework" in name or "allauth" in name])
"""
    environment = {
        "DJANGO_SETTINGS_MODULE": "careplace.web.public.settings",
        "CAREPLACE_SECRET_KEY": "k" * 50,
        "CAREPLACE_ALLOWED_HOSTS": "localhost",
    }
    run = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout) == (0, "[]\n"), run.stderr


def test_no_file_of_the_public_site_names_casework():
    named = [
        path.name for path in PUBLIC.rglob("*.py") if "careplace.casework" in path.read_text(encoding="utf-8")
    ]
    assert named == []


def test_a_refusal_of_the_database_is_logged_without_the_row(on_database, log_lines):
    """PostgreSQL repeats every value of a row that it refuses."""
    on_database("postgresql")
    for wrong in (
        {"state": "nonsense"},
        {"commissioned_places": -1},
        {"name": "\0" + MARKER},
        {"kind": MARKER * 9},
    ):
        try:
            Service.objects.create(
                **{"place": PLACE, "name": MARKER, "state": "active", "contacts": MARKER} | wrong
            )
        except (DatabaseError, ValueError):
            logging.getLogger("django.request").exception("Internal Server Error")
    text = "\n".join(line for line in log_lines if "Internal Server Error" in line)
    assert text.count("left out: it may have what people wrote") >= 4
    assert "violates check constraint" not in text
    assert MARKER not in text
