"""Publication of a report: what keeps it from being published, its files, and the store that keeps them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from django.core.exceptions import ValidationError

from careplace.casework.edition_reader import place_name
from careplace.casework.reviews.changes import in_review
from careplace.casework.reviews.judgements.actions import unsound
from careplace.casework.reviews.models import Review
from careplace.casework.reviews.report.actions import WRITTEN_IN
from careplace.casework.reviews.report.claims import faults, findings
from careplace.casework.reviews.report.contents import Contents, contents_of, own_figures_of
from careplace.casework.reviews.report.figures import Stale, stale
from careplace.casework.reviews.report.files import EditionReplaced, report_files
from careplace.casework.reviews.report.models import Report
from careplace.casework.scope.actor import Actor, NotAllowed
from careplace.casework.store_refusals import store_refusals
from careplace.publications.changes import release, withdraw
from careplace.publications.records import Description
from careplace.publish.checking import ReportRefused
from careplace.publish.pdf import PaperRefused


@dataclass(frozen=True)
class Gate:
    """What keeps a report from being published, a sentence each; none means that it can be."""

    problems: tuple[str, ...]


def publication_id(review: Review) -> str:
    """The id of its publication, which stays: "review-e08000026-2026-10-05-1f2e3d4c"."""
    return f"review-{review.place.lower()}-{review.starts_on}-{review.pk.hex[:8]}"


def gate(contents: Contents, home: Path) -> Gate:
    """Everything that keeps a report from being published.

    Judgements that are missing or no longer sound; quotations that consent does not allow; figures that the edition no
    longer has, or has otherwise; sentences that the numbers deny; comments without an answer; sections without a word.
    """
    empty = [
        f"{section.title}: nothing is written." for section in contents.sections if not section.text.strip()
    ]
    changed = [_changed_figure(figure) for figure in stale(contents.sections, contents.resolved.figures)]
    denied = [
        f"“{finding.quote}”: {finding.says}"
        for finding in faults(findings(home, "".join(contents.resolved.html), own_figures_of(contents)))
    ]
    unanswered = sum(comment.state == "open" for comment in contents.comments)
    comments = [f"{unanswered} comments have no answer."] if unanswered else []
    records = {judged.line.key: judged.judgement for judged in contents.judged}
    judged = unsound(contents.framework, records, contents.weights)
    return Gate((*empty, *judged, *contents.resolved.problems, *changed, *denied, *comments))


def publish(actor: Actor, id: UUID, version: int, today: date, home: Path) -> Report:
    """Freeze the report, its figures and its edition as the next version of its publication.

    Raises:
        ValidationError: with everything that keeps it from being published, or what the store refuses.
    """
    report = Report.objects.at(actor.place).select_related("review").get(pk=id)
    contents = contents_of(report, report.sections.all(), today, home)
    if problems := gate(contents, home).problems:
        raise ValidationError(list(problems))
    # Before the transaction: a PDF takes seconds, in which nobody else of the review could save.
    files = _files(contents, today, home)
    with in_review(actor, report.review_id, WRITTEN_IN, ("lead",)) as at_once:
        record = at_once.changes.seen(Report, id, version)
        supersedes = record.published_version
        values = {
            "published_version": (supersedes or 0) + 1,
            "published_on": today,
            "edition": contents.edition,
        }
        published = at_once.change(Report, id, "publish", values, version)
        if at_once.review.state != "published":
            at_once.move("publish", {}, at_once.review.version)
        _release(home, published, description(contents, today, home), files, supersedes)
        return published


def take_back(actor: Actor, report: Report, version: int, reason: str, today: date, home: Path) -> Report:
    """Withdraw every version from the public site; the reason is for its readers.

    Raises:
        ValidationError: for what the store of publications refuses.
    """
    with in_review(actor, report.review_id, WRITTEN_IN, ("lead",)) as at_once:
        record = at_once.change(Report, report.pk, "withdraw", {"reason": reason}, version)
        with store_refusals():
            withdraw(home, publication_id(at_once.review), reason, today)
        return record


def check_published(report: Report) -> None:
    """Raises NotAllowed for a report of which no version was published: there is nothing to withdraw."""
    if report.published_version is None:
        raise NotAllowed("No version of this report was published, so there is nothing to withdraw.")


def description(contents: Contents, today: date, home: Path) -> Description:
    """How the publication describes itself."""
    review, name = contents.review, place_name(home, contents.review.place)
    return Description(
        kind="review",
        title=contents.title(name),
        summary=contents.summary,
        place=review.place,
        place_name=name,
        author=f"The review team of {name}",
        published_on=today,
        edition=contents.edition or None,
    )


def _files(contents: Contents, today: date, home: Path) -> dict[str, str | bytes]:
    try:
        return report_files(contents, today, home)
    except EditionReplaced as error:
        raise ValidationError(
            "Another edition came while the report was being written. Look at its figures, then publish again."
        ) from error
    except (PaperRefused, ReportRefused) as error:
        raise ValidationError(f"The report cannot be written as a file: {error}") from error


def _changed_figure(figure: Stale) -> str:
    now = f"and is {figure.now} now" if figure.now else "and is not in the edition now"
    return f"{figure.section}: {figure.title} was {figure.before}, {now}. Save the section again."


def _release(
    home: Path, report: Report, described: Description, files: dict[str, str | bytes], supersedes: int | None
) -> None:
    note = report.note if supersedes else ""
    with store_refusals():
        release(home, publication_id(report.review), described, files, supersedes, note)
