"""`files` are the files of the edition by name; `had(address)` is the whole of an answer."""

import pytest

from careplace.web.public.downloads.files import data_files


@pytest.fixture
def files(edition):
    return data_files(edition)


@pytest.fixture
def had(client):
    def whole(address: str, **headers) -> bytes:
        answer = client.get(address, headers=headers)
        assert answer.status_code == 200, address
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        answer.close()
        return body

    return whole
