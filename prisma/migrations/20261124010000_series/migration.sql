-- Recurring commitments: a series keeps the rule, and each time it comes round is a commitment of its own.

-- CreateTable
CREATE TABLE "series" (
    "id" SERIAL NOT NULL,
    "title" TEXT NOT NULL,
    "rrule" TEXT NOT NULL,
    "lasts_unit" TEXT NOT NULL,
    "lasts_count" INTEGER NOT NULL,
    "first_on" DATE NOT NULL,
    "zone" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "made" INTEGER NOT NULL DEFAULT 1,
    "next_make_at" TIMESTAMPTZ(3),
    "ended_on" DATE,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" TEXT,
    "ended_why" TEXT,
    "fault" TEXT,
    "fault_at" TIMESTAMPTZ(3),

    CONSTRAINT "series_pkey" PRIMARY KEY ("id")
);

-- AlterTable
ALTER TABLE "commitment" ADD COLUMN "series_id" INTEGER, ADD COLUMN "occurrence" INTEGER;

-- CreateIndex
CREATE UNIQUE INDEX "commitment_series_id_occurrence_key" ON "commitment"("series_id", "occurrence");

-- AddForeignKey
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "series"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema language cannot say ---------------------------------------------------------------

ALTER TABLE "series"
  ADD CONSTRAINT "series_title_said" CHECK (length(btrim("title")) > 0),
  ADD CONSTRAINT "series_rrule_said" CHECK (length(btrim("rrule")) > 0),
  ADD CONSTRAINT "series_lasts_unit" CHECK ("lasts_unit" IN ('day', 'week', 'month', 'year')),
  ADD CONSTRAINT "series_lasts_count" CHECK ("lasts_count" >= 1),
  ADD CONSTRAINT "series_made" CHECK ("made" >= 1),
  ADD CONSTRAINT "series_dates_finite" CHECK (isfinite("first_on") AND isfinite("ended_on") AND isfinite("next_make_at")),
  ADD CONSTRAINT "series_end_whole" CHECK (num_nulls("ended_on", "ended_at", "ended_by", "ended_why") IN (0, 4)),
  ADD CONSTRAINT "series_end_has_reason" CHECK (length(btrim("ended_why")) > 0);
ALTER TABLE "commitment"
  ADD CONSTRAINT "commitment_occurrence_of_series" CHECK (num_nulls("series_id", "occurrence") IN (0, 2) AND "occurrence" >= 1);

-- Series at rest, whose next occurrence is far off or never comes, cost nothing.
CREATE INDEX "series_next_make_idx" ON "series"("next_make_at", "id") WHERE "next_make_at" IS NOT NULL;
CREATE INDEX "series_fault_idx" ON "series"("fault_at") WHERE "fault" IS NOT NULL;

-- Never rewritten: a series goes on, and ends once; what it is stays as it was recorded.
CREATE FUNCTION "series_only_goes_on"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  going text[] := ARRAY['made', 'next_make_at', 'fault', 'fault_at'];
  ending text[] := ARRAY['ended_on', 'ended_at', 'ended_by', 'ended_why'];
BEGIN
  IF OLD."ended_at" IS NULL THEN
    going := going || ending;
  END IF;
  IF NEW."made" < OLD."made" OR (to_jsonb(NEW) - going) IS DISTINCT FROM (to_jsonb(OLD) - going) THEN
    RAISE EXCEPTION 'a series is never changed: end it and record another' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "series_only_goes_on" BEFORE UPDATE ON "series" FOR EACH ROW EXECUTE FUNCTION "series_only_goes_on"();
CREATE TRIGGER "series_not_deleted" BEFORE DELETE OR TRUNCATE ON "series" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
