"""A file that a person keeps."""

import pytest

from careplace.web.casework.attachments import HTML, PDF, attachment


@pytest.mark.parametrize(("content", "kind"), [(b"%PDF-1.7", PDF), ("<p>é</p>", HTML)])
def test_a_file_has_its_name_its_kind_and_is_not_shown(content, kind):
    answer = attachment("paper.file", content, kind)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="paper.file"'
    assert answer.headers["Content-Type"] == kind
    assert answer.content == (content if isinstance(content, bytes) else content.encode())
