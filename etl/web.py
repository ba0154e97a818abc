"""Getting single pages from the web: politely, with limits, and never from a private address.

A name can be pointed anywhere by whoever owns it, and at another place the next second. So the address
is resolved here, checked here, and connected to as resolved, on every hop of every redirect.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.robotparser import RobotFileParser

import httpx

AGENT = "igf-atlas"
USER_AGENT = f"{AGENT}/0.1 (reads public documents of the Internet Governance Forum)"
LARGEST = 32 << 20
LARGEST_ROBOTS = 512 << 10
MOST_REDIRECTS = 5
LONGEST_SECONDS = 120.0
LONGEST_DELAY = 30.0
NAT64 = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Refused(Exception):
    """A page that was not fetched: the message says why."""


@dataclass(frozen=True)
class Page:
    """What a server answered at last."""

    url: str
    """The address after all redirects."""
    status: int
    headers: Mapping[str, str]
    body: bytes


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open internet, also where it wraps another one."""
    found: Address = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found in NAT64:
            return is_public(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
        wrapped = found.ipv4_mapped or found.sixtofour
        if wrapped is not None:
            return is_public(str(wrapped))
    return found.is_global and not found.is_multicast


class PublicOnly(httpx.BaseTransport):
    """Connects to the very address that was checked, and says the name in Host and TLS."""

    def __init__(self, *, allow_private: bool) -> None:
        self.allow_private = allow_private
        # No connection is kept: one that was made for a name must not serve another at its address.
        self.inner = httpx.HTTPTransport(limits=httpx.Limits(max_keepalive_connections=0))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send `request` to the first of the host's addresses that answers. Raises Refused."""
        *others, last = self._addresses(request.url)
        for address in others:
            try:
                return self.inner.handle_request(_directed(request, address))
            except httpx.ConnectError:
                continue
        return self.inner.handle_request(_directed(request, last))

    def close(self) -> None:
        """Close the connections."""
        self.inner.close()

    def _addresses(self, url: httpx.URL) -> list[str]:
        try:
            found = socket.getaddrinfo(url.host, url.port or url.scheme, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise Refused(f"the name {url.host} cannot be resolved; correct the address") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if not self.allow_private and not all(map(is_public, addresses)):
            raise Refused(f"{url.host} is at a private address ({addresses[0]}); only public ones are fetched")
        return addresses


def _directed(request: httpx.Request, address: str) -> httpx.Request:
    extensions = {**request.extensions, "sni_hostname": request.url.host}
    url = request.url.copy_with(host=address)
    return httpx.Request(request.method, url, headers=request.headers, stream=request.stream, extensions=extensions)


@dataclass
class Web:
    """A client that waits between two requests to a host, and does what its robots.txt asks."""

    allow_private: bool = False
    delay: float = 2.0
    """Seconds between the beginnings of two requests to one host."""
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    client: httpx.Client = field(init=False)
    rules: dict[str, RobotFileParser] = field(default_factory=dict)
    last: dict[str, float] = field(default_factory=dict)
    closed: dict[str, str] = field(default_factory=dict)
    """Hosts that are not asked again in this run, and why."""

    def __post_init__(self) -> None:
        self.client = httpx.Client(
            transport=PublicOnly(allow_private=self.allow_private),
            headers={"User-Agent": USER_AGENT},
            timeout=httpx.Timeout(30.0, connect=10.0),
            trust_env=False,
        )

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Page:
        """The page at `url`, redirects followed. Raises Refused where it is not to be had."""
        return self._get(url, headers or {}, LARGEST, heeds_robots=True)

    def close(self) -> None:
        """Close the connections."""
        self.client.close()

    def _get(self, url: str, headers: Mapping[str, str], largest: int, *, heeds_robots: bool) -> Page:
        for _ in range(MOST_REDIRECTS + 1):
            target = _checked(url)
            origin = f"{target.scheme}://{target.netloc.decode('ascii')}"
            if origin in self.closed:
                raise Refused(self.closed[origin])
            if heeds_robots:
                self._ask_robots(origin, url)
            page = self._request(url, origin, headers, largest)
            location = page.headers.get("location")
            if page.status not in (301, 302, 303, 307, 308) or not location:
                return page
            url = str(target.join(location))
        raise Refused(f"more than {MOST_REDIRECTS} redirects; correct the address")

    def _request(self, url: str, origin: str, headers: Mapping[str, str], largest: int) -> Page:
        self._wait(origin)
        try:
            with self.client.stream("GET", url, headers=dict(headers)) as response:
                if response.status_code in (429, 503):
                    self.closed[origin] = f"{origin} asks not to be asked now ({response.status_code}); try again later"
                    raise Refused(self.closed[origin])
                body = self._body(response, largest)
                return Page(url, response.status_code, response.headers, body)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, ValueError) as error:
            raise Refused(f"no answer from {origin} ({type(error).__name__}: {error})") from error

    def _body(self, response: httpx.Response, largest: int) -> bytes:
        """The body, as far as it keeps within the limits of size (also when unpacked) and time."""
        limit = f"larger than the limit of {largest / (1 << 20):g} MB"
        stated = response.headers.get("content-length", "")
        if stated.isdigit() and int(stated) > largest:
            raise Refused(limit)
        body, until = bytearray(), self.clock() + LONGEST_SECONDS
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > largest:
                raise Refused(limit)
            if self.clock() > until:
                raise Refused(f"slower than the limit of {LONGEST_SECONDS:g} seconds")
        return bytes(body)

    def _wait(self, origin: str) -> None:
        asked = self.rules[origin].crawl_delay(AGENT) if origin in self.rules else None
        delay = max(self.delay, min(float(asked or 0), LONGEST_DELAY) if self.delay else 0.0)
        left = self.last.get(origin, -LONGEST_DELAY) + delay - self.clock()
        if left > 0:
            self.sleep(left)
        self.last[origin] = self.clock()

    def _ask_robots(self, origin: str, url: str) -> None:
        if origin not in self.rules:
            self.rules[origin] = self._read_robots(origin)
        if not self.rules[origin].can_fetch(AGENT, url):
            raise Refused(f"{origin}/robots.txt asks programs not to fetch it; open it in a browser and save it")

    def _read_robots(self, origin: str) -> RobotFileParser:
        """The rules of a host. None stated: everything is allowed; not to be had: nothing (RFC 9309)."""
        rules = RobotFileParser()
        try:
            page = self._get(f"{origin}/robots.txt", {}, LARGEST_ROBOTS, heeds_robots=False)
            if page.status >= 500:
                raise Refused(f"{origin}/robots.txt cannot be read ({page.status}); try again later")
        except Refused as refused:
            self.closed[origin] = str(refused)
            raise
        rules.parse(page.body.decode("utf-8", "replace").splitlines() if page.status == 200 else [])
        return rules


def _checked(url: str) -> httpx.URL:
    try:
        target = httpx.URL(url)
    except (httpx.InvalidURL, ValueError) as error:
        raise Refused("this is no address; correct it") from error
    if target.scheme not in ("http", "https") or not target.host:
        raise Refused("only addresses that begin with http:// or https:// are fetched")
    if target.userinfo:
        raise Refused("an address with a user name or a password is not fetched; remove them")
    return target
