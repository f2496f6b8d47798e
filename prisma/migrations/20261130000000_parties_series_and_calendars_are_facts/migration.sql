-- Who it was that spoke and promised, what comes again and how it ended, and by which calendar days were counted: as much on record as the rest, so in the chain, and never rewritten. Until now a name could have been changed under every quote without anybody noticing.

-- A party is recorded by whoever first named it.
ALTER TABLE "party" ADD COLUMN "recorded_at" TIMESTAMPTZ(3), ADD COLUMN "recorded_by" TEXT;
UPDATE "party" p SET "recorded_at" = named."at", "recorded_by" = named."by"
FROM (
  SELECT DISTINCT ON ("party_id") "party_id", "at", "by" FROM (
    SELECT "speaker_id" AS "party_id", "recorded_at" AS "at", "recorded_by" AS "by" FROM "statement"
    UNION ALL SELECT s."party_id", c."recorded_at", c."recorded_by" FROM "commitment_party" s JOIN "commitment" c ON c."id" = s."commitment_id"
    UNION ALL SELECT "party_id", "recorded_at", "recorded_by" FROM "progress" WHERE "party_id" IS NOT NULL
    UNION ALL SELECT "claimed_by_id", "recorded_at", "recorded_by" FROM "progress" WHERE "claimed_by_id" IS NOT NULL
    UNION ALL SELECT "raised_by_id", "recorded_at", "recorded_by" FROM "objection" WHERE "raised_by_id" IS NOT NULL
  ) AS mentioned ORDER BY "party_id", "at"
) AS named WHERE named."party_id" = p."id";
-- Nobody has said anything of these yet, and who added them was not kept.
UPDATE "party" SET "recorded_at" = now(), "recorded_by" = 'duly migrate' WHERE "recorded_at" IS NULL;
ALTER TABLE "party" ALTER COLUMN "recorded_at" SET NOT NULL, ALTER COLUMN "recorded_by" SET NOT NULL;
CREATE TRIGGER "party_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "party" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();

-- The end of a series is a fact of its own, and the series stays as it was recorded.
CREATE TABLE "series_end" (
    "id" SERIAL NOT NULL,
    "series_id" INTEGER NOT NULL,
    "ended_on" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,

    CONSTRAINT "series_end_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "series_end_series_id_key" ON "series_end"("series_id");
ALTER TABLE "series_end" ADD CONSTRAINT "series_end_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "series"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "series_end"
  ADD CONSTRAINT "series_end_has_reason" CHECK (length(btrim("reason")) > 0),
  ADD CONSTRAINT "series_end_finite" CHECK (isfinite("ended_on"));
INSERT INTO "series_end" ("series_id", "ended_on", "reason", "recorded_at", "recorded_by")
SELECT "id", "ended_on", "ended_why", "ended_at", "ended_by" FROM "series" WHERE "ended_on" IS NOT NULL ORDER BY "ended_at", "id";
CREATE TRIGGER "series_end_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "series_end" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();

ALTER TABLE "series" DROP CONSTRAINT "series_dates_finite", DROP CONSTRAINT "series_end_whole", DROP CONSTRAINT "series_end_has_reason";
ALTER TABLE "series" DROP COLUMN "ended_on", DROP COLUMN "ended_at", DROP COLUMN "ended_by", DROP COLUMN "ended_why";
ALTER TABLE "series" ADD CONSTRAINT "series_dates_finite" CHECK (isfinite("first_on") AND isfinite("next_make_at"));
CREATE OR REPLACE FUNCTION "series_only_goes_on"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  going text[] := ARRAY['made', 'next_make_at', 'fault', 'fault_at'];
BEGIN
  IF NEW."made" < OLD."made" OR (to_jsonb(NEW) - going) IS DISTINCT FROM (to_jsonb(OLD) - going) THEN
    RAISE EXCEPTION 'a series is never changed: end it and record another' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

-- What stays of a row for good; domain/facts.ts says the same.
CREATE OR REPLACE FUNCTION "fact_of"("kind" text, "given" jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE "kind"
    WHEN 'commitment' THEN ("given" - ARRAY['status', 'late', 'next_check_at', 'known_until', 'fault', 'fault_at', 'has_more', 'has_parts', 'disputed', 'weighed'])
      || jsonb_build_object('quantity', "given"->>'quantity')
    WHEN 'deadline' THEN "given" - 'superseded_at'
    WHEN 'series' THEN "given" - ARRAY['made', 'next_make_at', 'fault', 'fault_at']
    WHEN 'progress' THEN "given" || jsonb_build_object('amount', "given"->>'amount')
    WHEN 'stored_file' THEN "given" - 'bytes'
    ELSE "given" END
$$;
DO $$
DECLARE
  t text;
BEGIN
  SET LOCAL timezone TO 'UTC';
  FOREACH t IN ARRAY ARRAY['party', 'working_calendar', 'series', 'series_end'] LOOP
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %I FOR EACH ROW WHEN (current_setting(''duly.importing'', true) IS DISTINCT FROM ''on'') EXECUTE FUNCTION "write_fact"()', t || '_is_event', t);
    -- What is on record already comes into the chain now, and not before: a proof of an earlier day has none of it.
    EXECUTE format('INSERT INTO "event" ("commitment_id", "kind", "key", "occurred_at", "recorded_at", "actor", "data")
      SELECT f."commitment_id", ''fact'', f."key", f."occurred_at", now(), f."actor", f."data" FROM %I r, "event_of_fact"(%L, to_jsonb(r)) f ORDER BY r."recorded_at", r."id"', t, t);
  END LOOP;
END $$;
