-- Search by words: kept in a table of their own, because a row of a commitment is written anew whenever its status is announced, and an index of words must not pay for that.

-- CreateTable
CREATE TABLE "commitment_words" (
    "commitment_id" INTEGER NOT NULL,
    "words" tsvector NOT NULL,

    CONSTRAINT "commitment_words_pkey" PRIMARY KEY ("commitment_id")
);

-- CreateIndex
CREATE INDEX "commitment_words_words_idx" ON "commitment_words" USING GIN ("words");

-- AddForeignKey
ALTER TABLE "commitment_words" ADD CONSTRAINT "commitment_words_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema language cannot say ---------------------------------------------------------------

-- As they stand and by their English stems: quotes come in every language. The title weighs most.
CREATE FUNCTION "words_of"("title" text, "quote" text, "source" text) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
  SELECT setweight(to_tsvector('pg_catalog.simple', "title") || to_tsvector('pg_catalog.english', "title"), 'A')
    || setweight(to_tsvector('pg_catalog.simple', "quote") || to_tsvector('pg_catalog.english', "quote"), 'B')
    || setweight(to_tsvector('pg_catalog.simple', "source") || to_tsvector('pg_catalog.english', "source"), 'C')
$$;
CREATE FUNCTION "keep_words"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "commitment_words" ("commitment_id", "words")
  SELECT NEW."id", "words_of"(NEW."title", s."quote", o."title")
  FROM "statement" s JOIN "source" o ON o."id" = s."source_id" WHERE s."id" = NEW."statement_id";
  RETURN NULL;
END $$;
CREATE TRIGGER "commitment_keeps_words" AFTER INSERT ON "commitment" FOR EACH ROW EXECUTE FUNCTION "keep_words"();
INSERT INTO "commitment_words" ("commitment_id", "words")
SELECT c."id", "words_of"(c."title", s."quote", o."title")
FROM "commitment" c JOIN "statement" s ON s."id" = c."statement_id" JOIN "source" o ON o."id" = s."source_id";
