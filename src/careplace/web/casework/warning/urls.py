"""The addresses of early warning, below a place."""

from django.urls import path

from careplace.web.casework.warning import views

urlpatterns = [
    path("early-warning/", views.early_warning, name="early-warning"),
    path("early-warning/model-card/", views.model_card, name="model-card"),
]
