"""How the order by the example scheme relates to later ratings on published history, next to simpler orders.

`history.py` finds in SQL what was known of each service on a day and what the next report said; `orders.py` gives each
order's scores; `ranking.py` measures an order; `lift.py` says what it is worth to a team; `page.py` writes
docs/priority-backtest.md; `edition.py` compares a scheme on the current edition.
"""
