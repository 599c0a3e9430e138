"""No sentence of the pages and briefs of a sample of real places has more than 25 words."""

import os

import django
import pytest
from tests.publish.sentences import long_sentences, sentences
from tests.web.environment import ENVIRONMENT

os.environ.update(ENVIRONMENT)
django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client, override_settings  # noqa: E402

from careplace.cli.report import told_of  # noqa: E402
from careplace.editions.opening import open_edition  # noqa: E402
from careplace.publish import write_brief  # noqa: E402
from careplace.web.public import editions  # noqa: E402

pytestmark = pytest.mark.real
# A city, counties of two registers, the best and the worst rated council, one without a rating, the smallest, one that
# ended, a district, a region and the nation.
PLACES = (
    *("plymouth", "lincolnshire", "staffordshire", "camden", "blackpool", "county-durham", "isles-of-scilly"),
    *("bournemouth", "south-kesteven", "west-midlands", "england"),
)
PAGES = ("/", "/near/?q=NG31", "/near/?q=Harlaxton", "/search?q=Harlaxton", "/explore/?place=oldham")


@pytest.fixture(scope="module")
def client(real_home):
    with override_settings(CAREPLACE=settings.CAREPLACE.model_copy(update={"home": real_home})):
        yield Client()
    editions.forget()


@pytest.mark.parametrize("address", [*PAGES, *(f"/places/{place}/" for place in PLACES)])
def test_pages_have_short_sentences(client, address):
    page = client.get(address, follow=True).content.decode()
    assert sentences(page)
    assert long_sentences(page) == []


@pytest.mark.parametrize("place", ["Plymouth", "Lincolnshire", "Blackpool"])
def test_briefs_have_short_sentences(real_home, tmp_path, place):
    with open_edition(real_home) as edition:
        (path,) = write_brief(told_of(edition, place), tmp_path, ["html"])
    page = path.read_text(encoding="utf-8")
    assert len(sentences(page)) > 10
    assert long_sentences(page) == []
