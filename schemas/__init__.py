"""What a record is: data only, no model client, no network."""

from schemas.actor import Actor, ActorKind
from schemas.countries import Country, country_code
from schemas.dates import UNKNOWN_DATE, DateBasis, DateValue, Granularity
from schemas.evidence import Evidence, Record
from schemas.extraction import (
    SCHEMA_VERSION,
    ArticleInfo,
    Dropped,
    DropReason,
    Extraction,
    Provenance,
    Story,
    Usage,
)
from schemas.gold import Alternative, Annotation, Gold, GoldMeeting, GoldStatement
from schemas.ledger import LedgerEntry, LedgerStatus
from schemas.meeting import (
    Meeting,
    MeetingFormat,
    MeetingMention,
    MeetingMode,
    MeetingStatus,
    Occasion,
    Outcome,
    OutcomeType,
    Participant,
    Role,
)
from schemas.place import Place
from schemas.statement import Medium, Polarity, QuoteType, Statement, StatementOccasion

__all__ = [
    "SCHEMA_VERSION",
    "UNKNOWN_DATE",
    "Actor",
    "ActorKind",
    "Alternative",
    "Annotation",
    "ArticleInfo",
    "Country",
    "DateBasis",
    "DateValue",
    "DropReason",
    "Dropped",
    "Evidence",
    "Extraction",
    "Gold",
    "GoldMeeting",
    "GoldStatement",
    "Granularity",
    "LedgerEntry",
    "LedgerStatus",
    "Medium",
    "Meeting",
    "MeetingFormat",
    "MeetingMention",
    "MeetingMode",
    "MeetingStatus",
    "Occasion",
    "Outcome",
    "OutcomeType",
    "Participant",
    "Place",
    "Polarity",
    "Provenance",
    "QuoteType",
    "Record",
    "Role",
    "Statement",
    "StatementOccasion",
    "Story",
    "Usage",
    "country_code",
]
