"""All tables in one place, for the migrations."""

from app.accounts.models import Account
from app.agenda.models import AgendaSnooze
from app.contacts.models import Contact
from app.core.audit import AuditEntry
from app.core.deployment import Deployment
from app.core.idempotency import IdempotencyKey
from app.interview_requests.models import InterviewRequest
from app.meetings.models import Meeting
from app.policy.models import PolicyRevision
from app.question_sets.models import QuestionSet
from app.thank_you_notes.models import ThankYouNote

ALL = (
    Account,
    AgendaSnooze,
    AuditEntry,
    Contact,
    Deployment,
    IdempotencyKey,
    InterviewRequest,
    Meeting,
    PolicyRevision,
    QuestionSet,
    ThankYouNote,
)
