"""The addresses of weighing and judging, below a place."""

from django.urls import path, register_converter

from careplace.web.casework.reviews.judgements import changes, views
from careplace.web.casework.reviews.judgements.pages import STEPS


class JudgementStep:
    """A step of a judgement that has a form of its own."""

    regex = "|".join(STEPS)
    to_python = to_url = staticmethod(str)


register_converter(JudgementStep, "judgement_step")

urlpatterns = [
    path("reviews/<uuid:id>/weighing/", views.weighing, name="review-weighing"),
    path("reviews/<uuid:id>/lines/<slug:line>/", views.line, name="review-line"),
    path("reviews/<uuid:id>/lines/<slug:line>/judge/", changes.write, name="judgement-add"),
    path("judgements/<uuid:id>/edit/", changes.edit, name="judgement-edit"),
    path("judgements/<uuid:id>/dissent/", changes.dissent, name="judgement-dissent"),
    path("judgements/<uuid:id>/<judgement_step:action>/", changes.step, name="judgement-step"),
]
