"""The addresses of proof, below a place."""

from django.urls import path, register_converter

from careplace.casework.assurance.proof.measures import measures
from careplace.web.casework.proof import contracts, views


class MeasureKey:
    """The key of a measure of proof."""

    regex = "|".join(measures())
    to_python = to_url = staticmethod(str)


register_converter(MeasureKey, "proof_measure")

urlpatterns = [
    path("proof/", views.proof, name="proof"),
    path("proof.csv", views.proof_csv, name="proof-csv"),
    path("proof/figures/<proof_measure:measure>/", views.figure, name="proof-figure"),
    path("proof/contracts/", contracts.contracts, name="contracts"),
    path("proof/contracts/note/", contracts.note, name="contracts-note"),
    path("proof/contracts/<uuid:id>/", contracts.correct, name="contract-correct"),
]
