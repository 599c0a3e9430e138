"""How many queries a page makes: at most MOST, and no more with thirty records of every kind than with three.

The pages come from the urlconf and the records from the models: what is new joins by itself.
"""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.casework.people import PLACE
from tests.casework.samples import Samples
from tests.examples import examples
from tests.web.casework.access import OPEN, OWN
from tests.web.casework.fixtures import signed_in_with_every_role
from tests.web.casework.walk import content, pages

MOST, FEW, MANY = 12, 3, examples(30)


def queries(client: Client, path: str) -> list[str]:
    """What a page asks of the database, after it was shown once."""
    content(client.get(path))
    with CaptureQueriesContext(connection) as captured:
        content(client.get(path))
    return [query["sql"][:200] for query in captured.captured_queries]


def test_no_page_of_a_place_asks_more_where_there_is_more(staff):
    client, samples = signed_in_with_every_role(PLACE), Samples(PLACE)
    samples.several(FEW)
    before = {path: queries(client, path) for path in pages(client, PLACE, samples)}
    assert len(before) > 30
    samples.several(MANY - FEW)
    for path, few in before.items():
        many = queries(client, path)
        assert len(many) == len(few), f"{path}: {len(few)} and then {len(many)}: {many}"
        assert len(many) <= MOST, f"{path}: {many}"


@pytest.mark.parametrize("name", sorted({*OPEN, *OWN}))
def test_pages_without_a_place(staff, name):
    assert len(queries(signed_in_with_every_role(PLACE), reverse(name))) <= MOST
