"""The register of instruments: who replaced whom, and what is in force on a date."""

from assistant.register.load import horizon, load_register
from assistant.register.register import Register

__all__ = ["Register", "horizon", "load_register"]
