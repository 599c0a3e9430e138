"""The services of a team as cases of a scheme of priorities: who needs the team first, why, and which dates come next.

A reader's cases are made from what that reader may read, and from nothing else (`readable.py`).
"""
