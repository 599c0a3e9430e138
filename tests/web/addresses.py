"""An address of every name in the urlconf: what the tests of every address ask, by a client and in a browser.

A page that is added to urls.py is added here, and is then tested with every method, header, width and key.
"""

import re
from collections.abc import Callable
from html import unescape

Ask = Callable[[str], tuple[str, str]]
"""(the answer's text, where it leads or "") of an address."""


def places(ask: Ask) -> tuple[str, str]:
    """(the newest page of a council, of a region)."""
    first = ask("/")[0]
    council = re.findall(r'href="(/places/[^"]+/)">', first)[-1]
    region = re.findall(r'<h3[^>]*><a[^>]*href="(/places/[^"]+/)">', first)[0]
    return ask(council)[1], ask(region)[1]


def addresses(ask: Ask) -> dict[str, str]:
    """{name in the urlconf: an address of it that answers}."""
    council, region = places(ask)
    slug = council.split("/")[2]
    explored = ask("/explore/")[1]
    listed = ask(explored)[0]
    location = re.search(r'href="(/locations/[^"]+)"', listed)[1]
    return {
        "home": "/",
        "search": "/search?q=zzzz",
        "suggestions": "/suggestions?q=a",
        "near": unescape(re.search(r'href="(/near/\?[^"]+)"', ask(location)[0])[1]),
        "my-list": re.search(r'href="(/my-list/\?[^"]+)"', ask(location)[0])[1],
        "place": f"/places/{slug}/",
        "place-at": council,
        "place-chart": re.search(r'href="(/places/[^"]+/charts/[^"]+[.]svg)"', ask(region)[0])[1],
        "part": f"{council}adult-social-care/",
        "newest-path": f"/places/{slug}/path/",
        "path": f"{council}path/",
        "visits": f"{council}list/",
        "statement": f"{council}statement/",
        "statement-file": f"{council}statement.md",
        "report": f"{council}reports/brief.html",
        "location": location,
        "provider": re.search(r'href="(/providers/[^"]+)"', listed)[1],
        "explore": explored,
        "explore-csv": explored.replace("/explore/", "/explore.csv"),
        "figure": re.search(r'href="(/figures/[^"]+)"', ask(region)[0])[1],
        "figure-rows": re.search(r'href="(/figures/[^"]+)"', ask(region)[0])[1] + "rows.csv",
        "measures": "/measures/",
        "measure": "/measures/rating-share/",
        "measure-chart": "/measures/rating-share/charts/strip.svg",
        "measure-data": "/measures/rating-share/data.csv",
        "compare": "/compare/",
        "compare-chart": "/compare/charts/c-ascof-1a-quality-of-life-chart.svg?"
        + f"place={slug}&place={region.split('/')[2]}&measure=ascof-1a-quality-of-life",
        "map": "/map/",
        "map-svg": "/map.svg",
        "reviews": "/reviews/",
        "reviews-csv": "/reviews/findings.csv",
        "publications": "/publications/",
        "publication": "/publications/hospital-review/",
        "publication-version": "/publications/hospital-review/v2/",
        "publication-file": "/publications/hospital-review/v1/figures.csv",
        "about": "/about/",
        "about-page": "/about/methods/",
        "api": "/api/",
        "downloads": "/downloads/",
        "health": "/health",
        "ready": "/ready",
        "metrics": "/metrics",
        "print-styles": "/print.css",
        "robots": "/robots.txt",
        "favicon": "/favicon.ico",
        "moved-static": "/static/0000000000/careplace.css",
    }
