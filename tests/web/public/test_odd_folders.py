"""The site over a home whose path looks like a pattern or a partition to DuckDB, beside one that the pattern fits."""

import shutil

import pytest
from tests.web import addresses as every


@pytest.fixture(scope="module")
def odd(home, tmp_path_factory):
    """A copy of the home; what its name is a pattern of holds broken files."""
    folder = tmp_path_factory.mktemp("odd")
    for name in ("h[x]", "hx"):
        shutil.copytree(home, folder / name / "k=v *", symlinks=True)
    for path in (folder / "hx").rglob("*.parquet"):
        path.write_bytes(b"not this one")
    return folder / "h[x]" / "k=v *"


def test_every_page_is_the_same_from_any_folder(site, home, odd):
    def ask(address: str) -> tuple[str, str]:
        answer = site(home=home).get(address)
        return answer.content.decode(), answer.get("Location", "")

    asked = every.addresses(ask)
    plain, strange = site(home=home), None
    expected = {name: body(plain.get(address)) for name, address in asked.items()}
    strange = site(home=odd)
    for name, address in asked.items():
        assert body(strange.get(address)) == expected[name], address


def body(answer) -> tuple[int, bytes]:
    text = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answer.close()
    return answer.status_code, text
