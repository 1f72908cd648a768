"""`cardinal check`: a text read at the terminal."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
from rich.cells import cell_len

from app.__main__ import main
from app.checks.engine import default_ruleset
from app.checks.report import Kind, Span
from app.commands.check import check_file, quoted
from app.commands.errors import CommandError

ASK = "Hi Dana,\n\nDo you have any openings on your team? 😀\n"


class Ended(NamedTuple):
    """What a command said, and with which status."""

    status: int
    out: str
    err: str


@pytest.fixture
def cardinal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """The command, as it is typed."""

    def run(*words: str) -> Ended:
        monkeypatch.setattr("sys.argv", ["cardinal", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert ended.value.code is None or isinstance(ended.value.code, int)
        return Ended(ended.value.code or 0, said.out, said.err)

    return run


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


def test_a_rule_is_explained_without_a_text(cardinal: Callable[..., Ended]) -> None:
    status, said, _ = cardinal("check", "--explain", "job-ask.vacancy")
    assert status == 0
    assert said.startswith("job-ask.vacancy error\n")
    unwrapped = " ".join(said.split())
    rule = default_ruleset().rules["job-ask.vacancy"]
    for part in (rule.about, rule.message, rule.suggestion or "", rule.citations[0].quote or ""):
        assert part in unwrapped
    assert "Reads: every kind of text." in unwrapped
    for example in (*rule.bad, *rule.good):
        assert f"    {example.text}\n" in said


def test_in_an_explanation_the_words_that_a_rule_finds_are_underlined(cardinal: Callable[..., Ended]) -> None:
    rule = default_ruleset().rules["job-ask.vacancy"]
    lines = cardinal("check", "--explain", rule.id).out.splitlines()
    pointed = [example for example in rule.bad if example.quote is not None]
    assert pointed
    for example in pointed:
        shown, marks = lines[lines.index(f"    {example.text}") :][:2]
        assert shown[marks.index("~") : marks.rindex("~") + 1] == example.quote
    left_alone = lines[lines.index("It leaves alone") :]
    assert "~" not in "".join(left_alone)


@pytest.mark.parametrize("rule", list(default_ruleset().rules))
def test_every_rule_can_be_explained(cardinal: Callable[..., Ended], rule: str) -> None:
    said = cardinal("check", "--explain", rule)
    assert (said.status, said.err) == (0, "")
    assert said.out.startswith(f"{rule} ")
    for citation in default_ruleset().rules[rule].citations:
        assert (citation.quote or citation.address or "?") in " ".join(said.out.split())


def test_an_explanation_says_what_a_rule_depends_on(cardinal: Callable[..., Ended]) -> None:
    warm = next(each for each in default_ruleset().rules["time.overlong"].good if each.context == {"warmth": "warm"})
    assert f'    {warm.text}\n    (warmth = "warm")\n' in cardinal("check", "--explain", "time.overlong").out
    assert "no text, only plans" in cardinal("check", "--explain", "contact.no-research").out
    assert "advice, off unless the policy asks for it" in cardinal("check", "--explain", "objective.not-a-job").out


def test_an_explanation_has_no_blanks_at_the_end_of_its_lines(cardinal: Callable[..., Ended]) -> None:
    lines = cardinal("check", "--explain", "time.overlong").out.splitlines()
    assert [line for line in lines if line != line.rstrip()] == []


@pytest.mark.anyio
@pytest.mark.parametrize("rule", ["job-ask.vacancy", "time.overlong", "contact.no-research"])
async def test_a_rule_as_json_is_what_the_api_answers(
    cardinal: Callable[..., Ended], anonymous: httpx.AsyncClient, rule: str
) -> None:
    said = cardinal("check", "--explain", rule, "--json")
    assert json.loads(said.out) == (await anonymous.get(f"/v1/rules/{rule}")).json()


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("job-ask.vacncy", {"job-ask.vacancy"}),
        ("Time.Overlong", {"time.overlong"}),
        ("salary", {"questions.salary"}),
        ("contact", {"contact.do-not-contact", "contact.human-resources", "contact.no-research"}),
    ],
)
def test_a_rule_that_is_not_there_is_told_with_those_that_are_near(
    cardinal: Callable[..., Ended], asked: str, near: set[str]
) -> None:
    status, out, said = cardinal("check", "--explain", asked)
    assert (status, out) == (2, "")
    assert f"there is no rule {asked!r}" in said
    named = {word.strip(",.?") for word in said.split()}
    assert near <= named
    assert "tone.desperate" not in named


def test_where_no_rule_is_near_all_are_named(cardinal: Callable[..., Ended]) -> None:
    status, _, said = cardinal("check", "--explain", "weather forecast")
    assert status == 2
    assert all(rule in said for rule in default_ruleset().rules)


def test_without_a_text_and_without_a_rule_there_is_nothing_to_do(cardinal: Callable[..., Ended]) -> None:
    status, out, said = cardinal("check")
    assert (status, out) == (2, "")
    assert "--explain" in said


def test_a_text_is_checked_as_before_when_no_rule_is_asked_for(cardinal: Callable[..., Ended], letter: Path) -> None:
    assert cardinal("check", str(letter)).status == 1
    assert json.loads(cardinal("check", str(letter), "--json").out)["verdict"] == "block"
    assert cardinal("check", str(letter), "--kind", "thank_you_note").out.count("thanks.missing") == 1


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        (["--contact-name", "Robin Hall"], "custom.wrong-name"),
        (["--organisation", "Northwind"], "custom.no-organisation"),
        (["--referrer-name", "Suzy Smith"], "custom.no-referrer"),
        (["--minutes", "90"], "time.overlong"),
    ],
)
def test_an_option_tells_what_is_known_beside_the_text(
    cardinal: Callable[..., Ended], letter: Path, tmp_path: Path, options: list[str], rule: str
) -> None:
    assert rule not in cardinal("check", str(letter)).out
    assert rule in cardinal("check", str(letter), *options).out
    name = {"--minutes": "minutes_requested"}.get(options[0], options[0].removeprefix("--").replace("-", "_"))
    known = tmp_path / "known.json"
    known.write_text(json.dumps({name: int(options[1]) if options[1].isdigit() else options[1]}), "utf-8")
    told = [cardinal("check", str(letter), "--json", *more).out for more in (options, ["--context", str(known)])]
    assert told[0] == told[1]


def test_what_is_known_can_take_a_finding_away(cardinal: Callable[..., Ended], tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("My resume is attached. Could we have lunch?", "utf-8")
    assert "resume.unsolicited" in cardinal("check", str(path)).out
    assert "resume.unsolicited" not in cardinal("check", str(path), "--resume-invited").out
    assert "format.no-choice" in cardinal("check", str(path)).out
    assert "format.no-choice" not in cardinal("check", str(path), "--format", "phone", "--format", "in_person").out


def test_an_option_goes_before_the_file(cardinal: Callable[..., Ended], letter: Path, tmp_path: Path) -> None:
    known = tmp_path / "known.json"
    known.write_text('{"contact_name": "Robin Hall"}', "utf-8")
    assert "goes to Robin Hall" in cardinal("check", str(letter), "--context", str(known)).out
    told = cardinal("check", str(letter), "--context", str(known), "--contact-name", "Kim Lee").out
    assert "goes to Kim Lee" in told
    assert "Robin" not in told


@pytest.mark.parametrize("content", ["{", "[]", '{"wamth": "cold"}', '{"warmth": "hot"}', '{"question_count": "5"}'])
def test_a_context_that_cannot_be_used_is_said_in_a_sentence(
    cardinal: Callable[..., Ended], letter: Path, tmp_path: Path, content: str
) -> None:
    known = tmp_path / "known.json"
    known.write_text(content, "utf-8")
    status, out, said = cardinal("check", str(letter), "--context", str(known))
    assert (status, out, said.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("options", [["--warmth", "hot"], ["--minutes", "0"], ["--context", "nowhere.json"]])
def test_an_option_that_cannot_be_used_has_status_2(
    cardinal: Callable[..., Ended], letter: Path, options: list[str]
) -> None:
    status, out, said = cardinal("check", str(letter), *options)
    assert (status, out) == (2, "")
    assert said.startswith("cardinal: ")


def test_the_gravest_finding_is_shown_first(cardinal: Callable[..., Ended], tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("To whom it may concern,\n\nMay I have a quick chat? Are you hiring? I beg you.\n", "utf-8")
    lines = cardinal("check", str(path)).out.splitlines()
    severities = [line.split()[1] for line in lines if line.startswith(str(path))]
    assert set(severities) == {"error", "warning", "advice"}
    assert severities == sorted(severities, key=["error", "warning", "advice"].index)


def test_a_trace_tells_of_matches_scores_and_reasons(cardinal: Callable[..., Ended], letter: Path) -> None:
    assert "How it came to that" not in cardinal("check", str(letter)).out
    told = cardinal("check", str(letter), "--trace")
    assert told.status == 1
    traced = told.out.partition("How it came to that")[2]
    assert "do you have openings, by" in traced
    assert "): confirmed" in traced
    assert "This rule may say error at most; the score confirms the find." in traced
    assert json.loads(cardinal("check", str(letter), "--json").out)["trace"] is None
    steps = json.loads(cardinal("check", str(letter), "--json", "--trace").out)["trace"]
    assert {each["step"] for each in steps} == {"pattern", "score", "message_rule", "finding"}
    assert len(traced.strip().splitlines()) == len(steps)


def test_control_characters_do_not_reach_the_terminal_in_a_trace(
    cardinal: Callable[..., Ended], tmp_path: Path
) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Do you have any \x1b[2Jopenings on your team?", "utf-8")
    assert "\x1b[2J" not in cardinal("check", str(path), "--trace").out


def test_the_help_tells_what_the_status_means(cardinal: Callable[..., Ended]) -> None:
    said = " ".join(cardinal("check", "--help").out.split())
    assert "The status is 0 when it can be sent, 1 when it would be blocked, and 2" in said


def test_an_explanation_names_the_revision_and_a_kind_that_differs(cardinal: Callable[..., Ended]) -> None:
    said = cardinal("check", "--explain", "custom.no-name").out
    assert f"Revision {default_ruleset().rules['custom.no-name'].revision}." in said
    other = [
        (rule, each)
        for rule in default_ruleset().rules.values()
        for each in (*rule.bad, *rule.good)
        if len(rule.kinds) > 1 and each.kind is not rule.bad[0].kind
    ]
    assert other
    for rule, each in other:
        assert f'(kind = "{each.kind.value}"' in cardinal("check", "--explain", rule.id).out
