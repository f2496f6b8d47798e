-- A copy of the table of sessions must open none of them: the digest of the token is kept, as of links and keys. Sessions that are open stay open.

UPDATE "session" SET "token" = encode(sha256(convert_to("token", 'UTF8')), 'hex');

ALTER TABLE "session" ADD CONSTRAINT "session_is_digest" CHECK ("token" ~ '^[0-9a-f]{64}$');
