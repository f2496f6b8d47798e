-- Provable: every fact on record is an event too, with who and when, and all events hang together in a chain of hashes that anybody can count after.

-- AlterTable
ALTER TABLE "event" ALTER COLUMN "commitment_id" DROP NOT NULL,
-- What is read in from elsewhere was written by no transaction of this server.
ADD COLUMN     "xid" xid8 NOT NULL DEFAULT CASE WHEN current_setting('duly.importing', true) = 'on' THEN '18446744073709551615'::xid8 ELSE pg_current_xact_id() END;

-- CreateTable
CREATE TABLE "link" (
    "seq" BIGINT NOT NULL,
    "event_id" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "link_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "instance" (
    "id" TEXT NOT NULL,

    CONSTRAINT "instance_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "link_event_id_key" ON "link"("event_id");

-- CreateIndex
CREATE INDEX "event_xid_id_idx" ON "event"("xid", "id");

-- What Prisma's schema language cannot say ---------------------------------------------------------------

ALTER TABLE "event" DROP CONSTRAINT "event_kind";
ALTER TABLE "event"
  ADD CONSTRAINT "event_kind" CHECK ("kind" IN ('recorded', 'due', 'overdue', 'progress', 'met', 'closed', 'reopened', 'deadline_moved', 'review_due', 'condition', 'disputed', 'dispute_settled', 'objection_unanswered', 'unattended', 'fact', 'erased')),
  -- Moments are about a commitment; what is about none is a fact that several share, or about a person.
  ADD CONSTRAINT "event_about_something" CHECK ("commitment_id" IS NOT NULL OR "kind" IN ('fact', 'erased'));
CREATE UNIQUE INDEX "event_of_none_key" ON "event"("key") WHERE "commitment_id" IS NULL;
ALTER TABLE "link"
  ADD CONSTRAINT "link_seq" CHECK ("seq" >= 1),
  ADD CONSTRAINT "link_hash" CHECK ("hash" ~ '^[0-9a-f]{64}$');
ALTER TABLE "instance" ADD CONSTRAINT "instance_id" CHECK (length("id") >= 32);
-- One instance a database: where its chain begins.
CREATE UNIQUE INDEX "instance_one_key" ON "instance"((true));
INSERT INTO "instance" ("id") VALUES (gen_random_uuid()::text);

-- A database that another is read into takes over the name of that one, as long as nothing hangs on its own.
CREATE FUNCTION "instance_keeps_its_name"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "link") THEN
    RAISE EXCEPTION 'the instance keeps its name: a chain hangs on it' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "instance_keeps_its_name" BEFORE UPDATE OR DELETE OR TRUNCATE ON "instance" FOR EACH STATEMENT EXECUTE FUNCTION "instance_keeps_its_name"();
CREATE TRIGGER "link_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "link" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();

-- Never rewritten either: the source, and what a commitment was recorded as. The list of columns keeps the sweep,
-- which only writes what was last announced, from asking.
CREATE TRIGGER "source_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "source" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "commitment_not_deleted" BEFORE DELETE OR TRUNCATE ON "commitment" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "commitment_as_recorded" BEFORE UPDATE OF "id", "statement_id", "title", "modality", "force", "polarity", "condition", "comparator", "quantity", "unit", "per_party", "fulfilled_when", "grace_ms", "recorded_at", "recorded_by", "decides", "decides_why", "measurable", "question", "parts_rule", "parent_id"
  ON "commitment" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();

-- What stays of a row for good; domain/facts.ts says the same. Amounts as text, so that no reader rounds them.
CREATE FUNCTION "fact_of"("kind" text, "given" jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE "kind"
    WHEN 'commitment' THEN ("given" - ARRAY['status', 'late', 'next_check_at', 'known_until', 'fault', 'fault_at', 'has_more', 'has_parts', 'disputed', 'weighed'])
      || jsonb_build_object('quantity', "given"->>'quantity')
    WHEN 'deadline' THEN "given" - 'superseded_at'
    WHEN 'progress' THEN "given" || jsonb_build_object('amount', "given"->>'amount')
    WHEN 'stored_file' THEN "given" - 'bytes'
    ELSE "given" END
$$;
-- The event of a fact: when it happened or was said, when it was recorded and by whom, and the row as it is.
CREATE FUNCTION "event_of_fact"("kind" text, "given" jsonb, OUT "commitment_id" int, OUT "key" text, OUT "occurred_at" timestamptz, OUT "recorded_at" timestamptz, OUT "actor" text, OUT "data" jsonb) LANGUAGE sql STABLE AS $$
  SELECT ("given"->>(CASE "kind" WHEN 'commitment' THEN 'id' WHEN 'commitment_link' THEN 'from_id' ELSE 'commitment_id' END))::int,
    'fact:' || "kind" || ':' || COALESCE("given"->>'id', "given"->>'sha256'),
    COALESCE("given"->>'happened_at', "given"->>'looked_at', CASE "kind" WHEN 'statement' THEN "given"->>'said_at' END, "given"->>'recorded_at')::timestamptz,
    ("given"->>'recorded_at')::timestamptz, "given"->>'recorded_by',
    jsonb_build_object('table', "kind", 'row', "fact_of"("kind", "given"))
$$;
CREATE FUNCTION "write_fact"() RETURNS trigger LANGUAGE plpgsql SET timezone TO 'UTC' AS $$
BEGIN
  -- The bytes of a file are told by their hash.
  IF TG_TABLE_NAME = 'stored_file' THEN
    NEW."bytes" := '';
  END IF;
  INSERT INTO "event" ("commitment_id", "kind", "key", "occurred_at", "recorded_at", "actor", "data")
  SELECT f."commitment_id", 'fact', f."key", f."occurred_at", f."recorded_at", f."actor", f."data" FROM "event_of_fact"(TG_TABLE_NAME, to_jsonb(NEW)) f;
  RETURN NULL;
END $$;
-- Whoever reads an export in brings the events along, and says so; a fact without its event is found by `duly verify`.
DO $$
DECLARE
  t text;
  bare text;
BEGIN
  SET LOCAL timezone TO 'UTC';
  FOREACH t IN ARRAY ARRAY['source', 'statement', 'commitment', 'deadline', 'anchor_event', 'evidence', 'progress', 'verdict', 'criterion', 'condition_report', 'objection', 'objection_answer', 'evidence_withdrawal', 'approval', 'look', 'notice', 'commitment_link', 'stored_file'] LOOP
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %I FOR EACH ROW WHEN (current_setting(''duly.importing'', true) IS DISTINCT FROM ''on'') EXECUTE FUNCTION "write_fact"()', t || '_is_event', t);
    -- What is on record already.
    bare := CASE t WHEN 'stored_file' THEN '(to_jsonb(r) - ''bytes'')' ELSE 'to_jsonb(r)' END;
    EXECUTE format('INSERT INTO "event" ("commitment_id", "kind", "key", "occurred_at", "recorded_at", "actor", "data")
      SELECT f."commitment_id", ''fact'', f."key", f."occurred_at", f."recorded_at", f."actor", f."data" FROM %I r, "event_of_fact"(%L, %s) f ORDER BY r."recorded_at", f."key"', t, t, bare);
  END LOOP;
END $$;
