"""The code book: a tree of codes, and what people do with them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet

from careplace.casework.reviews.changes import ReviewChanges, in_review
from careplace.casework.reviews.coding.actions import CODERS
from careplace.casework.reviews.coding.models import Code
from careplace.casework.reviews.coding.words import words
from careplace.casework.reviews.models import Review
from careplace.casework.scope.actor import Actor

DEEPEST = 6
"""Levels of a code book that people still find their way in."""


@dataclass(frozen=True)
class Branch:
    """A code at its depth in the tree, from 0, with its name after those above it."""

    depth: int
    code: Code
    path: str


def codes_of(review: Review) -> QuerySet:
    """The codes of a review, each with `count`, the codings of it that are evidence, and `sources`, of how many sources."""
    counted = Q(codings__state="coded")
    return Code.objects.filter(review=review).annotate(
        count=Count("codings", filter=counted),
        sources=Count("codings__source", filter=counted, distinct=True),
    )


def tree(codes: Iterable[Code]) -> list[Branch]:
    """The codes depth first, by name; a code comes before those below it."""
    below: dict[UUID | None, list[Code]] = {}
    for code in sorted(codes, key=lambda code: (code.name.casefold(), str(code.pk))):
        below.setdefault(code.parent_id, []).append(code)
    return _branches(below, None, 0, "")


def _branches(
    below: Mapping[UUID | None, list[Code]], parent: UUID | None, depth: int, path: str
) -> list[Branch]:
    branches = []
    for code in below.get(parent, []):
        name = f"{path}{code.name}"
        branches += [Branch(depth, code, name), *_branches(below, code.pk, depth + 1, f"{name} › ")]
    return branches


def matching(branches: Iterable[Branch], query: str) -> list[Branch]:
    """The codes whose name, path or memo has every word of a query, each also as the beginning of a longer word."""
    parts = words(query)
    return [branch for branch in branches if _has(branch, parts)]


def _has(branch: Branch, parts: Iterable[str]) -> bool:
    present = words(f"{branch.path} {branch.code.memo}")
    return all(any(word.startswith(part) for word in present) for part in parts)


def same_name(branches: Iterable[Branch], name: str, besides: UUID | None = None) -> list[Branch]:
    """The codes that are called the same anywhere in the book, but for case, accents and punctuation."""
    parts = words(name)
    return [b for b in branches if words(b.code.name) == parts and b.code.pk != besides]


def add_code(actor: Actor, review: UUID, values: Mapping[str, Any]) -> Code:
    """A new code. Raises ValidationError for one of the same name at the same place of the tree, or too deep in it."""
    with in_review(actor, review, parts=CODERS) as at_once:
        _check_parent(at_once, None, values.get("parent_id"))
        return at_once.add(Code(**values))


def edit_code(actor: Actor, code: Code, version: int, values: Mapping[str, Any]) -> Code:
    """Change a code. Raises as `add_code`, ValidationError for one below itself, and Conflict."""
    with in_review(actor, code.review_id, parts=CODERS) as at_once:
        _check_parent(at_once, code.pk, values.get("parent_id"))
        return at_once.change(Code, code.pk, "edit", values, version)


def change_use(actor: Actor, code: Code, action: str, version: int, values: Mapping[str, Any]) -> Code:
    """Retire a code, or use it again: `action` is of its workflow. What has it keeps it."""
    with in_review(actor, code.review_id, parts=("lead",)) as at_once:
        return at_once.change(Code, code.pk, action, values, version)


def _check_parent(at_once: ReviewChanges, code: UUID | None, parent: UUID | None) -> None:
    parents = dict(Code.objects.filter(review=at_once.review).values_list("pk", "parent_id"))
    above: list[UUID] = []
    while parent is not None and len(above) <= DEEPEST:
        if parent not in parents or parent == code:
            raise ValidationError(
                {"parent": "Choose another code of the book: not this one, and none below it."}
            )
        above.append(parent)
        parent = parents[parent]
    if len(above) >= DEEPEST:
        raise ValidationError({"parent": f"A code book has at most {DEEPEST} levels."})
