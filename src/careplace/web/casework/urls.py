"""Every address of casework. Who sees which is tested as a table: tests/web/casework/access.py.

| address | page |
|---|---|
| `/` | a person's places |
| `/invitation/` | where the code of an invitation is typed |
| `/account/…` | signing in, the second factor, a council's own sign-in, sessions: django-allauth's |
| `/places/<code>/` | what needs a person at a place |
| `/places/<code>/services/` `services.csv` `add/` `import/` `<id>/` `<id>/edit/` `<id>/<action>/` | the services of a team |
| `/places/<code>/services/<id>/signals/add/` `/places/<code>/signals/import/` … | what officers heard or saw |
| `/places/<code>/visits/` `/places/<code>/actions/` … | visits and action plans (visits/urls.py) |
| `/places/<code>/provider/` … | what a provider's own users see and send (provider/urls.py) |
| `/places/<code>/planning/` … `/places/<code>/calendar/` | the plan of the year, leave, the calendar (planning/urls.py) |
| `/places/<code>/records/` … | what no rule keeps any longer, holds, what there is about a person (records/urls.py) |
| `/places/<code>/reminders/` | what needs the person, and the choice of the daily mail |
| `/calendar/<key>.ics` | a person's visits, for the calendar program that has the key |
| `/places/<code>/campaigns/` … | campaigns and their measurements (campaigns/urls.py) |
| `/places/<code>/proof/` `proof.csv` … | what the team did in a year (proof/urls.py) |
| `/places/<code>/programmes/` … | evaluation of programmes (programmes/urls.py) |
| `/places/<code>/cases/` `/places/<code>/meetings/` … | escalation and the panel (escalation/urls.py, panels/urls.py) |
| `/places/<code>/consultations/` … | consultations, responses and counts (consultation/urls.py) |
| `/places/<code>/services/<id>/contingency/` … | the closure of a service (contingency/urls.py) |
| `/places/<code>/services/<id>/priority/` … | why a service is where it is in the order, and overrides (priority/urls.py) |
| `/places/<code>/priority/backtest/` | how the order of priorities did against later ratings |
| `/places/<code>/early-warning/` `model-card/` | how often services like these fell, and the model card (warning/urls.py) |
| `/places/<code>/reviews/` `review-…/` … | reviews, for their teams (reviews/urls.py) |
| `/places/<code>/reviews/<id>/weighing/` `lines/<line>/` … | weights and judgements (reviews/judgements/urls.py) |
| `/places/<code>/reviews/<id>/report/` … | a review's report and its publication (reviews/report/urls.py) |
| `/places/<code>/reviews/<id>/follow-up/` … | recommendations and what is done about them (reviews/followup/urls.py) |
| `/places/<code>/reviews/<id>/summits/` `regulator/` `closing/` … | what ends a review (reviews/closing/urls.py) |
| `/places/<code>/people/` `invite/` `<id>/end/` | who has which role |
| `/places/<code>/audit/` `/places/<code>/audit.csv` | every change |
| `/visits-worker.js` | the script with which a visit opens without a signal |
| `/health` `/robots.txt` `/favicon.ico` `/print.css` | for machines |
"""

from django.urls import include, path, register_converter

from careplace.web.casework import home
from careplace.web.casework.account import views as account
from careplace.web.casework.audit import views as audit
from careplace.web.casework.backtest.urls import urlpatterns as backtest
from careplace.web.casework.campaigns.urls import urlpatterns as campaigns
from careplace.web.casework.consultation.urls import urlpatterns as consultation
from careplace.web.casework.contingency.urls import urlpatterns as contingency
from careplace.web.casework.escalation.urls import urlpatterns as escalation
from careplace.web.casework.panels.urls import urlpatterns as panels
from careplace.web.casework.people import views as people
from careplace.web.casework.planning import calendar
from careplace.web.casework.planning.urls import urlpatterns as planning
from careplace.web.casework.priority.urls import urlpatterns as priority
from careplace.web.casework.programmes.urls import urlpatterns as programmes
from careplace.web.casework.proof.urls import urlpatterns as proof
from careplace.web.casework.provider.urls import urlpatterns as provider
from careplace.web.casework.records.urls import urlpatterns as records
from careplace.web.casework.reminders import views as reminders
from careplace.web.casework.reviews.closing.urls import urlpatterns as closing
from careplace.web.casework.reviews.followup.urls import urlpatterns as followup
from careplace.web.casework.reviews.judgements.urls import urlpatterns as judgements
from careplace.web.casework.reviews.report.urls import urlpatterns as review_report
from careplace.web.casework.reviews.urls import urlpatterns as reviews
from careplace.web.casework.services import export, import_views
from careplace.web.casework.services import views as services
from careplace.web.casework.signals.urls import urlpatterns as signals
from careplace.web.casework.today import views as today
from careplace.web.casework.visits import offline
from careplace.web.casework.visits.urls import urlpatterns as visits
from careplace.web.casework.warning.urls import urlpatterns as warning
from careplace.web.shell import root_files


class PlaceCode:
    """The code of a council, such as E08000026."""

    regex = r"[A-Z]\d{8}"
    to_python = to_url = staticmethod(str)


class ServiceAction:
    """An action of a service's workflow that has a form of its own."""

    regex = "|".join(services.ACTIONS)
    to_python = to_url = staticmethod(str)


register_converter(PlaceCode, "place")
register_converter(ServiceAction, "service_action")

at_place = [
    path("", today.today, name="today"),
    path("services/", services.services, name="services"),
    path("services/add/", services.add, name="service-add"),
    path("services/import/", import_views.import_services, name="services-import"),
    path("services.csv", export.services_csv, name="services-csv"),
    path("services/<uuid:id>/", services.service, name="service"),
    path("services/<uuid:id>/edit/", services.edit, name="service-edit"),
    path("services/<uuid:id>/<service_action:action>/", services.act, name="service-action"),
    *signals,
    *visits,
    *provider,
    *planning,
    *records,
    path("reminders/", reminders.reminders, name="reminders"),
    *campaigns,
    *proof,
    *programmes,
    *escalation,
    *panels,
    *contingency,
    *priority,
    *consultation,
    *backtest,
    *warning,
    *reviews,
    *judgements,
    *review_report,
    *followup,
    *closing,
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/<uuid:id>/end/", people.end, name="membership-end"),
    path("audit/", audit.audit, name="audit"),
    path("audit.csv", audit.audit_csv, name="audit-csv"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("invitation/", account.invitation, name="invitation"),
    path("account/", include("careplace.web.casework.account.urls")),
    path("places/<place:place>/", include(at_place)),
    path("calendar/<str:key>.ics", calendar.feed, name="calendar-file"),
    path("health", home.health, name="health"),
    path("robots.txt", root_files.robots_none, name="robots"),
    path("print.css", root_files.print_styles, name="print-styles"),
    path("visits-worker.js", offline.worker, name="visits-worker"),
    path("favicon.ico", root_files.favicon, name="favicon"),
]

handler400 = "careplace.web.casework.errors.bad_request"
handler403 = "careplace.web.casework.errors.forbidden"
handler404 = "careplace.web.casework.errors.not_found"
handler500 = "careplace.web.casework.errors.failed"
