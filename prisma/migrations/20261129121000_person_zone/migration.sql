-- Whoever signs in can choose a time zone, in which pages show times too on every machine of theirs.
ALTER TABLE "person" ADD COLUMN "zone" TEXT,
  ADD CONSTRAINT "person_zone_named" CHECK (btrim("zone") <> '');
