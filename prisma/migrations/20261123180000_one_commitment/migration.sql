-- Facts hang together: what is shown and taken back belongs to the same commitment, a date gives way only to a later one, and no amount or instant is without end.

-- Evidence of one commitment must not decide another, nor a reversal take back what was decided elsewhere. After the references, which have the first word.
CREATE FUNCTION "refuse_foreign_fact"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM "evidence" WHERE "id" = NEW."evidence_id" AND "commitment_id" <> NEW."commitment_id") THEN
    RAISE EXCEPTION 'the evidence belongs to another commitment' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION "refuse_foreign_reversal"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM "verdict" WHERE "id" = NEW."reverses_id" AND ("commitment_id" <> NEW."commitment_id" OR "outcome" IS NULL)) THEN
    RAISE EXCEPTION 'only a decision about the same commitment can be taken back' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "progress_own_evidence" AFTER INSERT ON "progress" FOR EACH ROW EXECUTE FUNCTION "refuse_foreign_fact"();
CREATE TRIGGER "verdict_own_evidence" AFTER INSERT ON "verdict" FOR EACH ROW EXECUTE FUNCTION "refuse_foreign_fact"();
CREATE TRIGGER "verdict_own_reversal" AFTER INSERT ON "verdict" FOR EACH ROW WHEN (NEW."reverses_id" IS NOT NULL) EXECUTE FUNCTION "refuse_foreign_reversal"();

-- Checked when the transaction ends: the old date gives way first, then the new one is written.
CREATE FUNCTION "deadline_has_successor"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM "deadline" WHERE "commitment_id" = NEW."commitment_id" AND "version" > NEW."version") THEN
    RAISE EXCEPTION 'a deadline gives way only to a later one' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "deadline_has_successor" AFTER UPDATE ON "deadline" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "deadline_has_successor"();

-- PostgreSQL takes NaN for greater than every number, and infinity for an instant; neither can be added up or told.
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_quantity_a_number" CHECK ("quantity" <> 'NaN');
ALTER TABLE "progress"
  ADD CONSTRAINT "progress_amount_a_number" CHECK ("amount" <> 'NaN'),
  ADD CONSTRAINT "progress_happened_finite" CHECK (isfinite("happened_at") AND isfinite("recorded_at"));
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_happened_finite" CHECK (isfinite("happened_at") AND isfinite("recorded_at"));
ALTER TABLE "verdict" ADD CONSTRAINT "verdict_happened_finite" CHECK (isfinite("happened_at") AND isfinite("recorded_at"));
ALTER TABLE "deadline" ADD CONSTRAINT "deadline_window_finite" CHECK (isfinite("opens_at") AND isfinite("closes_at"));
