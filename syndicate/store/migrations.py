"""The tables of a store, as numbered steps from an empty file to the newest form. Moves no article.

Tables have names in the singular and numbers for ids; views have plain names in the plural and the columns
of `syndicate.schema`, for people, Datasette and polars.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3

APPLICATION_ID: Final = 0x53594E44  # "SYND", where `file` and SQLite's header look for it

_FIRST: Final = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- pages fetched and not yet read, in order; `digest` is of the page as it was found
CREATE TABLE inbox (n INTEGER PRIMARY KEY, digest INTEGER NOT NULL UNIQUE, page TEXT NOT NULL);
-- pages read before: given again they change nothing
CREATE TABLE seen (digest INTEGER PRIMARY KEY);

CREATE TABLE article (
  n INTEGER PRIMARY KEY, article TEXT NOT NULL UNIQUE, outlet TEXT NOT NULL, url TEXT NOT NULL,
  title TEXT NOT NULL, published TEXT NOT NULL, language TEXT NOT NULL, wire TEXT NOT NULL,
  n_words INTEGER NOT NULL, n_sentences INTEGER NOT NULL,
  identity INTEGER NOT NULL UNIQUE,      -- hash of outlet and address, or of the id where there is none
  text INTEGER NOT NULL,                 -- hash of the body
  bin INTEGER NOT NULL,                  -- of time; see sketch
  credit TEXT NOT NULL,                  -- the words that credit the wire
  stored TEXT NOT NULL,                  -- when it was taken in
  body TEXT NOT NULL
);
CREATE TABLE version (
  n INTEGER PRIMARY KEY, article INTEGER NOT NULL, text INTEGER NOT NULL, replaced TEXT NOT NULL,
  title TEXT NOT NULL, published TEXT NOT NULL, body TEXT NOT NULL
);
CREATE INDEX version_article ON version (article);

-- what tells who is near: band keys of the signature, hashes of the key terms, their weights; all little
-- endian; rows of one bin of time stand together, so that a window is read in one go
CREATE TABLE sketch (
  bin INTEGER, article INTEGER, priority INTEGER NOT NULL, earliest REAL NOT NULL, latest REAL NOT NULL,
  bands BLOB NOT NULL, terms BLOB NOT NULL, weights BLOB NOT NULL, PRIMARY KEY (bin, article)
) WITHOUT ROWID;

CREATE TABLE link (
  a INTEGER, b INTEGER, probability REAL NOT NULL, story REAL NOT NULL, jaccard REAL NOT NULL,
  PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX link_b ON link (b);
CREATE TABLE pair (
  a INTEGER, b INTEGER, relation TEXT NOT NULL, probability REAL NOT NULL, jaccard REAL NOT NULL,
  a_in_b REAL NOT NULL, b_in_a REAL NOT NULL, longest_run INTEGER NOT NULL, shared_terms INTEGER NOT NULL,
  shared_numbers INTEGER NOT NULL, shared_quotes INTEGER NOT NULL, sentences_a_in_b REAL NOT NULL,
  sentences_b_in_a REAL NOT NULL, lag_hours REAL, derived_from INTEGER, PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE TABLE member (
  article INTEGER PRIMARY KEY, cluster TEXT NOT NULL, story TEXT NOT NULL,
  cluster_since INTEGER NOT NULL, story_since INTEGER NOT NULL,  -- the step that gave the id
  role TEXT NOT NULL, relation TEXT NOT NULL, probability REAL, partner INTEGER
);
CREATE INDEX member_cluster ON member (cluster);
CREATE INDEX member_story ON member (story);
CREATE TABLE change (
  n INTEGER PRIMARY KEY, step INTEGER NOT NULL, at TEXT NOT NULL, change TEXT NOT NULL,
  cluster TEXT NOT NULL, story TEXT NOT NULL, articles TEXT NOT NULL, others TEXT NOT NULL
);
CREATE TABLE feed (
  url TEXT PRIMARY KEY, title TEXT NOT NULL, outlet TEXT NOT NULL, etag TEXT NOT NULL,
  modified TEXT NOT NULL, next_at TEXT NOT NULL, interval REAL, failures INTEGER NOT NULL,
  last_status TEXT NOT NULL, last_problem TEXT NOT NULL, last_ok_at TEXT NOT NULL, gone INTEGER NOT NULL,
  extra TEXT NOT NULL
);

CREATE VIEW articles AS SELECT
  article, outlet, url, title, published, language, wire, n_words, n_sentences, body FROM article;
CREATE VIEW versions AS SELECT
  article.article, version.replaced, version.title, version.published, version.body
  FROM version JOIN article ON article.n = version.article;
CREATE VIEW links AS SELECT
  one.article AS a, other.article AS b, link.probability, link.story, link.jaccard
  FROM link JOIN article AS one ON one.n = link.a JOIN article AS other ON other.n = link.b;
CREATE VIEW pairs AS SELECT
  one.article AS a, other.article AS b, pair.relation, pair.probability, pair.jaccard, pair.a_in_b,
  pair.b_in_a, pair.longest_run, pair.shared_terms, pair.shared_numbers, pair.shared_quotes,
  pair.sentences_a_in_b, pair.sentences_b_in_a, pair.lag_hours,
  CASE pair.derived_from WHEN pair.a THEN one.article WHEN pair.b THEN other.article ELSE '' END
    AS derived_from
  FROM pair JOIN article AS one ON one.n = pair.a JOIN article AS other ON other.n = pair.b;
CREATE VIEW clusters AS SELECT
  member.story, member.cluster, article.article, article.outlet, article.published, article.title,
  article.url, member.role, member.relation, member.probability, coalesce(kin.article, '') AS partner
  FROM member JOIN article ON article.n = member.article LEFT JOIN article AS kin ON kin.n = member.partner;
CREATE VIEW changes AS SELECT at, change, cluster, story, articles, others FROM change ORDER BY n;
CREATE VIEW feeds AS SELECT
  url, title, outlet, etag, modified, next_at, interval, failures, last_status, last_problem, last_ok_at,
  gone, extra FROM feed;
"""
_JOB: Final = """
-- how entries of feeds are known: by id, address and text
CREATE TABLE entry (key TEXT PRIMARY KEY, article TEXT NOT NULL) WITHOUT ROWID;
-- files of drop boxes that were read, and what they were then
CREATE TABLE dropped (place TEXT PRIMARY KEY, stamp TEXT NOT NULL) WITHOUT ROWID;
"""
_KNOWN: Final = """
-- entries that a feed showed when it was read last, by a digest of their XML: not read again; id, address:
-- hashes that tell whether its other entries make proper use of ids
CREATE TABLE shown (
  feed TEXT, digest INTEGER, id INTEGER NOT NULL, address INTEGER NOT NULL, PRIMARY KEY (feed, digest)
) WITHOUT ROWID;
-- what of an article survives translation: hashes of its numbers and names, their weights; rows of one
-- language in one bin of time stand together
CREATE TABLE fact (
  bin INTEGER, language TEXT, article INTEGER, priority INTEGER NOT NULL, earliest REAL NOT NULL,
  latest REAL NOT NULL, keys BLOB NOT NULL, weights BLOB NOT NULL, PRIMARY KEY (bin, language, article)
) WITHOUT ROWID;
-- articles below this number came before there were facts; `update` reads theirs
INSERT INTO meta SELECT 'facts from', max(n) + 1 FROM article HAVING max(n) IS NOT NULL;
"""
# Step i leads from version i to version i + 1; what was released never changes.
MIGRATIONS: Final = (_FIRST, _JOB, _KNOWN)


def version_of(connection: sqlite3.Connection) -> tuple[int, int]:
    """(application id, version) in the file's header; (0, 0) of an empty file."""
    read = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    application, version = read
    return application, version


def migrate(connection: sqlite3.Connection) -> None:
    """Lead the file to the newest version, each step whole or not at all."""
    for number in range(version_of(connection)[1], len(MIGRATIONS)):
        connection.execute("BEGIN IMMEDIATE")
        try:
            if version_of(connection)[1] == number:  # nobody else was faster
                for statement in _statements(MIGRATIONS[number]):
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {number + 1}")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")


def _statements(script: str) -> list[str]:
    """The statements of a script; sqlite3's own way to run one commits before it begins."""
    lines = [line.split("--")[0] for line in script.splitlines()]
    return [statement for statement in "\n".join(lines).split(";") if statement.strip()]
