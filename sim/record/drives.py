"""Tell network drives from local ones: shared memory, which WAL needs, does not work on them."""

import sys
from pathlib import Path

_REMOTE = frozenset(
    {"9p", "afs", "ceph", "cifs", "davfs", "drvfs", "fuse.davfs2", "fuse.glusterfs", "fuse.rclone"}
    | {"fuse.sshfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs", "vboxsf"}
)
_DRIVE_REMOTE = 4
_MOUNTS = Path("/proc/self/mountinfo")


def is_network(path: Path) -> bool:
    """Tell whether a file lies on a network drive, as far as the system says so."""
    if sys.platform == "win32":
        return _is_remote_drive(path)
    try:
        return _kind_of_mount(path.absolute(), _MOUNTS.read_text()) in _REMOTE
    except OSError:
        return False


def _is_remote_drive(path: Path) -> bool:
    """Tell whether Windows calls the path's drive remote."""
    import ctypes

    anchor = path.absolute().anchor
    if anchor.startswith("\\\\"):
        return True
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - only Windows has it
    return bool(kernel.GetDriveTypeW(anchor) == _DRIVE_REMOTE)


def _kind_of_mount(path: Path, mounts: str) -> str:
    """Return the file system of the innermost mount that holds the path."""
    best, kind = -1, ""
    for row in mounts.splitlines():
        fields = row.split()
        point = Path(fields[4].replace("\\040", " "))
        if path.is_relative_to(point) and len(point.parts) > best:
            best, kind = len(point.parts), fields[fields.index("-") + 1]
    return kind
