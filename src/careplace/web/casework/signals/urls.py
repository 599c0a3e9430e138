"""The addresses of signals, below a place."""

from django.urls import path

from careplace.web.casework.signals import files, views

urlpatterns = [
    path("services/<uuid:id>/signals/add/", views.add, name="signal-add"),
    path("signals/<uuid:id>/close/", views.close, name="signal-close"),
    path("signals/import/", files.import_signals, name="signals-import"),
    path("signals.csv", files.signals_csv, name="signals-csv"),
    path("signals-template.csv", files.template_csv, name="signals-template"),
]
