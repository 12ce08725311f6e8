"""The tables, gathered; no rule stands here."""

from procflow.models.base import Base
from procflow.models.cases import Case, CaseLink, CaseNumber, ProcedureEdition, RegimeVersion
from procflow.models.events import Delivery, DeliveryAttempt, EventFeed, EventOutbox, Webhook
from procflow.models.ledger import LedgerEntry, SealedPeriod
from procflow.models.log import AuditLeaf, LogCosignature, LogHead, LogNode, LogNote
from procflow.models.organisation import Account, AccountIdentity, ApiToken, AuthSession, DatedFact, Installation, Unit
from procflow.models.own import Draft, KeptFilter, Mailed, NoticeRead, Preference
from procflow.models.papers import HeardObjection, IssuedPaper
from procflow.models.records import AuditAnnex, AuditEvent, AuditPending, EvidenceFile, StreamHead, Vaulted
from procflow.models.work import Job, Notice, Task

__all__ = [
    "Account",
    "AccountIdentity",
    "ApiToken",
    "AuditAnnex",
    "AuditEvent",
    "AuditLeaf",
    "AuditPending",
    "AuthSession",
    "Base",
    "Case",
    "CaseLink",
    "CaseNumber",
    "DatedFact",
    "Delivery",
    "DeliveryAttempt",
    "Draft",
    "EventFeed",
    "EventOutbox",
    "EvidenceFile",
    "HeardObjection",
    "Installation",
    "IssuedPaper",
    "Job",
    "KeptFilter",
    "LedgerEntry",
    "LogCosignature",
    "LogHead",
    "LogNode",
    "LogNote",
    "Mailed",
    "Notice",
    "NoticeRead",
    "Preference",
    "ProcedureEdition",
    "RegimeVersion",
    "SealedPeriod",
    "StreamHead",
    "Task",
    "Unit",
    "Vaulted",
    "Webhook",
]
