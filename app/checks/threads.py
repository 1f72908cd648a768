"""Find the earlier mail that mail programs paste below an answer, in the languages that they speak."""

from app.checks.tokens import Tokens
from app.checks.wordlists import word_set

_QUOTING = frozenset(("on", "-", "from"))
_FORWARDED = "- Forwarded message -"
# How the line above a quoted mail begins, and what it says before its colon: German, French, Spanish, Italian, Dutch,
# Portuguese, Danish, Norwegian, Swedish.
_BEGINNINGS = word_set("am le el il op em den")
_WROTE = (" schrieb", " a écrit", " escribió", " ha scritto", " schreef", " escreveu", " skrev")
# The first line of a block of headers, and what one of the next begins with; English is read in `_quoted_in_english`,
# since "From:" begins letters too.
_FROM = word_set("von de van da fra från")
_SENT = word_set("gesendet datum envoyé enviado fecha verzonden inviato data sendt skickat")
_ORIGINAL = (
    *("ursprüngliche nachricht", "weitergeleitete nachricht", "message d'origine", "message transféré"),
    *("mensaje original", "mensaje reenviado", "messaggio originale", "messaggio inoltrato"),
    *("oorspronkelijk bericht", "doorgestuurd bericht", "mensagem original", "mensagem encaminhada"),
)
_NEAR = 3  # lines that a header may be wrapped over, or in which a block names its date
_LONGEST = 200


def quoted_stretch(text: str, tokens: Tokens, spans: list[tuple[int, int]]) -> tuple[int, int]:
    """Return where a pasted earlier mail begins and ends; both are past the end when there is none."""
    return min(_quoted_in_english(text, tokens, spans), _quoted_elsewhere(text))


def _quoted_in_english(text: str, tokens: Tokens, spans: list[tuple[int, int]]) -> tuple[int, int]:
    end = len(text) + 1
    if _FORWARDED in text:
        return text.rfind("\n", 0, text.find(_FORWARDED)) + 1, end
    for first, last in spans:
        if tokens.words[first] not in _QUOTING:
            continue
        words = tokens.words[first:last]
        if words[0] == "on" and len(words) < 40 and words[-2:] == ["wrote", ":"]:
            return tokens.starts[first], _end_of_marks(text, tokens.ends[last - 1])
        if words[:1] == ["-"] and "original" in words[:16] and "message" in words[:18]:
            return tokens.starts[first], end
        if words[:2] == ["from", ":"] and text[tokens.ends[first] : tokens.ends[first] + 200].find("Sent:") >= 0:
            return tokens.starts[first], end
    return end, end


def _quoted_elsewhere(text: str) -> tuple[int, int]:
    """Return the same for the headers of other languages, which are lines of their own."""
    end = len(text) + 1
    if ":" not in text and "-" not in text:
        return end, end
    lines, at = text.split("\n"), 0
    for number, line in enumerate(lines):
        head = line[:_LONGEST].lstrip(" *\u2060").lower()
        if head.startswith("-") and any(title in head for title in _ORIGINAL):
            return at, end
        word = head.partition(" ")[0].rstrip(":*")
        if word in _BEGINNINGS and (length := _said_who_wrote(lines[number : number + _NEAR])):
            return at, _end_of_marks(text, at + length)
        if word in _FROM and _names_a_date(head, lines[number + 1 : number + 1 + _NEAR]):
            return at, end
        at += len(line) + 1
    return end, end


def _said_who_wrote(lines: list[str]) -> int:
    """Return the length of "Am 3. Mai 2026 schrieb Anna:", which may be wrapped, or 0 for any other line."""
    length, said = 0, ""
    for line in lines:
        said += f" {line[:_LONGEST].strip()}"
        length += len(line) + 1
        if said.endswith(":"):
            low = said.lower()
            dated = any(char.isdigit() for char in said)
            return length - 1 if dated and any(word in low for word in _WROTE) else 0
    return 0


def _names_a_date(head: str, following: list[str]) -> bool:
    """Tell the headers "Von: … Gesendet: …" from a line that only begins like them."""
    if ":" not in head[:8]:
        return False
    return any(line[:20].lstrip(" *\u2060").lower().partition(":")[0].strip(" *") in _SENT for line in following)


def _end_of_marks(text: str, start: int) -> int:
    """Return where the last line with a ">" ends: an answer may stand below it; without marks nothing is an answer."""
    marked = text[start : start + 8].lstrip().startswith(">")
    line_end = text.find("\n", text.rfind("\n>") + 1) if marked else -1
    return line_end if line_end >= 0 else len(text) + 1
