-- Work handed from one editor to another is on record; who has an item open at this moment is not, and is forgotten.

-- CreateTable
CREATE TABLE "assignment" (
    "id" SERIAL NOT NULL,
    "commitment_id" INTEGER NOT NULL,
    "to_name" TEXT,
    "note" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,

    CONSTRAINT "assignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "presence" (
    "commitment_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "presence_pkey" PRIMARY KEY ("commitment_id","name")
);

-- CreateIndex
CREATE INDEX "assignment_commitment_id_idx" ON "assignment"("commitment_id");

-- CreateIndex
CREATE INDEX "presence_seen_at_idx" ON "presence"("seen_at");

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "presence" ADD CONSTRAINT "presence_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema language cannot say ---------------------------------------------------------------

-- To nobody: it is given back, and is whoever's who comes to it.
ALTER TABLE "assignment"
  ADD CONSTRAINT "assignment_has_note" CHECK (length(btrim("note")) > 0),
  ADD CONSTRAINT "assignment_to_somebody" CHECK ("to_name" IS NULL OR length(btrim("to_name")) > 0);
CREATE TRIGGER "assignment_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "assignment" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "assignment_is_event" AFTER INSERT ON "assignment" FOR EACH ROW WHEN (current_setting('duly.importing', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION "write_fact"();
