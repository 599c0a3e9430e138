"""Early warning for quality teams: what was fitted to an edition's history, its model card, and the risks of a
team's services.

`fitting.fit(home)` tries and fits; `store.py` keeps the result in HOME/early-warning, which no public page reads;
`card.py` writes it for people; `current.py` gives the risks of a team's services. The statistics are in
`careplace.measures.warning`.
"""
