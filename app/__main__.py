"""The `cardinal` command: what can be said to it. Each command imports what it does when it is called, and only then:
`cardinal --help` answers at once, and a server carries nothing that serving does not need.
"""

import sys
from typing import Annotated

import typer

from app.commands.errors import CommandError

cli = typer.Typer(
    name="cardinal",
    help="Informational interviews, from the first contact to the thank-you note.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
db = typer.Typer(help="The database's schema.", no_args_is_help=True)
cli.add_typer(db, name="db")


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


def main() -> None:
    """Run the command that was given; what stops it is said in a sentence."""
    try:
        cli(prog_name="cardinal")
    except CommandError as error:
        print(f"cardinal: {error}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
