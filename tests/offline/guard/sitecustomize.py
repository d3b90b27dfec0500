"""Put on PYTHONPATH, refuses every connection beyond this machine and writes it down.

Loaded by the interpreter before anything else, in every Python process that the test starts.
"""

import ipaddress
import os
import socket

_LOG = os.environ.get("TLBC_SOCKET_LOG")


def _is_local(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if not isinstance(host, str):
        return False
    if host in ("", "localhost") or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _refuse(what: str, target: object) -> None:
    if _LOG:
        with open(_LOG, "a", encoding="utf-8") as log:
            log.write(f"{what} {target!r}\n")
    raise OSError(f"offline test: {what} {target!r}")


def _guarded(name: str):  # type: ignore[no-untyped-def]
    original = getattr(socket.socket, name)

    def call(self, *arguments):  # type: ignore[no-untyped-def]
        address = arguments[-1]
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_local(address[0]):
            _refuse(name, address)
        return original(self, *arguments)

    return call


for _name in ("connect", "connect_ex", "sendto"):
    setattr(socket.socket, _name, _guarded(_name))

_getaddrinfo = socket.getaddrinfo


def _resolve(host, *arguments, **named):  # type: ignore[no-untyped-def]
    if host is not None and not _is_local(host):
        _refuse("getaddrinfo", host)
    return _getaddrinfo(host, *arguments, **named)


socket.getaddrinfo = _resolve
