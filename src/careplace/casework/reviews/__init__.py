"""Reviews of a place: what is asked, what was heard, and what it weighs. A judgement is a person's, never calculated."""
