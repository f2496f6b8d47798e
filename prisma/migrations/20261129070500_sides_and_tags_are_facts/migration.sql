-- Who must act, for whom, and under which tags: on record like the rest of a commitment, so never rewritten either, and in the chain. And what says that there is more to a commitment is never unsaid, or objections and withdrawals could be hidden without touching one.

CREATE TRIGGER "commitment_party_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "commitment_party" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "commitment_tag_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "commitment_tag" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();

-- They have no time and recorder of their own: they are recorded with their commitment, and none is added once that has been announced.
CREATE FUNCTION "key_of_part"("kind" text, "given" jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT 'fact:' || "kind" || ':' || concat_ws(':', "given"->>'commitment_id', "given"->>'party_id', "given"->>'role', "given"->>'tag')
$$;
CREATE FUNCTION "write_fact_of_whole"() RETURNS trigger LANGUAGE plpgsql SET timezone TO 'UTC' AS $$
BEGIN
  IF EXISTS (SELECT FROM "event" WHERE "commitment_id" = NEW."commitment_id" AND "key" = 'recorded') THEN
    RAISE EXCEPTION 'commitment % is on record already: nothing is added to what it was recorded with', NEW."commitment_id" USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  INSERT INTO "event" ("commitment_id", "kind", "key", "occurred_at", "recorded_at", "actor", "data")
  SELECT c."id", 'fact', "key_of_part"(TG_TABLE_NAME, to_jsonb(NEW)), c."recorded_at", c."recorded_at", c."recorded_by", jsonb_build_object('table', TG_TABLE_NAME, 'row', to_jsonb(NEW))
  FROM "commitment" c WHERE c."id" = NEW."commitment_id";
  RETURN NULL;
END $$;
DO $$
DECLARE
  t text;
BEGIN
  SET LOCAL timezone TO 'UTC';
  FOREACH t IN ARRAY ARRAY['commitment_party', 'commitment_tag'] LOOP
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %I FOR EACH ROW WHEN (current_setting(''duly.importing'', true) IS DISTINCT FROM ''on'') EXECUTE FUNCTION "write_fact_of_whole"()', t || '_is_event', t);
    -- What is on record already.
    EXECUTE format('INSERT INTO "event" ("commitment_id", "kind", "key", "occurred_at", "recorded_at", "actor", "data")
      SELECT c."id", ''fact'', "key_of_part"(%L, to_jsonb(r)), c."recorded_at", c."recorded_at", c."recorded_by", jsonb_build_object(''table'', %L, ''row'', to_jsonb(r))
      FROM %I r JOIN "commitment" c ON c."id" = r."commitment_id" ORDER BY c."recorded_at", 3', t, t, t);
  END LOOP;
END $$;

CREATE FUNCTION "marks_stay"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the marks of commitment % only ever say more', OLD."id" USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER "commitment_marks_stay" BEFORE UPDATE OF "has_more", "has_parts", "weighed" ON "commitment" FOR EACH ROW
  WHEN ((OLD."has_more" AND NOT NEW."has_more") OR (OLD."has_parts" AND NOT NEW."has_parts") OR (OLD."weighed" AND NOT NEW."weighed")) EXECUTE FUNCTION "marks_stay"();
