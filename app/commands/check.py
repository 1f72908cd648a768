"""`cardinal check`: what the practice says of a text, with its words underlined."""

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from app.checks.engine import check
from app.checks.report import Citation, Context, Field, Finding, Kind, Report, Severity, Span, Verdict, rank
from app.checks.trace import Step, Trace
from app.commands.errors import CommandError
from app.policy.presets import DEFAULT_PRESET, preset

MAX_CHARACTERS = 20_000
STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.ADVICE: "bold cyan"}


def check_file(
    file: str, kind: Kind, context: Context | None = None, *, as_json: bool = False, trace: bool = False
) -> int:
    """Print what the check finds in a file, `-` for standard input; return 1 when it blocks, else 0."""
    text = _read(file)
    policy, known = preset(DEFAULT_PRESET), context or Context()
    report = check(kind, [Field("/text", text)], known, policy, policy_revision=DEFAULT_PRESET, trace=trace)
    if as_json:
        print(json.dumps(report.to_json(), indent=2, ensure_ascii=False))
    else:
        console, name = Console(highlight=False, soft_wrap=True), "standard input" if file == "-" else file
        show(console, name, text, report)
        show_trace(console, name, text, report.trace or [])
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
    """Print a report for reading, the gravest finding first."""
    for finding in sorted(report.findings, key=lambda each: -rank(each.severity)):
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
    where = _where(name, text, finding.span.start if finding.span else None)
    return Text.assemble((f"{where} ", "bold"), (finding.severity.value, STYLES[finding.severity]), f" {finding.rule}")


def _where(name: str, text: str, start: int | None) -> str:
    if start is None:
        return name
    return f"{name}:{text.count(chr(10), 0, start) + 1}:{start - text.rfind(chr(10), 0, start)}"


def quoted(text: str, span: Span, style: str) -> list[Text]:
    """Return the lines that a span stands in, with its words coloured and underlined by a row of marks."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    shown = text[start : end if end >= 0 else len(text)]
    lines, at = [], start
    for line in shown.split("\n"):
        first, last = max(span.start, at) - at, min(span.end, at + len(line)) - at
        printable = _printable(line)
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


def show_trace(console: Console, name: str, text: str, trace: Trace) -> None:
    """Print the steps of a trace for reading, in their order."""
    if trace:
        console.print(Text("\nHow it came to that", "bold"))
    for step in trace:
        console.print(_step(name, text, step))


def _step(name: str, text: str, step: Step) -> Text:
    """Return a step of the trace on one line: where, which rule, what it is, and what became of it."""
    where = _where(name, text, step["span"]["start"] if step["span"] else None)
    quote = f" “{_printable(' '.join(step['quote'].split()))}”" if step["quote"] else ""
    silenced = f"; silenced by {step['silenced_by']}" if step["step"] == "pattern" and step["silenced_by"] else ""
    return Text.assemble((f"{where} ", "dim"), f"{step['rule']}{quote}: {_ABOUT[step['step']](step)}{silenced}")


_ABOUT: Mapping[str, Callable[[Step], str]] = {
    "pattern": lambda step: f"{step['frame']}, by {step['pattern']}",
    "score": lambda step: f"scores {step['score']} ({_limits(step)}): {step['decision'].replace('_', ' ')}",
    "message_rule": lambda step: " ".join([step["reason"], *(f"{k} = {v}" for k, v in step["values"].items())]),
    "finding": lambda step: f"{step['severity']}. {step['reason']}",
}


def _limits(step: Step) -> str:
    return ", ".join(f"{name} {limit}" for name, limit in step["limits"].items())


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)


def _count(report: Report, severity: Severity) -> str:
    number = sum(each.severity is severity for each in report.findings)
    plural = "" if number == 1 or severity is Severity.ADVICE else "s"
    return f"{number} {severity.value}{plural}"
