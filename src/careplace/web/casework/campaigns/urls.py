"""The addresses of campaigns, below a place."""

from django.urls import path, register_converter

from careplace.web.casework.campaigns import edit, import_views, views


class CampaignStep:
    """A step of a campaign that has a form of its own."""

    regex = "|".join(edit.STEPS)
    to_python = to_url = staticmethod(str)


register_converter(CampaignStep, "campaign_step")

urlpatterns = [
    path("campaigns/", views.campaigns, name="campaigns"),
    path("campaigns/add/", edit.add, name="campaign-add"),
    path("campaigns/<uuid:id>/", views.campaign, name="campaign"),
    path("campaigns/<uuid:id>/edit/", edit.edit, name="campaign-edit"),
    path("campaigns/<uuid:id>/<campaign_step:action>/", edit.step, name="campaign-step"),
    path("campaigns/<uuid:id>/sites/add/", edit.site_add, name="campaign-site-add"),
    path("campaigns/<uuid:id>/steps/add/", edit.step_add, name="campaign-step-add"),
    path("campaigns/<uuid:id>/import/", import_views.import_measurements, name="measurements-import"),
    path("campaigns/<uuid:id>/measurements.csv", import_views.measurements_csv, name="measurements-csv"),
    path("campaign-steps/<uuid:id>/finish/", edit.step_finish, name="campaign-step-finish"),
    path("campaign-sites/<uuid:id>/", views.site, name="campaign-site"),
    path("campaign-sites/<uuid:id>/edit/", edit.site_edit, name="campaign-site-edit"),
    path("campaign-sites/<uuid:id>/remove/", edit.site_remove, name="campaign-site-remove"),
    path("campaign-sites/<uuid:id>/accreditations/add/", edit.award, name="accreditation-add"),
    path("campaign-sites/<uuid:id>/measurements/add/", edit.enter, name="measurement-add"),
    path("accreditations/<uuid:id>/", edit.accreditation, name="accreditation"),
    path("measurements/<uuid:id>/", edit.measurement, name="measurement"),
]
