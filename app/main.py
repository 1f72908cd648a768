"""The app: the list of routers and layers, nothing else."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request

from app import __version__
from app.accounts import router as accounts
from app.accounts.access import Authenticator
from app.accounts.passwords import Hasher
from app.accounts.renewals import Renewals
from app.accounts.throttle import Throttle
from app.agenda import router as agenda
from app.checks import router as checks
from app.checks.engine import default_ruleset
from app.contacts import router as contacts
from app.core import answers, deployment, docs, health
from app.core.clock import Clock, system_clock
from app.core.db import Database
from app.core.edge import Edge
from app.core.errors import NotFound
from app.core.gate import Operation
from app.core.logs import configure_logs
from app.core.paging import Signer
from app.core.postgres import PostgresDatabase
from app.core.rates import Rates
from app.core.services import Services
from app.core.settings import Settings
from app.core.sqlite import SqliteDatabase
from app.insights import router as insights
from app.interview_requests import router as interview_requests
from app.meetings import router as meetings
from app.network import router as network
from app.policy import deployment as deployment_policy
from app.policy import router as policy
from app.previews import router as previews
from app.question_sets import router as question_sets
from app.thank_you_notes import router as thank_you_notes

ROUTERS = (
    contacts.router,
    question_sets.router,
    interview_requests.router,
    checks.router,
    policy.router,
    previews.router,
    meetings.router,
    thank_you_notes.router,
    network.router,
    insights.router,
    agenda.router,
    accounts.router,
    health.router,
    docs.router,
)
EXPOSED = (
    "ETag",
    "Link",
    "Location",
    "RateLimit",
    "RateLimit-Policy",
    "Idempotency-Replayed",
    "X-Request-ID",
    "Retry-After",
)


def open_database(settings: Settings) -> Database:
    """Return the database that the settings name, not yet connected."""
    if settings.is_postgres:
        return PostgresDatabase(settings.database_url, settings.database_pool_size)
    return SqliteDatabase(settings.sqlite_path)


def create_app(settings: Settings | None = None, clock: Clock = system_clock) -> FastAPI:
    """Return the application for these settings."""
    settings = settings or Settings()
    configure_logs(settings)
    database = open_database(settings)
    authenticator = Authenticator(database)
    services = Services(
        settings=settings,
        clock=clock,
        database=database,
        authenticate=authenticator,
        rates=Rates(settings.rate_limit == "on"),
        features={
            "hasher": Hasher(),
            "authenticator": authenticator,
            "renewals": Renewals(),
            "deployment_policy": deployment_policy.load(settings.policy_file),
            "kept_policies": {},
        },
    )
    app = FastAPI(
        title="Cardinal", version=__version__, lifespan=_lifespan, openapi_url=None, docs_url=None, redoc_url=None
    )
    app.state.services = services
    # a redirect would name the scheme that a proxy hides, and clients would send their token there
    app.router.redirect_slashes = False
    for router in ROUTERS:
        app.router.routes.extend(router.routes)
    for route in app.router.routes:
        if isinstance(route, Operation):
            known = services.methods.get(route.path, "")
            services.methods[route.path] = ", ".join(sorted({*known.split(", "), *route.allowed} - {""}))
    app.add_exception_handler(HTTPException, _nothing_here)
    if settings.cors_origins:
        _allow_browsers(app, settings.cors_origins)
    app.add_middleware(Edge, trusted_proxies=settings.trusted_proxies)
    return app


def _allow_browsers(app: FastAPI, origins: list[str]) -> None:
    app.add_middleware(
        CORSMiddleware,
        allow_origins=origins,
        allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
        allow_headers=[
            "Authorization",
            "Content-Type",
            "If-Match",
            "If-None-Match",
            "Idempotency-Key",
            "X-Request-ID",
        ],
        expose_headers=list(EXPOSED),
        max_age=600,
    )


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    services: Services = app.state.services
    await services.database.open()
    # closed also when the start fails: SQLite's threads would keep the process alive
    try:
        await _learn_secrets(services)
        _settle_in()
        yield
        services.draining = True
        await services.features["authenticator"].settle()
    finally:
        await services.database.close()


def _settle_in() -> None:
    """Load what every process needs before it serves, and let the garbage collector pass over it from here on.

    The first check would hold up all others for loading the rules; a full collection of what is loaded takes 0.1 s,
    and a few large answers are enough to bring one about.
    """
    default_ruleset()
    gc.collect()
    gc.freeze()


async def _learn_secrets(services: Services) -> None:
    """Read the installation's secrets, made at its first start."""
    db = services.database.connection()
    try:
        services.signer = Signer(await deployment.secret(db, "cursor_key"))
        key = await deployment.secret(db, "sign_in_key")
        services.features["throttle"] = Throttle(key, enabled=services.settings.rate_limit == "on")
    finally:
        await db.release()


async def _nothing_here(request: Request, error: Exception) -> answers.Answer:
    return answers.problem(NotFound("There is nothing at this address."), request.url.path, request.scope["request_id"])
