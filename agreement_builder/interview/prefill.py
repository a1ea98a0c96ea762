"""What is known already, put where it is asked for: as a default with its source, or as an answer taken at once."""

from __future__ import annotations

from dataclasses import replace

from agreement_builder.answers.save import set_value
from agreement_builder.interview.agenda import agenda
from agreement_builder.interview.entry import Entry
from agreement_builder.interview.known import Known
from agreement_builder.interview.needs import unsound
from agreement_builder.interview.question import Raw
from agreement_builder.interview.reply import ReplyFault, read_reply
from agreement_builder.interview.revise import Revision, Told, read
from agreement_builder.library.model import Library


def with_suggestion(entry: Entry, facts: Known, raw: Raw) -> Entry:
    """The entry with what is known of its answer as the default, and its source; as it is if nothing is known."""
    question = entry.question
    found = None if question.listed else facts.suggest(question.path, raw)
    if found is None:
        return entry
    try:
        read_reply(question, found.line)
    except ReplyFault:
        # An option that is not offered, as things stand.
        return entry
    return replace(entry, question=replace(question, default=found.line, source=found.source))


def with_taken(revision: Revision, facts: Known, library: Library) -> Revision:
    """The revision with the facts of party profiles that are certain, for the parties named so far."""
    text, told = revision.text, []
    for path, value, source in facts.taken(revision.agenda.raw):
        with_it = set_value(text, path, value)
        if unsound(read(with_it)[0]):
            continue
        text = with_it
        told.append((path, source))
    if not told:
        return revision
    now = agenda(read(text)[0], library)
    found = [(now.at(path), source) for path, source in told]
    taken = tuple(
        Told(entry.path, entry.question.full_title, f"{entry.words} ({source})") for entry, source in found if entry
    )
    return replace(revision, text=text, agenda=now, taken=taken)
