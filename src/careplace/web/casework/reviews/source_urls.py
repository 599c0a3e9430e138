"""The addresses of sources, their texts, and the figures of the edition that may be sources."""

from django.urls import path

from careplace.web.casework.reviews import figures, sources, texts

urlpatterns = [
    path("reviews/<uuid:id>/sources/", sources.sources, name="review-sources"),
    path("reviews/<uuid:id>/sources/add/", sources.add, name="review-source-add"),
    path("reviews/<uuid:id>/figures/", figures.figures, name="review-figures"),
    path("review-sources/<uuid:id>/", sources.source, name="review-source"),
    path("review-sources/<uuid:id>/edit/", sources.edit, name="review-source-edit"),
    path("review-sources/<uuid:id>/withdraw/", sources.withdraw, name="review-source-withdraw"),
    path("review-sources/<uuid:id>/text/add/", texts.add, name="review-text-add"),
    path("review-sources/<uuid:id>/text/edit/", texts.edit, name="review-text-edit"),
    path("review-sources/<uuid:id>/text/redact/", texts.redact, name="review-text-redact"),
]
