from __future__ import annotations

from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.sources.web.address import AddressRefusedError, addresses, special, target_of, vet

if TYPE_CHECKING:
    from collections.abc import Sequence

SPECIAL = [
    ("127.0.0.1", "loopback"), ("127.255.255.254", "loopback"), ("0.0.0.0", "this network"),  # noqa: S104
    ("10.0.0.1", "private"), ("172.16.0.1", "private"), ("172.31.255.255", "private"),
    ("192.168.1.1", "private"), ("169.254.169.254", "link-local"), ("100.64.0.1", "carrier-grade NAT"),
    ("100.127.255.255", "carrier-grade NAT"), ("192.0.0.8", "reserved"), ("192.0.2.1", "documentation"),
    ("198.18.0.1", "benchmarking"), ("203.0.113.9", "documentation"), ("192.88.99.1", "6to4 relay"),
    ("224.0.0.1", "multicast"), ("239.255.255.250", "multicast"), ("240.0.0.1", "reserved"),
    ("255.255.255.255", "reserved"), ("168.63.129.16", "a cloud's own services"),
    ("::1", "loopback"), ("::", "IPv4-compatible"), ("::7f00:1", "IPv4-compatible"),
    ("::ffff:127.0.0.1", "IPv4-mapped"), ("::ffff:8.8.8.8", "IPv4-mapped"), ("64:ff9b::7f00:1", "NAT64"),
    ("64:ff9b::808:808", "NAT64"), ("64:ff9b:1::1", "NAT64"), ("2002:7f00:1::", "6to4"),
    ("2001:0:53aa:64c::1", "Teredo"), ("2001:10::1", "reserved"), ("2001:db8::1", "documentation"),
    ("3fff::1", "documentation"), ("fc00::1", "private"), ("fd12:3456::1", "private"),
    ("fe80::1", "link-local"),
    ("fec0::1", "site-local"), ("ff02::1", "multicast"), ("5f00::1", "reserved"), ("100::1", "reserved"),
    ("4000::1", "reserved"),
]  # fmt: skip
PUBLIC = ["8.8.8.8", "93.184.215.14", "100.128.0.1", "172.32.0.1", "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
          "2a00:1450:4001::8a", "2001:4860:4860::8888"]  # fmt: skip


@pytest.mark.parametrize(("text", "why"), SPECIAL)
def test_special_addresses(text: str, why: str) -> None:
    assert special(ip_address(text)) == why


@pytest.mark.parametrize("text", PUBLIC)
def test_public_addresses(text: str) -> None:
    assert special(ip_address(text)) == ""


@given(st.ip_addresses())
def test_nothing_that_python_calls_private_is_public(address: ip_address) -> None:  # type: ignore[valid-type]
    if not address.is_global or address.is_multicast:  # type: ignore[attr-defined]
        assert special(address) or address in ip_network("2001::/16")


@pytest.mark.parametrize(("url", "problem"), [
    ("", "only http and https are fetched, not a bare name"),
    ("news.example/feed", "not a bare name"),
    ("file:///etc/passwd", "not file"),
    ("ftp://news.example/", "not ftp"),
    ("gopher://127.0.0.1:70/", "not gopher"),
    ("javascript:alert(1)", "not javascript"),
    ("data:text/html,x", "not data"),
    ("http://", "is no host name"),
    ("http:///etc/passwd", "is no host name"),
    ("http://user:secret@news.example/", "user name"),
    ("http://news.example\\@127.0.0.1/", "user name"),
    ("http://news.example\\.evil.example/", "user name"),
    ("http://news.example:0/", "port 0"),
    ("http://news.example:99999/", "not an address"),
    ("http://news.example:x/", "not an address"),
    ("http://[::1", "not an address"),
    ("http://news.example/a b", "blanks or control"),
    ("http://news.example/\r\nX-Evil: 1", "blanks or control"),
    ("http://news\t.example/", "blanks or control"),
    ("http://%6cocalhost/", "no host name"),
    ("http://news..example/", "no host name"),
    ("http://" + "a" * 64 + ".example/", "no host name"),
    ("http://news.example/" + "a" * 5000, "more than 4096 characters"),
    ("http://127.0.0.1/", "not public (loopback)"),
    ("http://127.0.0.1./", "not public (loopback)"),
    ("http://127.1/", "unusual form"),
    ("http://2130706433/", "unusual form"),
    ("http://0x7f000001/", "unusual form"),
    ("http://0x7f.0.0.1/", "unusual form"),
    ("http://0177.0.0.1/", "unusual form"),
    ("http://017700000001/", "unusual form"),
    ("http://127.0.0.1.0x0/", "unusual form"),
    ("http://１２７.０.０.１/", "not public (loopback)"),
    ("http://127。0。0。1/", "not public (loopback)"),
    ("http://[::1]/", "not public (loopback)"),
    ("http://[::ffff:127.0.0.1]/", "not public (IPv4-mapped)"),
    ("http://[64:ff9b::7f00:1]/", "not public (NAT64)"),
    ("http://[fe80::1%25eth0]/", "not public"),
    ("http://[v1.fe]/", "no IPv6 address"),
    ("http://[::1]evil.example/", "not"),
])  # fmt: skip
def test_addresses_that_are_refused_unresolved(url: str, problem: str) -> None:
    assert problem in vet(url)


@pytest.mark.parametrize(("url", "expected"), [
    ("HTTP://News.Example", "http://news.example/"),
    ("https://news.example:443/a?b#c", "https://news.example/a?b"),
    ("https://news.example:8443/", "https://news.example:8443/"),
    ("https://news.example./feed", "https://news.example/feed"),
    ("https://bücher.example/é?q=ü", "https://xn--bcher-kva.example/%C3%A9?q=%C3%BC"),
    ("https://under_score.example/a%20b", "https://under_score.example/a%20b"),
    ("http://[2606:2800:21F::1]:8080/", "http://[2606:2800:21f::1]:8080/"),
    ("http://8.8.8.8/", "http://8.8.8.8/"),
    ("http://news.example/a\\b\"<>", "http://news.example/a%5Cb%22%3C%3E"),
])  # fmt: skip
def test_addresses_that_are_asked(url: str, expected: str) -> None:
    target = target_of(url)
    assert target.url == expected
    assert target.url.isascii()


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_asked_is_one_line_of_ascii(host: str, path: str) -> None:
    try:
        target = target_of(f"http://{host}/{path}", allow_private=True)
    except AddressRefusedError as refusal:
        assert str(refusal)  # noqa: PT017
    else:
        assert target.url.isascii()
        assert target.url.isprintable()
        assert " " not in target.url
        assert target_of(target.url, allow_private=True) == target


def answering(*found: str) -> object:
    def resolve(host: str, port: int) -> Sequence[str]:
        assert (host, port) == ("news.example", 80)
        return found

    return resolve


def test_a_name_with_public_addresses_gives_them_once_in_order() -> None:
    assert addresses("news.example", 80, answering("8.8.8.8", "1.1.1.1", "8.8.8.8")) == ["8.8.8.8", "1.1.1.1"]  # type: ignore[arg-type]


@pytest.mark.parametrize("hidden", [
    "127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fe80::1%eth0", "::ffff:10.0.0.1", "64:ff9b::a00:1",
    "2002:a00:1::", "not an address",
])  # fmt: skip
def test_a_name_with_one_private_address_is_refused(hidden: str) -> None:
    with pytest.raises(AddressRefusedError, match=r"news\.example leads to"):
        addresses("news.example", 80, answering("8.8.8.8", hidden))  # type: ignore[arg-type]
    assert hidden in addresses("news.example", 80, answering("8.8.8.8", hidden), allow_private=True)  # type: ignore[arg-type]
