"""Files that are the same for everybody, and a sign of life."""

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from classroom.denied import Denied
from classroom.pages import STATIC


async def file(request: Request) -> Response:
    """Return a static file; the hash in its address only serves to keep it."""
    name = request.path_params["path"]
    if "\0" in name:
        raise Denied("no_page", 404)  # no name of a file, and no system call takes it
    path = (STATIC / name).resolve()
    if not path.is_relative_to(STATIC) or not path.is_file():
        raise Denied("no_page", 404)
    return FileResponse(path)


async def alive(_: Request) -> Response:
    """Say that the server answers: what the reachability page and a proxy ask."""
    return PlainTextResponse("pourparlers\n")
