"""The addresses of priorities and overrides, below a place."""

from django.urls import path

from careplace.web.casework.priority import views

urlpatterns = [
    path("services/<uuid:id>/priority/", views.service_priority, name="service-priority"),
    path("services/<uuid:id>/priority/override/", views.override, name="override-add"),
    path("overrides/<uuid:id>/review/", views.review, name="override-review"),
    path("overrides/<uuid:id>/end/", views.end, name="override-end"),
]
