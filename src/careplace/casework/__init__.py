"""What a council's team writes: accounts, scope, workflow and audit, and the applications built on them. No HTTP.

Published data and casework never share a store: editions are files, casework is a relational database through Django.
"""
