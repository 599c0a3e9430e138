"""What people do with a statement: write it, have a second person review it, publish it, correct it, withdraw it.

A statement is of a year that has ended. Every sentence is compared with the casework figures and with the edition; one that
they deny keeps it from being reviewed and published. So does a figure that has changed since the text was written.
"""

import csv
import io
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from uuid import UUID

from django.core.exceptions import ValidationError

from careplace.casework.assurance.proof.counted import counted
from careplace.casework.assurance.proof.edition_part import reader
from careplace.casework.assurance.proof.evidence_for_claims import Entry, entries, own_figures_of
from careplace.casework.assurance.proof.models import Statement
from careplace.casework.assurance.proof.statement_text import statement_text
from careplace.casework.assurance.proof.years import Year
from careplace.casework.edition_reader import place_name
from careplace.casework.scope.actor import Actor, NotAllowed
from careplace.casework.store_refusals import store_refusals
from careplace.casework.workflow.actions import changes
from careplace.claims import FAULTS, Finding, check_text
from careplace.measures.reader import Reader
from careplace.publications.changes import release, withdraw
from careplace.publications.markup import from_markdown
from careplace.publications.records import Description
from careplace.publish.opendata import spreadsheet_safe_text

FILE_COLUMNS = ("id", "title", "year", "numerator", "denominator", "as_at", "sentence", "definition")


def publication_id(statement: Statement) -> str:
    """The id of its publication: "working-with-providers-e08000026-2025-26"."""
    label = Year(statement.first_year).label.replace("/", "-")
    return f"working-with-providers-{statement.place.lower()}-{label}"


def write(actor: Actor, year: Year, introduction: str, today: date, home: Path) -> Statement:
    """The first draft of a year's statement.

    Raises:
        ValidationError: for a year that has not ended, or that has a statement.
    """
    if today <= year.end:
        raise ValidationError({"first_year": f"{year.label} has not ended yet."})
    text = statement_text(actor.place, year, introduction, today, home)
    record = Statement(
        first_year=year.first,
        introduction=introduction,
        text=text.markdown,
        figures=text.figures,
        edition=text.edition,
        author=actor.person,
    )
    with changes(actor) as at_once:
        return at_once.add(record, "write")


def rewrite(
    actor: Actor, record: Statement, version: int, introduction: str, today: date, home: Path, note: str = ""
) -> Statement:
    """Write a draft again from the figures of today; a published one becomes a draft of its next version, with a note."""
    text = statement_text(actor.place, Year(record.first_year), introduction, today, home)
    values = {
        "introduction": introduction,
        "text": text.markdown,
        "figures": text.figures,
        "edition": text.edition,
        "author": actor.person,
        "reviewer": "",
        "note": note or record.note,
    }
    action = "rewrite" if record.state == "draft" else "revise"
    with changes(actor) as at_once:
        return at_once.change(Statement, record.pk, action, values, version)


def review(actor: Actor, id: UUID, version: int, today: date, home: Path) -> Statement:
    """Say that the draft is right.

    Raises:
        NotAllowed: for the person who wrote it: nobody reviews their own work.
        ValidationError: with every sentence that the figures deny, or that a figure has changed.
    """
    record = Statement.objects.at(actor.place).get(pk=id)
    if record.author == actor.person:
        raise NotAllowed("You wrote this statement. A colleague has to review it.")
    _check(record, today, home)
    with changes(actor) as at_once:
        return at_once.change(Statement, id, "review", {"reviewer": actor.person}, version)


def publish(actor: Actor, id: UUID, version: int, today: date, home: Path) -> Statement:
    """Release the reviewed statement to the public site as the next version of its publication.

    Raises:
        ValidationError: as `review`, and for what the store of publications refuses.
    """
    _check(Statement.objects.at(actor.place).get(pk=id), today, home)
    with changes(actor) as at_once:
        record = at_once.seen(Statement, id, version)
        supersedes = record.published_version
        values = {"published_version": (supersedes or 0) + 1, "published_on": today}
        published = at_once.change(Statement, id, "publish", values, version)
        with store_refusals():
            release(
                home,
                publication_id(record),
                description(published, today, home),
                files(published),
                supersedes,
                record.note if supersedes else "",
            )
        return published


def take_back(actor: Actor, id: UUID, version: int, reason: str, today: date, home: Path) -> Statement:
    """Withdraw every version from the public site; the reason is for its readers.

    Raises:
        ValidationError: for what the store of publications refuses.
    """
    with changes(actor) as at_once:
        record = at_once.change(Statement, id, "withdraw", {"reason": reason}, version)
        with store_refusals():
            withdraw(home, publication_id(record), reason, today)
        return record


def check_published(record: Statement) -> None:
    """Raises NotAllowed for a statement of which no version was published: there is nothing to withdraw."""
    if record.published_version is None:
        raise NotAllowed("No version of this statement was published, so there is nothing to withdraw.")


def findings(record: Statement, edition: Reader | None = None) -> list[Finding]:
    """What `claims` says of the text: with an edition's figures also of what they deny."""
    html = from_markdown(record.text)
    return check_text(f"<main>{html}</main>", edition, own=own_figures_of(record.figures))


def faults(record: Statement, edition: Reader | None = None) -> list[Finding]:
    """Those findings that keep the statement from being reviewed and published."""
    return [finding for finding in findings(record, edition) if finding.grade in FAULTS]


def changed_figures(record: Statement, today: date, home: Path) -> list[Entry]:
    """The figures as they are today that the text has otherwise, or not at all."""
    year = Year(record.first_year)
    current = entries(counted(record.place, year, today, home).figures.values())
    kept_numbers = {_numbers(entry) for entry in record.figures}
    return [entry for entry in current if _numbers(entry) not in kept_numbers]


def _numbers(entry: Entry) -> tuple[str, int, int]:
    return entry["id"], entry["numerator"], entry["denominator"]


def _check(record: Statement, today: date, home: Path) -> None:
    # Before the transaction: an edition takes seconds, in which nobody else of the place could save.
    with reader(home) as figures:
        messages = [f"“{finding.quote}”: {finding.says}" for finding in faults(record, figures)]
    messages += [
        f"{entry['title']}: it is {entry['numerator']} of {entry['denominator']} now. Write the text again."
        for entry in changed_figures(record, today, home)
    ]
    if messages:
        raise ValidationError(messages)


def description(record: Statement, today: date, home: Path) -> Description:
    """How the publication describes itself."""
    name, label = place_name(home, record.place), Year(record.first_year).label
    return Description(
        kind="statement",
        title=f"Working with providers in {name}, {label}",
        summary=f"What the council of {name} did with providers of care in {label}, and how CQC rated them.",
        place=record.place,
        place_name=name,
        author=f"The council of {name}",
        published_on=today,
        edition=record.edition or None,
    )


def files(record: Statement) -> dict[str, str]:
    """The files of the publication: the text, and its casework figures as JSON and as CSV."""
    figures_json = json.dumps(record.figures, ensure_ascii=False, indent=1)
    return {
        "index.html": from_markdown(record.text),
        "figures.json": figures_json,
        "figures.csv": _csv(record.figures),
    }


def _csv(kept_entries: Sequence[Entry]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(FILE_COLUMNS)
    for entry in kept_entries:
        writer.writerow([spreadsheet_safe_text(str(entry[column])) for column in FILE_COLUMNS])
    return text.getvalue()
