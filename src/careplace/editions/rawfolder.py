"""What stands in a raw folder: its files, through sub-folders and links, and what of it cannot be reached."""

import errno
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from careplace.editions.home import EditionError
from careplace.editions.leftaside import LeftAside
from careplace.sources.contract import Problem

NOT_ALLOWED = {errno.EACCES, errno.EPERM}
LINK = "a link"
ALLOW = "leave to read it: ask whoever keeps it, or run careplace as a user who may"


def raw_files(raw: Path | Iterable[Path], home: Path) -> tuple[list[Path], list[LeftAside]]:
    """(every file in the folder or folders of `raw`, in order of name; what in them cannot be reached).

    Links are followed, to files and to folders, each folder once. Neither hidden files nor HOME itself are raw.

    Raises:
        EditionError: when one of `raw` cannot be reached, or there is nothing at all.
    """
    roots = [Path(root) for root in ([raw] if isinstance(raw, str | Path) else raw)]
    paths: list[Path] = []
    unreachable_paths: list[LeftAside] = []
    for root in roots:
        for entry in _Walk(root, home.resolve()).all():
            if isinstance(entry, LeftAside):
                unreachable_paths.append(entry)
            else:
                paths.append(entry)
    if not paths and not unreachable_paths:
        raise EditionError(
            f"no file in {', '.join(map(str, roots))}: `careplace fetch` downloads the current ones"
        )
    return sorted(set(paths), key=lambda path: (path.name, path)), unreachable_paths


class _Walk:
    """One walk through a root. `_seen` are the folders that were met, so that a circle of links ends."""

    def __init__(self, root: Path, home: Path):
        self._root, self._home = root, home
        self._seen: set[tuple[int, int]] = set()

    def all(self) -> Iterator[Path | LeftAside]:
        try:
            is_folder = stat.S_ISDIR(self._root.stat().st_mode)
        except OSError as error:
            raise EditionError(_unreachable_root(self._root, error)) from None
        yield from self._folder(self._root) if is_folder else [self._root]

    def _folder(self, folder: Path) -> Iterator[Path | LeftAside]:
        try:
            about = folder.stat()
            if (about.st_dev, about.st_ino) in self._seen or self._is_home(folder):
                return
            self._seen.add((about.st_dev, about.st_ino))
            inside = sorted(folder.iterdir())
        except OSError as error:
            yield self._unreachable_entry(folder, error)
            return
        for path in inside:
            if not path.name.startswith((".", "~$")):
                yield from self._entry(path)

    def _entry(self, path: Path) -> Iterator[Path | LeftAside]:
        try:
            path.stat()
        except OSError as error:
            yield self._unreachable_entry(path, error)
            return
        if path.is_dir():
            yield from self._folder(path)
        elif path.is_file() and not self._is_home(path.parent):
            yield path

    def _is_home(self, folder: Path) -> bool:
        resolved = folder.resolve()
        return resolved == self._home or self._home in resolved.parents

    def _unreachable_entry(self, path: Path, error: OSError) -> LeftAside:
        name = path.relative_to(self._root).as_posix() if path != self._root else path.name
        return LeftAside(name, problems=(unreachable(name, path, error),))


def unreachable(name: str, path: Path, error: OSError) -> Problem:
    """Why a file, folder or link cannot be reached: not allowed is another thing than not there."""
    what = _kind(path)
    if error.errno in NOT_ALLOWED:
        return Problem(name, f"{what} that may not be read (permission denied)", ALLOW)
    if what == LINK:
        return Problem(
            name, f"{LINK} that leads nowhere ({error.strerror})", "a link to a file or folder, or none"
        )
    return Problem(name, f"{what} that cannot be read ({error.strerror})", "a sound one: copy it there again")


def _kind(path: Path) -> str:
    try:
        return LINK if path.is_symlink() else "a folder" if path.is_dir() else "a file"
    except PermissionError:  # the folder that it is in is closed
        return "a file"


def _unreachable_root(root: Path, error: OSError) -> str:
    if error.errno in NOT_ALLOWED:
        return f"{root} may not be read (permission denied); expected {ALLOW}"
    if _kind(root) == LINK:
        return f"{root} is a link that leads nowhere: --raw names the folder that holds the published files"
    return f"{root} does not exist: --raw names the folder that holds the published files"
