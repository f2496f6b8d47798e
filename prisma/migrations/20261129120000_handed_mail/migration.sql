-- A colleague to whom an item was handed is told by mail: which message tells of which, one for each hand-over.

-- CreateTable
CREATE TABLE "handed_mail" (
    "assignment_id" INTEGER NOT NULL,
    "delivery_id" BIGINT NOT NULL,

    CONSTRAINT "handed_mail_pkey" PRIMARY KEY ("assignment_id")
);

-- CreateIndex
CREATE INDEX "handed_mail_delivery_id_idx" ON "handed_mail"("delivery_id");

-- AddForeignKey
ALTER TABLE "handed_mail" ADD CONSTRAINT "handed_mail_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handed_mail" ADD CONSTRAINT "handed_mail_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "delivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema language cannot say ---------------------------------------------------------------

ALTER TABLE "delivery" DROP CONSTRAINT "delivery_kind", DROP CONSTRAINT "delivery_of_one";
ALTER TABLE "delivery"
  ADD CONSTRAINT "delivery_kind" CHECK ("kind" IN ('alerts', 'confirm', 'sign_in', 'invite', 'handed')),
  ADD CONSTRAINT "delivery_of_one" CHECK (("kind" IN ('sign_in', 'invite', 'handed')) = ("person_id" IS NOT NULL) AND ("person_id" IS NULL) = ("subscription_id" IS NOT NULL));
