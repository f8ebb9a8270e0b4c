"""`syndicate feeds`: which feeds the job asks. Parses, makes one library call, prints."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from syndicate.commands.watch import AllowPrivate, StorePath
from syndicate.options import show, tell_written

if TYPE_CHECKING:
    from syndicate.flow.job.subscribing import Added
    from syndicate.sources.web.fetcher import Fetcher

feeds = typer.Typer(
    name="feeds", no_args_is_help=True, help="Which feeds `syndicate watch` asks.", rich_markup_mode=None
)
Address = Annotated[
    str, typer.Argument(metavar="URL", help="Of the feed, or of a page that leads to it.", show_default=False)
]


@feeds.command()
def add(
    url: Address,
    store: StorePath,
    outlet: Annotated[
        str,
        typer.Option(
            "--outlet", metavar="NAME", help="Whose articles it brings; else as entries say, or the host."
        ),
    ] = "",
    unseen: Annotated[bool, typer.Option("--unseen", help="Add it without looking at it.")] = False,
    allow_private: AllowPrivate = False,
) -> None:
    """Ask a feed from now on.

    It is found by its own address, or by that of a page of the site: RSS, Atom, RDF, JSON Feed, news sitemap.
    """
    from syndicate.flow.job.memory import StoreMemory
    from syndicate.flow.job.subscribing import subscribe, subscribe_unseen
    from syndicate.store.file import open_store

    with open_store(store, create=True) as opened:
        memory = StoreMemory(opened)
        if unseen:
            added = subscribe_unseen(memory, url, outlet=outlet, allow_private=allow_private)
        else:
            added = subscribe(memory, _fetcher(allow_private), url, outlet=outlet)
    typer.echo(_told(added))


@feeds.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE.opml", help="A list of feeds.", show_default=False)],
    store: StorePath,
    allow_private: AllowPrivate = False,
) -> None:
    """Ask all feeds of an OPML list from now on.

    Their titles are the names of the outlets.
    """
    from syndicate.flow.job.memory import StoreMemory
    from syndicate.flow.job.subscribing import take_in_list
    from syndicate.report.plain import plural, safe
    from syndicate.sources.whole import read_whole
    from syndicate.store.file import open_store

    raw = read_whole(file)
    with open_store(store, create=True) as opened:
        added, left_out = take_in_list(StoreMemory(opened), raw, str(file), allow_private=allow_private)
    known = sum(one.known for one in added)
    typer.echo(f"{plural(len(added) - known, 'feed')} added, {known} known already.")
    for problem in left_out:
        typer.echo(f"Left out: {safe(problem)}")


@feeds.command("list")
def list_(store: StorePath) -> None:
    """Show the feeds, when they were read last, and what went wrong."""
    from syndicate.report.feeds_shown import feeds_shown
    from syndicate.store.feeds import read_feeds
    from syndicate.store.file import open_store

    with open_store(store) as opened:
        known = read_feeds(opened)
    show(lambda width: feeds_shown(known, width))


@feeds.command()
def remove(url: Address, store: StorePath) -> None:
    """Ask a feed no more. Its articles stay."""
    from syndicate.flow.job.memory import StoreMemory
    from syndicate.flow.job.subscribing import unsubscribe
    from syndicate.report.plain import safe
    from syndicate.store.file import open_store

    with open_store(store) as opened:
        unsubscribe(StoreMemory(opened), url)
    typer.echo(f"Removed: {safe(url)}")


@feeds.command()
def export(
    store: StorePath,
    out: Annotated[Path, typer.Option("--out", metavar="FILE.opml", help="The list, for feed readers.")],
) -> None:
    """Write the feeds as an OPML list."""
    from syndicate.flow.job.memory import StoreMemory
    from syndicate.flow.job.subscribing import give_out_list
    from syndicate.report.replacing import replacing
    from syndicate.store.file import open_store

    with open_store(store) as opened:
        raw = give_out_list(StoreMemory(opened))
    with replacing(out) as file:
        file.write(raw)
    tell_written([out])


def _fetcher(allow_private: bool) -> Fetcher:
    from syndicate.sources.web.answer import Manners
    from syndicate.sources.web.fetcher import Fetcher

    return Fetcher(Manners(allow_private=allow_private))


def _told(added: Added) -> str:
    from syndicate.report.plain import plural, safe

    name = added.state.title or added.state.outlet
    said = f"{safe(added.state.url)}{f' ({safe(name)})' if name else ''}"
    state = "Known already" if added.known else "Added"
    now = "not looked at yet" if added.entries is None else plural(added.entries, "entry", "entries") + " now"
    lines = [f"{state}: {said}, {now}"]
    lines += [f"The site also names {safe(other)}" for other in added.others]
    return "\n".join(lines)
