"""Where it is kept: HOME/early-warning, outside the edition. No public page, download or API reads this folder, and
no backup has it, since one command makes it again."""

from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from careplace.casework.assurance.warning.fitted import Fitted
from careplace.durable import put_in_place, sync

FOLDER, FILE = "early-warning", "model.json"


class NotFitted(Exception):
    """Nothing was fitted, or its file cannot be read; the message says what to do."""


def read(home: Path) -> Fitted:
    """What was fitted last.

    Raises:
        NotFitted: when nothing was, or the file is damaged or another Careplace wrote it.
    """
    path = home / FOLDER / FILE
    try:
        return _read(path, stamp(home))
    except FileNotFoundError:
        raise NotFitted("Nothing has been fitted: run careplace warning fit") from None
    except (OSError, ValidationError, ValueError):
        raise NotFitted(f"{path} cannot be read: run careplace warning fit again") from None


def stamp(home: Path) -> tuple[int, int]:
    """When the file changed, and its size: another model has another."""
    found = (home / FOLDER / FILE).stat()
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=4)
def _read(path: Path, _stamp: tuple[int, int]) -> Fitted:
    return Fitted.model_validate_json(path.read_bytes())


def write(home: Path, files: dict[str, str]) -> Path:
    """Put files into the folder, each whole, the model last; for the owner and group only. Returns the folder."""
    folder = home / FOLDER
    folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    for name, text in sorted(files.items(), key=lambda file: file[0] == FILE):
        part = folder / f".{name}.part"
        part.write_text(text, encoding="utf-8")
        part.chmod(0o640)
        sync(part)
        put_in_place(part, folder / name)
    return folder
