"""What schemathesis has to be told beside the OpenAPI file."""

import uuid

import schemathesis


@schemathesis.hook
def before_call(context, case, kwargs):
    """A key of its own for every call. With the same key again, only the first call would be carried out."""
    key = (case.headers or {}).get("Idempotency-Key")
    if isinstance(key, str) and key.isascii() and key.isalnum():
        case.headers["Idempotency-Key"] = uuid.uuid4().hex
