"""The addresses of escalation, below a place."""

from django.urls import path, register_converter

from careplace.web.casework.escalation import views


class CaseStep:
    """An action on a case that has a form of its own."""

    regex = "|".join(views.STEPS)
    to_python = to_url = staticmethod(str)


register_converter(CaseStep, "case_step")

urlpatterns = [
    path("cases/", views.cases, name="cases"),
    path("cases/<uuid:id>/", views.case, name="case"),
    path("cases/<uuid:id>/<case_step:action>/", views.step, name="case-step"),
    path("services/<uuid:id>/cases/add/", views.open_case, name="case-open"),
]
