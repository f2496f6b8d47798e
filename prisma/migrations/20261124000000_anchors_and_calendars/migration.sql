-- Dates that hang on an event or on the days that are worked somewhere: the events as they were reported, working calendars by version, what each date was worked out from, and which commitments wait for it to be worked out anew.

-- CreateTable
CREATE TABLE "working_calendar" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "weekend" INTEGER[],
    "holidays" DATE[],
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,

    CONSTRAINT "working_calendar_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "anchor_event" (
    "id" SERIAL NOT NULL,
    "commitment_id" INTEGER NOT NULL,
    "anchor" TEXT NOT NULL,
    "happened_on" DATE,
    "happened_at" TIMESTAMPTZ(3),
    "url" TEXT,
    "note" TEXT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,

    CONSTRAINT "anchor_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "derivation" (
    "id" BIGSERIAL NOT NULL,
    "commitment_id" INTEGER NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "requested_by" TEXT NOT NULL,
    "not_before_at" TIMESTAMPTZ(3) NOT NULL,
    "fault" TEXT,

    CONSTRAINT "derivation_pkey" PRIMARY KEY ("id")
);

-- AlterTable
ALTER TABLE "deadline"
    ADD COLUMN "anchor_event_id" INTEGER,
    ADD COLUMN "calendar_id" INTEGER,
    ADD COLUMN "cause" TEXT NOT NULL DEFAULT 'stated',
    ADD COLUMN "chosen" BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN "said_at" TIMESTAMPTZ(3),
    ADD COLUMN "said_locale" TEXT,
    ADD COLUMN "said_zone" TEXT,
    ADD COLUMN "working" BOOLEAN NOT NULL DEFAULT false;

-- CreateIndex
CREATE UNIQUE INDEX "working_calendar_name_version_key" ON "working_calendar"("name", "version");

-- CreateIndex
CREATE INDEX "anchor_event_commitment_id_id_idx" ON "anchor_event"("commitment_id", "id");

-- CreateIndex
CREATE INDEX "derivation_not_before_at_id_idx" ON "derivation"("not_before_at", "id");

-- CreateIndex
CREATE INDEX "derivation_commitment_id_idx" ON "derivation"("commitment_id");

-- AddForeignKey
ALTER TABLE "anchor_event" ADD CONSTRAINT "anchor_event_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "derivation" ADD CONSTRAINT "derivation_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deadline" ADD CONSTRAINT "deadline_calendar_id_fkey" FOREIGN KEY ("calendar_id") REFERENCES "working_calendar"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deadline" ADD CONSTRAINT "deadline_anchor_event_id_fkey" FOREIGN KEY ("anchor_event_id") REFERENCES "anchor_event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema language cannot say ---------------------------------------------------------------

ALTER TABLE "working_calendar"
  ADD CONSTRAINT "working_calendar_name_said" CHECK (length(btrim("name")) > 0),
  ADD CONSTRAINT "working_calendar_version" CHECK ("version" >= 1),
  -- One day of the week at least is worked, or no count would ever end.
  ADD CONSTRAINT "working_calendar_weekend" CHECK ("weekend" <@ ARRAY[1, 2, 3, 4, 5, 6, 7] AND cardinality("weekend") <= 6),
  ADD CONSTRAINT "working_calendar_holidays" CHECK (cardinality("holidays") <= 20000);
-- Neither time: what was recorded before was an error, and the note says why.
ALTER TABLE "anchor_event"
  ADD CONSTRAINT "anchor_event_anchor_said" CHECK (length(btrim("anchor")) > 0),
  ADD CONSTRAINT "anchor_event_one_time" CHECK (num_nonnulls("happened_on", "happened_at") <= 1),
  ADD CONSTRAINT "anchor_event_withdrawn_says_why" CHECK (num_nonnulls("happened_on", "happened_at", "note") > 0),
  ADD CONSTRAINT "anchor_event_url_is_web" CHECK ("url" ~* '^https?://'),
  ADD CONSTRAINT "anchor_event_finite" CHECK (isfinite("happened_on") AND isfinite("happened_at"));
ALTER TABLE "deadline"
  ADD CONSTRAINT "deadline_cause" CHECK ("cause" IN ('stated', 'anchor', 'calendar', 'rule')),
  ADD CONSTRAINT "deadline_event_needs_anchor" CHECK ("anchor_event_id" IS NULL OR ("anchor" IS NOT NULL AND "opens_at" IS NOT NULL)),
  ADD CONSTRAINT "deadline_said_whole" CHECK (num_nulls("said_at", "said_zone") IN (0, 2));

CREATE TRIGGER "anchor_event_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "anchor_event" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "working_calendar_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "working_calendar" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
-- The event that dates one commitment was reported for that one. After the references, which have the first word.
CREATE FUNCTION "refuse_foreign_event"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM "anchor_event" WHERE "id" = NEW."anchor_event_id" AND "commitment_id" <> NEW."commitment_id") THEN
    RAISE EXCEPTION 'the event was reported for another commitment' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "deadline_own_event" AFTER INSERT ON "deadline" FOR EACH ROW WHEN (NEW."anchor_event_id" IS NOT NULL) EXECUTE FUNCTION "refuse_foreign_event"();
-- Whoever imports a calendar asks which dates in force count by it.
CREATE INDEX "deadline_calendar_idx" ON "deadline"("commitment_id") WHERE "superseded_at" IS NULL AND "calendar_id" IS NOT NULL;
