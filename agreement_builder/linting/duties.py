"""Used by `prose.py` in linting: whether a "shall" states a duty, which only someone who acts can have.

There is no grammar of English here. From "shall" the words are read backward to the noun that is its subject: over
asides (the Parties, acting by their Principals, shall), over what hangs on a preposition (the Party in default
shall) and over relative clauses (a Party that provides the Service shall). The noun must be an actor.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from agreement_builder.linting.plain_words import words_of

PRINTED = "¤"
"""Stands for a printed fact other than a party's name: it may be an actor."""

ACTORS = words_of(
    """
    accountant administrator advisor agency agent alternate analyst applicant appointee appraiser arbitrator
    assembly assessor assistant association attorney auditor authority bidder board body borough bureau buyer
    candidate carrier center chair chairperson chief city clerk collector commander commission commissioner
    committee company comptroller constable consultant contractor controller coordinator corporation council
    counsel county court crew custodian delegate department deputy designee director dispatcher district
    division driver employee employer engineer examiner executive expert facilitator firefighter firm government
    governor guardian hauler head host individual inspector institution instructor insurer interpreter
    investigator keeper landlord lawyer leader legislature lessee lessor liaison librarian licensee manager
    marshal mayor mediator member moderator municipality nurse officer official operator organization owner
    panel paramedic participant partner party patrol people person personnel physician planner police president
    principal provider purchaser recipient registrar representative resident responder sanitarian secretary
    selectman seller sheriff signatory signer specialist staff state subcommittee successor superintendent
    supervisor surveyor teacher team technician tenant town trainer treasurer trustee user vendor veterinarian
    village volunteer warden worker
    """
)
"""Nouns of those who can have a duty, in the singular."""

MORE_ACTORS: tuple[str, ...] = ("aldermen", "men", "parties", "persons", "selectmen", "women", PRINTED)
"""Further words for actors, as they are written; a library of one's own may need more."""

_ACTORS = ACTORS | {f"{word}s" for word in ACTORS} | {f"{word[:-1]}ies" for word in ACTORS} | set(MORE_ACTORS)
_STAND_INS = words_of(
    """
    all another any anyone both each either everyone few half it majority many most neither nobody none one
    other others quorum remainder rest some them these they third those three two who whoever
    """
)
"""Words that stand for an actor named before."""

_DETERMINERS = words_of(
    """
    a all an another any both each either every its more neither no one other our same some such that the their
    these this those three two what whatever which whichever whose
    """
)
_PREPOSITIONS = words_of(
    """
    about above after against among as at before behind below beside between beyond by concerning despite during
    except for from in including inside into like near of off on onto out outside over per regarding since than
    through throughout to toward towards under until unto up upon via with within without
    """
)
_CONJUNCTIONS = frozenset(("and", "but", "nor", "or", "then", "yet"))
_RELATIVES = frozenset(("that", "where", "which", "who", "whom", "whose"))
_SUBORDINATORS = _RELATIVES | words_of("as because before how if once unless until what when whether while")
_ADVERBS = words_of(
    """
    again also always first further however instead likewise never not otherwise so still thereafter therefore
    thus together too
    """
)
_AFTER_NOUN = words_of(
    """
    able absent alone bound brought bought eligible given held involved kept lent liable made named owing paid
    present responsible sent unable unwilling willing
    """
)
"""Adjectives and irregular participles that follow their noun (a Party unable to pay, the members present)."""

_NOUNS_IN_ING = words_of("billing building filing funding hearing housing meeting planning purchasing training zoning")

_END = re.compile(r"[.!?;:](?=\s|$)|\n\s*\n")
_ASIDE = re.compile(r"\([^()]*\)")
_PIECE = re.compile(rf"[\w{PRINTED}§$][\w-]*(?:['’]\w*)?|[,{{|}}]")
_NEVER_A_DUTY = re.compile(
    r"\s+(?:(?:not|only|also)\s+)?(?:means?\b|refers?\s+to\b|be\s+(?:entitled|authorized|permitted|eligible)\b"
    r"|have\s+(?:(?:the|no|full|sole|all|any)\s+)*(?:right|power|authority|option)s?\b)"
)
_INCLUDES = re.compile(r"\s+(?:also\s+)?include\b")
_READINGS = 16


def is_duty(before: str, after: str = "") -> bool:
    """Whether a "shall" between these texts states a duty, whichever branches of the clause are taken.

    A term defined before it, which ends in a quotation mark, includes and has no duty to.
    """
    if _NEVER_A_DUTY.match(after) or (before.rstrip().endswith(('"', "”")) and _INCLUDES.match(after)):
        return False
    return all(_acts(words) for words in _readings(before))


def is_promise(before: str) -> bool:
    """Whether a "will" after this text is said of an actor, and not within a clause that depends on another."""
    return any(_promises(words) for words in _readings(before))


def _promises(words: Sequence[str]) -> bool:
    words = words[_last_comma(words) + 1 :] if "," in words else words
    dependent = not _SUBORDINATORS.isdisjoint(word.lower() for word in words)
    return not dependent and bool(words) and words[-1] != PRINTED and _is_actor(words[-1]) and _acts(words)


def _readings(before: str) -> list[tuple[str, ...]]:
    """The words from the beginning of the sentence, one list for each way through its branches."""
    sentence = _ASIDE.sub(" ", _END.split(before)[-1])
    now: list[tuple[str, ...]] = [()]
    choices: list[tuple[list[tuple[str, ...]], list[tuple[str, ...]]]] = []
    for piece in _PIECE.findall(sentence):
        if piece == "{":
            choices.append((now, []))
        elif piece == "|":
            if choices:
                choices[-1][1].extend(now)
            now = choices[-1][0] if choices else [()]
        elif piece == "}":
            if choices:
                begun, done = choices.pop()
                now = list(dict.fromkeys(now + (done or begun)))[:_READINGS]
        else:
            now = [(*words, piece) for words in now]
    return now


def _is_actor(word: str) -> bool:
    return word.lower().rpartition("-")[2] in _ACTORS


def _says_how(word: str) -> bool:
    return word in _ADVERBS or (word.endswith("ly") and not _is_actor(word))


def _acts(words: Sequence[str]) -> bool:
    """Whether the subject that these words end with acts; True where there is none to be seen."""
    governed: bool | None = None
    while words:
        last = words[-1].lower()
        if last in _CONJUNCTIONS:
            return "shall" in words or len(words) == 1 or any(map(_is_actor, words))
        if last == ",":
            words = words[: _last_comma(words[:-1])]
        elif last in ("that", "which") or _says_how(last):
            words = words[:-1]
        elif last in _STAND_INS:
            return governed is not False
        else:
            acts = _is_actor(last)
            outside = _governed(words)
            if outside is None:
                return acts or _antecedent_acts(words)
            governed, words = acts or bool(governed), outside
    return governed is not False


def _last_comma(words: Sequence[str]) -> int:
    """Where the last comma stands, or the end if there is none."""
    return len(words) - 1 - words[::-1].index(",") if "," in words else len(words)


def _governed(words: Sequence[str]) -> Sequence[str] | None:
    """The words before the preposition on which the last noun hangs; None if it hangs on none."""
    capital = words[-1][0].isupper() or words[-1] == PRINTED
    within = True
    for place in range(len(words) - 2, -1, -1):
        word = words[place].lower()
        if word in _PREPOSITIONS:
            return words[:place]
        if word in _DETERMINERS:
            within = False
        elif word.endswith(("'s", "’s", "s'", "s’")):
            within = True
        elif not within or word == "," or word in _CONJUNCTIONS or (capital and not words[place][0].isupper()):
            return None
    return None


def _antecedent_acts(words: Sequence[str]) -> bool:
    """Whether the noun acts to which a participle or relative clause at the end belongs (a Party that pays)."""
    last = words[-1].lower()
    if len(words) > 1 and (last in _AFTER_NOUN or last.endswith("ed") or _is_participle(last)) and _acts(words[:-1]):
        return True
    clause = words[_last_comma(words) + 1 :] if "," in words else words
    for place, word in enumerate(clause[1:], 1):
        if word.lower() in _RELATIVES or (_is_participle(word) and _is_actor(clause[place - 1])):
            return _acts(clause[:place])
    named = len(words) > 2 and words[-2] in ("and", "or") and words[-1][0].isupper()
    return named and _acts(words[:-2])


def _is_participle(word: str) -> bool:
    return word.endswith("ing") and word not in _NOUNS_IN_ING
