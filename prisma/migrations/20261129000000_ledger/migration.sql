-- A record of two sides: who supports an amount and which tally decides, parts, conditions, criteria by version, objections with their answers, links between accounts, evidence with origin, file and snapshot, second persons, and reminders held for a while.

-- AlterTable
ALTER TABLE "commitment" ADD COLUMN     "decides" TEXT NOT NULL DEFAULT 'declared',
ADD COLUMN     "disputed" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "has_more" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "has_parts" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "measurable" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "parent_id" INTEGER,
ADD COLUMN     "parts_rule" TEXT NOT NULL DEFAULT 'independent',
ADD COLUMN     "question" TEXT,
ADD COLUMN     "weighed" BOOLEAN NOT NULL DEFAULT false;
-- What is on record keeps its meaning: declared amounts counted, and conditions were not weighed.
ALTER TABLE "commitment" ALTER COLUMN "decides" SET DEFAULT 'confirmed', ALTER COLUMN "weighed" SET DEFAULT true;

-- AlterTable
ALTER TABLE "evidence" ADD COLUMN     "file_name" TEXT,
ADD COLUMN     "file_sha256" TEXT,
ADD COLUMN     "origin" TEXT,
ADD COLUMN     "snapshot" TEXT,
ADD COLUMN     "snapshot_at" TIMESTAMPTZ(3),
ADD COLUMN     "snapshot_sha256" TEXT;

-- AlterTable
ALTER TABLE "progress" ADD COLUMN     "claim_id" INTEGER;

-- AlterTable
ALTER TABLE "verdict" ADD COLUMN     "needs_approval" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "party_id" INTEGER;

-- AlterTable
ALTER TABLE "occasion" ADD COLUMN     "actor" TEXT;

-- CreateTable
CREATE TABLE "criterion" (
    "id" SERIAL NOT NULL,
    "commitment_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "fulfilled_when" TEXT,
    "measurable" BOOLEAN NOT NULL,
    "question" TEXT,
    "decides" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,

    CONSTRAINT "criterion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "condition_report" (
    "id" SERIAL NOT NULL,
    "commitment_id" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "url" TEXT,
    "note" TEXT,
    "happened_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,

    CONSTRAINT "condition_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "objection" (
    "id" SERIAL NOT NULL,
    "commitment_id" INTEGER NOT NULL,
    "progress_id" INTEGER,
    "verdict_id" INTEGER,
    "raised_by_id" INTEGER,
    "reason" TEXT NOT NULL,
    "url" TEXT,
    "answer_by" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,

    CONSTRAINT "objection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "objection_answer" (
    "id" SERIAL NOT NULL,
    "commitment_id" INTEGER NOT NULL,
    "objection_id" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,

    CONSTRAINT "objection_answer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence_withdrawal" (
    "id" SERIAL NOT NULL,
    "commitment_id" INTEGER NOT NULL,
    "evidence_id" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,

    CONSTRAINT "evidence_withdrawal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "approval" (
    "id" SERIAL NOT NULL,
    "commitment_id" INTEGER NOT NULL,
    "verdict_id" INTEGER NOT NULL,
    "approved" BOOLEAN NOT NULL,
    "reason" TEXT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,

    CONSTRAINT "approval_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "look" (
    "id" SERIAL NOT NULL,
    "commitment_id" INTEGER NOT NULL,
    "searched" TEXT NOT NULL,
    "note" TEXT,
    "looked_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,

    CONSTRAINT "look_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice" (
    "id" SERIAL NOT NULL,
    "commitment_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "until_at" TIMESTAMPTZ(3),
    "note" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "commitment_link" (
    "id" SERIAL NOT NULL,
    "from_id" INTEGER NOT NULL,
    "to_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "ends_id" INTEGER,
    "reason" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,

    CONSTRAINT "commitment_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stored_file" (
    "sha256" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,

    CONSTRAINT "stored_file_pkey" PRIMARY KEY ("sha256")
);

-- CreateIndex
CREATE UNIQUE INDEX "criterion_commitment_id_version_key" ON "criterion"("commitment_id", "version");

-- CreateIndex
CREATE INDEX "condition_report_commitment_id_idx" ON "condition_report"("commitment_id");

-- CreateIndex
CREATE INDEX "objection_commitment_id_idx" ON "objection"("commitment_id");

-- CreateIndex
CREATE UNIQUE INDEX "objection_answer_objection_id_key" ON "objection_answer"("objection_id");

-- CreateIndex
CREATE INDEX "objection_answer_commitment_id_idx" ON "objection_answer"("commitment_id");

-- CreateIndex
CREATE UNIQUE INDEX "evidence_withdrawal_evidence_id_key" ON "evidence_withdrawal"("evidence_id");

-- CreateIndex
CREATE INDEX "evidence_withdrawal_commitment_id_idx" ON "evidence_withdrawal"("commitment_id");

-- CreateIndex
CREATE UNIQUE INDEX "approval_verdict_id_key" ON "approval"("verdict_id");

-- CreateIndex
CREATE INDEX "approval_commitment_id_idx" ON "approval"("commitment_id");

-- CreateIndex
CREATE INDEX "look_commitment_id_idx" ON "look"("commitment_id");

-- CreateIndex
CREATE INDEX "notice_commitment_id_idx" ON "notice"("commitment_id");

-- CreateIndex
CREATE UNIQUE INDEX "commitment_link_ends_id_key" ON "commitment_link"("ends_id");

-- CreateIndex
CREATE INDEX "commitment_link_from_id_idx" ON "commitment_link"("from_id");

-- CreateIndex
CREATE INDEX "commitment_link_to_id_idx" ON "commitment_link"("to_id");

-- CreateIndex
CREATE INDEX "commitment_parent_id_idx" ON "commitment"("parent_id");

-- AddForeignKey
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_file_sha256_fkey" FOREIGN KEY ("file_sha256") REFERENCES "stored_file"("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "progress" ADD CONSTRAINT "progress_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "progress"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "verdict" ADD CONSTRAINT "verdict_party_id_fkey" FOREIGN KEY ("party_id") REFERENCES "party"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "criterion" ADD CONSTRAINT "criterion_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "condition_report" ADD CONSTRAINT "condition_report_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "objection" ADD CONSTRAINT "objection_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "objection" ADD CONSTRAINT "objection_progress_id_fkey" FOREIGN KEY ("progress_id") REFERENCES "progress"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "objection" ADD CONSTRAINT "objection_verdict_id_fkey" FOREIGN KEY ("verdict_id") REFERENCES "verdict"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "objection" ADD CONSTRAINT "objection_raised_by_id_fkey" FOREIGN KEY ("raised_by_id") REFERENCES "party"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "objection_answer" ADD CONSTRAINT "objection_answer_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "objection_answer" ADD CONSTRAINT "objection_answer_objection_id_fkey" FOREIGN KEY ("objection_id") REFERENCES "objection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_withdrawal" ADD CONSTRAINT "evidence_withdrawal_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_withdrawal" ADD CONSTRAINT "evidence_withdrawal_evidence_id_fkey" FOREIGN KEY ("evidence_id") REFERENCES "evidence"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "approval" ADD CONSTRAINT "approval_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "approval" ADD CONSTRAINT "approval_verdict_id_fkey" FOREIGN KEY ("verdict_id") REFERENCES "verdict"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "look" ADD CONSTRAINT "look_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "commitment_link" ADD CONSTRAINT "commitment_link_from_id_fkey" FOREIGN KEY ("from_id") REFERENCES "commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "commitment_link" ADD CONSTRAINT "commitment_link_to_id_fkey" FOREIGN KEY ("to_id") REFERENCES "commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "commitment_link" ADD CONSTRAINT "commitment_link_ends_id_fkey" FOREIGN KEY ("ends_id") REFERENCES "commitment_link"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema language cannot say ---------------------------------------------------------------

ALTER TABLE "commitment"
  ADD CONSTRAINT "commitment_decides" CHECK ("decides" IN ('declared', 'confirmed', 'verified')),
  ADD CONSTRAINT "commitment_parts_rule" CHECK ("parts_rule" IN ('independent', 'mutual')),
  ADD CONSTRAINT "commitment_unmeasurable_asks" CHECK ("measurable" OR length(btrim("question")) > 0),
  -- A part is recorded after its whole, so that no circle can close.
  ADD CONSTRAINT "commitment_part_after_whole" CHECK ("parent_id" < "id");
ALTER TABLE "criterion"
  ADD CONSTRAINT "criterion_version" CHECK ("version" >= 2),
  ADD CONSTRAINT "criterion_decides" CHECK ("decides" IN ('declared', 'confirmed', 'verified')),
  ADD CONSTRAINT "criterion_unmeasurable_asks" CHECK ("measurable" OR length(btrim("question")) > 0),
  ADD CONSTRAINT "criterion_has_reason" CHECK (length(btrim("reason")) > 0);
ALTER TABLE "condition_report"
  ADD CONSTRAINT "condition_report_state" CHECK ("state" IN ('met', 'failed', 'open')),
  ADD CONSTRAINT "condition_report_shows_something" CHECK (num_nonnulls("url", "note") > 0),
  ADD CONSTRAINT "condition_report_url_is_web" CHECK ("url" ~* '^https?://'),
  ADD CONSTRAINT "condition_report_finite" CHECK (isfinite("happened_at") AND isfinite("recorded_at")),
  ADD CONSTRAINT "condition_report_after_the_fact" CHECK ("happened_at" <= "recorded_at");
ALTER TABLE "objection"
  ADD CONSTRAINT "objection_about_one_thing" CHECK (num_nonnulls("progress_id", "verdict_id") <= 1),
  ADD CONSTRAINT "objection_has_reason" CHECK (length(btrim("reason")) > 0),
  ADD CONSTRAINT "objection_url_is_web" CHECK ("url" ~* '^https?://'),
  ADD CONSTRAINT "objection_has_time" CHECK (isfinite("answer_by") AND "answer_by" > "recorded_at");
ALTER TABLE "objection_answer"
  ADD CONSTRAINT "objection_answer_outcome" CHECK ("outcome" IN ('upheld', 'rejected', 'withdrawn')),
  ADD CONSTRAINT "objection_answer_said" CHECK (length(btrim("answer")) > 0);
ALTER TABLE "evidence_withdrawal" ADD CONSTRAINT "evidence_withdrawal_has_reason" CHECK (length(btrim("reason")) > 0);
ALTER TABLE "look"
  ADD CONSTRAINT "look_searched_somewhere" CHECK (length(btrim("searched")) > 0),
  ADD CONSTRAINT "look_after_the_fact" CHECK (isfinite("looked_at") AND "looked_at" <= "recorded_at");
ALTER TABLE "notice"
  ADD CONSTRAINT "notice_kind" CHECK ("kind" IN ('acknowledged', 'snoozed', 'resumed')),
  -- Silence has an end that it cannot lack.
  ADD CONSTRAINT "notice_ends" CHECK (("kind" = 'resumed') = ("until_at" IS NULL)),
  ADD CONSTRAINT "notice_end_finite" CHECK (isfinite("until_at") AND "until_at" > "recorded_at"),
  ADD CONSTRAINT "notice_has_note" CHECK (length(btrim("note")) > 0);
ALTER TABLE "commitment_link"
  ADD CONSTRAINT "commitment_link_kind" CHECK ("kind" IN ('restates', 'contradicts')),
  ADD CONSTRAINT "commitment_link_of_two" CHECK ("from_id" <> "to_id"),
  ADD CONSTRAINT "commitment_link_has_reason" CHECK (length(btrim("reason")) > 0);
ALTER TABLE "stored_file"
  ADD CONSTRAINT "stored_file_whole" CHECK ("size" = octet_length("bytes") AND "size" BETWEEN 1 AND 10485760),
  ADD CONSTRAINT "stored_file_hashed" CHECK ("sha256" = encode(sha256("bytes"), 'hex')),
  ADD CONSTRAINT "stored_file_type" CHECK ("media_type" ~ '^[a-z]+/[a-z0-9.+-]+$');
ALTER TABLE "evidence" DROP CONSTRAINT "evidence_shows_something";
ALTER TABLE "evidence"
  ADD CONSTRAINT "evidence_shows_something" CHECK (num_nonnulls("url", "note", "file_sha256") > 0),
  ADD CONSTRAINT "evidence_file_named" CHECK (("file_sha256" IS NULL) = ("file_name" IS NULL)),
  ADD CONSTRAINT "evidence_snapshot_whole" CHECK (num_nulls("snapshot", "snapshot_sha256", "snapshot_at") IN (0, 3)),
  ADD CONSTRAINT "evidence_snapshot_hashed" CHECK ("snapshot_sha256" = encode(sha256(convert_to("snapshot", 'UTF8')), 'hex'));
-- Every decision rests on something; those made before keep what they have.
ALTER TABLE "verdict"
  ADD CONSTRAINT "verdict_has_evidence" CHECK ("outcome" IS NULL OR "evidence_id" IS NOT NULL) NOT VALID,
  ADD CONSTRAINT "verdict_approval_for_decisions" CHECK ("outcome" IS NOT NULL OR NOT "needs_approval");
ALTER TABLE "event" DROP CONSTRAINT "event_kind";
ALTER TABLE "event"
  ADD CONSTRAINT "event_kind" CHECK ("kind" IN ('recorded', 'due', 'overdue', 'progress', 'met', 'closed', 'reopened', 'deadline_moved', 'review_due', 'condition', 'disputed', 'dispute_settled', 'objection_unanswered', 'unattended'));
ALTER TABLE "occasion" DROP CONSTRAINT "occasion_kind";
ALTER TABLE "occasion"
  ADD CONSTRAINT "occasion_kind" CHECK ("kind" IN ('due_soon', 'due', 'overdue', 'overdue_reminder', 'progress', 'met', 'closed', 'deadline_moved', 'corrected', 'disputed', 'review_due', 'unattended'));

-- The beginning of the last day is a lead time too.
ALTER TABLE "subscription" DROP CONSTRAINT "subscription_leads";
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_leads" CHECK ("lead_days" <@ ARRAY[0, 1, 3, 7, 14, 30]);

CREATE INDEX "commitment_unmeasurable_idx" ON "commitment"("id") WHERE NOT "measurable";
CREATE INDEX "commitment_disputed_idx" ON "commitment"("id") WHERE "disputed";
CREATE INDEX "evidence_origin_idx" ON "evidence"("origin") WHERE "origin" IS NOT NULL;

-- Never rewritten either.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['criterion', 'condition_report', 'objection', 'objection_answer', 'evidence_withdrawal', 'approval', 'look', 'notice', 'commitment_link', 'stored_file'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"()', t || '_append_only', t);
  END LOOP;
END $$;

-- Facts of one commitment never decide another. After the references, which have the first word.
CREATE FUNCTION "refuse_foreign_about"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE given jsonb := to_jsonb(NEW);
BEGIN
  IF EXISTS (SELECT FROM "progress" WHERE "id" = (given->>'progress_id')::int AND "commitment_id" <> NEW."commitment_id")
     OR EXISTS (SELECT FROM "verdict" WHERE "id" = (given->>'verdict_id')::int AND "commitment_id" <> NEW."commitment_id")
     OR EXISTS (SELECT FROM "evidence" WHERE "id" = (given->>'evidence_id')::int AND "commitment_id" <> NEW."commitment_id")
     OR EXISTS (SELECT FROM "objection" WHERE "id" = (given->>'objection_id')::int AND "commitment_id" <> NEW."commitment_id")
     OR EXISTS (SELECT FROM "progress" WHERE "id" = (given->>'claim_id')::int AND ("commitment_id" <> NEW."commitment_id" OR "claim_id" IS NOT NULL)) THEN
    RAISE EXCEPTION 'what it is about belongs to another commitment' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "objection_own_fact" AFTER INSERT ON "objection" FOR EACH ROW EXECUTE FUNCTION "refuse_foreign_about"();
CREATE TRIGGER "objection_answer_own_objection" AFTER INSERT ON "objection_answer" FOR EACH ROW EXECUTE FUNCTION "refuse_foreign_about"();
CREATE TRIGGER "evidence_withdrawal_own_evidence" AFTER INSERT ON "evidence_withdrawal" FOR EACH ROW EXECUTE FUNCTION "refuse_foreign_about"();
CREATE TRIGGER "approval_own_verdict" AFTER INSERT ON "approval" FOR EACH ROW EXECUTE FUNCTION "refuse_foreign_about"();
CREATE TRIGGER "progress_own_claim" AFTER INSERT ON "progress" FOR EACH ROW WHEN (NEW."claim_id" IS NOT NULL) EXECUTE FUNCTION "refuse_foreign_about"();
-- A second person is somebody else, and is asked only about a decision that waits for one.
CREATE FUNCTION "refuse_own_approval"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "verdict" WHERE "id" = NEW."verdict_id" AND (NOT "needs_approval" OR (NEW."approved" AND lower(btrim("recorded_by")) = lower(btrim(NEW."recorded_by"))))) THEN
    RAISE EXCEPTION 'a decision is approved by a second person, when it waits for one' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "approval_by_another" AFTER INSERT ON "approval" FOR EACH ROW EXECUTE FUNCTION "refuse_own_approval"();
CREATE FUNCTION "refuse_foreign_end"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM "commitment_link" WHERE "id" = NEW."ends_id" AND "ends_id" IS NULL AND ("from_id", "to_id", "kind") = (NEW."from_id", NEW."to_id", NEW."kind")) THEN
    RAISE EXCEPTION 'only a link between the same two can be taken back' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "commitment_link_own_end" AFTER INSERT ON "commitment_link" FOR EACH ROW WHEN (NEW."ends_id" IS NOT NULL) EXECUTE FUNCTION "refuse_foreign_end"();

-- What few commitments have is only looked for where it is: the marks below say where.
CREATE FUNCTION "mark_has_more"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "commitment" SET "has_more" = true WHERE "id" = NEW."commitment_id" AND NOT "has_more";
  RETURN NULL;
END $$;
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['criterion', 'condition_report', 'objection', 'objection_answer', 'evidence_withdrawal', 'approval', 'notice'] LOOP
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %I FOR EACH ROW EXECUTE FUNCTION "mark_has_more"()', t || '_marks', t);
  END LOOP;
END $$;
CREATE FUNCTION "mark_has_parts"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "commitment" SET "has_parts" = true WHERE "id" = NEW."parent_id" AND NOT "has_parts";
  RETURN NULL;
END $$;
CREATE TRIGGER "commitment_marks_whole" AFTER INSERT ON "commitment" FOR EACH ROW WHEN (NEW."parent_id" IS NOT NULL) EXECUTE FUNCTION "mark_has_parts"();
