"""The staff site: pages where a council's team writes. A Django project of its own, with accounts and a database."""
