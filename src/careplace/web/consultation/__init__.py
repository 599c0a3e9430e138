"""The site on which people respond to a consultation: the narrow door.

It reads published consultations from the store of publications, and inserts responses into the inbox. It has no database of
its own, no sessions, and no way to casework (docs/adr/0046-narrow-door.md).
"""
