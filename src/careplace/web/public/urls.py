"""Every address of the site.

| address | page |
|---|---|
| `/` `/search?q=` | the first page, search |
| `/suggestions?q=` | names that begin with some words, as JSON for the search box |
| `/places/<slug>/` | to the newest page of a place |
| `/places/<slug>/<date>/` `/places/<slug>/<date>/<part>/` | a place at a date; a sector or section of it |
| `/places/<slug>/<date>/charts/<name>.svg` `.png` `.csv` | a chart of these pages as a file, and its figures |
| `/places/<slug>/path/` `/places/<slug>/<date>/path/` | a person's path through health and care there |
| `/places/<slug>/<date>/list/` | all of a place's providers as a sheet to print |
| `/places/<slug>/<date>/statement/` `/places/<slug>/<date>/statement.<ending>` | its statement on providers; files |
| `/places/<slug>/<date>/reports/<name>` | a report of a place as a file, or how far it is |
| `/locations/<id>/` `/providers/<id>/` | a location, a provider |
| `/explore/` `/explore.csv` | the list of locations, filtered, and its download |
| `/near/?q=` | services near a postcode or town |
| `/my-list/?location=` | the locations of a reader's list, side by side |
| `/figures/<id>/?page=` `/figures/<id>/rows.csv` | where a figure comes from; every row behind it |
| `/measures/?q=` `/measures/<id>/` `/measures/<id>/data.csv` | the dictionary; a measure over all councils; its file |
| `/measures/<id>/charts/<name>.svg` `.png` `.csv` | a chart of a measure's page as a file, and its figures |
| `/compare/?place=&measure=` | places side by side |
| `/compare/charts/<name>.svg` `.png` `.csv` | a chart of a comparison as a file, and its figures |
| `/map/` `/map.svg` | the map of councils |
| `/publications/` `/publications/<id>/` | what organisations published about places; to the latest version |
| `/publications/<id>/v1/` `/publications/<id>/v1/<file>` | a version of a publication, a file of it |
| `/reviews/` `/reviews/findings.csv` | what all published reviews found, read as one; the same as a file |
| `/about/` `/about/<page>/` | about |
| `/api/` `/api/v1/…` | the API and its documentation (below `/api/` errors are JSON and clients are limited) |
| `/downloads/` `/downloads/<file>` | every table and file of figures |
| `/places/<slug>/<date>/figures.csv` and the like | the data of a place |
| `/print.css` `/robots.txt` `/favicon.ico` | what browsers and robots ask for |
| `/health` `/ready` `/metrics` | for people who watch the site |
"""

from django.urls import include, path, re_path, register_converter

from careplace.publish.chart_files.formats import FORMATS
from careplace.web.public import health
from careplace.web.public.about import views as about
from careplace.web.public.api import page as api
from careplace.web.public.compare import charts as compare_charts
from careplace.web.public.compare import views as compare
from careplace.web.public.downloads import views as downloads
from careplace.web.public.explore import views as explore
from careplace.web.public.location import views as location
from careplace.web.public.map import views as map
from careplace.web.public.measures import charts as measure_charts
from careplace.web.public.measures import views as measures
from careplace.web.public.my_list import views as my_list
from careplace.web.public.near import views as near
from careplace.web.public.place import charts, figure
from careplace.web.public.place import views as place
from careplace.web.public.place.addresses import page_not_found
from careplace.web.public.provider import views as provider
from careplace.web.public.publications import views as publications
from careplace.web.public.reports import views as reports
from careplace.web.public.reports.formats import REPORTS
from careplace.web.public.reviews import views as reviews
from careplace.web.public.search import views as search
from careplace.web.public.statement import views as statement
from careplace.web.public.visits import views as visits
from careplace.web.shell import errors
from careplace.web.shell import root_files as small
from careplace.web.shell.page_cache import public


class Day:
    """A date as 2021-02-01; whether there is such a day, the view says."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value) -> str:
        return str(value)


class AboutPage:
    """The slug of a page that about/views.py lists."""

    regex = "|".join(about.PAGES)
    to_python = to_url = staticmethod(str)


class CqcId:
    """CQC's identifier of a location or a provider: 1-113017405, RX601."""

    regex = "[0-9A-Za-z-]{2,24}"
    to_python = to_url = staticmethod(str)


class ChartFormat:
    """The forms that a chart is had in."""

    regex = "|".join(FORMATS)
    to_python = to_url = staticmethod(str)


class ReportName:
    """The name of a report that reports/formats.py lists."""

    regex = "|".join(name.replace(".", r"\.") for name in REPORTS)
    to_python = to_url = staticmethod(str)


class VersionNumber:
    """The number of a version of a publication."""

    regex = "[1-9][0-9]{0,3}"
    to_python = to_url = staticmethod(str)


register_converter(VersionNumber, "version")
register_converter(ChartFormat, "chartformat")
register_converter(ReportName, "report")
register_converter(Day, "day")
register_converter(CqcId, "cqc")
register_converter(AboutPage, "about")

urlpatterns = [
    path("", public(search.home), name="home"),
    path("search", public(search.search), name="search"),
    path("suggestions", public(search.suggest), name="suggestions"),
    path("places/<slug:slug>/", public(place.newest), name="place"),
    path("places/<slug:slug>/path/", public(place.newest_path), name="newest-path"),
    path("places/<slug:slug>/<day:day>/", public(place.at), name="place-at"),
    path("places/<slug:slug>/<day:day>/list/", public(visits.visits), name="visits"),
    path("places/<slug:slug>/<day:day>/statement/", public(statement.page), name="statement"),
    re_path(
        r"^places/(?P<slug>[-\w]+)/(?P<day>\d{4}-\d{2}-\d{2})/statement\.(?P<ending>md|docx|html)$",
        public(statement.file),
        name="statement-file",
    ),
    path(
        "places/<slug:slug>/<day:day>/charts/<slug:name>.<chartformat:kind>",
        public(charts.chart),
        name="place-chart",
    ),
    path("places/<slug:slug>/<day:day>/reports/<report:name>", public(reports.report), name="report"),
    path("places/<slug:slug>/<day:day>/path/", public(place.path), name="path"),
    path("places/<slug:slug>/<day:day>/<slug:key>/", public(place.part), name="part"),
    path("locations/<cqc:id>/", public(location.location), name="location"),
    path("providers/<cqc:id>/", public(provider.provider), name="provider"),
    path("explore/", public(explore.explore), name="explore"),
    path("explore.csv", public(explore.download), name="explore-csv"),
    path("near/", public(near.near), name="near"),
    path("my-list/", public(my_list.page), name="my-list"),
    path("figures/<path:id>/rows.csv", public(figure.figure_rows), name="figure-rows"),
    path("figures/<path:id>/", public(figure.figure), name="figure"),
    path("reviews/", public(reviews.reviews), name="reviews"),
    path("reviews/findings.csv", public(reviews.reviews_csv), name="reviews-csv"),
    path("publications/", public(publications.index), name="publications"),
    path("publications/<slug:id>/", public(publications.latest), name="publication"),
    path(
        "publications/<slug:id>/v<version:version>/",
        public(publications.version),
        name="publication-version",
    ),
    path(
        "publications/<slug:id>/v<version:version>/<str:name>",
        public(publications.file),
        name="publication-file",
    ),
    path("about/", public(about.about), name="about"),
    path("about/<about:slug>/", public(about.page), name="about-page"),
    path("api/", public(api.documentation), name="api"),
    path("api/", include("careplace.web.public.api.urls")),
    path("downloads/", public(downloads.downloads), name="downloads"),
    path("", include("careplace.web.public.downloads.urls")),
    path("measures/", public(measures.index), name="measures"),
    path("measures/<slug:id>/", public(measures.measure), name="measure"),
    path(
        "measures/<slug:id>/charts/<slug:name>.<chartformat:kind>",
        public(measure_charts.chart),
        name="measure-chart",
    ),
    re_path(
        r"^measures/(?P<id>[-\w]+)/data\.(?P<kind>csv|json)$", public(measures.data), name="measure-data"
    ),
    path("compare/", public(compare.compare), name="compare"),
    path("compare/charts/<slug:name>.<chartformat:kind>", public(compare_charts.chart), name="compare-chart"),
    path("map/", public(map.page), name="map"),
    path("map.svg", public(map.svg), name="map-svg"),
    path("health", health.health, name="health"),
    path("ready", health.ready, name="ready"),
    path("metrics", health.metrics_page, name="metrics"),
    path("robots.txt", public(small.robots), name="robots"),
    path("print.css", small.print_styles, name="print-styles"),
    path("favicon.ico", public(small.favicon), name="favicon"),
    re_path(r"^static/[0-9a-f]{10}/(?P<path>.+)$", public(small.moved), name="moved-static"),
]
handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = page_not_found
handler500 = errors.failed
