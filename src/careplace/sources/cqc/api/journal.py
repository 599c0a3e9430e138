"""What a harvest has so far, in two files that are only ever appended to.

`payloads.jsonl` holds the payloads, one a line. `journal.jsonl` says what was done, one event a line: a
round begun with the ids it is to ask for, a payload had (and which bytes of `payloads.jsonl` it is), an id
that is gone, a round ended. Payloads are on the disk before the journal names them, so whatever the journal
says is so; bytes that it does not name are cut off when a harvest goes on, which is what makes a kill at
any moment harmless.
"""

import fcntl
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

Id = tuple[str, str]
"""(kind, id), for example ("location", "1-104047")."""


class HarvestError(Exception):
    """A harvest's folder is not as a harvest leaves it, or is in use, with what to do."""


@dataclass
class Round:
    """One pass over a list of ids: all of them ("full") or those changed up to `until` ("changes")."""

    mode: str
    until: datetime
    ids: list[Id]
    done: set[Id] = field(default_factory=set)

    @property
    def left(self) -> list[Id]:
        return [id for id in self.ids if id not in self.done]


class Journal:
    """The state of the harvest in `folder`, held by one process at a time.

    `had` maps an id (upper case, since the lists are known to give the same id in either) to the (offset,
    length) of its newest payload; `gone` holds ids that the API did not know; `until` is the moment up to
    which changes were asked for, None before the first round has ended.
    """

    def __init__(self, folder: Path):
        folder.mkdir(parents=True, exist_ok=True)
        self.had: dict[Id, tuple[int, int]] = {}
        self.gone: set[Id] = set()
        self.until: datetime | None = None
        self.open: Round | None = None
        self._events = (folder / "journal.jsonl").open("ab+")
        self._payloads = (folder / "payloads.jsonl").open("ab+")
        try:
            self._recall(folder)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> "Journal":
        return self

    def __exit__(self, *_exc) -> None:
        self.close()

    def close(self) -> None:
        self._events.close()
        self._payloads.close()

    def begin(self, mode: str, until: datetime, ids: Iterable[Id]) -> None:
        self._say(
            [{"event": "begin", "mode": mode, "until": until.isoformat(), "ids": [list(id) for id in ids]}]
        )

    @property
    def round(self) -> Round:
        """The round that is open.

        Raises:
            ValueError: none is.
        """
        if self.open is None:
            raise ValueError("no round of the harvest is open")
        return self.open

    def keep(self, answers: list[tuple[Id, dict | None]]) -> None:
        """Take a batch of answers into both files; None stands for an id that is gone."""
        at = self._payloads.seek(0, os.SEEK_END)
        events: list[dict] = []
        for (kind, id), payload in answers:
            if payload is None:
                events.append({"event": "gone", "kind": kind, "id": id})
                continue
            line = (json.dumps(payload, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
            self._payloads.write(line)
            events.append({"event": "had", "kind": kind, "id": id, "at": at, "length": len(line)})
            at += len(line)
        _sync(self._payloads)
        self._say(events)

    def end(self) -> None:
        self._say([{"event": "end"}])

    def payload(self, id: Id) -> bytes:
        """The newest payload of an id: one line of JSON."""
        at, length = self.had[id]
        return os.pread(self._payloads.fileno(), length, at)

    def _say(self, events: list[dict]) -> None:
        for event in events:
            self._events.write(json.dumps(event, separators=(",", ":")).encode() + b"\n")
        _sync(self._events)
        for event in events:
            self._take(event)

    def _take(self, event: dict) -> None:
        """Let one event change the state; the same for events just written and events recalled."""
        if event["event"] == "begin":
            ids = [(kind, id) for kind, id in event["ids"]]
            self.open = Round(event["mode"], datetime.fromisoformat(event["until"]), ids)
        elif event["event"] == "end":
            self.until, self.open = self.round.until, None
        else:
            self.round.done.add((event["kind"], event["id"]))
            id = (event["kind"], event["id"].upper())
            if event["event"] == "had":
                self.had[id] = (event["at"], event["length"])
                self.gone.discard(id)
            else:
                self.gone.add(id)

    def _recall(self, folder: Path) -> None:
        try:
            fcntl.flock(self._events, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise HarvestError(
                f"another harvest is at work in {folder}; wait for it, or choose another folder"
            ) from None
        self._events.seek(0)
        whole = 0
        for line in self._events:
            if not line.endswith(b"\n"):  # torn by a kill: what it would have said did not happen
                break
            try:
                self._take(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise HarvestError(_spoilt(folder, f"an event at byte {whole} cannot be read")) from error
            whole += len(line)
        self._events.truncate(whole)
        end = max((at + length for at, length in self.had.values()), default=0)
        if os.fstat(self._payloads.fileno()).st_size < end:
            raise HarvestError(_spoilt(folder, "payloads.jsonl is shorter than journal.jsonl says"))
        self._payloads.truncate(end)


def _spoilt(folder: Path, actual: str) -> str:
    return f"the harvest in {folder} was altered: {actual}. Move the folder away and harvest again."


def _sync(file) -> None:
    file.flush()
    os.fsync(file.fileno())
