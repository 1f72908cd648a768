"""first tables."""

import sqlalchemy as sa
from alembic import op

import app.core.types
from migrations.walls import protect

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

OWNED = (
    "agenda_snoozes",
    "api_keys",
    "audit_entries",
    "contacts",
    "idempotency_keys",
    "sessions",
    "policy_revisions",
    "question_sets",
    "touchpoints",
    "interview_requests",
    "meetings",
    "thank_you_notes",
)


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", app.core.types.Id(length=36), nullable=False),
        sa.Column("created_at", app.core.types.Instant(timezone=True), nullable=False),
        sa.Column("updated_at", app.core.types.Instant(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("email_key", sa.String(length=320), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("locale", sa.String(length=35), nullable=False),
        sa.Column("search_mode", sa.String(length=20), nullable=False),
        sa.Column("search_started_at", app.core.types.Instant(timezone=True), nullable=True),
        sa.Column("profile", app.core.types.Json(), nullable=False),
        sa.Column("targets", app.core.types.Json(), nullable=False),
        sa.Column("reminders", app.core.types.Json(), nullable=False),
        sa.Column("policy", app.core.types.Json(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("email_key", name=op.f("uq_accounts_email_key")),
    )
    op.create_table(
        "agenda_snoozes",
        sa.Column("account_id", app.core.types.Id(length=36), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("until", app.core.types.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_agenda_snoozes_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "key", name=op.f("pk_agenda_snoozes")),
    )
    op.create_table(
        "deployment",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_deployment")),
    )
    op.create_table(
        "sign_in_failures",
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("first_at", app.core.types.Instant(timezone=True), nullable=False),
        sa.Column("last_at", app.core.types.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_sign_in_failures")),
    )
    op.create_table(
        "api_keys",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("scopes", app.core.types.Json(), nullable=False),
        sa.Column("hint", sa.String(length=12), nullable=False),
        sa.Column("expires_at", app.core.types.Instant(timezone=True), nullable=True),
        sa.Column("last_used_at", app.core.types.Instant(timezone=True), nullable=True),
        sa.Column("account_id", app.core.types.Id(length=36), nullable=False),
        sa.Column("id", app.core.types.Id(length=36), nullable=False),
        sa.Column("created_at", app.core.types.Instant(timezone=True), nullable=False),
        sa.Column("updated_at", app.core.types.Instant(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_api_keys_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "id", name=op.f("pk_api_keys")),
    )
    with op.batch_alter_table("api_keys", schema=None) as batch_op:
        batch_op.create_index("ix_api_keys_created_at", ["account_id", "created_at", "id"], unique=False)

    op.create_table(
        "audit_entries",
        sa.Column("account_id", app.core.types.Id(length=36), nullable=False),
        sa.Column("id", app.core.types.Id(length=36), nullable=False),
        sa.Column("created_at", app.core.types.Instant(timezone=True), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("actor_kind", sa.String(length=20), nullable=False),
        sa.Column("actor_id", app.core.types.Id(length=36), nullable=True),
        sa.Column("subject_type", sa.String(length=40), nullable=True),
        sa.Column("subject_id", app.core.types.Id(length=36), nullable=True),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_audit_entries_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "id", name=op.f("pk_audit_entries")),
    )
    with op.batch_alter_table("audit_entries", schema=None) as batch_op:
        batch_op.create_index("ix_audit_entries_created_at", ["account_id", "created_at", "id"], unique=False)

    op.create_table(
        "contacts",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=True),
        sa.Column("phone", sa.String(length=50), nullable=True),
        sa.Column("linkedin_url", sa.String(length=500), nullable=True),
        sa.Column("organisation", sa.String(length=200), nullable=True),
        sa.Column("role_title", sa.String(length=200), nullable=True),
        sa.Column("industry", sa.String(length=200), nullable=True),
        sa.Column("location", sa.String(length=200), nullable=True),
        sa.Column("time_zone", sa.String(length=64), nullable=True),
        sa.Column("source", sa.String(length=20), nullable=True),
        sa.Column("warmth", sa.String(length=20), nullable=False),
        sa.Column("position", sa.String(length=20), nullable=False),
        sa.Column("introduced_by_id", app.core.types.Id(length=36), nullable=True),
        sa.Column("preferred_channel", sa.String(length=20), nullable=True),
        sa.Column("tags", app.core.types.Json(binary=True), nullable=False),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("research", app.core.types.Json(), nullable=False),
        sa.Column("may_contact_again", sa.Boolean(), nullable=True),
        sa.Column("do_not_contact", sa.Boolean(), nullable=False),
        sa.Column("resume_invited", sa.Boolean(), nullable=False),
        sa.Column("opted_out_at", app.core.types.Instant(timezone=True), nullable=True),
        sa.Column("last_touch_at", app.core.types.Instant(timezone=True), nullable=True),
        sa.Column("met_at", app.core.types.Instant(timezone=True), nullable=True),
        sa.Column("interest", sa.String(length=10), nullable=True),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("account_id", app.core.types.Id(length=36), nullable=False),
        sa.Column("id", app.core.types.Id(length=36), nullable=False),
        sa.Column("created_at", app.core.types.Instant(timezone=True), nullable=False),
        sa.Column("updated_at", app.core.types.Instant(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "introduced_by_id"],
            ["contacts.account_id", "contacts.id"],
            name=op.f("fk_contacts_account_id_introduced_by_id"),
            ondelete="NO ACTION",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_contacts_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "id", name=op.f("pk_contacts")),
    )
    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.create_index("ix_contacts_created_at", ["account_id", "created_at", "id"], unique=False)
        batch_op.create_index("ix_contacts_introduced_by_id", ["account_id", "introduced_by_id", "id"], unique=False)
        batch_op.create_index("ix_contacts_name", ["account_id", "name", "id"], unique=False)
        batch_op.create_index("ix_contacts_updated_at", ["account_id", "updated_at", "id"], unique=False)

    op.create_table(
        "credentials",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("account_id", app.core.types.Id(length=36), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("actor_id", app.core.types.Id(length=36), nullable=False),
        sa.Column("scopes", app.core.types.Json(), nullable=False),
        sa.Column("expires_at", app.core.types.Instant(timezone=True), nullable=True),
        sa.Column("facts", app.core.types.Json(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_credentials_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_credentials")),
    )
    with op.batch_alter_table("credentials", schema=None) as batch_op:
        batch_op.create_index("ix_credentials_account_id_actor_id", ["account_id", "actor_id"], unique=False)

    op.create_table(
        "idempotency_keys",
        sa.Column("account_id", app.core.types.Id(length=36), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("created_at", app.core.types.Instant(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("headers", app.core.types.Json(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_idempotency_keys_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "key", name=op.f("pk_idempotency_keys")),
    )
    op.create_table(
        "sessions",
        sa.Column("scopes", app.core.types.Json(), nullable=False),
        sa.Column("user_agent", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("last_used_at", app.core.types.Instant(timezone=True), nullable=False),
        sa.Column("expires_at", app.core.types.Instant(timezone=True), nullable=False),
        sa.Column("account_id", app.core.types.Id(length=36), nullable=False),
        sa.Column("id", app.core.types.Id(length=36), nullable=False),
        sa.Column("created_at", app.core.types.Instant(timezone=True), nullable=False),
        sa.Column("updated_at", app.core.types.Instant(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_sessions_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "id", name=op.f("pk_sessions")),
    )
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.create_index("ix_sessions_created_at", ["account_id", "created_at", "id"], unique=False)

    op.create_table(
        "policy_revisions",
        sa.Column("revision", sa.String(length=40), nullable=False),
        sa.Column("preset", sa.String(length=20), nullable=False),
        sa.Column("changed", app.core.types.Json(), nullable=False),
        sa.Column("values", app.core.types.Json(), nullable=False),
        sa.Column("account_id", app.core.types.Id(length=36), nullable=False),
        sa.Column("id", app.core.types.Id(length=36), nullable=False),
        sa.Column("created_at", app.core.types.Instant(timezone=True), nullable=False),
        sa.Column("updated_at", app.core.types.Instant(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_policy_revisions_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "id", name=op.f("pk_policy_revisions")),
    )
    with op.batch_alter_table("policy_revisions", schema=None) as batch_op:
        batch_op.create_index("ix_policy_revisions_created_at", ["account_id", "created_at", "id"], unique=False)
        batch_op.create_index("uq_policy_revisions_revision", ["account_id", "revision"], unique=True)

    op.create_table(
        "question_sets",
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("contact_id", app.core.types.Id(length=36), nullable=True),
        sa.Column("minutes_available", sa.Integer(), nullable=True),
        sa.Column("questions", app.core.types.Json(), nullable=False),
        sa.Column("shared_at", app.core.types.Instant(timezone=True), nullable=True),
        sa.Column("findings", app.core.types.Json(), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("ruleset", sa.String(length=60), nullable=False),
        sa.Column("policy_revision", sa.String(length=40), nullable=False),
        sa.Column("account_id", app.core.types.Id(length=36), nullable=False),
        sa.Column("id", app.core.types.Id(length=36), nullable=False),
        sa.Column("created_at", app.core.types.Instant(timezone=True), nullable=False),
        sa.Column("updated_at", app.core.types.Instant(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "contact_id"],
            ["contacts.account_id", "contacts.id"],
            name=op.f("fk_question_sets_account_id_contact_id"),
            ondelete="NO ACTION",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_question_sets_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "id", name=op.f("pk_question_sets")),
    )
    with op.batch_alter_table("question_sets", schema=None) as batch_op:
        batch_op.create_index("ix_question_sets_contact_id", ["account_id", "contact_id"], unique=False)
        batch_op.create_index("ix_question_sets_created_at", ["account_id", "created_at", "id"], unique=False)
        batch_op.create_index("ix_question_sets_updated_at", ["account_id", "updated_at", "id"], unique=False)

    op.create_table(
        "refresh_tokens",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("account_id", app.core.types.Id(length=36), nullable=False),
        sa.Column("session_id", app.core.types.Id(length=36), nullable=False),
        sa.Column("created_at", app.core.types.Instant(timezone=True), nullable=False),
        sa.Column("used_at", app.core.types.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id", "session_id"],
            ["sessions.account_id", "sessions.id"],
            name=op.f("fk_refresh_tokens_account_id_session_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_refresh_tokens_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_refresh_tokens")),
    )
    with op.batch_alter_table("refresh_tokens", schema=None) as batch_op:
        batch_op.create_index("ix_refresh_tokens_account_id_session_id", ["account_id", "session_id"], unique=False)

    op.create_table(
        "touchpoints",
        sa.Column("contact_id", app.core.types.Id(length=36), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("at", app.core.types.Instant(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("findings", app.core.types.Json(), nullable=False),
        sa.Column("account_id", app.core.types.Id(length=36), nullable=False),
        sa.Column("id", app.core.types.Id(length=36), nullable=False),
        sa.Column("created_at", app.core.types.Instant(timezone=True), nullable=False),
        sa.Column("updated_at", app.core.types.Instant(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "contact_id"],
            ["contacts.account_id", "contacts.id"],
            name=op.f("fk_touchpoints_account_id_contact_id"),
            ondelete="NO ACTION",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_touchpoints_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "id", name=op.f("pk_touchpoints")),
    )
    with op.batch_alter_table("touchpoints", schema=None) as batch_op:
        batch_op.create_index("ix_touchpoints_contact_id_at", ["account_id", "contact_id", "at", "id"], unique=False)
        batch_op.create_index("ix_touchpoints_created_at", ["account_id", "created_at", "id"], unique=False)

    op.create_table(
        "interview_requests",
        sa.Column("contact_id", app.core.types.Id(length=36), nullable=False),
        sa.Column("referred_by_id", app.core.types.Id(length=36), nullable=True),
        sa.Column("question_set_id", app.core.types.Id(length=36), nullable=True),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("purpose", sa.String(length=30), nullable=True),
        sa.Column("objective", sa.Text(), nullable=True),
        sa.Column("minutes_requested", sa.Integer(), nullable=True),
        sa.Column("question_count", sa.Integer(), nullable=True),
        sa.Column("formats_offered", app.core.types.Json(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("sent_at", app.core.types.Instant(timezone=True), nullable=True),
        sa.Column("sent_sort", app.core.types.Instant(timezone=True), nullable=False),
        sa.Column("words", sa.Integer(), nullable=True),
        sa.Column("answered_at", app.core.types.Instant(timezone=True), nullable=True),
        sa.Column("follow_ups", app.core.types.Json(), nullable=False),
        sa.Column("findings", app.core.types.Json(), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("ruleset", sa.String(length=60), nullable=False),
        sa.Column("policy_revision", sa.String(length=40), nullable=False),
        sa.Column("account_id", app.core.types.Id(length=36), nullable=False),
        sa.Column("id", app.core.types.Id(length=36), nullable=False),
        sa.Column("created_at", app.core.types.Instant(timezone=True), nullable=False),
        sa.Column("updated_at", app.core.types.Instant(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "contact_id"],
            ["contacts.account_id", "contacts.id"],
            name=op.f("fk_interview_requests_account_id_contact_id"),
            ondelete="NO ACTION",
        ),
        sa.ForeignKeyConstraint(
            ["account_id", "question_set_id"],
            ["question_sets.account_id", "question_sets.id"],
            name=op.f("fk_interview_requests_account_id_question_set_id"),
            ondelete="NO ACTION",
        ),
        sa.ForeignKeyConstraint(
            ["account_id", "referred_by_id"],
            ["contacts.account_id", "contacts.id"],
            name=op.f("fk_interview_requests_account_id_referred_by_id"),
            ondelete="NO ACTION",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_interview_requests_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "id", name=op.f("pk_interview_requests")),
    )
    with op.batch_alter_table("interview_requests", schema=None) as batch_op:
        batch_op.create_index(
            "ix_interview_requests_contact_id", ["account_id", "contact_id", "referred_by_id"], unique=False
        )
        batch_op.create_index("ix_interview_requests_created_at", ["account_id", "created_at", "id"], unique=False)
        batch_op.create_index("ix_interview_requests_question_set_id", ["account_id", "question_set_id"], unique=False)
        batch_op.create_index("ix_interview_requests_referred_by_id", ["account_id", "referred_by_id"], unique=False)
        batch_op.create_index("ix_interview_requests_sent_sort", ["account_id", "sent_sort", "id"], unique=False)
        batch_op.create_index("ix_interview_requests_updated_at", ["account_id", "updated_at", "id"], unique=False)

    op.create_table(
        "meetings",
        sa.Column("contact_id", app.core.types.Id(length=36), nullable=False),
        sa.Column("interview_request_id", app.core.types.Id(length=36), nullable=True),
        sa.Column("question_set_id", app.core.types.Id(length=36), nullable=True),
        sa.Column("starts_at", app.core.types.Instant(timezone=True), nullable=False),
        sa.Column("ends_at", app.core.types.Instant(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("format", sa.String(length=20), nullable=False),
        sa.Column("location", sa.Text(), nullable=True),
        sa.Column("phone", sa.String(length=50), nullable=True),
        sa.Column("video_url", sa.String(length=2000), nullable=True),
        sa.Column("goals", app.core.types.Json(), nullable=False),
        sa.Column("overview", sa.Text(), nullable=True),
        sa.Column("preparation", app.core.types.Json(), nullable=False),
        sa.Column("checklist", app.core.types.Json(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("started_at", app.core.types.Instant(timezone=True), nullable=True),
        sa.Column("ended_at", app.core.types.Instant(timezone=True), nullable=True),
        sa.Column("extensions", app.core.types.Json(), nullable=False),
        sa.Column("reschedules", app.core.types.Json(), nullable=False),
        sa.Column("ical_uid", sa.String(length=100), nullable=False),
        sa.Column("ical_sequence", sa.Integer(), nullable=False),
        sa.Column("notes", app.core.types.Json(), nullable=False),
        sa.Column("evaluation", app.core.types.Json(), nullable=False),
        sa.Column("action_plan", app.core.types.Json(), nullable=False),
        sa.Column("people_met", app.core.types.Json(), nullable=False),
        sa.Column("cards_exchanged", sa.Boolean(), nullable=True),
        sa.Column("findings", app.core.types.Json(), nullable=False),
        sa.Column("account_id", app.core.types.Id(length=36), nullable=False),
        sa.Column("id", app.core.types.Id(length=36), nullable=False),
        sa.Column("created_at", app.core.types.Instant(timezone=True), nullable=False),
        sa.Column("updated_at", app.core.types.Instant(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_meetings_ends_after_it_starts")),
        sa.ForeignKeyConstraint(
            ["account_id", "contact_id"],
            ["contacts.account_id", "contacts.id"],
            name=op.f("fk_meetings_account_id_contact_id"),
            ondelete="NO ACTION",
        ),
        sa.ForeignKeyConstraint(
            ["account_id", "interview_request_id"],
            ["interview_requests.account_id", "interview_requests.id"],
            name=op.f("fk_meetings_account_id_interview_request_id"),
            ondelete="NO ACTION",
        ),
        sa.ForeignKeyConstraint(
            ["account_id", "question_set_id"],
            ["question_sets.account_id", "question_sets.id"],
            name=op.f("fk_meetings_account_id_question_set_id"),
            ondelete="NO ACTION",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_meetings_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "id", name=op.f("pk_meetings")),
    )
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.create_index("ix_meetings_contact_id", ["account_id", "contact_id"], unique=False)
        batch_op.create_index("ix_meetings_created_at", ["account_id", "created_at", "id"], unique=False)
        batch_op.create_index("ix_meetings_interview_request_id", ["account_id", "interview_request_id"], unique=False)
        batch_op.create_index("ix_meetings_question_set_id", ["account_id", "question_set_id"], unique=False)
        batch_op.create_index("ix_meetings_starts_at", ["account_id", "starts_at", "id"], unique=False)
        batch_op.create_index("ix_meetings_updated_at", ["account_id", "updated_at", "id"], unique=False)

    op.create_table(
        "thank_you_notes",
        sa.Column("meeting_id", app.core.types.Id(length=36), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("due_at", app.core.types.Instant(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("sent_at", app.core.types.Instant(timezone=True), nullable=True),
        sa.Column("sent_sort", app.core.types.Instant(timezone=True), nullable=False),
        sa.Column("findings", app.core.types.Json(), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("ruleset", sa.String(length=60), nullable=False),
        sa.Column("policy_revision", sa.String(length=40), nullable=False),
        sa.Column("account_id", app.core.types.Id(length=36), nullable=False),
        sa.Column("id", app.core.types.Id(length=36), nullable=False),
        sa.Column("created_at", app.core.types.Instant(timezone=True), nullable=False),
        sa.Column("updated_at", app.core.types.Instant(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "meeting_id"],
            ["meetings.account_id", "meetings.id"],
            name=op.f("fk_thank_you_notes_account_id_meeting_id"),
            ondelete="NO ACTION",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_thank_you_notes_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "id", name=op.f("pk_thank_you_notes")),
    )
    with op.batch_alter_table("thank_you_notes", schema=None) as batch_op:
        batch_op.create_index("ix_thank_you_notes_created_at", ["account_id", "created_at", "id"], unique=False)
        batch_op.create_index("ix_thank_you_notes_due_at", ["account_id", "due_at", "id"], unique=False)
        batch_op.create_index("ix_thank_you_notes_meeting_id", ["account_id", "meeting_id"], unique=False)
        batch_op.create_index("ix_thank_you_notes_sent_sort", ["account_id", "sent_sort", "id"], unique=False)
        batch_op.create_index("ix_thank_you_notes_updated_at", ["account_id", "updated_at", "id"], unique=False)

    _no_double_booking()
    for table in OWNED:
        protect(table)
    protect("accounts", column="id", before_sign_in=True)
    protect("refresh_tokens", before_sign_in=True)
    protect("credentials", look_up=True)


def _no_double_booking() -> None:
    """Let no two meetings of an account that take its time overlap, half-open."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        op.execute(
            "ALTER TABLE meetings ADD CONSTRAINT ex_meetings_double_booked EXCLUDE USING gist "
            "(account_id WITH =, tstzrange(starts_at, ends_at) WITH &&) "
            "WHERE (status IN ('scheduled', 'confirmed', 'in_progress'))"
        )
        return
    for event in ("INSERT", "UPDATE"):
        op.execute(
            f"CREATE TRIGGER meetings_double_booked_{event.lower()} BEFORE {event} ON meetings "
            "WHEN NEW.status IN ('scheduled', 'confirmed', 'in_progress') AND EXISTS ("
            "SELECT 1 FROM meetings AS other WHERE other.account_id = NEW.account_id AND other.id <> NEW.id "
            "AND other.status IN ('scheduled', 'confirmed', 'in_progress') "
            "AND other.starts_at < NEW.ends_at AND NEW.starts_at < other.ends_at) "
            "BEGIN SELECT RAISE(ABORT, 'ex_meetings_double_booked'); END"
        )


def downgrade() -> None:
    with op.batch_alter_table("thank_you_notes", schema=None) as batch_op:
        batch_op.drop_index("ix_thank_you_notes_updated_at")
        batch_op.drop_index("ix_thank_you_notes_sent_sort")
        batch_op.drop_index("ix_thank_you_notes_meeting_id")
        batch_op.drop_index("ix_thank_you_notes_due_at")
        batch_op.drop_index("ix_thank_you_notes_created_at")

    op.drop_table("thank_you_notes")
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.drop_index("ix_meetings_updated_at")
        batch_op.drop_index("ix_meetings_starts_at")
        batch_op.drop_index("ix_meetings_question_set_id")
        batch_op.drop_index("ix_meetings_interview_request_id")
        batch_op.drop_index("ix_meetings_created_at")
        batch_op.drop_index("ix_meetings_contact_id")

    op.drop_table("meetings")
    with op.batch_alter_table("interview_requests", schema=None) as batch_op:
        batch_op.drop_index("ix_interview_requests_updated_at")
        batch_op.drop_index("ix_interview_requests_sent_sort")
        batch_op.drop_index("ix_interview_requests_referred_by_id")
        batch_op.drop_index("ix_interview_requests_question_set_id")
        batch_op.drop_index("ix_interview_requests_created_at")
        batch_op.drop_index("ix_interview_requests_contact_id")

    op.drop_table("interview_requests")
    with op.batch_alter_table("touchpoints", schema=None) as batch_op:
        batch_op.drop_index("ix_touchpoints_created_at")
        batch_op.drop_index("ix_touchpoints_contact_id_at")

    op.drop_table("touchpoints")
    with op.batch_alter_table("refresh_tokens", schema=None) as batch_op:
        batch_op.drop_index("ix_refresh_tokens_account_id_session_id")

    op.drop_table("refresh_tokens")
    with op.batch_alter_table("question_sets", schema=None) as batch_op:
        batch_op.drop_index("ix_question_sets_updated_at")
        batch_op.drop_index("ix_question_sets_created_at")
        batch_op.drop_index("ix_question_sets_contact_id")

    op.drop_table("question_sets")
    with op.batch_alter_table("policy_revisions", schema=None) as batch_op:
        batch_op.drop_index("uq_policy_revisions_revision")
        batch_op.drop_index("ix_policy_revisions_created_at")

    op.drop_table("policy_revisions")
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.drop_index("ix_sessions_created_at")

    op.drop_table("sessions")
    op.drop_table("idempotency_keys")
    with op.batch_alter_table("credentials", schema=None) as batch_op:
        batch_op.drop_index("ix_credentials_account_id_actor_id")

    op.drop_table("credentials")
    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.drop_index("ix_contacts_updated_at")
        batch_op.drop_index("ix_contacts_name")
        batch_op.drop_index("ix_contacts_introduced_by_id")
        batch_op.drop_index("ix_contacts_created_at")

    op.drop_table("contacts")
    with op.batch_alter_table("audit_entries", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_entries_created_at")

    op.drop_table("audit_entries")
    with op.batch_alter_table("api_keys", schema=None) as batch_op:
        batch_op.drop_index("ix_api_keys_created_at")

    op.drop_table("api_keys")
    op.drop_table("sign_in_failures")
    op.drop_table("deployment")
    op.drop_table("agenda_snoozes")
    op.drop_table("accounts")
