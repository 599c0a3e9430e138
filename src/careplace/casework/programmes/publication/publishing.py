"""Publication of a paper, its next version, and its withdrawal."""

from datetime import date
from pathlib import Path
from uuid import UUID

from django.core.exceptions import ValidationError

from careplace.casework.edition_reader import place_name
from careplace.casework.programmes.models import Programme
from careplace.casework.programmes.paper import Paper, paper
from careplace.casework.programmes.publication.files import TooLong, paper_files, title
from careplace.casework.programmes.publication.gate import problems
from careplace.casework.programmes.publication.models import BoardPaper
from careplace.casework.programmes.verdicts import verdicts
from careplace.casework.scope.actor import Actor
from careplace.casework.store_refusals import store_refusals
from careplace.casework.workflow.actions import changes
from careplace.publications.changes import release, withdraw
from careplace.publications.records import Description
from careplace.publish.pdf import PaperRefused

KIND = "board-paper"


def publication_id(programme: Programme) -> str:
    """The id of its publication, which stays: "board-paper-e08000026-1f2e3d4c"."""
    return f"{KIND}-{programme.place.lower()}-{programme.pk.hex[:8]}"


def publish(actor: Actor, id: UUID, today: date, home: Path) -> BoardPaper:
    """Publish the paper of a programme as it is now.

    Raises:
        ValidationError: with everything that keeps it from being published, or where it was published before.
    """
    programme = Programme.objects.at(actor.place).get(pk=id)
    document, files = _checked_files(programme, today, home)
    values = {"published_version": 1, "published_on": today}
    with changes(actor) as at_once:
        record = at_once.add(BoardPaper(programme=programme, **values), "publish")
        _release(home, programme, _description(document, today, home), files, None, "")
        return record


def correct(actor: Actor, id: UUID, version: int, note: str, today: date, home: Path) -> BoardPaper:
    """Publish the paper as it is now as the next version; `note` says to readers what is different. Raises as `publish`."""
    before = BoardPaper.objects.at(actor.place).select_related("programme").get(pk=id)
    document, files = _checked_files(before.programme, today, home)
    with changes(actor) as at_once:
        latest = at_once.seen(BoardPaper, id, version).published_version
        values = {"published_version": latest + 1, "published_on": today, "note": note, "reason": ""}
        record = at_once.change(BoardPaper, id, "correct", values, version)
        _release(home, before.programme, _description(document, today, home), files, latest, note)
        return record


def take_back(actor: Actor, id: UUID, version: int, reason: str, today: date, home: Path) -> BoardPaper:
    """Withdraw every version from the public site; the reason is for its readers.

    Raises:
        ValidationError: for what the store of publications refuses.
    """
    with changes(actor) as at_once:
        record = at_once.change(BoardPaper, id, "withdraw", {"reason": reason}, version)
        with store_refusals():
            withdraw(home, publication_id(record.programme), reason, today)
        return record


def _checked_files(programme: Programme, today: date, home: Path) -> tuple[Paper, dict[str, str | bytes]]:
    """The paper and its files, made before the transaction: a PDF takes seconds, in which nobody else could save."""
    document = paper(programme)
    checked = verdicts(document, home)
    if reasons := problems(document, checked):
        raise ValidationError(reasons)
    try:
        return document, paper_files(document, checked, today, home)
    except TooLong as error:
        raise ValidationError(str(error)) from error
    except PaperRefused as error:
        raise ValidationError(f"The paper cannot be written as a PDF: {error}") from error


def _description(document: Paper, today: date, home: Path) -> Description:
    programme, name = document.programme, place_name(home, document.programme.place)
    editions = {
        part.estimate.edition for part in document.outcomes if part.estimate and part.estimate.edition
    }
    return Description(
        kind=KIND,
        title=title(document, home),
        summary=document.summary or programme.purpose,
        place=programme.place,
        place_name=name,
        author=f"The evaluators of {name}",
        published_on=today,
        edition=editions.pop() if len(editions) == 1 else None,
    )


def _release(
    home: Path,
    programme: Programme,
    described: Description,
    files: dict[str, str | bytes],
    supersedes: int | None,
    note: str,
) -> None:
    with store_refusals():
        release(home, publication_id(programme), described, files, supersedes, note)
