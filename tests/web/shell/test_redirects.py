"""A redirect leads where it says, for a minute, with the query where the page takes it."""

from django.test import RequestFactory

from careplace.web.shell import redirects


def test_to_an_address():
    answer = redirects.to("/places/x/")
    assert (answer.status_code, answer["Location"]) == (302, "/places/x/")
    assert answer["Cache-Control"] == "public, max-age=60"


def test_with_the_query_of_the_request_as_it_was():
    asked = RequestFactory().get("/a/?against=wmca,england&x=%3C")
    assert redirects.with_query(asked, "/b/")["Location"] == "/b/?against=wmca,england&x=%3C"
    assert redirects.with_query(RequestFactory().get("/a/"), "/b/")["Location"] == "/b/"
