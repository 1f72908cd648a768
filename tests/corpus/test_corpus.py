"""The corpus keeps to its format, and the checker to its numbers on the part that nobody who writes rules has read."""

import pytest

from app.checks.engine import default_ruleset
from app.checks.report import Kind
from app.checks.scorer import at_first_glance, features
from app.checks.wordlists import word_set
from tests.corpus import evaluate, reading, train

PHENOMENA = {
    True: word_set("direct application chase vacancy referral pass-on hedged hint across denial-then-ask"),
    False: word_set(
        "more-people denial circumstances past others how-hiring-works shadowing thanks quoted other-sense ordinary"
    ),
}
TEST = reading.asks("test")


# What is compared are places: a failure that showed a text of the test part would unseal it.


@pytest.mark.parametrize("part", reading.PARTS)
def test_every_ask_has_its_words_marked_and_a_known_phenomenon(part: str) -> None:
    rows = reading.asks(part)
    assert [row.place for row in rows if row.phenomenon not in PHENOMENA[row.asks]] == []
    assert [row.place for row in rows if bool(row.text[row.start : row.end].strip()) is not row.asks] == []
    assert [row.place for row in rows if {reading.OPEN, reading.CLOSE} & set(row.text)] == []


def test_no_text_stands_twice() -> None:
    first: dict[str, str] = {}
    rows = [row for part in reading.PARTS for row in reading.asks(part)]
    assert [row.place for row in rows if first.setdefault(row.text, row.place) != row.place] == []


@pytest.mark.parametrize("part", reading.PARTS)
def test_a_contrast_pair_has_both_labels(part: str) -> None:
    labels: dict[str, set[bool]] = {}
    for row in reading.asks(part):
        if row.pair:
            labels.setdefault(row.pair, set()).add(row.asks)
    assert [pair for pair, found in labels.items() if len(found) < 2] == []


@pytest.mark.parametrize("part", reading.PARTS)
def test_rules_and_kinds_that_are_named_exist(part: str) -> None:
    known, kinds = {*default_ruleset().rules, evaluate.FAMILY}, set(Kind)
    messages, singles = reading.messages(part), reading.singles(part)
    assert [message.place for message in messages if message.kind not in kinds] == []
    assert [single.place for single in singles if single.kind not in kinds] == []
    assert [message.place for message in messages if not set(message.rules) <= known] == []
    assert [message.place for message in messages if message.good is bool(message.rules)] == []
    assert [single.place for single in singles if single.rule not in known] == []


def test_what_is_read_is_shown_without_its_text() -> None:
    read = (reading.asks, reading.lengths, reading.forms, reading.singles, reading.messages)
    rows = [row for rows in read for row in rows("development")[:5]]
    assert [row for row in rows if row.text in repr(row)] == []


def test_job_asks_of_strangers_are_found_and_lookalikes_left_alone() -> None:
    asked = evaluate.job_asks(TEST)
    assert asked.tiers["error"].precision >= 0.94
    assert asked.tiers["any"].recall >= 0.85
    assert asked.tiers["any"].f1 >= 0.88
    assert asked.pairs.recall >= 0.6
    assert asked.pointing.touching.recall >= 0.9
    assert asked.pointing.right() >= 0.6


def test_strangers_good_messages_get_hardly_a_wrong_error() -> None:
    counts, _ = evaluate.whole_messages(reading.messages("test"))
    wrong = counts["good messages with a wrong error"]
    assert wrong.recall <= 0.03
    assert counts["job-ask in bad messages"].recall >= 0.95


def test_the_minutes_that_strangers_ask_for_are_read_exactly() -> None:
    counts, _ = evaluate.minutes("test")
    assert counts["all"].recall >= 0.93


def test_strangers_questions_are_told_apart() -> None:
    closed, _ = evaluate.closed_questions("test")
    rules, _ = evaluate.single_rules("test")
    assert closed.f1 >= 0.93
    assert rules["questions.salary"].f1 >= 0.93
    assert rules["questions.researchable"].f1 >= 0.80
    assert rules["custom.placeholder"].f1 >= 0.85
    assert rules["custom.nothing-specific"].f1 >= 0.85
    assert rules["resume.unsolicited"].f1 >= 0.85


def test_a_score_is_the_sum_of_the_weights_of_the_features() -> None:
    scorer = default_ruleset().scorer
    assert scorer is not None
    glances, wrong = 0, list[str]()
    for row in TEST[::10]:
        for line in train.sentences(row.text):
            flags = bool(line.negated), bool(line.quoted)
            found = features(line.line, train.LETTERS, *flags)
            weights = {each: scorer.weights.get(each[0], {}).get(each[1], 0) for each in found}
            glance = scorer.bias + sum(weights[each] for each in found if at_first_glance(each))
            whole = scorer.bias + sum(weights[each] for each in found)
            glances += glance < scorer.limits.glances
            if scorer.score(line.line, *flags) != (glance if glance < scorer.limits.glances else whole):
                wrong.append(row.place)
    assert wrong == []
    assert glances


def test_training_gives_the_same_weights_again() -> None:
    sample = train.examples()[::40]
    assert train.train(sample) == train.train(sample)
    assert train.train(sample).score(sample[0]) != 0
