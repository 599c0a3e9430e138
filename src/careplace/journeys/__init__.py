"""Record-level data about people: its contract, the internal model that measures read, and fictional people.

Everything here runs inside the organisation whose data it is. No record, id or small count enters a message or a log.
"""
