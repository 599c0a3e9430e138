"""The addresses of proof, below a place."""

from django.urls import path, register_converter

from careplace.casework.assurance.proof.measures import measures
from careplace.web.casework.proof import contracts, statements, views


class MeasureKey:
    """The key of a measure of proof."""

    regex = "|".join(measures())
    to_python = to_url = staticmethod(str)


class StatementStep:
    """A step of a statement that has a form of its own."""

    regex = "|".join(statements.STEPS)
    to_python = to_url = staticmethod(str)


register_converter(MeasureKey, "proof_measure")
register_converter(StatementStep, "statement_step")

urlpatterns = [
    path("proof/", views.proof, name="proof"),
    path("proof.csv", views.proof_csv, name="proof-csv"),
    path("proof/figures/<proof_measure:measure>/", views.figure, name="proof-figure"),
    path("proof/contracts/", contracts.contracts, name="contracts"),
    path("proof/contracts/note/", contracts.note, name="contracts-note"),
    path("proof/contracts/<uuid:id>/", contracts.correct, name="contract-correct"),
    path("proof/statements/", statements.statements, name="statements"),
    path("proof/statements/add/", statements.add, name="statement-add"),
    path("proof/statements/<uuid:id>/", statements.statement, name="statement"),
    path("proof/statements/<uuid:id>/<statement_step:action>/", statements.step, name="statement-step"),
]
