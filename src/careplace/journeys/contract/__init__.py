"""What Careplace reads of each publication of record-level data: fields by their publishers' names, codes, rules.

A publication is a TOML file (fields and rules) and an SQL file (how its records become stays, contacts, people and deaths).
"""
