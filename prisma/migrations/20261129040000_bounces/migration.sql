-- What comes back for a message: bounces and complaints beside what the server answered, retries by hand with who asked, starts that ended without an answer (a message that kills its worker is parked), and refusals in a row (a relay that refuses everything pauses the channel).

-- AlterTable
ALTER TABLE "delivery" ADD COLUMN     "round" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "starts" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "channel" ADD COLUMN     "refused" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "feedback" (
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "delivery_id" BIGINT,
    "round" INTEGER NOT NULL DEFAULT 0,
    "address" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT,
    "diagnostic" TEXT NOT NULL,
    "via" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "reported_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "feedback_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery_retry" (
    "id" BIGSERIAL NOT NULL,
    "delivery_id" BIGINT NOT NULL,
    "was" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "asked_by" TEXT NOT NULL,

    CONSTRAINT "delivery_retry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "feedback_key_key" ON "feedback"("key");

-- CreateIndex
CREATE INDEX "feedback_delivery_id_idx" ON "feedback"("delivery_id");

-- CreateIndex
CREATE INDEX "feedback_address_reported_at_idx" ON "feedback"("address", "reported_at");

-- CreateIndex
CREATE INDEX "feedback_reported_at_idx" ON "feedback"("reported_at");

-- CreateIndex
CREATE INDEX "delivery_retry_delivery_id_idx" ON "delivery_retry"("delivery_id");

-- AddForeignKey
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "delivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_retry" ADD CONSTRAINT "delivery_retry_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "delivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "feedback"
  ADD CONSTRAINT "feedback_kind" CHECK ("kind" IN ('delay', 'soft', 'hard', 'policy', 'complaint')),
  ADD CONSTRAINT "feedback_via" CHECK ("via" IN ('smtp', 'webhook', 'file')),
  ADD CONSTRAINT "feedback_status" CHECK ("status" ~ '^[245]\.\d{1,3}\.\d{1,3}$'),
  ADD CONSTRAINT "feedback_diagnostic" CHECK (length("diagnostic") <= 500),
  ADD CONSTRAINT "feedback_action" CHECK ("action" IN ('none', 'suspended'));
ALTER TABLE "attempt" DROP CONSTRAINT "attempt_outcome",
  ADD CONSTRAINT "attempt_outcome" CHECK ("outcome" IN ('sent', 'deferred', 'refused', 'unsure', 'unreachable', 'channel', 'kept', 'parked'));
ALTER TABLE "delivery"
  ADD CONSTRAINT "delivery_counts" CHECK ("round" >= 0 AND "starts" >= 0);

-- What came back is a fact. It may go only with the address it is about.
CREATE TRIGGER "feedback_not_changed" BEFORE UPDATE OR TRUNCATE ON "feedback" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "delivery_retry_not_changed" BEFORE UPDATE OR TRUNCATE ON "delivery_retry" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
