"""Write lists of words as running text."""


def word_set(text: str) -> frozenset[str]:
    """Return the blank-separated words of a text."""
    return frozenset(text.split())


def word_list(text: str) -> tuple[str, ...]:
    """Return the blank-separated words of a text in their order."""
    return tuple(text.split())
