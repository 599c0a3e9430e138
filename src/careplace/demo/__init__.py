"""Demonstration data: invented places and providers in the publishers' own file formats.

Nothing here can be taken for a real council, home, provider or person of England; docs/guide/demonstration.md
says how.
"""

from careplace.demo.generate import generate
from careplace.demo.registers import registers, write_active_locations_ods

__all__ = ["generate", "registers", "write_active_locations_ods"]
