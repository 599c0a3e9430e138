"""/measures/: the dictionary, each measure over all councils, and the same as files."""

from dataclasses import dataclass
from difflib import get_close_matches

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from careplace.measures import dictionary
from careplace.places.folding import fold
from careplace.publish.charts import funnel
from careplace.publish.page import Exhibits
from careplace.publish.wording import filename
from careplace.web.errors import NoSuchPage, answer
from careplace.web.measures import files
from careplace.web.measures.finding import CHAPTERS, LONGEST, listed
from careplace.web.measures.mapped import mapped
from careplace.web.measures.reading import Everyone, everyone
from careplace.web.measures.strip import strip
from careplace.web.measures.subjects import Subject, breakdown_words, breakdowns, measures, subject

SUGGESTED = 6


@dataclass(frozen=True)
class Asked:
    """What an address asks for; `wrong` says in words what is not to be had."""

    subject: Subject | None
    period: str | None
    wrong: str = ""


@require_safe
def index(request):
    """/measures/?q=: every measure by chapter and section, or those that hold the words."""
    words = " ".join(request.GET.get("q", "").split())[:LONGEST]
    words = words if fold(words) else ""
    return render(
        request, "measures/index.html", {"asked": words, "chapters": listed(request.edition, words)}
    )


@require_safe
def measure(request, id: str):
    """/measures/<id>/?period=&breakdown=: what the measure is, and all councils."""
    asked = _asked(request, id)
    if asked.wrong:
        return answer(request, 400, "This measure has no such figures", asked.wrong)
    one, found = asked.subject, None
    if asked.period:
        found = everyone(request.edition, one, asked.period)
    context = {
        "subject": one,
        "section": dictionary.sections()[one.measure.section],
        "chapter": CHAPTERS[dictionary.sections()[one.measure.section].chapter],
        "family": dictionary.families().get(one.measure.family),
        "period_shown": asked.period,
        "parts": _parts(request.edition, one),
        "versions": versions(one),
        "found": found,
        "exhibits": Exhibits(),
        **(_charts(request.edition, found) if found else {}),
    }
    return render(request, "measures/measure.html", context)


@require_safe
def data(request, id: str, kind: str):
    """/measures/<id>/data.csv, data.json: what the page of the same query shows."""
    asked = _asked(request, id)
    if asked.wrong or not asked.period:
        wrong = (
            asked.wrong or "No public table gives this measure of councils, so there is nothing to download."
        )
        return answer(request, 400 if asked.wrong else 404, "There is no such file", wrong)
    found = everyone(request.edition, asked.subject, asked.period)
    if kind == "csv":
        response = HttpResponse(files.to_csv(found), content_type="text/csv; charset=utf-8; header=present")
    else:
        response = HttpResponse(files.to_json(found, request.edition.id), content_type="application/json")
    name = "-".join(filename(part) for part in (asked.subject.key, asked.period))
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def versions(one: Subject) -> list[tuple[str, str, str]]:
    """(definition, first period, last period) of each run of periods that one definition holds for, oldest first."""
    found: list[tuple[str, str, str]] = []
    for cell in one.cells:
        if found and found[-1][0] == cell.version:
            found[-1] = (cell.version, found[-1][1], cell.period)
        else:
            found.append((cell.version, cell.period, cell.period))
    return found


def _asked(request, id: str) -> Asked:
    """The subject and the period of a request.

    Raises:
        NoSuchPage: for a measure that is not in the dictionary.
    """
    known = measures(request.edition)
    if id not in known:
        raise NoSuchPage(f"No measure is called {id!r}.", _like(known, id))
    one = subject(request.edition, id, request.GET.get("breakdown", ""))
    if one is None:
        return Asked(
            None, None, "The measure is not broken down in that way. Choose one of its parts on its page."
        )
    period = request.GET.get("period", "") or one.newest
    if period and period not in {cell.period for cell in one.cells if cell.councils}:
        told = [one.spoken(cell.period) for cell in one.cells if cell.councils]
        words = f"from {told[0]} to {told[-1]}" if told else "none"
        return Asked(one, None, f"It has no figures of councils for {period!r}. Those it has: {words}.")
    return Asked(one, period)


def _like(known: dict, id: str) -> list[dict]:
    near = get_close_matches(id, known, SUGGESTED)
    return [
        {"name": known[n].title, "address": reverse("measure", args=[n]), "said": "measure"} for n in near
    ]


def _parts(edition, one: Subject) -> list[tuple[str, str]]:
    """(breakdown, its words) of every part that the page may show instead."""
    return [(b, breakdown_words(one.measure, b) or "All") for b in breakdowns(edition, one.measure)]


def _charts(edition, found: Everyone) -> dict:
    return {
        "strip": strip(found),
        "funnel": funnel.funnel(found.outcome, found.england, found.differences),
        "map": mapped(edition, found),
        "names": {row.code: row.name for row in found.rows},
        "verdicts": {row.code: row.verdict for row in found.known},
    }
