"""`cardinal check`: a text read at the terminal."""

import io
import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from app.checks.report import Kind, Span
from app.commands.check import check_file, quoted
from app.commands.errors import CommandError

ASK = "Hi Dana,\n\nDo you have any openings on your team? 😀\n"


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.txt"
    path.write_text(ASK, "utf-8")
    return path


def test_a_job_ask_is_shown_with_its_place_and_its_source(letter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check_file(str(letter), Kind.INTERVIEW_REQUEST, as_json=False) == 1
    said = capsys.readouterr().out
    assert f"{letter}:3:" in said
    assert "error job-ask.vacancy" in said
    assert "S3" in said


def test_the_words_are_underlined_where_they_stand(letter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check_file(str(letter), Kind.INTERVIEW_REQUEST, as_json=False)
    lines = capsys.readouterr().out.splitlines()
    at = next(n for n, line in enumerate(lines) if "error job-ask.vacancy" in line)
    shown, marks = lines[at + 1], lines[at + 2]
    words = shown[marks.index("~") : marks.rindex("~") + 1]
    assert "openings on your team" in words
    assert "😀" not in words


def test_wide_characters_before_the_words_do_not_move_the_marks() -> None:
    text = "日本 openings"
    shown, marks = quoted(text, Span(3, 11, 3, 11), "red")
    assert cell_len(marks.plain.partition("~")[0]) == cell_len(shown.plain.partition("o")[0])


def test_control_characters_of_a_file_do_not_reach_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Do you have any \x1b[2Jopenings on your team?", "utf-8")
    check_file(str(path), Kind.INTERVIEW_REQUEST, as_json=False)
    assert "\x1b[2J" not in capsys.readouterr().out


def test_json_is_what_the_api_answers(letter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check_file(str(letter), Kind.INTERVIEW_REQUEST, as_json=True) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["verdict"] == "block"
    ask = next(each for each in report["findings"] if each["rule"] == "job-ask.vacancy")
    assert ASK[ask["span"]["start"] : ask["span"]["end"]] == ask["quote"]


def test_a_text_that_may_go_has_status_0(tmp_path: Path) -> None:
    path = tmp_path / "questions.txt"
    path.write_text("How did you come to this work?\n", "utf-8")
    assert check_file(str(path), Kind.QUESTION_SET, as_json=False) == 0


def test_standard_input_is_read_for_a_dash(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(ASK.encode())))
    assert check_file("-", Kind.INTERVIEW_REQUEST, as_json=False) == 1
    assert "standard input:3:" in capsys.readouterr().out


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a" * 20_001])
def test_what_is_not_a_text_of_this_size_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(content)
    with pytest.raises(CommandError) as refused:
        check_file(str(path), Kind.INTERVIEW_REQUEST, as_json=False)
    assert refused.value.status == 2


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"missing\.txt cannot be read"):
        check_file(str(tmp_path / "missing.txt"), Kind.INTERVIEW_REQUEST, as_json=False)
