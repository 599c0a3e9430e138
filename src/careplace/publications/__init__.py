"""What casework released: immutable publications with checksums, in a store of their own next to the editions.

HOME/publications/<id>/v1/manifest.json   what version 1 is, with the SHA-256 of each of its files
HOME/publications/<id>/v1/<file>          the files: an index.html that the site shows, and downloads
HOME/publications/<id>/v1.withdrawn.json  that version 1 was withdrawn, when and why; its files are then deleted
HOME/publications/.building/              unfinished work, deleted by the next change
HOME/publications/.journal.jsonl          every release and withdrawal, so that `verify` finds what is missing
HOME/publications/.lock                   locked while something changes

Casework writes here; the public site reads from here, and from nothing else that people wrote.
"""
