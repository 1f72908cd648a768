"""An operation's parameters, bound without FastAPI's dependency solver.

FastAPI reads the signatures, writes the OpenAPI document and makes the validators; for the few kinds of parameter that
this API uses they are called here directly, which saves a GET about a tenth of its time (docs/benchmarks.md). An
operation with any other kind of parameter is served by FastAPI's own handler.
"""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.dependencies.utils import request_params_to_args
from fastapi.exceptions import RequestValidationError

Bind = Callable[[Request], Mapping[str, Any]]


def binder(dependant: Dependant, access: Mapping[Any, str]) -> Bind | None:
    """Return the function that binds an operation's parameters, or None when it needs FastAPI's own."""
    others = (
        dependant.header_params,
        dependant.cookie_params,
        dependant.response_param_name,
        dependant.background_tasks_param_name,
        dependant.security_scopes_param_name,
        dependant.http_connection_param_name,
        [each for each in dependant.dependencies if each.call not in access],
        dependant.body_params[1:],
        [each for each in dependant.body_params if type(each.field_info).__name__ != "Body"],
    )
    if any(others):
        return None
    call_names = [each.name for each in dependant.dependencies]
    body = dependant.body_params[0] if dependant.body_params else None
    defaults: dict[str, Any] = {}  # what an empty query string comes to, from the first one on

    def bind(request: Request) -> Mapping[str, Any]:
        scope = request.scope
        values: dict[str, Any] = {name: scope["call"] for name in call_names if name}
        errors: list[Any] = []
        for field in dependant.path_params:
            values[field.name], wrong = field.validate(
                scope["path_params"][field.alias], values, loc=("path", field.alias)
            )
            errors += wrong
        if not scope["query_string"] and defaults:
            values.update(defaults)
        elif dependant.query_params:
            found, wrong = request_params_to_args(dependant.query_params, request.query_params)
            values.update(found)
            errors += wrong
            if not scope["query_string"] and not wrong:
                defaults.update(found)
        if body is not None:
            values[body.name], wrong = _body(request, body, values)
            errors += wrong
        if errors:
            raise RequestValidationError(errors)
        if dependant.request_param_name:
            values[dependant.request_param_name] = request
        return values

    return bind


def _body(request: Request, field: Any, values: Mapping[str, Any]) -> tuple[Any, list[Any]]:
    if hasattr(request, "_json"):
        value, wrong = field.validate(request._json, values, loc=("body",))
        return value, list(wrong)
    if field.field_info.is_required():
        return None, [{"type": "missing", "loc": ("body",), "msg": "Field required", "input": None}]
    return field.get_default(), []
