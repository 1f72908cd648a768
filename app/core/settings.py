"""Settings from the environment, each with the prefix `CARDINAL_`; a wrong one stops the start with a clear error."""

from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, HttpUrl, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

Network = IPv4Network | IPv6Network


class Settings(BaseSettings):
    """Everything that an operator can set."""

    model_config = SettingsConfigDict(env_prefix="CARDINAL_", env_file=".env", env_ignore_empty=True, extra="ignore")

    database_url: str = Field(
        "sqlite:///var/cardinal.db",
        description="Where the data is: `sqlite:///file` or `postgresql://user:password@host/database`.",
    )
    migration_database_url: str | None = Field(
        None, description="PostgreSQL only: the same database as the role that owns the tables, for migrations."
    )
    database_pool_size: int = Field(10, ge=1, le=100, description="Connections a process holds at most.")
    public_url: HttpUrl = Field(
        HttpUrl("http://127.0.0.1:8000"), description="Where people reach this installation; used in links."
    )
    registration: Literal["open", "verified", "closed"] = Field(
        "open", description="Who may make an account: anybody, anybody with a confirmed address, or nobody."
    )
    cors_origins: Annotated[list[str], NoDecode] = Field(
        [], description="Browser origins that may call the API, separated by commas; `*` for any."
    )
    smtp_url: str | None = Field(None, description="`smtp://user:password@host:port`; without it mail goes to files.")
    mail_dir: Path = Field(Path("var/mail"), description="Folder for mail as `.eml` files when no SMTP is set.")
    policy_file: Path | None = Field(
        None,
        description="TOML file with the preset, values and bounds of the practice for all accounts: docs/policy.md.",
    )
    rate_limit: Literal["on", "off"] = Field("on", description="`off` turns every throttle off, for load tests.")
    trusted_proxies: Annotated[list[Network], NoDecode] = Field(
        [], description="Networks of reverse proxies whose `X-Forwarded-For` is believed, separated by commas."
    )
    egress_allow_networks: Annotated[list[Network], NoDecode] = Field(
        [], description="Private networks that outgoing HTTP may reach all the same, separated by commas."
    )
    log_format: Literal["json", "console"] = Field("json", description="Log lines as JSON or for reading.")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="The least level logged.")
    docs: Literal["on", "off"] = Field("on", description="`off` hides `/docs` and `/openapi.json`.")

    @field_validator("cors_origins", "trusted_proxies", "egress_allow_networks", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value

    @field_validator("cors_origins")
    @classmethod
    def _origins(cls, value: list[str]) -> list[str]:
        if any(each != "*" and not each.startswith(("https://", "http://")) for each in value):
            raise ValueError("each origin must be `*` or begin with https:// or http://, separated by commas")
        return value

    @field_validator("database_url", "migration_database_url")
    @classmethod
    def _known_database(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("sqlite:///", "postgresql://", "postgres://")):
            raise ValueError("must begin with sqlite:///, postgresql:// or postgres://")
        return value

    @property
    def is_postgres(self) -> bool:
        return not self.database_url.startswith("sqlite")

    @property
    def sqlite_path(self) -> Path:
        return Path(self.database_url.removeprefix("sqlite:///"))
