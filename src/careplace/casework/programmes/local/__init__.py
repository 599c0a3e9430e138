"""Outcomes that no publication has: described by the programme, with figures of its own."""
