"""Fixtures of the commands."""

from tests.promises.conftest import empty_place

__all__ = ["empty_place"]
