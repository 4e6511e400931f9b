"""Whether a call may be sent again when nobody knows whether it was carried out. That belongs to the call, not to the operation that makes it.

read   changes nothing: HTTP says so (GET, HEAD), elsewhere the operation's name
safe   a second time changes nothing more: HTTP says so (PUT, DELETE), elsewhere "repeatable" in the service's file, where each name was looked up
once   a second time makes a second object or is refused: what makes objects ("Create..."), and "once" in the service's file
A step's own "idempotent" stands over all of these. What none of them knows has no class, and the build fails."""

READING = ("BatchGet", "Describe", "Get", "Head", "List", "Search")
BY_METHOD = {"GET": "read", "HEAD": "read", "PUT": "safe", "DELETE": "safe"}


def repetition(spec, service):
    """The class of a step's call, None when it is not known. `service` is the content of the service's file."""
    call, own = spec["call"], spec.get("service") in (None, service.get("service"))
    if "idempotent" in spec:
        return "safe" if spec["idempotent"] else "once"
    for word, names in (("safe", "repeatable"), ("once", "once")):
        if own and call in service.get(names, []):
            return word
    if call.startswith("Create"):
        return "once"
    method = spec.get("http", "POST /").split(" ", 1)[0]
    return BY_METHOD.get(method) or ("read" if call.startswith(READING) else None)
