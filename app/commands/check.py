"""`cardinal check`: what the practice says of a text, with its words underlined."""

import json
import sys
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from app.checks.engine import check
from app.checks.report import Citation, Context, Field, Finding, Kind, Report, Severity, Span, Verdict
from app.commands.errors import CommandError
from app.policy.presets import DEFAULT_PRESET, preset

MAX_CHARACTERS = 20_000
STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.ADVICE: "bold cyan"}


def check_file(file: str, kind: Kind, as_json: bool) -> int:
    """Print what the check finds in a file, `-` for standard input; return 1 when it blocks, else 0."""
    text = _read(file)
    report = check(kind, [Field("/text", text)], Context(), preset(DEFAULT_PRESET), policy_revision=DEFAULT_PRESET)
    if as_json:
        print(json.dumps(report.to_json(), indent=2, ensure_ascii=False))
    else:
        show(Console(highlight=False, soft_wrap=True), "standard input" if file == "-" else file, text, report)
    return 1 if report.verdict is Verdict.BLOCK else 0


def _read(file: str) -> str:
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        text = data.decode()
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.", status=2) from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{file} is not UTF-8 text.", status=2) from error
    if len(text) > MAX_CHARACTERS:
        raise CommandError(f"{file} is longer than {MAX_CHARACTERS} characters.", status=2)
    return text


def show(console: Console, name: str, text: str, report: Report) -> None:
    """Print a report for reading."""
    for finding in report.findings:
        console.print(_headline(name, text, finding))
        if finding.span is not None:
            for line in quoted(text, finding.span, STYLES[finding.severity]):
                console.print(line)
        console.print(_explanation(finding))
        console.print()
    counts = ", ".join(_count(report, severity) for severity in Severity)
    style = "bold red" if report.verdict is Verdict.BLOCK else "bold green"
    said = {
        Verdict.BLOCK: "This would not be sent as it is.",
        Verdict.ADVISE: "This can be sent.",
        Verdict.CLEAR: "Nothing to say against it.",
    }[report.verdict]
    console.print(Text(said, style) + Text(f" {counts}.", "dim"))


def _headline(name: str, text: str, finding: Finding) -> Text:
    where = name
    if finding.span is not None:
        before = text[: finding.span.start]
        where += f":{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"
    return Text.assemble((f"{where} ", "bold"), (finding.severity.value, STYLES[finding.severity]), f" {finding.rule}")


def quoted(text: str, span: Span, style: str) -> list[Text]:
    """Return the lines that a span stands in, with its words coloured and underlined by a row of marks."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    shown = text[start : end if end >= 0 else len(text)]
    lines, at = [], start
    for line in shown.split("\n"):
        first, last = max(span.start, at) - at, min(span.end, at + len(line)) - at
        printable = "".join(c if c.isprintable() else " " for c in line)
        before, words = printable[:first], printable[first:last]
        lines.append(Text.assemble("    ", before, (words, style), printable[last:]))
        lines.append(Text.assemble("    ", " " * cell_len(before), ("~" * cell_len(words), style)))
        at += len(line) + 1
    return lines


def _explanation(finding: Finding) -> Text:
    parts: list[str | tuple[str, str]] = [f"  {finding.message}"]
    if finding.suggestion:
        parts.append(f"\n  {finding.suggestion}")
    if finding.replacement:
        parts += ["\n  Instead: ", (finding.replacement, "green")]
    parts.append((f"\n  {cited(finding.citation)}", "dim italic"))
    return Text.assemble(*parts)


def cited(citation: Citation) -> str:
    """Return where something comes from, with the words of the source or its address."""
    quote = f": “{citation.quote}”" if citation.quote else f" ({citation.address})" if citation.address else ""
    return f"{citation.source}, {citation.title}{quote}"


def _count(report: Report, severity: Severity) -> str:
    number = sum(each.severity is severity for each in report.findings)
    plural = "" if number == 1 or severity is Severity.ADVICE else "s"
    return f"{number} {severity.value}{plural}"
