"""The texts of a review that has ended: when no rule keeps them any longer, and their deletion by two people of its team."""

from dataclasses import dataclass
from datetime import date

from careplace.casework.audit.erasure import erase
from careplace.casework.retention.deletion import ERASED
from careplace.casework.retention.rules import Rule, default, due_on
from careplace.casework.reviews.changes import ReviewChanges, in_review
from careplace.casework.reviews.closing.models import TextDeletion
from careplace.casework.reviews.coding.models import Coding
from careplace.casework.reviews.models import Review, Source, Text
from careplace.casework.reviews.sources import WORKERS, erase_texts
from careplace.casework.reviews.states import SOURCE
from careplace.casework.scope.actor import Actor, NotAllowed

KEY = "review-texts"
"""The key of the rule; a council that has another schedule changes its years."""


@dataclass(frozen=True)
class Kept:
    """Until when the texts of a review are kept, and by which rule; `on` is None while the review has not ended."""

    rule: Rule
    on: date | None

    def is_over(self, today: date) -> bool:
        """Whether they need not be kept any longer."""
        return self.on is not None and self.on <= today


def review_rule() -> Rule:
    """The rule about the texts of reviews. Raises LookupError where the rules have none."""
    rule = default().rule(KEY)
    if rule is None:
        raise LookupError(f"rules.toml has no rule {KEY!r}")
    return rule


def kept(review: Review) -> Kept:
    """Until when the texts of a review are kept."""
    rule = review_rule()
    return Kept(rule, due_on(review, rule) if review.state in rule.states else None)


def propose(actor: Actor, review: Review, today: date) -> TextDeletion:
    """Propose that the texts of a review are deleted.

    Raises:
        NotAllowed: while the rule keeps them.
    """
    with in_review(actor, review.pk, review_rule().states, WORKERS) as at_once:
        until = _check_over(at_once.review, today)
        values = {
            "rule": KEY,
            "rule_version": default().version,
            "due_on": until,
            "proposed_by": actor.person,
        }
        before = TextDeletion.objects.filter(review=review).first()
        if before is None:
            return at_once.add(TextDeletion(**values), "propose")
        return at_once.change(TextDeletion, before.pk, "propose", values, before.version)


def send_back(actor: Actor, row: TextDeletion, version: int, reason: str) -> TextDeletion:
    """Keep for now what was proposed to be deleted, with the reason."""
    with in_review(actor, row.review_id, review_rule().states, WORKERS) as at_once:
        values = {"proposed_by": "", "reason": reason}
        return at_once.change(TextDeletion, row.pk, "send-back", values, version)


def delete(actor: Actor, row: TextDeletion, version: int, today: date) -> TextDeletion:
    """Delete the texts of a review that a colleague proposed: all of them, with the proof, or none.

    Raises:
        NotAllowed: for what the person proposed themselves, and for a review whose texts the rule keeps.
    """
    with in_review(actor, row.review_id, review_rule().states, WORKERS) as at_once:
        _check_over(at_once.review, today)
        if at_once.changes.seen(TextDeletion, row.pk, version).proposed_by == actor.person:
            raise NotAllowed("You proposed this. A colleague has to agree.")
        texts = Text.objects.filter(review=row.review_id).exclude(state="erased").count()
        sources = _erase_all(at_once)
        values = {"approved_by": actor.person, "sources": sources, "texts": texts}
        return at_once.change(TextDeletion, row.pk, "delete", values, version)


def _check_over(review: Review, today: date) -> date:
    until = kept(review)
    if until.on is None or not until.is_over(today):
        raise NotAllowed("The rule of retention keeps the texts of this review for now.")
    return until.on


def _erase_all(at_once: ReviewChanges) -> int:
    sources = list(Source.objects.filter(review=at_once.review).order_by("held_on", "pk"))
    for number, source in enumerate(sources, 1):
        erase_texts(at_once, source)
        # What coders noted is about the words; the history of codings is erased with the texts.
        Coding.objects.filter(source=source).exclude(memo="").update(memo=ERASED)
        _erase_source(at_once, source, number)
    return len(sources)


def _erase_source(at_once: ReviewChanges, source: Source, number: int) -> None:
    """Titles are unique in a review, so that each has its number."""
    id, fields = str(source.pk), {"fields": sorted(Source.PERSONAL), "basis": review_rule().basis}
    erase(at_once.changes.chain, SOURCE.kind, id, f"rule of retention: {KEY}")
    source.title = f"Source {number} {ERASED}"
    source.role = ERASED if source.role else ""
    source.reason = ERASED if source.reason else ""
    source.version += 1  # A form that is open does not write the texts again.
    source.save()
    at_once.changes.chain.append("erase-texts", (SOURCE.kind, id), {}, fields)
