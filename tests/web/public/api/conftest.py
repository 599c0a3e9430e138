"""`pages(address)` follows `next` to the end of a list; `council_code` is the code of a council with everything."""

import pytest


@pytest.fixture
def client(site):
    return site(api_rate=1_000_000)


@pytest.fixture
def pages(client):
    def follow(address: str) -> list[dict]:
        rows = []
        while address:
            whole = client.get(address).json()
            rows += whole["data"]
            address = whole["next"]
        return rows

    return follow


@pytest.fixture
def council_code(edition) -> str:
    """A council that a register covers."""
    rows = edition.rows("select min(place) as place from place_snapshot where covered and kind = 'council'")
    return rows[0]["place"]
