"""Texts as they come out of mail programs and web pages: tags, entities, line ends, pictures, answers below a mail."""

from typing import Any

import pytest

from app.checks.document import parse
from app.checks.engine import check
from app.checks.markup import plain
from app.checks.report import Context, Field, Finding, Kind
from app.checks.zones import Zone
from app.policy.presets import preset

BALANCED = preset("balanced")
ASK = "Do you have any openings on your team?"
FOUND = "Do you have any openings on your team"


def findings(text: str, kind: Kind = Kind.INTERVIEW_REQUEST, **known: Any) -> tuple[Finding, ...]:
    return check(kind, [Field("/text", text)], Context(**known), BALANCED).findings


def asks(text: str) -> list[str | None]:
    return [finding.quote for finding in findings(text) if finding.family == "job-ask"]


def sentences(text: str, *, lines: bool = False) -> list[str]:
    document = parse("", text, lines=lines)
    return [document.text_of(sentence) for sentence in document.sentences]


@pytest.mark.parametrize(
    "text",
    [
        f"<p>Hi Ana,</p><p>{ASK}</p>",
        f'<P CLASS="MsoNormal">Hi Ana,</P>\r\n<p style="margin:0">{ASK}</p>',
        f"<div>Hi Ana,<br/><br/>{ASK}<br></div>",
        f"<html><body><ul><li>{ASK}</li></ul></body></html>",
        f"<!-- pasted -->{ASK}<hr>",
        f"Hi Ana,&nbsp;{ASK}",
    ],
)
def test_tags_are_not_words_and_not_pointed_at(text: str) -> None:
    assert asks(text) == [FOUND]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("I don&#39;t", "I don't"),
        ("I don&rsquo;t", "I don’t"),
        ("Marks &amp; Spencer", "Marks & Spencer"),
        ("caf&eacute;", "café"),
        ("&ldquo;so&rdquo;", "“so”"),
        ("a<br>b", "a\nb"),
        ("a\r\nb\rc", "a \nb\nc"),
    ],
)
def test_what_is_read_is_what_a_reader_sees_and_stays_in_its_place(text: str, shown: str) -> None:
    read = plain(text)
    assert len(read) == len(text)
    assert "".join(read.replace("\u2060", "").split(" ")) == "".join(shown.split(" "))


@pytest.mark.parametrize("text", ["a < b and c > d", "AT&T; R&D", "<Name>", "<ana@example.org>", "<https://a.example>"])
def test_what_is_no_markup_is_left_alone(text: str) -> None:
    assert plain(text) == text


def test_a_placeholder_in_angle_brackets_is_still_one() -> None:
    assert "custom.placeholder" in [finding.rule for finding in findings("<p>Dear <Name>, I am a student.</p>")]


def test_tags_do_not_count_as_words() -> None:
    text = '<p class="MsoNormal" style="margin: 0 0 0 0">One two three.</p>'
    assert check(Kind.INTERVIEW_REQUEST, [Field("/text", text)], Context(), BALANCED).facts.word_count == 3


@pytest.mark.parametrize("mark", ["—", "–", "“so”", "résumé", "•", "crèche", "✨", "日本"])
@pytest.mark.parametrize("ask", ["could you give me a job?", "do you have any openings?", "please hire me at once."])
def test_no_mark_before_an_ask_moves_what_is_pointed_at(mark: str, ask: str) -> None:
    before = "I thought {0} and thought {0} and thought {0} and thought {0} and thought: "
    assert asks(before.format(mark) + ask) == asks(before.format("x") + ask) != []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_any_way(end: str) -> None:
    text = f"Hi Ana,{end}I am a nurse.{end}{end}could you tell me{end}how you began?{end}{end}Best,{end}Sam"
    document = parse("", text)
    assert [sentence.zone for sentence in document.sentences] == [
        *(Zone.GREETING, Zone.BODY, Zone.BODY, Zone.SIGNATURE, Zone.SIGNATURE),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "If your museum is still looking,\nI would like to apply.",
        "Hank says that the city is hiring, and\nI want in.",
        "Is the service centre in\nKraków looking for speakers of Spanish?",
        "I am forwarding my\nCV in the hope that you can use it.",
    ],
)
def test_a_sentence_goes_on_in_the_next_line(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Hi Ana,\nI am a nurse.",
        "Professor Hale,\nmay I ask you something?",
        "Thank you so much,\nSam",
        "My plan for the year\nThe first part is done.",
        "What I ask:\na quarter of an hour",
    ],
)
def test_a_greeting_a_formula_and_a_heading_stand_by_themselves(text: str) -> None:
    assert sentences(text) == text.split("\n")


def test_a_question_of_a_list_goes_on_in_the_next_line() -> None:
    text = "1. Could you tell me how\nyou spend\nyour week?\n2. Is it hard?\nWhat is next\nWhat comes after\n- and then"
    assert len(sentences(text, lines=True)) == 5
    small = "what is hard\nwhat is easy\nwhat is next"
    assert sentences(small, lines=True) == small.split("\n")


@pytest.mark.parametrize("gap", [" ", "  ", "\n", " \n "])
def test_a_quoted_question_does_not_end_the_sentence_around_it(gap: str) -> None:
    text = f'Those who write "are you hiring?"{gap}get no reply.'
    assert len(sentences(text)) == 1
    assert asks(text) == []


def test_no_at_the_end_of_a_sentence_is_no_number() -> None:
    assert len(sentences("They told me no. Then I wrote to you.")) == 2
    assert len(sentences("I live at No. 7 in the same street.")) == 1


def test_an_answer_below_a_pasted_mail_is_the_writers_own() -> None:
    mail = "On 28 January, Priyanka Menon wrote:\n> We have the new hires starting.\n> Are you hiring too?\n"
    assert asks(f"Thanks!\n\n{mail}") == []
    assert asks(f"Thanks!\n\n{mail}\n{ASK}\n\nGavin") == [FOUND]
    unmarked = "On 28 January, Priyanka Menon wrote:\n\nWe have new hires.\n\n"
    assert asks(f"Thanks!\n\n{unmarked}{ASK}") == []


@pytest.mark.parametrize("picture", ["😀", "👍🏽", "❤️", "👩‍🚀", "🇵🇱", "™", "✨✨"])
def test_a_picture_is_read_over(picture: str) -> None:
    assert asks(f"Do you have {picture} any openings {picture} on your team?") == [
        f"Do you have {picture} any openings {picture} on your team",
    ]


def test_a_sign_at_the_beginning_of_a_line_still_makes_a_list() -> None:
    for sign in "●○▪➢✓":
        assert [s.list_item for s in parse("", f"{sign} one thing\n{sign} another thing").sentences] == [True, True]


def test_capitals_do_not_make_names_of_all_words() -> None:
    for text in ("Put me in touch with another bid writer.", "Could I apply what you said to a bridge of bamboo?"):
        assert asks(text) == asks(text.upper()) == []


def test_a_slip_inside_a_set_phrase_is_read_over() -> None:
    right, wrong = (asks(f"Could you pass my {word} on to your manager?") for word in ("resume", "resmue"))
    assert len(right) == len(wrong) == 1


@pytest.mark.parametrize(
    "text",
    [
        "您好，请问你们招聘吗？",
        "Здравствуйте, есть ли у вас вакансии?",
        "Bonjour Priya, auriez-vous vingt minutes pour moi ?",
        "Hallo Priya, hast du am Montag Zeit?",
    ],
)
def test_a_short_text_in_another_language_is_not_read_as_english(text: str) -> None:
    report = check(Kind.INTERVIEW_REQUEST, [Field("/message", text)], Context(), preset("balanced"))
    assert (report.language, report.findings) == ("other", ())


@pytest.mark.parametrize("text", ["Hire me please", "Hi Priya, got 15 minutes?", "Merci! Are you hiring?"])
def test_a_short_english_text_is_read(text: str) -> None:
    assert check(Kind.INTERVIEW_REQUEST, [Field("/message", text)], Context(), preset("balanced")).language == "en"


def test_a_forwarded_mail_is_not_the_writers_own_words() -> None:
    text = "Thanks.\n\n---------- Forwarded message ---------\nFrom: Dana\n\nAre you hiring?"
    found = check(Kind.INTERVIEW_REQUEST, [Field("/message", text)], Context(), preset("balanced")).findings
    assert [each for each in found if each.family == "job-ask"] == []


@pytest.mark.parametrize(
    "unseen",
    [
        "<style>p {margin: 0} {{name}} [Company]</style>",
        "<STYLE type='text/css'>.x{color:red}</STYLE >",
        "<script>var a = {Name}; if (a > 1) { b = '<b>[Name]</b>' }</script>",
        "<!-- {{first_name}} <b>[Name]</b> -->",
        "<!--[if mso]><p>{Company}</p><![endif]-->",
        "<!--[if !mso]><!--><!--<![endif]-->",
        "<style>/* İ */ .x {color}</style>",
    ],
)
def test_what_no_reader_sees_holds_no_placeholder_and_no_words(unseen: str) -> None:
    text = f"{unseen}<p>Hi Ana, I am a nurse in Leeds.</p>"
    assert "custom.placeholder" not in [finding.rule for finding in findings(text)]
    assert check(Kind.INTERVIEW_REQUEST, [Field("/text", text)], Context(), BALANCED).facts.word_count <= 8


@pytest.mark.parametrize(
    "header",
    [
        "Am 3. Mai 2026 schrieb Anna:",
        "Am So., 3. Mai 2026 um 10:12 Uhr schrieb Anna Berger <anna@example.org>:",
        "Le lun. 4 mai 2026 à 10:12, Anne Petit <anne@example.org> a écrit :",
        "Le 4 mai 2026 à 10:12, Anne Petit\n<anne@example.org> a écrit\u00a0:",
        "El lun, 4 may 2026 a las 10:12, Ana (<ana@example.org>) escribió:",
        "Op ma 4 mei 2026 om 10:12 schreef Anna <anna@example.org>:",
        "Il giorno lun 4 mag 2026 alle ore 10:12 Anna\n<anna@example.org> ha scritto:",
        "Em seg., 4 de mai. de 2026 às 10:12, Ana escreveu:",
        "Den mån 4 maj 2026 kl 10:12 skrev Anna:",
        "Von: Anna Berger\nGesendet: Montag, 4. Mai 2026 10:12\nAn: Hana\nBetreff: AW: Treffen",
        "*Von:* Anna Berger\n*Gesendet:* Montag, 4. Mai 2026 10:12\n*An:* Hana",
        "De : Anne Petit\nEnvoyé : lundi 4 mai 2026 10:12\nÀ : Hana\nObjet : RE: Rendez-vous",
        "De: Ana\nEnviado: lunes, 4 de mayo de 2026\nPara: Hana\nAsunto: RE: Cita",
        "Da: Anna\nInviato: lunedì 4 maggio 2026\nA: Hana\nOggetto: R: Incontro",
        "Van: Anna\nVerzonden: maandag 4 mei 2026\nAan: Hana\nOnderwerp: RE: Afspraak",
        "-----Ursprüngliche Nachricht-----\nVon: Anna",
        "-------- Message d'origine --------",
    ],
)
def test_a_thread_is_known_by_its_header_in_other_languages(header: str) -> None:
    assert asks(f"Thank you, Monday suits me.\n\n{header}\n\n{ASK}\n") == []
    assert asks(f"{ASK}\n\n{header}\n\nViel Erfolg und bis bald, ich bin im Büro und Sie sind es nicht.") == [FOUND]


@pytest.mark.parametrize("header", ["Am 3. Mai 2026 schrieb Anna:", "Le 4 mai 2026, Anne a écrit :"])
def test_an_answer_below_a_thread_in_another_language_is_read(header: str) -> None:
    assert asks(f"{header}\n> Bis Montag!\n\n{ASK}") == [FOUND]


@pytest.mark.parametrize(
    "line",
    [
        "Am I right about this:",
        "Le Corbusier wrote of 3 things:",
        "El Greco painted 12 of them:",
        "De Vries told me:",
        "Von: a short word with 3 letters",
        "- message d'or",
    ],
)
def test_a_line_that_only_begins_like_a_header_starts_no_thread(line: str) -> None:
    assert asks(f"{line}\n\n{ASK}") == [FOUND]


def test_an_opening_at_an_hour_is_no_post_and_one_on_a_team_is() -> None:
    asked = {}
    for text in ("Do you have an opening at 3 pm?", "I'm interested in the opening on your team."):
        found = check(Kind.INTERVIEW_REQUEST, [Field("/message", text)], Context(), preset("balanced")).findings
        asked[text] = [each.severity.value for each in found if each.family == "job-ask"]
    assert list(asked.values()) == [[], ["error"]]
