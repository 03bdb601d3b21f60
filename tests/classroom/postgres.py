"""
A PostgreSQL for the tests: the one that an address names, or a private one in a temporary folder.

Debian's package `postgresql` is all a private one needs. It listens on a socket in its own folder
only, writes through to the disk (fsync), and ends with the process that started it, however that
ends: a shell beside it waits for the end of its input.
"""

import os
import pwd
import shlex
import shutil
import subprocess
import tempfile
import uuid
from contextlib import contextmanager
from pathlib import Path

import pytest

VARIABLE = "POURPARLERS_TEST_POSTGRES"
USER = "postgres"
# An order of words other than that of their bytes: a store must not lean on the one it finds.
LOCALE = ("--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en")
RUN = """
trap '' INT TERM
cd {folder}
{bin}/initdb -D data -A trust -U {user} -E UTF8 --no-sync {locale} >log 2>&1 || exit 1
{bin}/postgres -D data -k {folder} -c listen_addresses= -c fsync=on >>log 2>&1 &
until {bin}/pg_isready -q -h {folder}; do kill -0 $! || exit 1; sleep 0.05; done
echo ready
read _
kill -QUIT $!
wait
rm -rf {folder}
"""


@contextmanager
def private():
    """
    Run a private server and give its address; skip with a reason where there is none.
    """
    programs = _programs()
    if programs is None:
        pytest.skip(f"no PostgreSQL: install Debian's `postgresql` or set {VARIABLE}")
    folder = Path(tempfile.mkdtemp(prefix="pp-pg-"))
    command = ["sh", "-c", RUN.format(
        folder=shlex.quote(str(folder)), bin=shlex.quote(str(programs)), user=USER,
        locale=" ".join(LOCALE),
    )]  # fmt: skip
    if os.geteuid() == 0:
        # The server refuses to run as root.
        try:
            owner = pwd.getpwnam(USER)
        except KeyError:
            pytest.skip(f"root cannot run PostgreSQL without a user {USER}")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        command = ["runuser", "-u", USER, "--", *command]
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd="/")
    try:
        if server.stdout.readline() != b"ready\n":
            log = folder / "log"
            pytest.fail(f"PostgreSQL does not start: {log.read_text() if log.exists() else ''}")
        yield f"postgresql://{USER}@/postgres?host={folder}"
    finally:
        server.stdin.close()
        server.wait(timeout=30)
        server.stdout.close()
        shutil.rmtree(folder, ignore_errors=True)


def _programs():
    """
    Return the folder of the newest server's programs, or None.
    """
    places = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if places:
        return max(places, key=lambda path: int(path.parent.name))
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@pytest.fixture(scope="session")
def postgres_server():
    """
    Give the postgresql:// address of a server that runs as long as the tests.
    """
    pytest.importorskip("psycopg", reason="the driver of PostgreSQL is not installed")
    named = os.environ.get(VARIABLE)
    if named:
        yield named
    else:
        with private() as address:
            yield address


@contextmanager
def schema(server):
    """
    Make a schema of its own on a server, give its address, and drop it afterwards.
    """
    import psycopg

    name = f"t_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE SCHEMA {name}".encode())
        joint = "&" if "?" in server else "?"
        yield f"{server}{joint}options=-csearch_path%3D{name}"
        admin.execute(f"DROP SCHEMA {name} CASCADE".encode())
