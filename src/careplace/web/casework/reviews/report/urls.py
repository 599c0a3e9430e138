"""The addresses of a review's report, below a place."""

from django.urls import path, register_converter

from careplace.web.casework.reviews.report import sections, views
from careplace.web.casework.reviews.report.pages import STEPS


class ReportStep:
    """A step of a report that has a form of its own."""

    regex = "|".join(STEPS)
    to_python = to_url = staticmethod(str)


register_converter(ReportStep, "report_step")

urlpatterns = [
    path("reviews/<uuid:id>/report/", views.report, name="review-report"),
    path("reviews/<uuid:id>/report/begin/", views.begin, name="report-begin"),
    path("reports/<uuid:id>/<report_step:action>/", views.step, name="report-step"),
    path("report-sections/<uuid:id>/", sections.section, name="report-section"),
    path("report-sections/<uuid:id>/comment/", sections.comment, name="report-comment"),
    path("report-comments/<uuid:id>/", sections.answer, name="report-answer"),
]
