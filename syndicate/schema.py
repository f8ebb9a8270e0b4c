"""What flows: one schema for each table, every column with its meaning and unit. Holds no step and no I/O.

Times are ISO 8601 in UTC ("2026-02-21T17:09:00Z"), or a day alone ("2026-02-21") where the source names no
hour, or empty where nothing is known. Unknown text is the empty string; an unknown number is null. Shares are
0..1. Positions of characters and sentences are 0-based and half open, in the article's `body`.
"""

from __future__ import annotations

from syndicate.table import FLAG, INT, SHARE, TEXT, Column, Table

__all__ = ["FLAG", "INT", "SHARE", "TEXT", "Column", "Table"]  # and every table below

PAGES = Table("pages", "one article as it was found, before anything is cut", {
    "article": Column(TEXT, "the input's own id; for a file its path relative to the folder given"),
    "outlet": Column(TEXT, "who published it, as the input says; may be empty"),
    "url": Column(TEXT, "address of the page; may be empty"),
    "title": Column(TEXT, "headline as the input says; may be empty"),
    "published": Column(TEXT, "time or day of publication"),
    "language": Column(TEXT, "ISO 639-1 code as the input says; may be empty"),
    "credit": Column(TEXT, "who the input credits (a source or agency column); may be empty"),
    "text": Column(TEXT, "the page: plain text or HTML"),
    "markup": Column(FLAG, "the text is HTML"),
    "place": Column(TEXT, "where it was read: file, or file:line"),
})  # fmt: skip

PROBLEMS = Table("problems", "one input that was skipped or read with a doubt", {
    "place": Column(TEXT, "file, or file:line"),
    "problem": Column(TEXT, "what is wrong, in words"),
    "remedy": Column(TEXT, "what to do about it"),
    "skipped": Column(FLAG, "the input did not become an article"),
})  # fmt: skip

LINES = Table("lines", "one line of a page, kept in the body or cut from it", {
    "article": Column(TEXT, "the article"),
    "line": Column(INT, "0-based number of the line in the page, in reading order"),
    "text": Column(TEXT, "the line"),
    "kept": Column(FLAG, "it stands in the body"),
    "reason": Column(TEXT, "why it was kept or cut, in a few words"),
})  # fmt: skip

ARTICLES = Table("articles", "one article, cleaned", {
    "article": Column(TEXT, "id"),
    "outlet": Column(TEXT, "who published it; may be empty"),
    "url": Column(TEXT, "address; may be empty"),
    "title": Column(TEXT, "headline; may be empty"),
    "published": Column(TEXT, "time or day of publication"),
    "language": Column(TEXT, "ISO 639-1 code; empty where it cannot be told"),
    "wire": Column(TEXT, "the agency credited (Reuters, AP, AFP ...), or empty"),
    "n_words": Column(INT, "words in the body"),
    "n_sentences": Column(INT, "sentences in the body"),
    "body": Column(TEXT, "the article's own text: paragraphs, a blank line between them"),
})  # fmt: skip

PAIRS = Table("pairs", "one verified pair at or above the floor probability, a < b", {
    "a": Column(TEXT, "article"),
    "b": Column(TEXT, "article"),
    "relation": Column(TEXT, "copy, edit or rewrite"),
    "probability": Column(SHARE, "that both derive from one wire report"),
    "jaccard": Column(SHARE, "resemblance of their word 5-shingles"),
    "a_in_b": Column(SHARE, "share of a's words that stand in b in matching runs"),
    "b_in_a": Column(SHARE, "share of b's words that stand in a in matching runs"),
    "longest_run": Column(INT, "longest run of the same words, in words"),
    "shared_terms": Column(INT, "rare terms that both use"),
    "shared_numbers": Column(INT, "numbers that both use"),
    "shared_quotes": Column(INT, "quotations that both carry"),
    "sentences_a_in_b": Column(SHARE, "share of a's sentences that find a partner in b"),
    "sentences_b_in_a": Column(SHARE, "share of b's sentences that find a partner in a"),
    "lag_hours": Column(SHARE, "b's time minus a's, in hours; null where one is unknown"),
    "derived_from": Column(
        TEXT, "the agency's own report of the two, or the one that came first; empty where it cannot be told"
    ),
})  # fmt: skip

CLUSTERS = Table("clusters", "one article, in the group it derives with; every input article exactly once", {
    "story": Column(TEXT, "the event: gathers the clusters about it"),
    "cluster": Column(TEXT, "the wire report: gathers what derives from it"),
    "article": Column(TEXT, "id"),
    "outlet": Column(TEXT, "who published it; may be empty"),
    "published": Column(TEXT, "time or day of publication"),
    "title": Column(TEXT, "headline; may be empty"),
    "url": Column(TEXT, "address; may be empty"),
    "role": Column(TEXT, "origin (the wire, or the earliest and fullest version), derived, or single"),
    "relation": Column(TEXT, "to `partner`: copy, edit or rewrite; empty for a single article"),
    "probability": Column(SHARE, "of the pair with `partner`; null for a single article"),
    "partner": Column(TEXT, "the nearest kin in the cluster; empty for a single article"),
})  # fmt: skip

RESIDUE = Table("residue", "a sentence of `article` (`removed`: of `other`) against `other`, or part of it", {
    "cluster": Column(TEXT, "the cluster of `article`; empty outside clusters"),
    "article": Column(TEXT, "the article looked at"),
    "other": Column(TEXT, "an article, `consensus` (the rebuilt report), or * (all the others)"),
    "status": Column(TEXT, "kept (same words), edited, rewritten (same facts), added, or removed"),
    "sentence": Column(INT, "number of the sentence in `article`; null for removed"),
    "start": Column(INT, "its first character in `article`'s body; null for removed"),
    "end": Column(INT, "one past its last character; null for removed"),
    "text": Column(TEXT, "the sentence, or the clauses of it that share a fate (of `other` where removed)"),
    "other_sentence": Column(INT, "number of the matching sentence in `other`; null for added"),
    "other_start": Column(INT, "its first character in `other`'s body; null for added"),
    "other_end": Column(INT, "one past its last character; null for added"),
    "other_text": Column(TEXT, "the matching sentence; empty for added"),
    "similarity": Column(SHARE, "how surely the two carry the same facts; 0 for added and removed"),
    "altered": Column(TEXT, 'facts that changed, from other to article ("43 -> 34"); empty where none did'),
    "rounded": Column(TEXT, 'numbers told more or less exactly ("1,214 -> 1,200"): no alteration; or empty'),
})  # fmt: skip

OVERLAP = Table("overlaps", "two articles, or outlets, that were compared, one way", {
    "row": Column(TEXT, "article or outlet whose text is looked for"),
    "column": Column(TEXT, "article or outlet in which it is looked for"),
    "value": Column(SHARE, "share of the row's text found in the column, or words of the longest run"),
})  # fmt: skip

LINKS = Table("links", "one compared pair that may tell of one event, a < b: what grouping needs of it", {
    "a": Column(TEXT, "article"),
    "b": Column(TEXT, "article"),
    "probability": Column(
        SHARE, "that both derive from one wire report; below the floor it says no more than that"
    ),
    "story": Column(SHARE, "that both tell of one event"),
    "jaccard": Column(SHARE, "resemblance of their word 5-shingles; below the floor 0 where not read"),
})  # fmt: skip

CONSENSUS = Table("consensus", "one sentence of a report rebuilt from several versions of it", {
    "cluster": Column(TEXT, "the cluster"),
    "sentence": Column(INT, "its number in the rebuilt report"),
    "start": Column(INT, "its first character in the rebuilt report"),
    "end": Column(INT, "one past its last character"),
    "text": Column(TEXT, "the sentence, in the words of `article`"),
    "article": Column(TEXT, "the witness whose wording comes closest to that of all the others"),
    "witnesses": Column(TEXT, "articles that carry it, one for each independent version: a JSON list of ids"),
    "n_witnesses": Column(INT, "how many they are"),
})  # fmt: skip

MEASURES = Table("measures", "one article of a cluster, measured against the report it derives from", {
    "story": Column(TEXT, "the event"),
    "cluster": Column(TEXT, "the wire report"),
    "article": Column(TEXT, "id"),
    "outlet": Column(TEXT, "who published it; may be empty"),
    "published": Column(TEXT, "time or day of publication"),
    "wire": Column(TEXT, "the agency credited in the cluster; empty where nobody credits one"),
    "credited": Column(FLAG, "the article itself credits an agency"),
    "other": Column(TEXT, "what it is measured against: an article, or `consensus`; empty for the report"),
    "n_words": Column(INT, "words in its body"),
    "kept": Column(SHARE, "share of its words in sentences kept word for word"),
    "edited": Column(SHARE, "share in edited sentences"),
    "rewritten": Column(SHARE, "share in rewritten sentences"),
    "own": Column(SHARE, "share in sentences that the report has not; the four add up to 1"),
    "carried": Column(SHARE, "share of the report's words that the article carries; null without a report"),
    "own_lead": Column(SHARE, "share of its own words in the first third of the article; null if none"),
    "own_middle": Column(SHARE, "in the second third"),
    "own_end": Column(SHARE, "in the last third"),
    "altered": Column(INT, "sentences with an altered fact"),
    "lag_hours": Column(
        SHARE, "its time minus the origin's (against `consensus`: the first's); null where an hour is unknown"
    ),
})  # fmt: skip

OUTLETS = Table("outlets", "one outlet and one agency (or all of them) over all stories", {
    "outlet": Column(TEXT, "who published"),
    "wire": Column(TEXT, "agency; `*` for all of the outlet's articles, empty where no agency is known"),
    "articles": Column(INT, "articles of the outlet (in `*`: all; else those derived from this agency)"),
    "derived": Column(INT, "of these, articles that derive from a report and were measured against it"),
    "uncredited": Column(SHARE, "share of the derived that credit no agency; null without derived"),
    "kept": Column(SHARE, "mean share of words kept word for word, over the derived"),
    "edited": Column(SHARE, "mean share of words in edited sentences"),
    "rewritten": Column(SHARE, "mean share of words in rewritten sentences"),
    "own": Column(SHARE, "mean share of own words"),
    "carried": Column(SHARE, "mean share of the report that they carry"),
    "own_lead": Column(SHARE, "mean share of their own words in the first third; null where none is own"),
    "own_middle": Column(SHARE, "in the second third"),
    "own_end": Column(SHARE, "in the last third"),
    "altered": Column(SHARE, "mean number of sentences with an altered fact"),
    "lag_hours": Column(SHARE, "median hours after the report; null where unknown"),
})  # fmt: skip

DERIVATIONS = Table("derivations", "one article of a cluster and whom it took its text from", {
    "story": Column(TEXT, "the event"),
    "cluster": Column(TEXT, "the wire report"),
    "article": Column(TEXT, "id"),
    "derived_from": Column(TEXT, "article of the cluster; empty for the origin and where it cannot be told"),
    "certainty": Column(SHARE, "how surely; null where it cannot be told"),
    "evidence": Column(TEXT, "why, in words: credit, time, text that only these two share"),
})  # fmt: skip

THRESHOLDS = Table("thresholds", "what one threshold would make of the same pairs", {
    "threshold": Column(SHARE, "mean probability from which two groups derive from one report"),
    "pairs": Column(INT, "pairs at or above it"),
    "clusters": Column(INT, "clusters of two articles or more"),
    "grouped": Column(INT, "articles in them"),
    "largest": Column(INT, "articles in the largest"),
    "stories": Column(INT, "stories of two articles or more"),
    "false_share": Column(SHARE, "share of these pairs expected to be chance (null check), or null"),
})  # fmt: skip

VERSIONS = Table("versions", "one article that is a version of another of its own outlet: no pickup", {
    "cluster": Column(TEXT, "the wire report that both derive from"),
    "article": Column(TEXT, "id"),
    "version_of": Column(TEXT, "the outlet's first version of it"),
    "outlet": Column(TEXT, "who published both"),
    "relation": Column(TEXT, "to the nearest of the outlet's other versions: copy, edit or rewrite"),
})  # fmt: skip

BRIDGES = Table("bridges", "one pair without which its cluster would fall in two", {
    "cluster": Column(TEXT, "the wire report"),
    "a": Column(TEXT, "article"),
    "b": Column(TEXT, "article"),
    "probability": Column(SHARE, "that both derive from one wire report"),
    "n_held": Column(INT, "articles that hang on the rest by this pair alone"),
    "held": Column(TEXT, "these articles: a JSON list of ids"),
})  # fmt: skip

ROUNDUPS = Table("roundups", "one article that tells of several stories, and one that is not its own", {
    "article": Column(TEXT, "id"),
    "story": Column(TEXT, "a story that it tells of and does not belong to"),
    "other": Column(TEXT, "the article there that it is nearest to"),
    "probability": Column(SHARE, "that both tell of one event"),
})  # fmt: skip

FEEDS = Table("feeds", "one feed that is polled, and how it went", {
    "url": Column(TEXT, "address that is asked; the one that identifies the feed"),
    "title": Column(TEXT, "as the feed, or the user, names it; may be empty"),
    "outlet": Column(TEXT, "whose articles it brings; empty where the entries say"),
    "etag": Column(TEXT, "validator of the last answer; empty where none was given"),
    "modified": Column(TEXT, "its Last-Modified, as given"),
    "next_at": Column(TEXT, "not asked before this time; empty for at once"),
    "interval": Column(SHARE, "seconds between two askings, as it adapted; null before the first"),
    "failures": Column(INT, "failures in a row"),
    "last_status": Column(TEXT, "what came of the last asking in a word: ok, unchanged, failed ..."),
    "last_problem": Column(TEXT, "what went wrong the last time, in words; empty where nothing did"),
    "last_ok_at": Column(TEXT, "when it was last read without a problem"),
    "gone": Column(FLAG, "it said that it is no more (410): it is not asked again"),
    "extra": Column(TEXT, "anything else that the job keeps about it, as a JSON object"),
})  # fmt: skip

CHANGES = Table("changes", "one thing that happened to one cluster of a store, in order", {
    "at": Column(TEXT, "when"),
    "change": Column(TEXT, "created, grown, shrunk, merged, split, re-rooted or dissolved"),
    "cluster": Column(TEXT, "the cluster as it is named from now on"),
    "story": Column(TEXT, "the event it belongs to from now on; empty where it is no more"),
    "articles": Column(TEXT, "the articles that joined, left, or are the new origin: a JSON list"),
    "others": Column(TEXT, "the clusters merged into it, or that it was split from: a JSON list"),
})  # fmt: skip

TABLES = (
    PAGES,
    PROBLEMS,
    LINES,
    ARTICLES,
    PAIRS,
    CLUSTERS,
    RESIDUE,
    OVERLAP,
    LINKS,
    CONSENSUS,
    MEASURES,
    OUTLETS,
    DERIVATIONS,
    THRESHOLDS,
    VERSIONS,
    BRIDGES,
    ROUNDUPS,
    FEEDS,
    CHANGES,
)
RELATIONS = ("copy", "edit", "rewrite")
STATUSES = ("kept", "edited", "rewritten", "added", "removed")
