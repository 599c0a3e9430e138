"""How long records are kept, what ends that, and what there is about a person.

`rules.toml` says from which day and how long; the timer notes what is due; two people decide; `deletion.py` erases texts and
keeps what must stay. `subject.py` collects everything about a person.
"""
