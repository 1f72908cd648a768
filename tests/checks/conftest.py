"""The policy that the checker is tried with: the preset `balanced`."""

from collections.abc import Mapping
from typing import Any

import pytest

from app.policy.presets import preset


@pytest.fixture(scope="session")
def policy() -> Mapping[str, Any]:
    return preset("balanced")
