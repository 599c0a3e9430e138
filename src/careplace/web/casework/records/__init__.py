"""Records: what no rule keeps any longer, holds, deletion by two people, and what there is about a person."""
