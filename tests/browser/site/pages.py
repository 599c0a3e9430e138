"""Every page of the site and every state of it that a browser must show well.

Pages are the names of the urlconf (addresses come from tests/web/addresses.py). `STATES` are further addresses, each with
the status that it answers with, and `BARE` those of an edition that has little. Words in braces are filled in: the newest
pages of a council and of a region, and names in addresses.
"""

from tests.web import register_states as known

from careplace.measures import dictionary
from careplace.measures.providers.definitions import sectors

# Answers that are no pages: files, redirects, and what machines read.
FILES = {
    *(
        "place",
        "newest-path",
        "explore-csv",
        "reviews-csv",
        "measure-data",
        "map-svg",
        "health",
        "ready",
        "metrics",
        "robots",
    ),
    *("favicon", "moved-static", "suggestions", "print-styles", "statement-file", "figure-rows"),
    *("place-chart", "measure-chart", "compare-chart", "report"),
    *("publication", "publication-file"),
}
PARTS = [key for key in (*sectors(), *dictionary.sections()) if key != "providers"]
ABOUT = ("methods", "sources", "dictionary", "editions", "corrections", "accessibility", "privacy")
LOCATIONS = {
    "own": known.OWN,
    "inherited": known.INHERITED,
    "never-rated": known.NEVER,
    "regulations-not-met": known.NOT_MET,
    "dormant": known.DORMANT,
    "little-evidence": known.LITTLE,
    "services": known.SERVICES,
    "earlier": known.EARLIER,
    "deregistered": known.DEREGISTERED,
}
MEASURES = {
    "survey": "ascof-1a-quality-of-life",
    "rate": "ascof-2c-admissions-65-and-over",
    "share": "ascof-2a-no-further-support",
    "monthly": "four-hour-standard-here",
    "boards": "criteria-to-reside-daily",
    "old": "delayed-days-rate",
    "not-held": "life-expectancy-65",
    "unread": "campylobacter",
}
STATES = {
    "place-region": ("{region}", 200),
    "place-against": ("{council}?against=england", 200),
    "place-before": ("/places/{wide}/2021-02-01/", 200),
    **{f"part-{key}": (f"{{council}}{key}/", 200) for key in PARTS},
    "search-empty": ("/search?q=", 200),
    "search-found": ("/search?q={slug}s", 200),
    "search-services": ("/search?q=house", 200),
    "search-misspelt": ("/search?q=NG31+6A", 200),
    "near-empty": ("/near/", 200),
    "near-listed": (f"/near/?q=AA1+1AA&within=20&location={known.OWN}&location={known.NEWER}", 200),
    "near-nothing": ("/near/?q=AA1+1AA&rating=outstanding", 200),
    "near-wrong": ("/near/?q=NG31+6A&within=4", 400),
    "my-list-empty": ("/my-list/", 200),
    "my-list-states": (
        f"/my-list/?location={known.OWN}&location={known.CLOSED}&location={known.EARLIER}&location=1-1",
        200,
    ),
    "my-list-wrong": ("/my-list/?location=a+b", 400),
    "explore-nothing": ("/explore/?q=zzzz&date=2026-09-01", 200),
    "explore-filtered": ("/explore/?rating=good&sort=largest&date=2026-09-01", 200),
    "explore-latest": ("/explore/?rating=good&latest=inadequate&date=2026-09-01", 200),
    "explore-changed": ("/explore/?changed=worse&date=2026-09-01", 200),
    "explore-wrong": ("/explore/?rating=best&date=2026-09-01", 400),
    **{f"location-{name}": (f"/locations/{id}/", 200) for name, id in LOCATIONS.items()},
    "location-listed": (f"/locations/{known.OWN}/?location={known.OWN}&location={known.INHERITED}", 200),
    "location-gone": (f"/locations/{known.GONE}/", 410),
    "provider-states": (f"/providers/{known.PROVIDER}/", 200),
    "provider-person": (f"/providers/{known.PERSON}/", 200),
    **{f"measure-{name}": (f"/measures/{id}/", 200) for name, id in MEASURES.items()},
    "measure-council": ("/measures/ascof-1a-quality-of-life/?place={slug}&sort=value", 200),
    "home-measure": ("/?measure=ascof-1a-quality-of-life", 200),
    "measures-none": ("/measures/?q=zzzz", 200),
    "compare-two": (
        "/compare/?place={slug}&place={other}&measure=ascof-1a-quality-of-life&measure=rating-share",
        200,
    ),
    "publication-earlier": ("/publications/hospital-review/v1/", 200),
    "publication-annex": ("/publications/hospital-review/v2/annex.html", 200),
    "publication-withdrawn": ("/publications/old-statement/v1/", 410),
    "report-waiting": ("/failing/report", 202),
    "map-measure": ("/map/?measure=ascof-1a-quality-of-life", 200),
    **{f"about-{slug}": (f"/about/{slug}/", 200) for slug in ABOUT},
    "error-address": ("{council}?against=nobody", 400),
    "error-not-found": ("/places/{slug}x/", 404),
    "error-nowhere": ("/nowhere", 404),
    **{f"error-{code}": (f"/failing/{code}", int(code)) for code in ("403", "410", "429", "500", "503")},
    "error-maintenance": ("/failing/maintenance", 503),
}
# Of an edition with one council's ratings, and without outcomes or outlines.
BARE = {
    "bare-home": ("/", 200),
    "bare-council": ("{council}", 200),
    "bare-outcomes": ("{council}quality-of-life/", 200),
    "bare-uncovered": ("{uncovered}", 200),
    "bare-measure": ("/measures/ascof-1a-quality-of-life/", 200),
    "bare-map": ("/map/", 200),
    "bare-compare": ("/compare/", 200),
}
# What a browser opens for a change, of the states: one of each kind of page, with the most, the least, or another layout.
# A release opens all. Status and HTML, which need no browser, are tried on every state for a change too.
OPENED = {
    *("place-region", "part-quality-of-life", "near-listed", "my-list-states", "explore-filtered"),
    *("location-inherited", "location-gone", "measure-monthly", "compare-two"),
    *("report-waiting", "error-maintenance", "bare-council"),
}
