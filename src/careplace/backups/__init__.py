"""One file with everything that cannot be made again: the casework database, publications, editions and raw files.

A backup is taken while the sites run, and restored into an empty home and an empty database, or refused whole. It holds
what people wrote: keep it as you keep the database.
"""
