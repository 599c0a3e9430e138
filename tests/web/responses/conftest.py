"""The site for responses over a store of publications and an inbox of its own."""

import os
from datetime import timedelta

import django
import pytest
from tests import sites
from tests.consultations.questions import question, questionnaire
from tests.web.environment import ENVIRONMENT

if sites.OTHERS[sites.RESPONSES] == sites.SITE:
    os.environ.update(ENVIRONMENT)
    django.setup()

from django.conf import settings
from django.test import Client, override_settings
from django.utils import timezone

from careplace.consultations.inbox import Inbox, address
from careplace.consultations.questionnaire import FILE, PREFER_NOT, Questionnaire
from careplace.publications.changes import release
from careplace.publications.records import Description

ID = "consultation-northmoor"


def asked(**more) -> Questionnaire:
    """A consultation of five questions that is open today, with easy words."""
    today = timezone.localdate()
    days = {"opens_on": today - timedelta(3), "closes_on": today + timedelta(3)}
    return questionnaire(
        question(1, "scale", "agree disagree", required=True, easy="Do you like it?"),
        question(2, "text", easy="Why?"),
        question(3, "many", "bus car walk", easy="How do you come?"),
        question(9, "one", f"young old {PREFER_NOT}", about_person=True, easy="How old are you?"),
        **{"easy_about": "We may close it.", **days, **more},
    )


def publish(home, it: Questionnaire, id: str = ID, kind: str = "consultation") -> None:
    described = Description(kind, it.title, "x", it.place, it.place_name, it.organisation, it.opens_on)
    release(home, id, described, {"index.html": "<p>x</p>", FILE: it.model_dump_json()})


@pytest.fixture
def home(tmp_path):
    """A home with one open consultation, and an inbox; no wait between the form and what is sent."""
    Inbox(address(tmp_path, "")).create()
    publish(tmp_path, asked())
    careplace = settings.CAREPLACE.model_copy(update={"home": tmp_path})
    with override_settings(CAREPLACE=careplace, LEAST_SECONDS=0):
        yield tmp_path


@pytest.fixture
def client(home):
    """A browser that checks the form's cookie, as a browser does."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def inbox(home):
    return Inbox(address(home, ""))
