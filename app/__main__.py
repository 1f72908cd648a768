"""The `cardinal` command: what can be said to it. Each command imports what it does when it is called, and only then:
`cardinal --help` answers at once, and a server carries nothing that serving does not need.
"""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from app.checks.report import Kind
from app.commands.errors import CommandError

cli = typer.Typer(
    name="cardinal",
    help="Informational interviews, from the first contact to the thank-you note.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
db = typer.Typer(help="The database's schema.", no_args_is_help=True)
account = typer.Typer(help="Accounts of seekers.", no_args_is_help=True)
key = typer.Typer(help="API keys for scripts and integrations.", no_args_is_help=True)
cli.add_typer(db, name="db")
cli.add_typer(account, name="account")
cli.add_typer(key, name="key")


class Scope(StrEnum):
    """What an API key may do."""

    READ = "read"
    WRITE = "write"


Email = Annotated[str, typer.Option(help="The address that the account signs in with.")]


@cli.command()
def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on; 0 takes a free one.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes that serve.")] = 1,
    no_migrate: Annotated[bool, typer.Option("--no-migrate", help="Do not bring the database up to date.")] = False,
) -> None:
    """Serve the API; bring the database up to date first."""
    from app.commands import serve

    serve.serve(host, port, workers, to_migrate=not no_migrate)


@db.command()
def upgrade() -> None:
    """Bring the database up to this program's schema."""
    from app.commands import database

    database.upgrade()


@db.command("check")
def check_schema() -> None:
    """Say whether the database is at this program's schema; the status is 1 when it is not."""
    from app.commands import database

    raise typer.Exit(database.check())


@account.command("create")
def create_account(
    email: Email,
    name: Annotated[str, typer.Option(help="How contacts know the seeker.")],
    time_zone: Annotated[str, typer.Option(help="Their IANA time zone.")] = "UTC",
    password_stdin: Annotated[bool, typer.Option("--password-stdin", help="Read the password, do not ask.")] = False,
) -> None:
    """Make an account, whoever may register by themselves."""
    from app.commands import accounts

    accounts.create_account(email, name, time_zone, password_stdin)


@key.command("create")
def create_key(
    email: Email,
    name: Annotated[str, typer.Option(help="What the key is for.")],
    scope: Annotated[list[Scope], typer.Option(help="What it may do; repeat it for several.")] = [Scope.READ],  # noqa: B006
) -> None:
    """Make an API key and print it, this once."""
    from app.commands import accounts

    accounts.create_key(email, name, [each.value for each in scope])


def _known(*flags: str, about: str) -> Any:
    """Return an option for something that is known beside the text."""
    return typer.Option(*flags, help=about, rich_help_panel="What is known beside the text")


Text = str | None
Number = int | None
Yes = bool | None


@cli.command()
def check(
    given: typer.Context,
    file: Annotated[str | None, typer.Argument(help="A text file; - reads standard input.")] = None,
    kind: Annotated[Kind, typer.Option(help="What kind of text it is.")] = Kind.INTERVIEW_REQUEST,
    json: Annotated[bool, typer.Option("--json", help="Print what the API answers.")] = False,
    trace: Annotated[bool, typer.Option("--trace", help="Tell what matched, each score, and the reasons.")] = False,
    explain: Annotated[
        str | None, typer.Option(metavar="RULE", help="Read no file, only tell about a rule, such as job-ask.vacancy.")
    ] = None,
    context: Annotated[Text, _known("--context", about="A JSON file like the API's context; options go first.")] = None,
    channel: Annotated[Text, _known("--channel", about="email, phone, letter, linkedin, message, in_person.")] = None,
    warmth: Annotated[Text, _known("--warmth", about="cold, lukewarm, warm.")] = None,
    position: Annotated[
        Text, _known("--position", about="same_role, one_step_above, executive, human_resources, other.")
    ] = None,
    minutes_requested: Annotated[Number, _known("--minutes", about="The minutes that are asked for.")] = None,
    minutes_available: Annotated[Number, _known("--minutes-available", about="The time for the questions.")] = None,
    question_count: Annotated[Number, _known("--questions", about="How many questions there are.")] = None,
    formats_offered: Annotated[
        list[str] | None, _known("--format", about="in_person, phone, video, coffee, lunch; repeat it for several.")
    ] = None,
    contact_name: Annotated[Text, _known("--contact-name", about="The reader.")] = None,
    organisation: Annotated[Text, _known("--organisation", about="Where the reader works.")] = None,
    role_title: Annotated[Text, _known("--role-title", about="What the reader does.")] = None,
    referrer_name: Annotated[Text, _known("--referrer-name", about="Who suggested the reader.")] = None,
    sender_name: Annotated[Text, _known("--sender-name", about="The writer.")] = None,
    interested: Annotated[Yes, _known("--interested/--not-interested", about="In more of this field.")] = None,
    resume_invited: Annotated[Yes, _known("--resume-invited", about="The reader asked for the resume.")] = None,
    search_mode: Annotated[Text, _known("--search-mode", about="exploring, networking, searching.")] = None,
) -> None:
    """Check a text against the practice, and show the gravest finding first.

    The status is 0 when it can be sent, 1 when it would be blocked, and 2 when the text or an option cannot be used.
    """
    if explain is not None:
        from app.commands import explain as rules

        return rules.explain(explain, as_json=json)
    if file is None:
        raise CommandError("name a text file, - for standard input, or a rule to --explain.", status=2)
    from app.commands import check, check_context

    known = check_context.context_of(context, given.params)
    raise typer.Exit(check.check_file(file, kind, known, as_json=json, trace=trace))


@cli.command()
def agenda(
    email: Email,
    until: Annotated[
        str | None, typer.Option(help="Show what falls due until this instant, such as 2026-11-22T09:30:00Z.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print what the API answers.")] = False,
) -> None:
    """Show what an account should do next, when, why, and what says so."""
    from app.commands import agenda

    agenda.show(email, until, as_json=json)


@cli.command()
def openapi(
    output: Annotated[Path | None, typer.Option(help="The file to write; without it, standard output.")] = None,
) -> None:
    """Print the OpenAPI document."""
    from app.commands import openapi

    openapi.write(output)


@cli.command()
def doctor(
    health: Annotated[
        str | None,
        typer.Option(help="Only ask this running server whether it is ready, such as http://127.0.0.1:8000."),
    ] = None,
) -> None:
    """Tell what is wrong with this installation, and what to do; the status is 1 when something is."""
    if health is not None:
        from app.commands import health as running

        raise typer.Exit(running.check(health))
    from app.commands import doctor

    raise typer.Exit(doctor.examine())


@cli.command()
def demo(email: Email = "demo@example.org") -> None:
    """Fill an account with a search in progress, to look around in."""
    from app.commands import demo

    demo.fill(email)


def main() -> None:
    """Run the command that was given; what stops it is said in a sentence."""
    try:
        cli(prog_name="cardinal")
    except CommandError as error:
        print(f"cardinal: {error}", file=sys.stderr)
        sys.exit(error.status)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
