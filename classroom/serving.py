"""The command `serve`: open the store, print how to reach the class, answer until stopped."""

import signal
import socket
import ssl
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from classroom import tokens
from classroom.addresses import is_loopback, own_addresses
from classroom.settings import Settings
from sim.errors import DONE, CannotError
from sim.places import classes_folder
from sim.words import Text, load, system_language

if TYPE_CHECKING:
    import uvicorn

    from classroom.store.protocol import ClassStore

PORT = 8000
EVERYWHERE = "0.0.0.0"  # noqa: S104 - students come from the network; foreign addresses are refused
_DSN = ("postgresql://", "postgres://")
_GRACE_SECONDS = 2
_WAITING_MOST = 2048
_KEEP_ALIVE_SECONDS = 75
"""Between two moves of a student: a new connection costs a phone more than the move itself."""
_GROUP = 5
_STOPPING = (signal.SIGINT, signal.SIGTERM)


def serve(said: Namespace) -> int:
    """Hold classes until Ctrl C."""
    _check_extra()
    settings = _settings(said)
    _check_tls(said.tls_cert, said.tls_key)
    # The passphrase is told once: whatever can keep the server from starting comes before it.
    with _listening(settings.host, settings.port) as held:
        store = _opened(said, settings.folder)
        try:
            _hold(said, settings, store, held)
        finally:
            store.close()
    return DONE


def _hold(said: Namespace, settings: Settings, store: "ClassStore", held: socket.socket) -> None:
    """Say how to reach the class, and answer until stopped."""
    import uvicorn

    from classroom.app import application
    from classroom.server import Server

    server = Server(store, settings, now)
    config = uvicorn.Config(
        application(server),
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        ssl_certfile=said.tls_cert,
        ssl_keyfile=said.tls_key,
    )
    passphrase = _passphrase(store, anew=said.new_passphrase)
    text = load(settings.lang)
    _greet(text, settings, passphrase, store.where)
    _stopped_by_signals(uvicorn.Server, server.hub.shut)(config).run(sockets=[held])
    sys.stdout.write(text("class.serve.stopped") + "\n")


def _stopped_by_signals(
    base: "type[uvicorn.Server]", end: Callable[[], None]
) -> "type[uvicorn.Server]":
    """
    Return a server that a signal stops in order, however often it comes.

    Ctrl C is how a class is ended, so it is no interruption of anything; and an impatient second
    one must not keep the records of the tables from being written. `end` ends the streams of open
    pages, which would go on until they were cancelled in the middle.
    """

    class Stopped(base):  # type: ignore[misc, valid-type]
        @contextmanager
        def capture_signals(self) -> Iterator[None]:
            before = {one: signal.signal(one, self._stop) for one in _STOPPING}
            try:
                yield
            finally:
                for one, handler in before.items():
                    # A second one, as a program that runs us may pass on, finds us ending already.
                    signal.signal(one, signal.SIG_IGN if self.should_exit else handler)

        def _stop(self, *_: object) -> None:
            self.should_exit = True

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            end()
            await super().shutdown(sockets)

    return Stopped


def now() -> int:
    """Return the wall time in milliseconds."""
    return time.time_ns() // 1_000_000


def _check_extra() -> None:
    try:
        import jinja2
        import python_multipart
        import segno
        import starlette
        import uvicorn
    except ImportError as error:
        wrong = f"the class server needs a package that is not installed ({error.name})"
        raise CannotError(
            "serve", wrong, "use: python -m uv run --extra class run_game.py serve"
        ) from error
    assert jinja2
    assert python_multipart
    assert segno
    assert starlette
    assert uvicorn


def _settings(said: Namespace) -> Settings:
    port = PORT if said.port is None else said.port
    if not 0 < port < 2**16:
        raise CannotError("--port", f"there is no port {port}", "choose one of 1 to 65535")
    if bool(said.tls_cert) != bool(said.tls_key):
        raise CannotError("--tls-cert", "certificate and key go together", "give --tls-key too")
    folder = Path(said.data) if said.data else classes_folder()
    host = said.host or EVERYWHERE
    scheme = "https" if said.tls_cert else "http"
    return Settings(
        folder=folder.resolve(),
        host=host,
        port=port,
        lang=said.lang or system_language(),
        addresses=partial(_addresses, host, port, scheme, said.name or ()),
        names=tuple(said.name or ()),
        many=bool(said.store) and said.store.startswith(_DSN),
        # Behind a proxy on this machine everybody comes through it: whom it lets in is its matter.
        public=said.host is not None,
    )


def _check_tls(certificate: str | None, key: str | None) -> None:
    """Raise CannotError, naming the file, for a certificate and key that TLS cannot use."""
    for option, place in (("--tls-cert", certificate), ("--tls-key", key)):
        if place and not Path(place).is_file():
            raise CannotError(option, f"there is no file {place}", "check the path")
    if certificate:
        try:
            ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(certificate, key)
        except (ssl.SSLError, OSError) as error:
            wrong = f"{certificate} and {key} are no certificate and its key ({error})"
            raise CannotError("--tls-cert", wrong, "give both in PEM format") from error


def _addresses(host: str, port: int, scheme: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return where students reach the server: through a proxy of this machine, by its names."""
    if names and is_loopback(host):
        return tuple(f"https://{name}" for name in names)
    known = own_addresses() if host in {EVERYWHERE, "::"} else (host,)
    return tuple(f"{scheme}://{one}:{port}" for one in known)


def _opened(said: Namespace, folder: Path) -> "ClassStore":
    """Open the store: a database where an address of one is given, else the folder's own file."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        wrong = f"the folder cannot be made ({error.strerror})"
        raise CannotError(str(folder), wrong, "choose another with --data") from error
    if said.store and "://" in said.store and not said.store.startswith(_DSN):
        remedy = "give an address such as postgresql://user@host/database"
        raise CannotError("--store", "this is no database that classes can be kept in", remedy)
    from classroom.store.opening import open_store

    return open_store(said.store or str(folder))


def _passphrase(store: "ClassStore", *, anew: bool) -> str | None:
    """Return a new passphrase at the first start and on request; its hash is what is kept."""
    from classroom.server import PASSPHRASE

    if store.secret(PASSPHRASE) is not None and not anew:
        return None
    made = tokens.code(tokens.PASSPHRASE_SIGNS)
    store.put_secret(PASSPHRASE, tokens.scrypted(made))
    return made


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """Hold the port before anything is printed: an address that is taken is one clear line."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    held = socket.socket(family, socket.SOCK_STREAM)
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        held.bind((host, port))
        # Whoever comes before the first page is ready waits for it instead of being turned away.
        held.listen(_WAITING_MOST)
    except OSError as error:
        held.close()
        wrong = f"the server cannot listen there ({error.strerror})"
        raise CannotError(f"{host}:{port}", wrong, "choose another --port or --host") from error
    try:
        yield held
    finally:
        held.close()


def _greet(text: Text, settings: Settings, passphrase: str | None, where: str) -> None:
    """Print how teacher and students reach the server, with a code to point a phone at."""
    import segno

    addresses = settings.addresses()
    say = sys.stdout.write
    say(text("class.serve.kept", where=where) + "\n")
    for address in addresses:
        say(text("class.serve.students", address=address) + "\n")
    say(text("class.serve.teacher", address=f"{addresses[0]}/teach") + "\n")
    if passphrase is None:
        say(text("class.serve.passphrase_kept") + "\n")
    else:
        say(text("class.serve.passphrase", passphrase=grouped(passphrase)) + "\n")
    if sys.stdout.isatty():
        segno.make(addresses[0], micro=False).terminal(out=sys.stdout, compact=True)
    say(text("class.serve.stop") + "\n")
    sys.stdout.flush()


def grouped(code: str) -> str:
    """Return a long code in groups that people can read and type."""
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))
