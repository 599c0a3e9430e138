"""The weight of a review's sources: all key lines on one page, and each on its own, with its judgement."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from careplace.casework import edition_reader
from careplace.casework.reviews.coding.evidence import evidence_of
from careplace.casework.reviews.edition_figures import figure_words, theme_figures
from careplace.casework.reviews.evidence import Direction
from careplace.casework.reviews.framework import Framework
from careplace.casework.reviews.judgements.actions import JUDGED_IN, JUDGES, faults
from careplace.casework.reviews.judgements.models import LineJudgement
from careplace.casework.reviews.judgements.states import JUDGEMENT
from careplace.casework.reviews.models import Review, Source
from careplace.casework.reviews.weighing import OLD_MONTHS, Weight, weigh, weigh_lines
from careplace.casework.scope.actor import Actor
from careplace.web.casework.reviews.judgements.chart import weight_chart
from careplace.web.casework.reviews.judgements.excerpts import SHOWN, excerpts
from careplace.web.casework.reviews.judgements.pages import STEPS
from careplace.web.casework.reviews.scope import at_review
from careplace.web.shell.errors import NoSuchPage


@at_review()
def weighing(request: HttpRequest, review: Review) -> HttpResponse:
    """Every key line: its sources by direction, what is missing, and its judgement."""
    framework = review.framework_used
    weights = weigh_lines(framework, evidence_of(review.pk), timezone.localdate())
    records = {record.line: record for record in LineJudgement.objects.filter(review=review)}
    context = {
        "review": review,
        "framework": framework,
        "weights": weights,
        "judgements": records,
        "directions": list(Direction),
        "levels": levels(framework),
        "states": JUDGEMENT.states,
    }
    return render(request, "judgements/weighing.html", context)


@at_review()
def line(request: HttpRequest, review: Review, line: str) -> HttpResponse:
    """A key line: its weight, the words behind it, the edition's figures, and its judgement."""
    framework = review.framework_used
    checked_line(framework, line)
    weight = weigh(framework, line, evidence_of(review.pk, [line]), timezone.localdate())
    context = {
        "review": review,
        "framework": framework,
        "line": framework.lines[line],
        "theme": framework.theme_of(line),
        "weight": weight,
        "chart": weight_chart(weight),
        "directions": list(Direction),
        "organisations": {kind.key: kind.title for kind in framework.organisations},
        "old_months": OLD_MONTHS,
        "levels": levels(framework),
    }
    titles = source_titles(review)
    context |= {
        "titles_of": lambda ids: "; ".join(
            sorted(titles.get(str(id), "a source that was removed") for id in ids)
        )
    }
    more = figures(review, framework, line) | judgement(request.actor, review, weight)
    return render(request, "judgements/line.html", context | more | words(review, line))


def checked_line(framework: Framework, line: str) -> None:
    """Raises NoSuchPage for a key line that the framework does not have."""
    if line not in framework.lines:
        raise NoSuchPage("There is no such key line in this review.")


def levels(framework: Framework) -> dict[str, str]:
    """{level: its title}; none where the framework has no levels."""
    return {level.key: level.title for level in framework.levels}


def source_titles(review: Review) -> dict[str, str]:
    """{id of a source of the review: its title}."""
    return {str(id): title for id, title in Source.objects.filter(review=review).values_list("pk", "title")}


def words(review: Review, line: str) -> dict[str, Any]:
    """The excerpts on the page of a key line, and whether there are more."""
    rows = list(excerpts(review.pk, line)[: SHOWN + 1])
    return {"excerpts": rows[:SHOWN], "more_excerpts": len(rows) > SHOWN}


def figures(review: Review, framework: Framework, line: str) -> dict[str, Any]:
    """The edition's figures of the line's theme, and the edition that they are of."""
    home = settings.CAREPLACE.home
    rows = theme_figures(home, review.place, framework, framework.theme_of(line).key)
    try:
        current = edition_reader.edition_id(home)
    except edition_reader.NoEdition:
        current = ""
    return {"headlines": rows, "edition": current, "figure_words": figure_words}


def judgement(actor: Actor, review: Review, weight: Weight) -> dict[str, Any]:
    """The judgement on a line, what is wrong with it now, its dissents, and what this person may do."""
    rows = LineJudgement.objects.filter(review=review, line=weight.line)
    record = rows.select_related("judge", "reviewer", "review").first()
    may_judge = review.state in JUDGED_IN and review.own_part in JUDGES and actor.may("reviews.write")
    dissents = record.dissents.select_related("person") if record else ()
    return {
        "judgement": record,
        "may_judge": may_judge,
        "steps": steps(actor, record) if record and may_judge else {},
        "faults": faults(record, weight, review.framework_used) if record and record.state == "final" else [],
        "dissents": dissents,
        "may_dissent": bool(record) and review.state in JUDGED_IN and str(record.judge_id) != actor.person,
        "states": JUDGEMENT.states,
    }


def steps(actor: Actor, record: LineJudgement) -> dict[str, Any]:
    """The steps that the state of a judgement allows; its own judge cannot agree."""
    allowed = set(JUDGEMENT.actions(record.state, actor.roles))
    allowed -= {"agree"} if str(record.judge_id) == actor.person else set()
    return {action: step for action, step in STEPS.items() if action in allowed}


def address(review: Review, line: str) -> str:
    """The page of a key line."""
    return reverse("review-line", args=[review.place, review.pk, line])
