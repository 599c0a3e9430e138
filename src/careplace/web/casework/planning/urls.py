"""The addresses of planning, below a place."""

from django.urls import path

from careplace.web.casework.planning import calendar, team, views

urlpatterns = [
    path("planning/", views.plan, name="planning"),
    path("planning/team/", team.team, name="planning-team"),
    path("planning/team/<uuid:id>/", team.time, name="officer-time"),
    path("planning/leave/add/", team.enter_leave, name="leave-add"),
    path("planning/leave/<uuid:id>/", views.leave, name="leave"),
    path("planning/leave/<uuid:id>/remove/", team.remove_leave, name="leave-remove"),
    path("planning/rules/", team.rules, name="plan-rules"),
    path("planning/districts/", team.districts, name="districts"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/key/", calendar.key, name="calendar-key"),
]
