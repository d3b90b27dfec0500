"""The register of instruments: who replaced whom, and what is in force on a date."""

from assistant.register.load import load_register
from assistant.register.register import Register

__all__ = ["Register", "load_register"]
