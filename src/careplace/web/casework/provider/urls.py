"""The addresses of providers' own users, and of what the team shares with them, below a place."""

from django.urls import path

from careplace.web.casework.provider import answers, staff, views

urlpatterns = [
    path("provider/", views.home, name="provider-home"),
    path("provider/visits/<uuid:id>/", views.draft, name="provider-draft"),
    path("provider/visits/<uuid:id>/challenge/", answers.challenge, name="provider-challenge"),
    path("provider/reports/<uuid:id>/", views.report, name="provider-report"),
    path("provider/services/<uuid:id>/plan/", views.plan, name="provider-plan"),
    path("provider/services/<uuid:id>/done/", answers.done, name="provider-done"),
    path("provider/actions/<uuid:id>/agree/", answers.agree, name="provider-agree"),
    path("provider/files/<uuid:id>/", views.own_file, name="provider-file"),
    path("visits/<uuid:id>/sharing/", staff.sharing, name="report-sharing"),
    path("files/<uuid:id>/", staff.file, name="sent-file"),
    path("files/<uuid:id>/remove/", staff.remove, name="sent-file-remove"),
    path("people/invite-provider/", staff.invite, name="provider-invite"),
    path("people/<uuid:id>/services/", staff.services, name="provider-services"),
]
