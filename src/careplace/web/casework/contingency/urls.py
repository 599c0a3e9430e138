"""The addresses of closures, below a place."""

from django.urls import path, register_converter

from careplace.web.casework.contingency import views


class PlanStep:
    """An action on a plan that has a form of its own."""

    regex = "|".join(views.PLAN_STEPS)
    to_python = to_url = staticmethod(str)


class StepMove:
    """An action on a step that has a form of its own."""

    regex = "|".join(views.STEP_MOVES)
    to_python = to_url = staticmethod(str)


class LocationID:
    """CQC's ID of a location, such as 1-113017405."""

    regex = "[0-9A-Za-z-]{2,24}"
    to_python = to_url = staticmethod(str)


register_converter(PlanStep, "plan_step")
register_converter(StepMove, "step_move")
register_converter(LocationID, "location_id")

urlpatterns = [
    path("services/<uuid:id>/contingency/", views.contingency, name="contingency"),
    path("services/<uuid:id>/contingency/add/", views.make_plan, name="contingency-plan"),
    path("contingency/<uuid:id>/steps/add/", views.add_step, name="contingency-step-add"),
    path("contingency/<uuid:id>/vacancies/<location_id:location>/", views.vacancy, name="vacancy"),
    path("contingency/<uuid:id>/<plan_step:action>/", views.plan_step, name="contingency-plan-step"),
    path("contingency/steps/<uuid:id>/<step_move:action>/", views.step, name="contingency-step"),
]
