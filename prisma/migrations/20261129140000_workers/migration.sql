-- Which workers there are, and when each kind of tick last ran: so that a missing worker is seen before what it leaves undone.

-- CreateTable
CREATE TABLE "worker" (
    "name" TEXT NOT NULL,
    "queue" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "running" TEXT[],

    CONSTRAINT "worker_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "tick" (
    "name" TEXT NOT NULL,
    "every_ms" INTEGER NOT NULL,
    "ran_at" TIMESTAMPTZ(3) NOT NULL,
    "took_ms" INTEGER NOT NULL,
    "worker" TEXT NOT NULL,
    "failed_at" TIMESTAMPTZ(3),
    "fault" TEXT,

    CONSTRAINT "tick_pkey" PRIMARY KEY ("name")
);

-- What Prisma's schema language cannot say ---------------------------------------------------------------

ALTER TABLE "worker"
  ADD CONSTRAINT "worker_seen" CHECK ("seen_at" >= "started_at" AND "ended_at" >= "started_at");
ALTER TABLE "tick"
  ADD CONSTRAINT "tick_counts" CHECK ("every_ms" > 0 AND "took_ms" >= 0),
  ADD CONSTRAINT "tick_failure" CHECK (("failed_at" IS NULL) = ("fault" IS NULL));
