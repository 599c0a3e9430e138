"""The year's visits: which are due, who makes them when, and which will be missed.

`frequency.py` says when visits are due by rules that are data; `capacity.py` how many visits an officer can make in a week;
`plan.py` assigns visits to weeks. Pure functions: the same input gives the same plan.
"""
