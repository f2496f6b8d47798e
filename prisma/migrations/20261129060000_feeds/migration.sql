-- The feed of what has become overdue reads its newest events without stepping over all the others.
CREATE INDEX "event_overdue_idx" ON "event"("id") WHERE "kind" = 'overdue';
