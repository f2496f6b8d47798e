-- Long work that somebody asked for and may leave: what it is, how far it has come, what came of it, and for a day the file that it made.

-- CreateTable
CREATE TABLE "task" (
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "asked_by" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "starts" INTEGER NOT NULL DEFAULT 0,
    "done" BIGINT NOT NULL DEFAULT 0,
    "total" BIGINT,
    "message" TEXT,
    "result" JSONB,
    "lease_until" TIMESTAMPTZ(3),
    "leased_by" TEXT,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "task_chunk" (
    "task_id" INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "part" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "task_chunk_pkey" PRIMARY KEY ("task_id","start","part")
);

-- AddForeignKey
ALTER TABLE "task_chunk" ADD CONSTRAINT "task_chunk_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "task"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema language cannot say ---------------------------------------------------------------

ALTER TABLE "task"
  ADD CONSTRAINT "task_kind" CHECK ("kind" IN ('verify', 'replay', 'export', 'proof')),
  ADD CONSTRAINT "task_state" CHECK ("state" IN ('queued', 'running', 'done', 'failed')),
  ADD CONSTRAINT "task_running_is_held" CHECK (("state" = 'running') = ("lease_until" IS NOT NULL) AND ("lease_until" IS NULL) = ("leased_by" IS NULL)),
  ADD CONSTRAINT "task_ended" CHECK (("state" IN ('done', 'failed')) = ("ended_at" IS NOT NULL)),
  ADD CONSTRAINT "task_failed_says_why" CHECK ("state" <> 'failed' OR "message" IS NOT NULL),
  ADD CONSTRAINT "task_counts" CHECK ("done" >= 0 AND "total" >= 0 AND "starts" >= 0);
ALTER TABLE "task_chunk"
  ADD CONSTRAINT "task_chunk_size" CHECK (octet_length("bytes") BETWEEN 1 AND 1048576);
-- One of a kind waits or runs at a time: whoever asks again is shown that one.
CREATE UNIQUE INDEX "task_open_key" ON "task"("kind") WHERE "state" IN ('queued', 'running');
