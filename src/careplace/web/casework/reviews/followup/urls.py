"""The addresses of what happens after a review, below a place."""

from django.urls import path, register_converter

from careplace.web.casework.reviews.followup import changes, views
from careplace.web.casework.reviews.followup.pages import MOVES


class RecommendationStep:
    """A step of a recommendation that has a form of its own."""

    regex = "edit|withdraw"
    to_python = to_url = staticmethod(str)


class PlanMove:
    """A step of an action of the plan that has a form of its own."""

    regex = "|".join(MOVES)
    to_python = to_url = staticmethod(str)


register_converter(RecommendationStep, "recommendation_step")
register_converter(PlanMove, "plan_move")

urlpatterns = [
    path("reviews/<uuid:id>/follow-up/", views.plan, name="review-followup"),
    path("reviews/<uuid:id>/follow-up/publish/", views.publish, name="followup-publish"),
    path("reviews/<uuid:id>/board-paper.pdf", views.board_paper, name="board-paper"),
    path("reviews/<uuid:id>/recommend/", changes.recommend, name="recommendation-add"),
    path(
        "recommendations/<uuid:id>/<recommendation_step:action>/",
        changes.recommendation,
        name="recommendation-step",
    ),
    path("recommendations/<uuid:id>/actions/add/", changes.add_action, name="plan-action-add"),
    path("plan-actions/<uuid:id>/<plan_move:action>/", changes.action, name="plan-action-step"),
    path("plan-actions/<uuid:id>/progress/add/", changes.add_progress, name="progress-add"),
    path("board-progress/<uuid:id>/", changes.progress, name="progress-correct"),
]
