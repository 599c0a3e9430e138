"""What every file must be: UTF-8 with Unix line ends, no secret, no published data."""

import re

import pytest

BINARY = {".png", ".ods", ".xlsx", ".parquet", ".gz", ".ico", ".zip"}
SECRETS = {
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
    "a cloud access key": r"\bAKIA[0-9A-Z]{16}\b",
    "a forge's token": r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|glpat-[\w-]{20})",
    # CQC's keys are 32 hex digits.
    "a subscription key": r"""(?i)subscription[-_ ]key['"]?\s*[:=,]\s*['"][0-9a-f]{32}['"]""",
    "a password in an address": r"\b[a-z]+://[^/\s:@{}<>$]+:[^/\s:@{}<>$]+@(?!127\.0\.0\.1|localhost)",
}
LARGEST = 2 * 1024 * 1024


@pytest.fixture(scope="module")
def texts(tracked):
    return {path: path.read_bytes() for path in tracked if path.suffix.lower() not in BINARY}


def test_text_is_utf8_with_unix_line_ends_and_ends_with_one(texts):
    wrong = []
    for path, content in texts.items():
        content.decode("utf-8")
        if b"\r" in content or (content and not content.endswith(b"\n")):
            wrong.append(path)
    assert wrong == []


@pytest.mark.parametrize("kind", SECRETS)
def test_no_file_holds_a_secret(texts, kind):
    pattern = re.compile(SECRETS[kind])
    assert [path for path, content in texts.items() if pattern.search(content.decode("utf-8"))] == []


def test_no_file_is_large(tracked):
    """Published data stay out of the repository; what tests need of them is small."""
    assert [path for path in tracked if path.stat().st_size > LARGEST] == []
