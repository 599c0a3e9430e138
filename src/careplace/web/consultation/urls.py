"""Every address of the site for responses.

| address | page |
|---|---|
| `/` | consultations that are open |
| `/<id>/` `/<id>/easy-read/` | what one is about |
| `/<id>/respond/` `/<id>/easy-read/respond/` | its form |
| `/<id>/thanks/` | the response is in |
| `/health` `/robots.txt` `/favicon.ico` `/print.css` | for machines |
"""

from django.urls import path

from careplace.web.consultation import views
from careplace.web.shell import root_files

EASY = {"easy_read": True}

urlpatterns = [
    path("", views.index, name="home"),
    path("health", views.health, name="health"),
    path("robots.txt", root_files.robots_none, name="robots"),
    path("print.css", root_files.print_styles, name="print-styles"),
    path("favicon.ico", root_files.favicon, name="favicon"),
    path("<slug:id>/", views.about, name="consultation"),
    path("<slug:id>/easy-read/", views.about, EASY, name="easy-read"),
    path("<slug:id>/respond/", views.respond, name="respond"),
    path("<slug:id>/easy-read/respond/", views.respond, EASY, name="easy-read-respond"),
    path("<slug:id>/thanks/", views.thanks, name="thanks"),
]

handler400 = "careplace.web.consultation.errors.bad_request"
handler403 = "careplace.web.consultation.errors.forbidden"
handler404 = "careplace.web.consultation.errors.not_found"
handler500 = "careplace.web.consultation.errors.failed"
