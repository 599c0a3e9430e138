"""The addresses of records, below a place."""

from django.urls import path

from careplace.web.casework.records import subject, views

urlpatterns = [
    path("records/", views.records, name="records"),
    path("records/holds/add/", views.hold, name="hold-add"),
    path("records/holds/<uuid:id>/lift/", views.lift, name="hold-lift"),
    path("records/subject-access/", subject.subject, name="subject-access"),
]
