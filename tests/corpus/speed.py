"""Time the checker on one core: a message of 120 words, each rule's share, hostile text of growing length, start-up."""

import gc
import subprocess
import sys
import time
import tracemalloc
from collections import defaultdict
from collections.abc import Callable
from functools import partial

from app.checks.contexts import read
from app.checks.document import parse
from app.checks.engine import check, default_ruleset
from app.checks.report import Context, Field, Kind
from app.policy.presets import preset
from tests.corpus import reading
from tests.corpus.measuring import table

POLICY = preset("balanced")
CONTEXT = Context(contact_name="Dana Whitfield", organisation="City Science Museum", minutes_requested=20)
LENGTHS = (2_500, 5_000, 10_000, 20_000)
HOSTILE = (
    *(" ", "a", "not ", "an hour and ", "do you have any ", "please you ", "[", "? ", "1 ", "20 to ", "> ", '"a ', "'"),
    *("😀", "e\u0301", "\r\n", "-a", "a.", "job ", "my resume ", "if anything opens up ", "i would like you to "),
    "what is the size of the company ; how do you ",
)


def report() -> str:
    """Return the times as Markdown; they hold for the machine they were taken on."""
    middle, worst = message_times()
    loop = _best(lambda: sum(range(1_000_000)))
    lines = [
        ["request of 120 words, all rules, median", f"{middle * 1e3:.2f} ms"],
        ["the same, 99 of 100", f"{worst * 1e3:.2f} ms"],
        [f"slowest of {len(HOSTILE)} hostile texts of {LENGTHS[-1]:,} characters", f"{max(hostile()) * 1e3:.0f} ms"],
        ["loading the rules, in a process of its own", f"{start_up() * 1e3:.0f} ms"],
        ["memory of the rules", f"{memory() / 1e6:.1f} MB"],
        ["for comparison: `sum(range(1_000_000))`", f"{loop * 1e3:.1f} ms"],
    ]
    growth = [[f"{length:,}", f"{each * 1e3:.1f} ms"] for length, each in zip(LENGTHS, growing(), strict=True)]
    rules = [[f"`{rule}`", f"{each * 1e6:.1f}"] for rule, each in rule_times()]
    return "\n\n".join(
        [
            table(["", "processor time"], lines),
            table(["characters of ordinary letters", "processor time"], growth),
            table(["rule", "µs in a request of 120 words"], rules),
        ]
    )


def message_times(rounds: int = 5) -> tuple[float, float]:
    """Return the median and the 99th percentile for good requests of 90 to 150 words, scaled to 120, in seconds."""
    requests = [m for m in reading.messages("development") if m.good and m.kind == Kind.INTERVIEW_REQUEST]
    messages = [m for m in requests if 90 <= len(m.text.split()) <= 150]
    taken: list[float] = []
    for number in range(rounds + 1):
        for message in messages:
            start = time.process_time()
            check(Kind(message.kind), [Field("/message", message.text)], CONTEXT, POLICY)
            if number:
                taken.append((time.process_time() - start) * 120 / len(message.text.split()))
    taken.sort()
    return taken[len(taken) // 2], taken[len(taken) * 99 // 100]


def hostile() -> list[float]:
    """Return the times for hostile texts of the greatest length."""
    return [_best(partial(_check, (unit * LENGTHS[-1])[: LENGTHS[-1]]), 1) for unit in HOSTILE]


def growing() -> list[float]:
    """Return the times for ordinary letters, joined and cut at growing lengths."""
    text = "\n\n".join(m.text for m in reading.messages("development") if m.good)
    return [_best(partial(_check, text[:length])) for length in LENGTHS]


def rule_times() -> list[tuple[str, float]]:
    """Return what each rule's patterns take in a request of 120 words, slowest first, in seconds."""
    rules = default_ruleset()
    messages = [m.text for m in reading.messages("development") if m.good]
    words = sum(len(text.split()) for text in messages)
    lines = [read(d, s, rules).line for d in (parse("", text) for text in messages) for s in d.body()]
    taken: dict[str, float] = defaultdict(float)
    for line in lines:
        for entry in rules.index.candidates(line):
            start = time.perf_counter()
            entry.pattern.search_all(line)
            taken[entry.rule.id] += time.perf_counter() - start
    return sorted(((rule, each * 120 / words) for rule, each in taken.items()), key=lambda pair: -pair[1])


def start_up() -> float:
    """Return how long a fresh process takes to load the rules, in seconds."""
    code = (
        "import time; from app.checks import ruleset\n"
        "start = time.process_time(); ruleset.default_ruleset(); print(time.process_time() - start)"
    )
    return min(float(subprocess.check_output([sys.executable, "-c", code])) for _ in range(3))


def memory() -> int:
    """Return the bytes that the loaded rules take."""
    from app.checks import ruleset

    ruleset.default_ruleset.cache_clear()
    gc.collect()
    tracemalloc.start()
    ruleset.default_ruleset()
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return taken


def _check(text: str) -> None:
    check(Kind.INTERVIEW_REQUEST, [Field("/message", text)], CONTEXT, POLICY)


def _best(function: Callable[[], object], rounds: int = 3) -> float:
    times = []
    for _ in range(rounds):
        start = time.process_time()
        function()
        times.append(time.process_time() - start)
    return min(times)
