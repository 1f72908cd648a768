"""Patterns find what stands in a sentence, where it begins first, at a cost that grows with the sentence alone."""

import itertools
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from app.checks.lexicon import Lexicon
from app.checks.lines import Line, Places
from app.checks.matching import Pattern
from app.checks.patterns import Reader

WORDS = ["you", "hire", "me", "job", ","]
READER = Reader(Lexicon({}), {"MACRO": "you hire | me"})
ITEMS = ["you", "hire/me", "job?", "..1", "..,2", "( you | hire me )", "( me | .. job )?", "@MACRO", "@MACRO?"]
sentences = st.lists(st.sampled_from(WORDS), max_size=9)
patterns = st.lists(st.sampled_from(ITEMS), min_size=1, max_size=5).map(lambda items: " ".join(["hire", *items]))
ALTERNATIVES = {"( you | hire me )": ("you", "hire me"), "@MACRO": ("you hire", "me")}
OPTIONAL = {"( me | .. job )?": ("me", ".. job"), "@MACRO?": ("you hire", "me")}


def line(words: list[str]) -> Line:
    units = [f"{word}|" for word in words]
    return Line(units, list(range(len(words))), list(range(1, len(words) + 1)), Places(units))


def items_of(pattern: str) -> list[str]:
    """Return the items of a pattern, groups in one piece."""
    rest, found = f"{pattern} ", []
    while rest:
        item = next(
            item for item in sorted([*ITEMS, *WORDS, ".."], key=len, reverse=True) if rest.startswith(item + " ")
        )
        found.append(item)
        rest = rest[len(item) + 1 :]
    return found


def ends(items: list[str], words: list[str], at: int) -> Iterator[int]:
    """Yield where a row of items can end, tried one after the other: slow, and easy to believe."""
    if not items:
        yield at
        return
    item, *rest = items
    if item.startswith(".."):
        taken, most = item.lstrip(".").lstrip(","), 0
        most = int(taken or 3)
        yield from ends(rest, words, at)
        for jumped in range(1, most + 1):
            if at + jumped > len(words) or (words[at + jumped - 1] == "," and "," not in item):
                break
            yield from ends(rest, words, at + jumped)
        return
    if item in ALTERNATIVES or item in OPTIONAL:
        for row in (ALTERNATIVES | OPTIONAL)[item]:
            yield from ends([*row.split(), *rest], words, at)
    elif at < len(words) and words[at] in item.removesuffix("?").split("/"):
        yield from ends(rest, words, at + 1)
    if item.endswith("?"):
        yield from ends(rest, words, at)


@given(patterns, sentences)
def test_a_search_finds_the_first_begin_that_trying_one_after_the_other_finds(pattern: str, words: list[str]) -> None:
    items = items_of(pattern)
    while items[-1].startswith(".."):
        items.pop()
    begins = {at: set(ends(items, words, at)) for at in range(len(words))}
    possible = [at for at, found in begins.items() if found]
    found = Pattern.of(pattern, READER).search(line(words))
    if not possible:
        assert found is None
    else:
        assert found is not None
        assert found[0] == possible[0]
        assert found[1] in begins[possible[0]]


@given(patterns, sentences)
def test_all_matches_stand_apart_and_in_order(pattern: str, words: list[str]) -> None:
    found = Pattern.of(pattern, READER).search_all(line(words))
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(found))
    assert bool(found) == (Pattern.of(pattern, READER).search(line(words)) is not None)


def test_the_end_of_a_sentence_is_where_only_punctuation_follows() -> None:
    pattern = Pattern.of("hire me $", READER)
    assert pattern.search(line(["hire", "me", "."])) == (0, 3)
    assert pattern.search(line(["hire", "me", "now", "."])) is None


def test_a_gap_at_the_end_of_a_context_takes_all_it_may() -> None:
    words = line(["hire", "me", "you", "job", ",", "me"])
    assert Pattern.of("hire ..4", READER, reach=True).search(words) == (0, 4)
    assert Pattern.of("hire ..4", READER).search(words) == (0, 1)
