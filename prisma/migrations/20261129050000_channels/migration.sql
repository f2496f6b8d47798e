-- Other ways out beside e-mail: a subscription says by which channel it is told, and each channel has a queue of its own.

CREATE TABLE "endpoint" (
  "id" SERIAL NOT NULL,
  "url" TEXT NOT NULL,
  "salt" TEXT NOT NULL,
  "previous_salt" TEXT,
  "previous_until" TIMESTAMPTZ(3),
  "failing_since" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "created_by" TEXT NOT NULL,
  CONSTRAINT "endpoint_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "endpoint"
  ADD CONSTRAINT "endpoint_url_is_web" CHECK ("url" ~* '^https?://[^[:space:][:cntrl:]]+$'),
  ADD CONSTRAINT "endpoint_salt" CHECK (length("salt") >= 22),
  ADD CONSTRAINT "endpoint_previous_ends" CHECK (num_nulls("previous_salt", "previous_until") IN (0, 2));

ALTER TABLE "subscription" ADD COLUMN "channel" TEXT NOT NULL DEFAULT 'email', ADD COLUMN "endpoint_id" INTEGER;
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "subscription_endpoint_id_idx" ON "subscription"("endpoint_id");
ALTER TABLE "subscription" DROP CONSTRAINT "subscription_address";
ALTER TABLE "subscription"
  ADD CONSTRAINT "subscription_address" CHECK (
    CASE "channel"
      WHEN 'email' THEN "address" ~ '^[^[:space:][:cntrl:],<>"]+@[^[:space:][:cntrl:],<>"@]+$' AND "endpoint_id" IS NULL
      -- Never the URL: what is in it may be a secret, and addresses are shown in lists and logs.
      WHEN 'webhook' THEN "endpoint_id" IS NOT NULL AND "address" = 'webhook:' || "endpoint_id"
      ELSE false
    END);

ALTER TABLE "delivery" ADD COLUMN "channel" TEXT NOT NULL DEFAULT 'email';
-- A delivery goes by the channel of its subscription, whoever makes it.
CREATE FUNCTION "delivery_takes_channel"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."channel" := coalesce((SELECT "channel" FROM "subscription" WHERE "id" = NEW."subscription_id"), NEW."channel");
  RETURN NEW;
END $$;
CREATE TRIGGER "delivery_own_channel" BEFORE INSERT ON "delivery" FOR EACH ROW EXECUTE FUNCTION "delivery_takes_channel"();

-- Each channel claims its own: a full queue of one is not read by another.
DROP INDEX "delivery_queue_idx";
DROP INDEX "delivery_lease_idx";
CREATE INDEX "delivery_queue_idx" ON "delivery"("channel", "next_attempt_at", "id") WHERE "state" = 'queued';
CREATE INDEX "delivery_lease_idx" ON "delivery"("channel", "lease_until") WHERE "state" = 'sending';
