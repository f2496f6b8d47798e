-- People sign in: who they are and what they may do, their sessions, links, passkeys and keys, mails to them, and a log of what was done beside the record.
CREATE TABLE "person" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "address_verified" BOOLEAN NOT NULL DEFAULT true,
    "image" TEXT,
    "role" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'active',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "person_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "person_role" CHECK ("role" IN ('reader', 'editor', 'administrator')),
    CONSTRAINT "person_state" CHECK ("state" IN ('active', 'left')),
    CONSTRAINT "person_address_lower" CHECK ("address" = lower("address") AND "address" <> ''),
    CONSTRAINT "person_has_name" CHECK (btrim("name") <> '')
);
CREATE UNIQUE INDEX "person_address_key" ON "person"("address");
-- Nobody can be taken for another by the case of letters.
CREATE UNIQUE INDEX "person_name_key" ON "person"(lower("name"));

CREATE TABLE "session" (
    "id" SERIAL NOT NULL,
    "token" TEXT NOT NULL,
    "person_id" INTEGER NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ip_address" TEXT,
    "user_agent" TEXT,
    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "session_token_key" ON "session"("token");
CREATE INDEX "session_person_id_idx" ON "session"("person_id");
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "sign_in_token" (
    "id" SERIAL NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "sign_in_token_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "sign_in_token_identifier_key" ON "sign_in_token"("identifier");
CREATE INDEX "sign_in_token_expires_at_idx" ON "sign_in_token"("expires_at");

CREATE TABLE "passkey" (
    "id" SERIAL NOT NULL,
    "name" TEXT,
    "public_key" TEXT NOT NULL,
    "person_id" INTEGER NOT NULL,
    "credential_id" TEXT NOT NULL,
    "counter" INTEGER NOT NULL,
    "device_type" TEXT NOT NULL,
    "backed_up" BOOLEAN NOT NULL,
    "transports" TEXT,
    "created_at" TIMESTAMPTZ(3),
    "aaguid" TEXT,
    CONSTRAINT "passkey_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "passkey_credential_id_key" ON "passkey"("credential_id");
CREATE INDEX "passkey_person_id_idx" ON "passkey"("person_id");
ALTER TABLE "passkey" ADD CONSTRAINT "passkey_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "api_key" (
    "id" SERIAL NOT NULL,
    "person_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "api_key_scopes" CHECK (cardinality("scopes") > 0 AND "scopes" <@ ARRAY['read', 'record', 'decide', 'admin']),
    CONSTRAINT "api_key_is_digest" CHECK ("hash" ~ '^[0-9a-f]{64}$')
);
CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");
CREATE INDEX "api_key_person_id_idx" ON "api_key"("person_id");
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "audit" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "about" TEXT,
    "detail" TEXT,
    CONSTRAINT "audit_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "audit_at_idx" ON "audit"("at");
CREATE TRIGGER "audit_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();

-- The last administrator stays one, whoever asks and however many ask at once.
CREATE FUNCTION "keep_an_administrator"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."role" = 'administrator' AND OLD."state" = 'active' THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('duly:administrators', 0));
    IF NOT EXISTS (SELECT FROM "person" WHERE "role" = 'administrator' AND "state" = 'active') THEN
      RAISE EXCEPTION 'the last administrator cannot be removed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "person_keeps_an_administrator" AFTER UPDATE OR DELETE ON "person" FOR EACH ROW EXECUTE FUNCTION "keep_an_administrator"();

-- A mail is of a subscription, or of a person who signs in.
ALTER TABLE "delivery" ALTER COLUMN "subscription_id" DROP NOT NULL,
  ADD COLUMN "person_id" INTEGER;
CREATE INDEX "delivery_person_id_idx" ON "delivery"("person_id");
ALTER TABLE "delivery" DROP CONSTRAINT "delivery_subscription_id_fkey";
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscription"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "delivery" DROP CONSTRAINT "delivery_kind";
ALTER TABLE "delivery"
  ADD CONSTRAINT "delivery_kind" CHECK ("kind" IN ('alerts', 'confirm', 'sign_in', 'invite')),
  ADD CONSTRAINT "delivery_of_one" CHECK (("kind" IN ('sign_in', 'invite')) = ("person_id" IS NOT NULL) AND ("person_id" IS NULL) = ("subscription_id" IS NOT NULL));
