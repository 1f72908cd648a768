"""Find the names that the context gives, so that "3M" is no length and "Will Hire" hires nobody."""

from functools import lru_cache

from app.checks.document import Document
from app.checks.report import Context
from app.checks.tokens import tokenize

_Names = dict[str, list[tuple[str, ...]]]


def mark_names(documents: list[Document], context: Context) -> None:
    """Note in each text where a name of the context stands."""
    role = context.role_title
    people = (context.contact_name, context.referrer_name)
    by_first = _names(people, (*people, context.organisation, role if role and " " in role else None))
    for document in documents if by_first else ():
        if not by_first.keys().isdisjoint(document.tokens.words):
            _mark(document, by_first)


@lru_cache(maxsize=64)
def _names(people: tuple[str | None, ...], whole: tuple[str | None, ...]) -> _Names:
    """Return the names to look for by their first word, the longest first; a letter is checked many times over."""
    names = {tuple(tokenize(name).words) for name in whole if name}
    names |= {(word,) for name in people if name for word in tokenize(name).words}
    names = {name for name in names if any(word[0].isalnum() for word in name) and len("".join(name)) > 1}
    by_first: _Names = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        by_first.setdefault(name[0], []).append(name)
    return by_first


def _mark(document: Document, by_first: _Names) -> None:
    words = document.tokens.words
    begins = {sentence.first for sentence in document.sentences}
    until = 0
    for index, word in enumerate(words):
        if index < until or word not in by_first:
            continue
        for name in by_first[word]:
            last = index + len(name)
            if tuple(words[index:last]) == name and _is_written_as_name(document, index, last, index in begins):
                document.names[index] = until = last
                break


def _is_written_as_name(document: Document, first: int, last: int, opens: bool) -> bool:
    """Tell a name from the same words in their plain sense: by capitals, or by figures glued to letters."""
    text, tokens = document.text, document.tokens
    written = text[tokens.starts[first] : tokens.ends[last - 1]]
    if any(char.isdigit() for char in written) and not any(char.isspace() for char in written):
        return not written.isdigit()
    if opens and last - first == 1:
        return False
    words = [text[tokens.starts[index]] for index in range(first, last) if tokens.words[index] not in _SMALL]
    return not any(char.islower() for char in words) and not text.isupper()


_SMALL = frozenset(("of", "the", "and", "for", "&", "de", "la", "von", "van", "'s"))
