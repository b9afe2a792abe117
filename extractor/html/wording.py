"""Wording: a record's values in plain English."""

from collections.abc import Mapping, Sequence

from schemas import Meeting

STATUS: Mapping[str, str] = {
    "held": "Held",
    "scheduled": "Scheduled",
    "proposed": "Proposed",
    "postponed": "Postponed",
    "cancelled": "Cancelled",
    "refused": "Refused",
    "denied": "Denied",
}
FORMAT: Mapping[str, str] = {
    "in_person": "face to face",
    "phone": "by phone",
    "video": "by video",
    "unknown": "",
}
MODE: Mapping[str, str] = {
    "visit": "a visit",
    "third_party": "with a third party",
    "multilateral": "several countries",
}
ROLE: Mapping[str, str] = {
    "participant": "",
    "visitor": "visitor",
    "host": "host",
    "mediator": "mediator",
    "delegate": "delegate",
}
OUTCOME: Mapping[str, str] = {
    "signed": "Signed",
    "agreed": "Agreed",
    "announced": "Announced",
    "invited": "Invited",
    "requested": "Requested",
    "refused": "Refused",
    "other": "Other outcome",
}
QUOTE: Mapping[str, str] = {
    "direct": "word for word",
    "mixed": "partly word for word",
    "indirect": "paraphrased",
    "reported": "summed up",
    "free_indirect": "free indirect speech",
}
POLARITY: Mapping[str, str] = {
    "asserted": "",
    "denied": "a denial",
    "declined_comment": "declined to comment",
}
OCCASION: Mapping[str, str] = {
    "meeting": "at a meeting",
    "press_remarks": "to the press",
    "interview": "in an interview",
    "speech": "in a speech",
    "written_statement": "in a written statement",
    "social_media": "on social media",
    "unknown": "",
}
BASIS: Mapping[str, str] = {
    "explicit": "",
    "relative_to_published": "counted from the day of publication",
    "relative_to_event": "counted from another event",
    "unresolved": "",
}
REASON: Mapping[str, str] = {
    "ungrounded": "not found in the article",
    "unparsable": "could not be read",
    "truncated": "cut off",
    "duplicate": "said already",
    "out_of_schema": "no value that a record may have",
}
_PLOVER: Mapping[str, str] = {
    "KOS": "Kosovo",
    "EUR": "European Union",
    "UNO": "United Nations",
    "IGO": "intergovernmental organisation",
    "NGO": "non-governmental organisation",
}
_SHORTER: Mapping[str, str] = {
    "BES": "Caribbean Netherlands",
    "FSM": "Micronesia",
    "VGB": "British Virgin Islands",
    "VIR": "US Virgin Islands",
    "IRN": "Iran",
    "PRK": "North Korea",
    "KOR": "South Korea",
    "PSE": "Palestine",
    "RUS": "Russia",
    "SYR": "Syria",
    "TUR": "Turkey",
    "COD": "DR Congo",
    "BRN": "Brunei",
    "LAO": "Laos",
    "VAT": "Vatican",
    "GBR": "United Kingdom",
    "USA": "United States",
}
"""Everyday names where ISO 3166-1 has only formal ones."""


def country(code: str) -> str:
    """The name of a country or body that a record's code stands for."""
    import pycountry

    if code in _PLOVER or code in _SHORTER:
        return _PLOVER.get(code) or _SHORTER[code]
    found = pycountry.countries.get(alpha_3=code)
    if found is None:
        return code
    name: str = getattr(found, "common_name", None) or found.name
    return name


def meeting_sentence(meeting: Meeting, people: Sequence[str]) -> list[str]:
    """What a meeting comes to, as words and, at odd places, people: ["", "A", " met ", "B", "."].

    Args:
        meeting: whose status and format give the words.
        people: what stands for each participant, in their order.
    """
    apart = _listed(people[1:])
    together = _listed(people)
    spoken = {"phone": " by phone", "video": " by video"}.get(meeting.format)
    if meeting.status == "held":
        if not apart:
            return ["", people[0], f" spoke{spoken}" if spoken else " met somebody not named"]
        if spoken:
            return [*together[:-1], f" spoke{spoken}"]
        return ["", people[0], " met ", *apart[1:]]
    before, after = {
        "scheduled": ("", " are to meet" if apart else " is to meet somebody not named"),
        "proposed": ("A meeting of ", " was proposed"),
        "postponed": ("A meeting of ", " was put off"),
        "cancelled": ("A meeting of ", " was called off"),
        "refused": ("A meeting of ", " was refused"),
        "denied": ("That ", " met is denied" if apart else " met anybody is denied"),
    }[meeting.status]
    return [before, *together[1:-1], after]


def _listed(people: Sequence[str]) -> list[str]:
    """People with the words around them: ["", "A", ", ", "B", " and ", "C", ""]; [] for nobody."""
    if not people:
        return []
    words = [""]
    for number, one in enumerate(people, 1):
        left = len(people) - number
        words += [one, ", " if left > 1 else " and " if left else ""]
    return words


def plural(number: int, noun: str) -> str:
    """A number and its noun; those that take more than an s are given as "person/people"."""
    one, _, many = noun.partition("/")
    return f"{number:,} {one if number == 1 else many or one + 's'}"
