"""The statement of a place: its page says what the command writes, and its files are the command's, byte for byte."""

import re
from html import unescape

import pytest
from click.testing import CliRunner

from careplace.cli import main


@pytest.fixture
def address(region) -> str:
    return f"{region}statement/"


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def test_the_page_has_the_sentences_of_the_file(client, address):
    page = words(client.get(address).content.decode())
    text = client.get(address.replace("statement/", "statement.md")).content.decode()
    lines = [line.lstrip("#- ") for line in text.split("\n") if line and not line.startswith("|")]
    assert len(lines) > 15
    assert [line for line in lines if " ".join(line.replace("\\", "").split()) not in page] == []


@pytest.mark.parametrize("ending", ["md", "docx", "html"])
@pytest.mark.parametrize("options", [(), ("--since", "5y", "--sector", "residential-care")])
def test_its_files_are_the_same_bytes_as_the_commands(client, address, home, tmp_path, ending, options):
    query = "?since=5y&sector=residential-care" if options else ""
    answer = client.get(address.replace("statement/", f"statement.{ending}") + query)
    place = re.match(r'attachment; filename="(\w+?)-', answer["Content-Disposition"])[1]
    result = CliRunner().invoke(
        main, ["statement", place, *options, "--format", ending, "--to", str(tmp_path), "--home", str(home)]
    )
    assert result.exit_code == 0, result.output
    (path,) = tmp_path.iterdir()
    assert path.read_bytes() == answer.content
    assert path.name in answer["Content-Disposition"]


def test_every_id_of_a_figure_leads_to_its_page(client, address):
    links = re.findall(r'href="(/figures/[^"]+)"', client.get(address).content.decode())
    assert len(links) > 20
    for link in links[:: len(links) // 4]:
        assert client.get(link).status_code == 200


def test_a_place_links_to_its_statement(client, council):
    slug = council.split("/")[2]
    assert re.search(rf'href="/places/{slug}/[\d-]+/statement/"', client.get(council).content.decode())


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("since=12", "write months as 12m or years as 5y"),
        ("since=99y", "at most 23y"),
        ("sector=zoos", "&#39;zoos&#39; is no sector"),
        ("against=nowhere", "no group &#39;nowhere&#39;"),
        ("against=" + ",".join("abcdefg"), "too many for one page"),
    ],
)
def test_what_cannot_be_written_is_refused_with_what_to_do(client, address, query, says):
    answer = client.get(f"{address}?{query}")
    assert answer.status_code == 400
    assert says in answer.content.decode().replace("&#x27;", "&#39;")


def test_a_day_between_two_registers_redirects_to_the_one_before_with_what_was_asked(client, address):
    slug = address.split("/")[2]
    answer = client.get(f"/places/{slug}/2026-12-31/statement.md?since=5y")
    assert answer.status_code == 302
    assert re.fullmatch(rf"/places/{slug}/\d{{4}}-\d\d-\d\d/statement\.md\?since=5y", answer["Location"])
    assert client.get(f"/places/{slug}/1999-01-01/statement/").status_code == 404


def test_the_form_keeps_a_span_that_it_does_not_offer(client, address):
    page = client.get(f"{address}?since=7m").content.decode()
    assert '<option value="7m" selected>seven months</option>' in page
