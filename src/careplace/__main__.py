"""`python -m careplace` is `careplace`."""

from careplace.cli import main

main(prog_name="careplace")
