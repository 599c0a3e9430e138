"""The addresses of the panel, below a place."""

from django.urls import path, register_converter

from careplace.web.casework.panels import items, paper, views
from careplace.web.casework.panels.pages import ITEM_STEPS, STEPS


class MeetingStep:
    """An action on a meeting that has a form of its own."""

    regex = "|".join(STEPS)
    to_python = to_url = staticmethod(str)


class ItemStep:
    """An action on an item that has a form of its own."""

    regex = "|".join(ITEM_STEPS)
    to_python = to_url = staticmethod(str)


register_converter(MeetingStep, "meeting_step")
register_converter(ItemStep, "item_step")

urlpatterns = [
    path("meetings/", views.meetings, name="meetings"),
    path("meetings/add/", views.plan, name="meeting-plan"),
    path("meetings/<uuid:id>/", views.meeting, name="meeting"),
    path("meetings/<uuid:id>/agenda/", views.refresh, name="meeting-agenda"),
    path("meetings/<uuid:id>/minutes/<int:number>/", views.minutes, name="minutes"),
    path("meetings/<uuid:id>/minutes/<int:number>.pdf", paper.minutes_pdf, name="minutes-pdf"),
    path("meetings/<uuid:id>/items/add/", items.add, name="item-add"),
    path("meetings/<uuid:id>/<meeting_step:action>/", views.step, name="meeting-step"),
    path("items/<uuid:id>/interests/add/", items.declare, name="interest-add"),
    path("items/<uuid:id>/decisions/add/", items.decide, name="decision-add"),
    path("items/<uuid:id>/<item_step:action>/", items.step, name="item-step"),
]
