"""What real tests read: published data in CAREPLACE_REAL_DATA, else ../shared/data beside the repository; known
answers of other packages in CAREPLACE_VECTORS, else ../shared/vectors.
"""

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


@pytest.fixture(scope="session")
def vectors() -> Path:
    folder = Path(os.environ.get("CAREPLACE_VECTORS", BESIDE.with_name("vectors")))
    if (folder / "intervals").is_dir():
        return folder
    message = f"no known answers in {folder}; set CAREPLACE_VECTORS to the folder that holds intervals/"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)
