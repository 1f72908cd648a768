"""Structured logs: one line an event, without tokens, addresses, names or texts."""

import logging
import sys
import traceback

import orjson
import structlog

from app.core.settings import Settings


def _dumps(event: object, **_: object) -> bytes:
    return orjson.dumps(event, default=str)


def _without_values(_: object, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Replace an exception by its type and its frames: messages and locals may hold what people wrote."""
    info = event.pop("exc_info", None)
    if info:
        error = sys.exc_info()[1] if info is True else info
        if isinstance(error, BaseException):
            event["exception"] = type(error).__qualname__
            frames = traceback.extract_tb(error.__traceback__)
            event["frames"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-12:]]
    return event


def configure_logs(settings: Settings) -> None:
    """Set up logging for this process."""
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    shared: list[structlog.typing.Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    as_json = settings.log_format == "json"
    structlog.configure(
        processors=[
            *shared,
            _without_values,
            structlog.processors.JSONRenderer(_dumps) if as_json else structlog.dev.ConsoleRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.BytesLoggerFactory(sys.stderr.buffer)
        if as_json
        else structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(
        level=max(level, logging.WARNING), stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s"
    )
