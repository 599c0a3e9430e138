"""What people say, as texts: positions, codings that survive an edit, agreement of coders, exchange with other programs.

Pure functions over texts and arrays: who may read a text, and who consented to what, is the business of casework.
"""
