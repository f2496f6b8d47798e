-- The settled ones are the many: each order that the board can be asked for is walked along an index and stops at what is shown.

CREATE INDEX "commitment_settled_recorded_idx" ON "commitment"("recorded_at" DESC, "id" DESC) WHERE "status" IN ('met', 'partly_met', 'not_met', 'withdrawn', 'superseded', 'void');
CREATE INDEX "commitment_settled_title_idx" ON "commitment"(lower("title"), "id") WHERE "status" IN ('met', 'partly_met', 'not_met', 'withdrawn', 'superseded', 'void');
CREATE INDEX "statement_said_idx" ON "statement"("said_at" DESC);
