"""A line of JSON on standard output for each check: what the runner of this folder collects."""

import json
import traceback
from contextlib import contextmanager

from oci.exceptions import ServiceError


def _report(operation, outcome, name, problem=None):
    line = {"operation": operation, "outcome": str(outcome), "name": name}
    if problem is not None:
        line["problem"] = problem
    print(json.dumps(line), flush=True)


def _describe(error):
    """The first line says what, the last one of our own lines says where."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "site-packages" not in frame.filename]
    where = f"{frames[-1].filename}:{frames[-1].lineno}: {frames[-1].line}" if frames else ""
    return f"{type(error).__name__}: {error} ({where})"


@contextmanager
def check(operation, name, outcome="ok"):
    """Reports `name` as passed unless the block raises; the error goes into the report and no further."""
    try:
        yield
    except Exception as error:
        _report(operation, outcome, name, _describe(error))
    else:
        _report(operation, outcome, name)


@contextmanager
def refused(operation, status, code, name, mentions=""):
    """The block must be refused by the service with `status` and `code`, with `mentions` in the message."""
    with check(operation, name, outcome=status):
        try:
            yield
        except ServiceError as error:
            expect((error.status, error.code), (status, code))
            assert mentions in error.message, f"{mentions!r} is not in {error.message!r}"
            assert error.headers.get("opc-request-id"), "no opc-request-id"
        else:
            raise AssertionError("was not refused")


def expect(actual, wanted):
    assert actual == wanted, f"{actual!r} is not {wanted!r}"
