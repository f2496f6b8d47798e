-- The first schema: the record (sources, parties, statements, commitments, deadlines, evidence, progress, verdicts), its append-only event log, and the outbox (occasions, subscriptions, alerts, deliveries).
-- The tables are what `prisma migrate diff` writes for schema.prisma; below them stands what that language cannot say.

-- CreateTable
CREATE TABLE "source" (
    "id" SERIAL NOT NULL,
    "title" TEXT NOT NULL,
    "url" TEXT,
    "publisher" TEXT,
    "published_on" DATE,
    "language" TEXT NOT NULL DEFAULT 'en',
    "text" TEXT,
    "text_sha256" TEXT,
    "retrieved_at" TIMESTAMPTZ(3),
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,

    CONSTRAINT "source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "party" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'organisation',

    CONSTRAINT "party_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "statement" (
    "id" SERIAL NOT NULL,
    "source_id" INTEGER NOT NULL,
    "speaker_id" INTEGER NOT NULL,
    "speaker_role" TEXT,
    "quote" TEXT NOT NULL,
    "span_start" INTEGER,
    "span_end" INTEGER,
    "said_at" TIMESTAMPTZ(3) NOT NULL,
    "zone" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,

    CONSTRAINT "statement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "commitment" (
    "id" SERIAL NOT NULL,
    "statement_id" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "modality" TEXT NOT NULL,
    "force" TEXT NOT NULL DEFAULT 'firm',
    "polarity" TEXT NOT NULL DEFAULT 'act',
    "condition" TEXT,
    "comparator" TEXT,
    "quantity" DECIMAL(20,6),
    "unit" TEXT,
    "per_party" BOOLEAN NOT NULL DEFAULT false,
    "fulfilled_when" TEXT,
    "grace_ms" BIGINT NOT NULL DEFAULT 0,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "late" BOOLEAN,
    "next_check_at" TIMESTAMPTZ(3),
    "known_until" TIMESTAMPTZ(3) NOT NULL,
    "fault" TEXT,
    "fault_at" TIMESTAMPTZ(3),

    CONSTRAINT "commitment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "commitment_party" (
    "commitment_id" INTEGER NOT NULL,
    "party_id" INTEGER NOT NULL,
    "role" TEXT NOT NULL,

    CONSTRAINT "commitment_party_pkey" PRIMARY KEY ("commitment_id","party_id","role")
);

-- CreateTable
CREATE TABLE "commitment_tag" (
    "commitment_id" INTEGER NOT NULL,
    "tag" TEXT NOT NULL,

    CONSTRAINT "commitment_tag_pkey" PRIMARY KEY ("commitment_id","tag")
);

-- CreateTable
CREATE TABLE "deadline" (
    "id" SERIAL NOT NULL,
    "commitment_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "phrase" TEXT,
    "rule" TEXT NOT NULL,
    "rule_version" INTEGER NOT NULL,
    "basis" TEXT NOT NULL,
    "precision" TEXT,
    "zone" TEXT NOT NULL,
    "opens_at" TIMESTAMPTZ(3),
    "closes_at" TIMESTAMPTZ(3),
    "anchor" TEXT,
    "anchor_offset" TEXT,
    "review_at" TIMESTAMPTZ(3),
    "explanation" TEXT NOT NULL,
    "reason" TEXT,
    "source_id" INTEGER,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "deadline_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence" (
    "id" SERIAL NOT NULL,
    "commitment_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "url" TEXT,
    "note" TEXT,
    "support" TEXT NOT NULL DEFAULT 'declared',
    "happened_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "example_data" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "progress" (
    "id" SERIAL NOT NULL,
    "commitment_id" INTEGER NOT NULL,
    "amount" DECIMAL(20,6) NOT NULL,
    "party_id" INTEGER,
    "claimed_by_id" INTEGER,
    "evidence_id" INTEGER NOT NULL,
    "happened_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,

    CONSTRAINT "progress_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verdict" (
    "id" SERIAL NOT NULL,
    "commitment_id" INTEGER NOT NULL,
    "outcome" TEXT,
    "reverses_id" INTEGER,
    "reason" TEXT NOT NULL,
    "evidence_id" INTEGER,
    "happened_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,

    CONSTRAINT "verdict_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event" (
    "id" BIGSERIAL NOT NULL,
    "commitment_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "data" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "occasion" (
    "id" BIGSERIAL NOT NULL,
    "commitment_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "lead_days" INTEGER,
    "corrects" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "cursor" INTEGER NOT NULL DEFAULT 0,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "occasion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subscription" (
    "id" SERIAL NOT NULL,
    "address" TEXT NOT NULL,
    "cap_key" TEXT NOT NULL,
    "follows" TEXT NOT NULL,
    "party_id" INTEGER,
    "tag" TEXT,
    "commitment_id" INTEGER,
    "kinds" TEXT[],
    "lead_days" INTEGER[],
    "zone" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "ended_why" TEXT,

    CONSTRAINT "subscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert" (
    "occasion_id" BIGINT NOT NULL,
    "subscription_id" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "why" TEXT,
    "not_before_at" TIMESTAMPTZ(3) NOT NULL,
    "delivery_id" BIGINT,

    CONSTRAINT "alert_pkey" PRIMARY KEY ("occasion_id","subscription_id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "subscription_id" INTEGER NOT NULL,
    "message_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "why" TEXT,
    "subject" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "leased_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "raw" TEXT,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempt" (
    "id" BIGSERIAL NOT NULL,
    "delivery_id" BIGINT NOT NULL,
    "attempted_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT NOT NULL,
    "answer" TEXT NOT NULL,

    CONSTRAINT "attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "channel" (
    "name" TEXT NOT NULL,
    "paused_until" TIMESTAMPTZ(3),
    "why" TEXT,

    CONSTRAINT "channel_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE UNIQUE INDEX "party_name_key" ON "party"("name");

-- CreateIndex
CREATE INDEX "statement_source_id_idx" ON "statement"("source_id");

-- CreateIndex
CREATE INDEX "statement_speaker_id_idx" ON "statement"("speaker_id");

-- CreateIndex
CREATE INDEX "commitment_statement_id_idx" ON "commitment"("statement_id");

-- CreateIndex
CREATE INDEX "commitment_party_party_id_idx" ON "commitment_party"("party_id");

-- CreateIndex
CREATE INDEX "commitment_tag_tag_idx" ON "commitment_tag"("tag");

-- CreateIndex
CREATE UNIQUE INDEX "deadline_commitment_id_version_key" ON "deadline"("commitment_id", "version");

-- CreateIndex
CREATE INDEX "evidence_commitment_id_idx" ON "evidence"("commitment_id");

-- CreateIndex
CREATE INDEX "progress_commitment_id_idx" ON "progress"("commitment_id");

-- CreateIndex
CREATE UNIQUE INDEX "verdict_reverses_id_key" ON "verdict"("reverses_id");

-- CreateIndex
CREATE INDEX "verdict_commitment_id_idx" ON "verdict"("commitment_id");

-- CreateIndex
CREATE UNIQUE INDEX "event_commitment_id_key_key" ON "event"("commitment_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "occasion_commitment_id_kind_key_key" ON "occasion"("commitment_id", "kind", "key");

-- CreateIndex
CREATE INDEX "subscription_cap_key_created_at_idx" ON "subscription"("cap_key", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_message_id_key" ON "delivery"("message_id");

-- CreateIndex
CREATE INDEX "delivery_subscription_id_idx" ON "delivery"("subscription_id");

-- CreateIndex
CREATE INDEX "attempt_delivery_id_idx" ON "attempt"("delivery_id");

-- AddForeignKey
ALTER TABLE "statement" ADD CONSTRAINT "statement_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement" ADD CONSTRAINT "statement_speaker_id_fkey" FOREIGN KEY ("speaker_id") REFERENCES "party"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_statement_id_fkey" FOREIGN KEY ("statement_id") REFERENCES "statement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "commitment_party" ADD CONSTRAINT "commitment_party_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "commitment_party" ADD CONSTRAINT "commitment_party_party_id_fkey" FOREIGN KEY ("party_id") REFERENCES "party"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "commitment_tag" ADD CONSTRAINT "commitment_tag_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deadline" ADD CONSTRAINT "deadline_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deadline" ADD CONSTRAINT "deadline_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "progress" ADD CONSTRAINT "progress_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "progress" ADD CONSTRAINT "progress_party_id_fkey" FOREIGN KEY ("party_id") REFERENCES "party"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "progress" ADD CONSTRAINT "progress_claimed_by_id_fkey" FOREIGN KEY ("claimed_by_id") REFERENCES "party"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "progress" ADD CONSTRAINT "progress_evidence_id_fkey" FOREIGN KEY ("evidence_id") REFERENCES "evidence"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "verdict" ADD CONSTRAINT "verdict_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "verdict" ADD CONSTRAINT "verdict_reverses_id_fkey" FOREIGN KEY ("reverses_id") REFERENCES "verdict"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "verdict" ADD CONSTRAINT "verdict_evidence_id_fkey" FOREIGN KEY ("evidence_id") REFERENCES "evidence"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "occasion" ADD CONSTRAINT "occasion_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_party_id_fkey" FOREIGN KEY ("party_id") REFERENCES "party"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_occasion_id_fkey" FOREIGN KEY ("occasion_id") REFERENCES "occasion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscription"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "delivery"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscription"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "delivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema language cannot say ---------------------------------------------------------------

-- Closed lists and bad states that must be impossible.
ALTER TABLE "source"
  ADD CONSTRAINT "source_title_said" CHECK (length(btrim("title")) > 0),
  ADD CONSTRAINT "source_url_is_web" CHECK ("url" ~* '^https?://'),
  ADD CONSTRAINT "source_text_hashed" CHECK (("text" IS NULL) = ("text_sha256" IS NULL));
ALTER TABLE "party"
  ADD CONSTRAINT "party_name_said" CHECK (length(btrim("name")) > 0),
  ADD CONSTRAINT "party_kind" CHECK ("kind" IN ('person', 'organisation', 'side'));
ALTER TABLE "statement"
  ADD CONSTRAINT "statement_quote_said" CHECK (length(btrim("quote")) > 0),
  ADD CONSTRAINT "statement_span" CHECK (num_nonnulls("span_start", "span_end") = 0 OR (num_nonnulls("span_start", "span_end") = 2 AND 0 <= "span_start" AND "span_start" < "span_end"));
-- Directives, forecasts and deeds are never opened as commitments.
ALTER TABLE "commitment"
  ADD CONSTRAINT "commitment_title_said" CHECK (length(btrim("title")) > 0),
  ADD CONSTRAINT "commitment_modality" CHECK ("modality" IN ('commitment', 'intention', 'proposal', 'obligation')),
  ADD CONSTRAINT "commitment_force" CHECK ("force" IN ('firm', 'soft')),
  ADD CONSTRAINT "commitment_polarity" CHECK ("polarity" IN ('act', 'refrain', 'refuse')),
  ADD CONSTRAINT "commitment_comparator" CHECK ("comparator" IN ('at_least', 'at_most', 'exactly', 'about')),
  ADD CONSTRAINT "commitment_target_whole" CHECK (num_nulls("comparator", "quantity", "unit") IN (0, 3)),
  ADD CONSTRAINT "commitment_quantity_positive" CHECK ("quantity" > 0),
  ADD CONSTRAINT "commitment_per_party_needs_target" CHECK (NOT "per_party" OR "quantity" IS NOT NULL),
  ADD CONSTRAINT "commitment_grace" CHECK ("grace_ms" >= 0),
  ADD CONSTRAINT "commitment_status" CHECK ("status" IN ('undated', 'pending', 'upcoming', 'due', 'overdue', 'met', 'partly_met', 'not_met', 'withdrawn', 'superseded', 'void')),
  ADD CONSTRAINT "commitment_late_means_met" CHECK ("late" IS NULL OR "status" = 'met');
ALTER TABLE "commitment_party"
  ADD CONSTRAINT "commitment_party_role" CHECK ("role" IN ('committer', 'beneficiary'));
ALTER TABLE "commitment_tag"
  ADD CONSTRAINT "commitment_tag_form" CHECK ("tag" = lower(btrim("tag")) AND "tag" <> '');
ALTER TABLE "deadline"
  ADD CONSTRAINT "deadline_version" CHECK ("version" >= 1),
  ADD CONSTRAINT "deadline_basis" CHECK ("basis" IN ('stated', 'derived', 'assumed', 'none')),
  ADD CONSTRAINT "deadline_precision" CHECK ("precision" IN ('minute', 'hour', 'day', 'part', 'week', 'month', 'quarter', 'season', 'half', 'year')),
  ADD CONSTRAINT "deadline_opens_before_it_closes" CHECK ("opens_at" < "closes_at"),
  ADD CONSTRAINT "deadline_window_whole" CHECK (num_nulls("opens_at", "closes_at", "precision") IN (0, 3)),
  ADD CONSTRAINT "deadline_anchor_has_offset" CHECK (("anchor" IS NULL) = ("anchor_offset" IS NULL)),
  ADD CONSTRAINT "deadline_none_means_undated" CHECK (("basis" = 'none') = ("opens_at" IS NULL AND "anchor" IS NULL)),
  ADD CONSTRAINT "deadline_revision_has_reason" CHECK ("version" = 1 OR "reason" IS NOT NULL);
-- One open revision: a commitment has exactly one deadline in force.
CREATE UNIQUE INDEX "deadline_in_force_key" ON "deadline"("commitment_id") WHERE "superseded_at" IS NULL;
ALTER TABLE "evidence"
  ADD CONSTRAINT "evidence_kind" CHECK ("kind" IN ('link', 'note', 'file')),
  ADD CONSTRAINT "evidence_support" CHECK ("support" IN ('declared', 'confirmed', 'verified')),
  ADD CONSTRAINT "evidence_shows_something" CHECK (num_nonnulls("url", "note") > 0),
  ADD CONSTRAINT "evidence_url_is_web" CHECK ("url" ~* '^https?://'),
  ADD CONSTRAINT "evidence_after_the_fact" CHECK ("happened_at" <= "recorded_at");
ALTER TABLE "progress"
  ADD CONSTRAINT "progress_amount_positive" CHECK ("amount" > 0),
  ADD CONSTRAINT "progress_after_the_fact" CHECK ("happened_at" <= "recorded_at");
ALTER TABLE "verdict"
  ADD CONSTRAINT "verdict_outcome" CHECK ("outcome" IN ('met', 'partly_met', 'not_met', 'withdrawn', 'superseded', 'void')),
  ADD CONSTRAINT "verdict_or_reversal" CHECK (num_nonnulls("outcome", "reverses_id") = 1),
  ADD CONSTRAINT "verdict_has_reason" CHECK (length(btrim("reason")) > 0),
  ADD CONSTRAINT "verdict_met_has_evidence" CHECK ("outcome" NOT IN ('met', 'partly_met') OR "evidence_id" IS NOT NULL),
  ADD CONSTRAINT "verdict_after_the_fact" CHECK ("happened_at" <= "recorded_at");
ALTER TABLE "event"
  ADD CONSTRAINT "event_kind" CHECK ("kind" IN ('recorded', 'due', 'overdue', 'progress', 'met', 'closed', 'reopened', 'deadline_moved', 'review_due'));
ALTER TABLE "occasion"
  ADD CONSTRAINT "occasion_kind" CHECK ("kind" IN ('due_soon', 'due', 'overdue', 'overdue_reminder', 'progress', 'met', 'closed', 'deadline_moved', 'corrected', 'disputed', 'review_due'));
ALTER TABLE "subscription"
  ADD CONSTRAINT "subscription_address" CHECK ("address" ~ '^[^[:space:][:cntrl:],<>"]+@[^[:space:][:cntrl:],<>"@]+$'),
  ADD CONSTRAINT "subscription_state" CHECK ("state" IN ('unconfirmed', 'active', 'suspended', 'ended')),
  ADD CONSTRAINT "subscription_follows_one_thing" CHECK (
    CASE "follows"
      WHEN 'all' THEN num_nonnulls("party_id", "tag", "commitment_id") = 0
      WHEN 'party' THEN "party_id" IS NOT NULL AND num_nonnulls("tag", "commitment_id") = 0
      WHEN 'tag' THEN "tag" IS NOT NULL AND num_nonnulls("party_id", "commitment_id") = 0
      WHEN 'commitment' THEN "commitment_id" IS NOT NULL AND num_nonnulls("party_id", "tag") = 0
      ELSE false
    END),
  ADD CONSTRAINT "subscription_leads" CHECK ("lead_days" <@ ARRAY[1, 3, 7, 14, 30]),
  ADD CONSTRAINT "subscription_ended_at" CHECK (("state" = 'ended') = ("ended_at" IS NOT NULL)),
  ADD CONSTRAINT "subscription_confirmed_at" CHECK ("state" <> 'active' OR "confirmed_at" IS NOT NULL);
-- An address follows a thing once; after it has ended it may begin again.
CREATE UNIQUE INDEX "subscription_once_key" ON "subscription"("address", "follows", COALESCE("party_id", 0), COALESCE("tag", ''), COALESCE("commitment_id", 0)) WHERE "state" <> 'ended';
ALTER TABLE "alert"
  ADD CONSTRAINT "alert_state" CHECK ("state" IN ('queued', 'claimed', 'sent', 'dropped', 'failed'));
ALTER TABLE "delivery"
  ADD CONSTRAINT "delivery_kind" CHECK ("kind" IN ('alerts', 'confirm')),
  ADD CONSTRAINT "delivery_state" CHECK ("state" IN ('queued', 'sending', 'sent', 'failed', 'dropped')),
  ADD CONSTRAINT "delivery_open_has_next_attempt" CHECK (("state" IN ('queued', 'sending')) = ("next_attempt_at" IS NOT NULL)),
  ADD CONSTRAINT "delivery_sending_has_lease" CHECK (("state" = 'sending') = ("lease_until" IS NOT NULL));
ALTER TABLE "attempt"
  ADD CONSTRAINT "attempt_outcome" CHECK ("outcome" IN ('sent', 'deferred', 'refused', 'unsure', 'unreachable', 'channel', 'kept'));

-- Queues: the price of looking depends on what has come due, not on what is stored.
CREATE INDEX "commitment_next_check_idx" ON "commitment"("next_check_at", "id") WHERE "next_check_at" IS NOT NULL;
CREATE INDEX "occasion_open_idx" ON "occasion"("id") WHERE "done_at" IS NULL;
CREATE INDEX "alert_queue_idx" ON "alert"("not_before_at") WHERE "state" = 'queued';
CREATE INDEX "alert_delivery_idx" ON "alert"("delivery_id") WHERE "delivery_id" IS NOT NULL;
CREATE INDEX "delivery_queue_idx" ON "delivery"("next_attempt_at", "id") WHERE "state" = 'queued';
CREATE INDEX "delivery_lease_idx" ON "delivery"("lease_until") WHERE "state" = 'sending';
CREATE INDEX "subscription_all_idx" ON "subscription"("id") WHERE "state" = 'active' AND "follows" = 'all';
CREATE INDEX "subscription_party_idx" ON "subscription"("party_id", "id") WHERE "party_id" IS NOT NULL;
CREATE INDEX "subscription_tag_idx" ON "subscription"("tag", "id") WHERE "tag" IS NOT NULL;
CREATE INDEX "subscription_commitment_idx" ON "subscription"("commitment_id", "id") WHERE "commitment_id" IS NOT NULL;
CREATE INDEX "subscription_unconfirmed_idx" ON "subscription"("created_at") WHERE "state" = 'unconfirmed';
-- The board: open items by date, settled ones by when they were last touched.
CREATE INDEX "commitment_status_idx" ON "commitment"("status", "id" DESC);
CREATE INDEX "deadline_closes_idx" ON "deadline"("closes_at", "commitment_id") WHERE "superseded_at" IS NULL;
CREATE INDEX "deadline_opens_idx" ON "deadline"("opens_at", "commitment_id") WHERE "superseded_at" IS NULL;
CREATE INDEX "commitment_settled_idx" ON "commitment"("known_until" DESC, "id" DESC) WHERE "status" IN ('met', 'partly_met', 'not_met', 'withdrawn', 'superseded', 'void');
-- What was set aside is few, and readiness asks for it.
CREATE INDEX "commitment_fault_idx" ON "commitment"("fault_at") WHERE "fault" IS NOT NULL;

-- Never rewritten: what was said, shown, decided and recorded stays as it was written.
CREATE FUNCTION "refuse_rewriting"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of "%" are never changed or deleted: record a new one', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER "event_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "event" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "statement_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "statement" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "evidence_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "evidence" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "progress_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "progress" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "verdict_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "verdict" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "deadline_not_deleted" BEFORE DELETE OR TRUNCATE ON "deadline" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
-- A deadline may only be superseded, once, and by nothing else than a later version.
CREATE FUNCTION "deadline_only_superseded"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."superseded_at" IS NOT NULL OR NEW."superseded_at" IS NULL
     OR (to_jsonb(NEW) - 'superseded_at') IS DISTINCT FROM (to_jsonb(OLD) - 'superseded_at') THEN
    RAISE EXCEPTION 'a deadline is never changed: record a revision' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "deadline_only_superseded" BEFORE UPDATE ON "deadline" FOR EACH ROW EXECUTE FUNCTION "deadline_only_superseded"();
