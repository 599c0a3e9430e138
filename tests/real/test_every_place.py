"""Every place of the published data has a page that answers first, in short sentences, and is light."""

import os

import brotli
import django
import pytest
from tests.publish.sentences import long_sentences
from tests.web.environment import ENVIRONMENT

os.environ.update(ENVIRONMENT)
django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client, override_settings  # noqa: E402

from careplace.web.public import editions  # noqa: E402

pytestmark = [pytest.mark.real, pytest.mark.release]
HEAVIEST = 150_000
"""Bytes that are sent, of the page alone: styles and script are the same for every page, and cached."""


@pytest.fixture(scope="module")
def pages(real_home):
    """{address: (kind, page)} of every place that has one."""
    with override_settings(CAREPLACE=settings.CAREPLACE.model_copy(update={"home": real_home})):
        client = Client()
        places = client.get("/api/v1/places?limit=500").json()
        assert places["next"] is None
        yield {
            place["page"]: (place["kind"], client.get(place["page"], follow=True))
            for place in places["data"]
            if place["page"]
        }
    editions.forget()


def test_every_page_is_there(pages):
    assert len(pages) > 400
    assert [address for address, (_kind, page) in pages.items() if page.status_code != 200] == []


def test_no_sentence_is_long(pages):
    long = {address: long_sentences(page.content.decode()) for address, (_kind, page) in pages.items()}
    assert {address: sentences for address, sentences in long.items() if sentences} == {}


def test_the_answer_comes_first(pages):
    """The sentences of a place with figures; a district has those of its county."""
    unanswered = [
        address
        for address, (kind, page) in pages.items()
        if kind != "district" and b'class="cp-answer"' not in page.content
    ]
    assert unanswered == []


def test_every_page_is_light(pages):
    weights = {
        address: len(brotli.compress(page.content, quality=4)) for address, (_kind, page) in pages.items()
    }
    assert {address: weight for address, weight in weights.items() if weight > HEAVIEST} == {}
