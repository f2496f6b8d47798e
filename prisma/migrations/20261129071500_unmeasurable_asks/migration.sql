-- What cannot be measured asks a question: a missing one passed the checks, because the length of nothing is unknown, and a check takes what is unknown.

-- No use case has ever left the question out; should a row without one have come another way, it holds up no upgrade.
ALTER TABLE "commitment" DROP CONSTRAINT "commitment_unmeasurable_asks",
  ADD CONSTRAINT "commitment_unmeasurable_asks" CHECK ("measurable" OR COALESCE(length(btrim("question")), 0) > 0) NOT VALID;
ALTER TABLE "criterion" DROP CONSTRAINT "criterion_unmeasurable_asks",
  ADD CONSTRAINT "criterion_unmeasurable_asks" CHECK ("measurable" OR COALESCE(length(btrim("question")), 0) > 0) NOT VALID;
