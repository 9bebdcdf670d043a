"""Assets: styles, scripts and fonts, fetched once per release and never asked for again.

Files refer to each other by name, so one version in the path covers all of them: it is the digest
of everything together. What compresses is compressed once, at the start.
"""

import gzip
from hashlib import sha256
from importlib.resources import files

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

PREFIX = "/assets/"
FOR_EVER = "public, max-age=31536000, immutable"
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
COMPRESSED_ALREADY = {".woff2"}


class Assets:
    """The files in ``static`` of the chassis and of a site's package, read at the start.

    Nothing outside those folders can be asked for.
    """

    def __init__(self, package: str | None = None) -> None:
        contents = _static(__package__) | (_static(package) if package else {})
        digest = sha256()
        for name in sorted(contents):
            digest.update(name.encode() + b"\0" + contents[name])
        self.version = digest.hexdigest()[:12]
        self._plain = contents
        self._small = {
            name: gzip.compress(content, 9, mtime=0)
            for name, content in contents.items()
            if _suffix(name) not in COMPRESSED_ALREADY
        }

    def url(self, name: str) -> str:
        """The address of a file; ``KeyError`` for a name that does not exist."""
        self._plain[name]
        return f"{PREFIX}{self.version}/{name}"

    def route(self) -> Route:
        return Route(f"{PREFIX}{{version}}/{{name}}", self._answer, methods=["GET"])

    async def _answer(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in self._plain:
            raise HTTPException(404)
        current = request.path_params["version"] == self.version
        headers = {"Cache-Control": FOR_EVER if current else "no-cache"}
        content = self._plain[name]
        if name in self._small:
            headers["Vary"] = "Accept-Encoding"
            if "gzip" in request.headers.get("accept-encoding", ""):
                content = self._small[name]
                headers["Content-Encoding"] = "gzip"
        return Response(content, headers=headers, media_type=KINDS[_suffix(name)])


def _static(package: str) -> dict[str, bytes]:
    folder = files(package).joinpath("static")
    if not folder.is_dir():
        return {}
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def _suffix(name: str) -> str:
    return name[name.rindex(".") :]
