-- Each commitment says why the tally that decides is the one that decides.

ALTER TABLE "commitment" ADD COLUMN "decides_why" TEXT;
