"""The address of the back-test, below a place."""

from django.urls import path

from careplace.web.casework.backtest import views

urlpatterns = [path("priority/backtest/", views.backtest, name="priority-backtest")]
