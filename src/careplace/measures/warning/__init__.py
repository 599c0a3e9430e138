"""Early warning: the share of services like one that were rated below Good at their next inspection, and whether a
model knows more.

`history.py` finds in SQL what was published before each inspection and what it said; `baseline.py` has shares by
rating and its age; `candidates.py` has two models; `validation.py` tries all on years that they have not seen;
`choice.py` says which is used; `diagnosis.py` measures it, `reasons.py` explains a risk, `flow.py` looks for places
with more falls than expected. Staff only: a risk is no rating, and no public page has one (docs/adr/0053-early-warning.md).
"""
