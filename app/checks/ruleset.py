"""Load a language pack: rules as data, validated, compiled, and named by date and content hash."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from app.checks.lexicon import NUMBER, PROPER, Lexicon
from app.checks.lines import Line
from app.checks.matching import Pattern
from app.checks.patterns import Reader
from app.checks.report import Citation, Kind, Severity
from app.checks.scorer import Scorer, read_scorer
from app.checks.wordlists import word_set

_KEYS = word_set(
    """
    id revision severity default kinds example_kind about message suggestion replacement contexts data
    citations frames antipatterns bad good
    """
)
OPEN_CLASSES = frozenset((NUMBER, PROPER))
_FRAME_KEYS = frozenset(("name", "certain", "broad", "immune", "patterns"))


class RulesetError(ValueError):
    """A language pack is not valid."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text that a rule must find (with the words it points at) or must leave alone."""

    text: str
    quote: str | None
    kind: Kind
    context: Mapping[str, Any]
    policy: Mapping[str, Any]
    pointer: str


@dataclass(frozen=True, slots=True)
class Frame:
    """Patterns that count the same; `certain` by themselves, `broad` ones only where the scorer is sure."""

    patterns: tuple[Pattern, ...]
    certain: bool
    broad: bool
    immune: frozenset[str]
    name: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the practice: when it fires, what it says, what it stands on, and its examples."""

    id: str
    family: str
    revision: int
    severity: Severity
    default: str
    kinds: frozenset[Kind]
    message: str
    suggestion: str | None
    replacement: str | None
    about: str
    citations: tuple[Citation, ...]
    frames: tuple[Frame, ...]
    antipatterns: tuple[Pattern, ...]
    contexts: frozenset[str]
    data: Mapping[str, Any]
    bad: tuple[Example, ...]
    good: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class ContextPattern:
    """A pattern that, standing where it says, takes a candidate back."""

    name: str
    scope: str
    families: frozenset[str]
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One pattern of one rule, in the order in which it is tried, and its second rarest need."""

    order: int
    rule: Rule
    frame: Frame
    pattern: Pattern
    second: frozenset[str]


@dataclass(frozen=True, slots=True)
class Index:
    """The patterns by their rarest need, so that a sentence meets only those it could match.

    `groups` are the numbers of the entries for each word and concept of such a need.
    """

    groups: Mapping[str, tuple[int, ...]]
    entries: tuple[tuple[Entry, ...], ...]

    def candidates(self, line: Line) -> list[Entry]:
        """Return the entries whose needs a line meets, in their order."""
        present, numbers = line.places.present, set[int]()
        for choice in self.groups.keys() & present:
            numbers.update(self.groups[choice])
        found = [entry for number in numbers for entry in self.entries[number] if not entry.second.isdisjoint(present)]
        found.sort(key=_order)
        return found


def _order(entry: Entry) -> int:
    return entry.order


@dataclass(frozen=True, slots=True)
class Ruleset:
    """An immutable set of rules with its name, lexicon, contexts and scorer."""

    name: str
    rules: Mapping[str, Rule]
    lexicon: Lexicon
    contexts: tuple[ContextPattern, ...]
    cues: Mapping[str, tuple[Pattern, ...]]
    index: Index
    broad: tuple[Entry, ...]
    scored: Mapping[str, str]
    scorer: Scorer | None

    def severities(self) -> dict[str, str]:
        """Return each rule's default severity ceiling ("off" where it must be switched on)."""
        return {rule.id: rule.default for rule in self.rules.values()}


@lru_cache(maxsize=1)
def default_ruleset() -> Ruleset:
    """Return the English rules that ship with the package, loaded once."""
    return load(files("app.checks") / "packs" / "en")


def load(pack: Traversable) -> Ruleset:
    """Load a language pack from its folder; raise RulesetError when it is not valid."""
    raw = dict(sorted(_read_tree(pack, "")))
    tables = {path: tomllib.loads(content.decode()) for path, content in raw.items()}
    head = tables["pack.toml"]
    digest = sha256(b"\0".join(path.encode() + b"\0" + content for path, content in raw.items())).hexdigest()
    concepts = {k: v for path in tables if path.startswith("lexicon/") for k, v in tables[path].items()}
    lexicon = Lexicon(concepts, tables["spelling.toml"], _frequency(tables.get("frequency.toml", {})))
    reader = Reader(lexicon, tables["macros.toml"]["macros"])
    sources = head["sources"]
    rules = {}
    for path, table in tables.items():
        if path.startswith("rules/"):
            rule = _rule(path, table, reader, sources)
            rules[rule.id] = rule
    contexts = tuple(_context(name, table, reader) for name, table in tables["contexts.toml"].items())
    cues = {name: _patterns(text, reader) for name, text in tables["cues.toml"]["cues"].items()}
    name = f"{head['language']}-{head['released'].replace('-', '.')}-{digest[:8]}"
    scored = _scored(tables, head["scored"], lexicon)
    scorer = read_scorer(tables["scorer.toml"], scored) if "scorer.toml" in tables else None
    return Ruleset(name, rules, lexicon, contexts, cues, _index(rules), _broad(rules), scored, scorer)


def _second(pattern: Pattern) -> frozenset[str]:
    return pattern.needs[min(1, len(pattern.needs) - 1)]


def _index(rules: Mapping[str, Rule]) -> Index:
    entries: dict[frozenset[str], list[Entry]] = {}
    order = 0
    for rule in rules.values():
        for frame in rule.frames:
            for pattern in () if frame.broad else frame.patterns:
                entries.setdefault(pattern.needs[0], []).append(Entry(order, rule, frame, pattern, _second(pattern)))
                order += 1
    groups: dict[str, list[int]] = {}
    for number, choices in enumerate(entries):
        for choice in choices:
            groups.setdefault(choice, []).append(number)
    return Index({choice: tuple(found) for choice, found in groups.items()}, tuple(map(tuple, entries.values())))


def _frequency(table: Mapping[str, str]) -> dict[str, int]:
    rows = (row.split(" ") for row in table.get("frequency", "").splitlines() if row)
    return {word: int(count) for word, count in rows}


def _scored(tables: Mapping[str, Any], names: list[str], lexicon: Lexicon) -> dict[str, str]:
    """Return the letters of the concepts that the scorer looks at; a change of the others leaves its weights valid."""
    found = {concept for name in names for concept in tables[f"lexicon/{name}.toml"]}
    return {
        concept: letter for concept, letter in lexicon.letters.items() if concept in found or concept in OPEN_CLASSES
    }


def _broad(rules: Mapping[str, Rule]) -> tuple[Entry, ...]:
    """Return the patterns that are tried only in sentences of which the scorer is sure."""
    found = [(r, f, p) for r in rules.values() for f in r.frames if f.broad for p in f.patterns]
    return tuple(Entry(order, *each, _second(each[2])) for order, each in enumerate(found))


def _read_tree(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += _read_tree(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".toml"):
            found.append((prefix + entry.name, entry.read_bytes()))
    return found


def _patterns(text: str, reader: Reader, *, reach: bool = False) -> tuple[Pattern, ...]:
    rows = (row.split("#")[0].strip() for row in text.splitlines())
    return tuple(Pattern.of(row, reader, reach=reach) for row in rows if row)


def _context(name: str, table: Mapping[str, Any], reader: Reader) -> ContextPattern:
    families = frozenset(table.get("families", ()))
    return ContextPattern(name, table["scope"], families, _patterns(table["patterns"], reader, reach=True))


def _rule(path: str, table: Mapping[str, Any], reader: Reader, sources: Mapping[str, Any]) -> Rule:
    missing = {"id", "revision", "severity", "kinds", "message", "about", "citations"} - set(table)
    if missing:
        raise RulesetError(f"{path} lacks {', '.join(sorted(missing))}")
    unknown = set(table) - _KEYS | {key for frame in table.get("frames", ()) for key in set(frame) - _FRAME_KEYS}
    if unknown:
        raise RulesetError(f"{path} has unknown {', '.join(sorted(unknown))}")
    rule_id = table["id"]
    family, _, short = rule_id.partition(".")
    if path != f"rules/{family}/{short}.toml":
        raise RulesetError(f"{path} holds the rule {rule_id}")
    kinds = frozenset(Kind) if table["kinds"] == ["all"] else frozenset(Kind(kind) for kind in table["kinds"])
    plain = [kind for kind in table["kinds"] if kind != "all"] or ["interview_request"]
    first_kind = Kind(table.get("example_kind", plain[0]))
    return Rule(
        id=rule_id,
        family=family,
        revision=table["revision"],
        severity=Severity(table["severity"]),
        default=table.get("default", table["severity"]),
        kinds=kinds,
        message=table["message"],
        suggestion=table.get("suggestion"),
        replacement=table.get("replacement"),
        about=table["about"],
        citations=tuple(_citation(path, entry, sources) for entry in table["citations"]),
        frames=tuple(_frame(entry, reader) for entry in table.get("frames", ())),
        antipatterns=_patterns(table.get("antipatterns", {}).get("patterns", ""), reader, reach=True),
        contexts=frozenset(table.get("contexts", ())),
        data=table.get("data", {}),
        bad=tuple(_example(entry, first_kind) for entry in table.get("bad", ())),
        good=tuple(_example(entry, first_kind) for entry in table.get("good", ())),
    )


def _frame(entry: Mapping[str, Any], reader: Reader) -> Frame:
    return Frame(
        patterns=_patterns(entry["patterns"], reader),
        certain=entry.get("certain", False),
        broad=entry.get("broad", False),
        immune=frozenset(entry.get("immune", ())),
        name=entry["name"],
    )


def _citation(path: str, entry: Mapping[str, Any], sources: Mapping[str, Any]) -> Citation:
    source = entry["source"]
    if source not in sources:
        raise RulesetError(f"{path} cites {source}, which the pack does not know")
    known = sources[source]
    return Citation(source, known["title"], entry.get("quote"), known.get("address"))


def _example(entry: Any, kind: Kind) -> Example:
    table: Mapping[str, Any] = {"text": entry} if isinstance(entry, str) else entry
    return Example(
        text=table.get("text", ""),
        quote=table.get("quote"),
        kind=Kind(table.get("kind", kind)),
        context=table.get("context", {}),
        policy=table.get("policy", {}),
        pointer=table.get("pointer", ""),
    )
