"""Every address of the urlconf, with every method, and what every answer must bear."""

import pytest
from django.urls import URLPattern, get_resolver

from careplace.web.shell.security import missing_headers

# What the API and the downloads bear, their own tests hold.
NAMES = [
    one.name for one in get_resolver("careplace.web.public.urls").url_patterns if isinstance(one, URLPattern)
]
UNSAFE = ("post", "put", "patch", "delete", "trace", "options")
EXPECTED = {
    "report": 202,
    "place": 302,
    "newest-path": 302,
    "publication": 302,
    "favicon": 302,
    "moved-static": 302,
    "metrics": 404,
}
UNKEPT = ("health", "ready", "metrics")


def test_the_fixture_knows_every_address(addresses):
    assert sorted(addresses) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_address_answers_get_and_head_alike(client, addresses, name):
    got, head = client.get(addresses[name]), client.head(addresses[name])
    assert got.status_code == EXPECTED.get(name, 200)
    assert head.status_code == got.status_code
    assert head.get("ETag") == got.get("ETag")


@pytest.mark.parametrize("method", UNSAFE)
@pytest.mark.parametrize("name", NAMES)
def test_nothing_takes_any_other_method(client, addresses, name, method):
    assert getattr(client, method)(addresses[name]).status_code == 405


@pytest.mark.parametrize("name", [*NAMES, "nowhere"])
def test_every_answer_bears_the_headers_and_sets_no_cookie(client, addresses, name):
    answer = client.get(addresses.get(name, "/nowhere"))
    assert missing_headers(answer.headers) == []
    assert answer["X-Request-ID"]
    assert not answer.cookies
    assert answer["Cache-Control"]


@pytest.mark.parametrize("name", NAMES)
def test_pages_name_nothing_outside_and_style_nothing_inline(client, addresses, name):
    text = client.get(addresses[name]).getvalue().decode()
    assert "<style" not in text
    assert " style=" not in text
    assert " onclick" not in text
    assert 'src="http' not in text
    assert "None" not in text.replace("If-None-Match", "")
    assert "Undefined" not in text


# Its text holds the host's name, which the key of the page cache does not.
UNTAGGED = {"print-styles"}


@pytest.mark.parametrize("name", [name for name in NAMES if name not in {*UNKEPT, *EXPECTED, *UNTAGGED}])
def test_a_page_that_the_reader_has_is_not_sent_again(client, addresses, name):
    first = client.get(addresses[name])
    again = client.get(addresses[name], headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert first["Cache-Control"] == "public, max-age=60"
    assert "Accept-Encoding" in first["Vary"]


@pytest.mark.parametrize("name", UNKEPT)
def test_what_watches_the_site_is_never_kept(site, addresses, name):
    assert "no-store" in site(metrics=True).get(addresses[name])["Cache-Control"]
