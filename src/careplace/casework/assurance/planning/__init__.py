"""The year's visits: which are due, who makes them when, and which will be missed.

Pure, so that the same input gives the same plan: `frequency.py` says when visits are due by rules that are data,
`capacity.py` how many visits an officer can make in a week, `plan.py` assigns visits to weeks. Over the tables:
`inputs.py` reads what is needed, `proposal.py` compares the plan with what was planned before, `actions.py` carries it out.
"""
