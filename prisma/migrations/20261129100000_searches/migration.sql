-- A search can be followed: its filters stand in the subscription, and one function says which words a search asks for, so that the board, a feed and a subscription find the same.

ALTER TABLE "subscription" ADD COLUMN "search" JSONB;

-- What Prisma's schema language cannot say ---------------------------------------------------------------

-- Words as typed or by their English stems; the last one may be unfinished while nothing but words was typed. Never
-- refuses anything: what is no word asks for nothing, and finds nothing.
CREATE FUNCTION "words_asked"("asked" text) RETURNS tsquery LANGUAGE sql IMMUTABLE AS $$
  SELECT websearch_to_tsquery('pg_catalog.english', "asked") || websearch_to_tsquery('pg_catalog.simple', "asked")
    || CASE WHEN "asked" ~ '^[[:alnum:]]+( +[[:alnum:]]+)*$' AND "asked" ~ '[[:alnum:]]{3,}$'
      THEN websearch_to_tsquery('pg_catalog.english', substring("asked" from '^(.*?)[[:alnum:]]+$'))
        && to_tsquery('pg_catalog.simple', substring("asked" from '[[:alnum:]]+$') || ':*')
      ELSE ''::tsquery END
$$;

ALTER TABLE "subscription"
  DROP CONSTRAINT "subscription_follows_one_thing";
ALTER TABLE "subscription"
  ADD CONSTRAINT "subscription_follows_one_thing" CHECK (
    CASE "follows"
      WHEN 'all' THEN num_nonnulls("party_id", "tag", "commitment_id", "source_id", "search") = 0
      WHEN 'party' THEN "party_id" IS NOT NULL AND num_nonnulls("tag", "commitment_id", "source_id", "search") = 0
      WHEN 'tag' THEN "tag" IS NOT NULL AND num_nonnulls("party_id", "commitment_id", "source_id", "search") = 0
      WHEN 'commitment' THEN "commitment_id" IS NOT NULL AND num_nonnulls("party_id", "tag", "source_id", "search") = 0
      WHEN 'source' THEN "source_id" IS NOT NULL AND num_nonnulls("party_id", "tag", "commitment_id", "search") = 0
      WHEN 'search' THEN "search" IS NOT NULL AND num_nonnulls("party_id", "tag", "commitment_id", "source_id") = 0
      ELSE false
    END),
  -- Nothing asked for would be everything, and what no filter reads would be lost without a word.
  ADD CONSTRAINT "subscription_search_asks" CHECK (
    "search" IS NULL OR (jsonb_typeof("search") = 'object' AND "search" <> '{}'
      AND "search" - ARRAY['party', 'speaker', 'tag', 'source', 'sourceTitle', 'modality', 'q'] = '{}'));

DROP INDEX "subscription_once_key";
CREATE UNIQUE INDEX "subscription_once_key" ON "subscription"("address", "follows", COALESCE("party_id", 0), COALESCE("tag", ''), COALESCE("commitment_id", 0), COALESCE("source_id", 0), COALESCE("search", '{}')) WHERE "state" <> 'ended';
-- The few that have to be asked one by one.
CREATE INDEX "subscription_search_idx" ON "subscription"("id") WHERE "state" = 'active' AND "follows" = 'search';
