"""The published data that real tests read: CAREPLACE_REAL_DATA, else ../shared/data beside the repository."""

import os
from pathlib import Path

import pytest

BESIDE = Path(__file__).resolve().parents[3] / "shared" / "data"


@pytest.fixture(scope="session")
def real_data() -> Path:
    folder = Path(os.environ.get("CAREPLACE_REAL_DATA", BESIDE))
    if (folder / "CATALOGUE.md").is_file():
        return folder
    message = f"no published data in {folder}; set CAREPLACE_REAL_DATA to the folder that holds CATALOGUE.md"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)
