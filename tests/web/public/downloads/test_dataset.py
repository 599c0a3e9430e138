"""The schema.org Dataset: what search engines for data ask for, true addresses, and nothing that could leave its element."""

import json
import re

from careplace.web.public.downloads import dataset


def test_the_page_and_the_file_say_the_same(client):
    page = client.get("/downloads/").content.decode()
    (inside,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert "<" not in inside
    assert json.loads(inside) == client.get("/downloads/dataset.jsonld").json()


def test_it_has_what_a_catalogue_asks_for(client, edition, files):
    told = client.get("/downloads/dataset.jsonld").json()
    assert told["@type"] == "Dataset"
    assert 50 <= len(told["description"]) <= 5000
    assert told["version"] == edition.id
    assert all(
        told[name] for name in ("name", "license", "creator", "temporalCoverage", "variableMeasured", "url")
    )
    assert len(told["isBasedOn"]) == len(edition.made_from)
    assert all(one["license"] and one["publisher"]["name"] for one in told["isBasedOn"])
    assert len(told["distribution"]) == 3 * len(files)


def test_every_address_in_it_answers(client):
    for one in client.get("/downloads/dataset.jsonld").json()["distribution"]:
        answer = client.head(one["contentUrl"])
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith(one["encodingFormat"])


def test_no_name_of_a_file_can_end_the_element(edition, monkeypatch):
    monkeypatch.setattr(
        dataset, "as_text", lambda _edition: json.dumps({"a": "</script><script>alert(1)//&amp;"})
    )
    inside = str(dataset.inside_html(edition))
    assert "<" not in inside
    assert ">" not in inside
    assert json.loads(inside) == {"a": "</script><script>alert(1)//&amp;"}
