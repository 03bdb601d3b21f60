"""Where other devices reach this machine; asked again whenever a page shows it: laptops move."""

import ipaddress
import socket
from collections.abc import Iterator

_TOWARDS = ("192.168.255.254", "10.255.255.254", "172.31.255.254", "192.0.2.1")
"""Somewhere in each private range, and somewhere else: no packet is sent to any of them."""
_LOOPBACK = "127.0.0.1"


def own_addresses() -> tuple[str, ...]:
    """Return the machine's own IPv4 addresses, private ones first, loopback only if alone."""
    # The machine's name is asked for only where routes tell nothing: a resolver may be far away.
    found = dict.fromkeys(tuple(_routed()) or tuple(_named()))
    known = [one for one in found if not ipaddress.ip_address(one).is_loopback]
    known.sort(key=lambda one: not ipaddress.ip_address(one).is_private)
    return tuple(known) or (_LOOPBACK,)


def _routed() -> Iterator[str]:
    """Yield from which address the machine would speak to each of some networks."""
    for towards in _TOWARDS:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((towards, 9))
            except OSError:
                continue
            yield probe.getsockname()[0]


def _named() -> Iterator[str]:
    """Yield the addresses that the machine's own name stands for."""
    try:
        infos = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    except OSError:
        return
    for info in infos:
        yield str(info[4][0])


def is_loopback(address: str) -> bool:
    """Tell whether an address, or a name for one, is this machine itself."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def is_near(address: str) -> bool:
    """Tell whether an address is of this machine or of a private network."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return bool((mapped or found).is_private or (mapped or found).is_loopback)
