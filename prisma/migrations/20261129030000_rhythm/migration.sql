-- What a subscription wants and when it is told: rhythm, quiet hours, stakes, language, a source to follow, editors by rank; and what lets a message go to a person instead of a subscription.

ALTER TABLE "subscription"
  ADD COLUMN "source_id" INTEGER,
  ADD COLUMN "min_quantity" DECIMAL(20,6),
  ADD COLUMN "min_unit" TEXT,
  ADD COLUMN "rhythm" TEXT NOT NULL DEFAULT 'at_once',
  ADD COLUMN "local_hour" INTEGER,
  ADD COLUMN "weekday" INTEGER,
  ADD COLUMN "quiet_from" INTEGER,
  ADD COLUMN "quiet_to" INTEGER,
  ADD COLUMN "language" TEXT NOT NULL DEFAULT 'en',
  ADD COLUMN "next_slot_at" TIMESTAMPTZ(3),
  ADD COLUMN "told_at" TIMESTAMPTZ(3),
  ADD COLUMN "editor_rank" INTEGER,
  ADD COLUMN "editor_name" TEXT;
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "alert" ADD COLUMN "patient" BOOLEAN NOT NULL DEFAULT false;

ALTER TABLE "subscription"
  DROP CONSTRAINT "subscription_leads",
  DROP CONSTRAINT "subscription_follows_one_thing";
ALTER TABLE "subscription"
  ADD CONSTRAINT "subscription_leads" CHECK ("lead_days" <@ ARRAY[0, 1, 3, 7, 14, 30]),
  ADD CONSTRAINT "subscription_follows_one_thing" CHECK (
    CASE "follows"
      WHEN 'all' THEN num_nonnulls("party_id", "tag", "commitment_id", "source_id") = 0
      WHEN 'party' THEN "party_id" IS NOT NULL AND num_nonnulls("tag", "commitment_id", "source_id") = 0
      WHEN 'tag' THEN "tag" IS NOT NULL AND num_nonnulls("party_id", "commitment_id", "source_id") = 0
      WHEN 'commitment' THEN "commitment_id" IS NOT NULL AND num_nonnulls("party_id", "tag", "source_id") = 0
      WHEN 'source' THEN "source_id" IS NOT NULL AND num_nonnulls("party_id", "tag", "commitment_id") = 0
      ELSE false
    END),
  ADD CONSTRAINT "subscription_rhythm" CHECK (
    CASE "rhythm"
      WHEN 'at_once' THEN num_nonnulls("local_hour", "weekday", "next_slot_at") = 0
      WHEN 'daily' THEN num_nonnulls("local_hour", "next_slot_at") = 2 AND "weekday" IS NULL
      WHEN 'weekly' THEN num_nonnulls("local_hour", "weekday", "next_slot_at") = 3
      ELSE false
    END),
  ADD CONSTRAINT "subscription_hours" CHECK ("local_hour" BETWEEN 0 AND 23 AND "weekday" BETWEEN 1 AND 7),
  ADD CONSTRAINT "subscription_quiet" CHECK (
    num_nonnulls("quiet_from", "quiet_to") <> 1
    AND "quiet_from" BETWEEN 0 AND 23 AND "quiet_to" BETWEEN 0 AND 23 AND "quiet_from" <> "quiet_to"),
  ADD CONSTRAINT "subscription_language" CHECK ("language" IN ('en', 'de')),
  ADD CONSTRAINT "subscription_stake" CHECK ("min_quantity" > 0 AND ("min_unit" IS NULL OR "min_quantity" IS NOT NULL)),
  ADD CONSTRAINT "subscription_editor" CHECK ("editor_rank" > 0 AND ("editor_name" IS NULL OR "editor_rank" IS NOT NULL));

DROP INDEX "subscription_once_key";
CREATE UNIQUE INDEX "subscription_once_key" ON "subscription"("address", "follows", COALESCE("party_id", 0), COALESCE("tag", ''), COALESCE("commitment_id", 0), COALESCE("source_id", 0)) WHERE "state" <> 'ended';
CREATE INDEX "subscription_source_idx" ON "subscription"("source_id", "id") WHERE "source_id" IS NOT NULL;
CREATE INDEX "subscription_address_idx" ON "subscription"("address");
CREATE INDEX "subscription_slot_idx" ON "subscription"("next_slot_at") WHERE "state" = 'active' AND "next_slot_at" IS NOT NULL;
CREATE UNIQUE INDEX "subscription_editor_key" ON "subscription"("editor_rank") WHERE "state" <> 'ended' AND "editor_rank" IS NOT NULL;
-- What waits for company or for the hour of its digest, and may go along before.
CREATE INDEX "alert_patient_idx" ON "alert"("subscription_id") WHERE "state" = 'queued' AND "patient";
