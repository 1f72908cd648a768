"""Cardinal: informational interviews end to end, as a REST backend."""

__version__ = "0.1.0"
