"""Wrong settings stop the start with one message that names each of them, and shows no value."""

from pathlib import Path

import pytest

from app.commands.environment import load_settings
from app.commands.errors import CommandError


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without a `.env`."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refusal() -> str:
    with pytest.raises(CommandError) as refused:
        load_settings()
    return str(refused.value)


def test_a_misspelt_setting_is_named_with_the_one_that_was_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARDINAL_DATABSE_URL", "sqlite:///elsewhere.db")
    assert "CARDINAL_DATABSE_URL is not a setting. Did you mean CARDINAL_DATABASE_URL?" in refusal()


def test_a_misspelt_setting_in_the_file_is_named_too(elsewhere: Path) -> None:
    (elsewhere / ".env").write_text("CARDINAL_SMTP=smtp://mail.example.org\n", "utf-8")
    assert "Did you mean CARDINAL_SMTP_URL?" in refusal()


def test_settings_of_tests_and_of_other_programs_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARDINAL_TEST_POSTGRES_URL", "postgresql://localhost")
    monkeypatch.setenv("CARDINALS", "birds")
    load_settings()


def test_all_that_is_wrong_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARDINAL_REGISTRATION", "maybe")
    monkeypatch.setenv("CARDINAL_DATABASE_POOL_SIZE", "many")
    monkeypatch.setenv("CARDINAL_COLOUR", "red")
    said = refusal()
    for name in ("CARDINAL_REGISTRATION", "CARDINAL_DATABASE_POOL_SIZE", "CARDINAL_COLOUR"):
        assert name in said


def test_a_wrong_value_is_not_repeated_since_it_may_hold_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARDINAL_DATABASE_URL", "mysql://root:tulip-secret@localhost/cardinal")
    said = refusal()
    assert "CARDINAL_DATABASE_URL: must begin with" in said
    assert "tulip-secret" not in said
