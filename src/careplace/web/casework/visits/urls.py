"""The addresses of visits and actions, below a place."""

from django.urls import path, register_converter

from careplace.web.casework.visits import offline, plan, views
from careplace.web.casework.visits.pages import MOVES, STEPS


class VisitStep:
    """A step of a visit that has a form of its own."""

    regex = "|".join(STEPS)
    to_python = to_url = staticmethod(str)


class ActionMove:
    """A change of an action that has a form of its own."""

    regex = "|".join(MOVES)
    to_python = to_url = staticmethod(str)


register_converter(VisitStep, "visit_step")
register_converter(ActionMove, "action_move")

urlpatterns = [
    path("visits/", views.visits, name="visits"),
    path("visits/<uuid:id>/", views.visit, name="visit"),
    path("visits/<uuid:id>/evidence/add/", views.evidence, name="evidence-add"),
    path("visits/<uuid:id>/evidence/<uuid:piece>/", views.evidence, name="evidence"),
    path("visits/<uuid:id>/grades/", views.grades, name="visit-grades"),
    path("visits/<uuid:id>/challenges/add/", views.challenge, name="challenge-add"),
    path("visits/<uuid:id>/actions/add/", plan.propose_after_visit, name="visit-action-add"),
    path("visits/<uuid:id>/offline/", offline.page, name="visit-offline"),
    path("visits/<uuid:id>/sync/", offline.sync, name="visit-sync"),
    path("visits/<uuid:id>/<visit_step:action>/", views.step, name="visit-step"),
    path("challenges/<uuid:id>/answer/", views.answer, name="challenge-answer"),
    path("services/<uuid:id>/visits/add/", views.plan, name="visit-plan"),
    path("services/<uuid:id>/actions/", plan.service_plan, name="service-plan"),
    path("services/<uuid:id>/actions/add/", plan.propose, name="action-add"),
    path("actions/", plan.action_list, name="actions"),
    path("actions/<uuid:id>/<action_move:action>/", plan.move, name="action-move"),
]
