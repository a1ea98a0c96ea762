"""What was found out about a file: of what it was made, and part by part whether it still says that."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from agreement_builder.readers.docx.page import Comment
from agreement_builder.record.record import Record


class State(StrEnum):
    """How what a part says now stands to what its answers give."""

    AS_BUILT = "as built"
    FILLED = "blanks filled"
    CHANGED = "changed"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Filled:
    """A blank of the draft, by the path of its answer, and what was written in."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a draft: a clause or a definition, or what stands outside of all clauses, such as an exhibit.

    `label` names it to a person, and `key` is the topic of a section or the id of a definition, and empty outside of
    clauses. `clause` and `version` are those of the library. `tracked` says that it was as built before its tracked
    changes, and `authors` who made these. `was` and `now` are the paragraphs that differ, as they were built and as
    they read with all changes accepted. `comments` are those of others.
    """

    label: str
    key: str = ""
    clause: str = ""
    version: str = ""
    state: State = State.AS_BUILT
    tracked: bool = False
    moved: bool = False
    authors: tuple[str, ...] = ()
    filled: tuple[Filled, ...] = ()
    was: tuple[str, ...] = ()
    now: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether it says something else than its answers give, or stands elsewhere."""
        return self.state is not State.AS_BUILT or self.moved

    def as_dict(self) -> dict[str, object]:
        """The part as plain data, for `--json`."""
        return {
            "part": self.label,
            "key": self.key or None,
            "clause": self.clause or None,
            "version": self.version or None,
            "state": str(self.state),
            "tracked": self.tracked,
            "moved": self.moved,
            "authors": list(self.authors),
            "filled": [{"path": one.path, "text": one.text} for one in self.filled],
            "was": list(self.was),
            "now": list(self.now),
            "comments": [comment_data(one) for one in self.comments],
        }


@dataclass(frozen=True, slots=True)
class Added:
    """Paragraphs that belong to no part: what they say, after which part they stand, and who added them, if known."""

    after: str
    paragraphs: tuple[str, ...]
    tracked: bool
    authors: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The paragraphs as plain data."""
        return {
            "after": self.after,
            "paragraphs": list(self.paragraphs),
            "tracked": self.tracked,
            "authors": list(self.authors),
            "comments": [comment_data(one) for one in self.comments],
        }


@dataclass(frozen=True, slots=True)
class Verification:
    """What a file was made of, and what of it is no longer so.

    `answers` is the digest of the answers in the record (SHA-256, hexadecimal). `id_follows` says whether the id of
    the draft follows from its answers, versions and date, and is None where a final copy left out what it follows
    from. `same_template` says whether the cover could be compared. `elsewhere` are the comments of others on what is
    no part of the agreement, such as its annex.
    """

    record: Record
    answers: str
    id_follows: bool | None
    parts: tuple[Part, ...]
    added: tuple[Added, ...] = ()
    elsewhere: tuple[Comment, ...] = ()
    same_template: bool = True

    @property
    def differing(self) -> tuple[Part, ...]:
        """The parts that are not as built, in the order of the draft."""
        return tuple(part for part in self.parts if part.differs)

    @property
    def as_built(self) -> bool:
        """Whether the file says what its answers give, no more and no less."""
        return not self.differing and not self.added and self.id_follows is not False

    def as_dict(self) -> dict[str, object]:
        """All of it as plain data, for `--json`."""
        edition = self.record.edition
        kind = "redline" if self.record.redline_of else "final" if self.record.final else "draft"
        return {
            "as_built": self.as_built,
            "draft": edition.id,
            "kind": kind,
            "redline_of": self.record.redline_of or None,
            "date": edition.date.isoformat(),
            "library": edition.library,
            "program": edition.program,
            "answers": {"file": edition.file.file, "sha256": self.answers, "shortened": self.record.shortened},
            "id_follows": self.id_follows,
            "cover_compared": self.same_template,
            "clauses": sum(bool(part.key) for part in self.parts),
            "differing": [part.as_dict() for part in self.differing],
            "added": [one.as_dict() for one in self.added],
            "comments": [{"part": part.label, **comment_data(one)} for part in self.parts for one in part.comments]
            + [{"part": None, **comment_data(one)} for one in self.elsewhere],
        }


def comment_data(comment: Comment) -> dict[str, object]:
    """A comment as plain data."""
    return {"author": comment.author, "date": comment.date, "says": "\n".join(comment.paragraphs)}


def moved(part: Part) -> Part:
    """The part, found as it was built at another place."""
    return replace(part, state=State.AS_BUILT, moved=True, was=(), now=(), filled=())
