-- The place of a commitment in its series is part of what it is: without it the series would make the same time again, or count a wrong one. It is given when the commitment is recorded and never after.

CREATE FUNCTION "commitment_keeps_its_place"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the place of a commitment in its series is never changed: close it and record another' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER "commitment_keeps_its_place" BEFORE UPDATE OF "series_id", "occurrence" ON "commitment" FOR EACH ROW
  WHEN (OLD."series_id" IS DISTINCT FROM NEW."series_id" OR OLD."occurrence" IS DISTINCT FROM NEW."occurrence")
  EXECUTE FUNCTION "commitment_keeps_its_place"();
