/** What is read when readers of deadlines are measured: short phrases, and one article of 500 words. */

/** Deadlines as announcements word them, dates, weekdays, units, counts, clock times and ranges in turn. */
export const PHRASES: readonly string[] = [
  'by 9 June',
  'by the end of next week',
  'within 30 days',
  'no later than 30 April 2027',
  'before 1 July',
  'in three weeks',
  'by Friday',
  'next month',
  'until September 15',
  'by 5 pm tomorrow',
  'on Tuesday, 14 October',
  'by the end of the year',
  'this weekend',
  'in two months',
  '2026-02-27',
  'by next Thursday',
  'over the next ten days',
  'in early March',
  'by noon on 3 November',
  'within 48 hours',
  'from 4 to 8 August',
  'in the third quarter of 2026',
  'by mid-May',
  'tonight',
  'before the end of March',
  'within six weeks',
  'on the 20th of next month',
  'by 2030',
  'in a fortnight',
  'between 10 and 20 December',
  'on 1 January 2027 at 9:00',
  'next year',
  'by Monday morning',
  'until the end of August',
  'in half an hour',
  'on or before 31 October 2025',
  'by the last Friday of March',
  'within a week',
  'in November',
  'Dec. 12',
  'in the coming days',
  'by summer 2027',
  'not later than June 30th',
  'a week from Wednesday',
  'by close of business on Friday',
  'in 18 months',
  'through 22 February',
  'Thursday at 10:30 am',
  'within five working days',
  'by the end of this quarter',
  'the day after tomorrow',
  'by late 2028',
  'in ten days',
  '15 March 2026',
  'by 18:00 GMT on Sunday',
  'until next spring',
  'in the second half of 2027',
  'within 90 days',
  'on Saturday',
  'by the first of October',
];

/** News of a town that is nowhere, with one date for every fifty words, some of them no deadline. */
export const ARTICLE = `The council of Marrowgate approved a plan on Monday to replace the old water mains under
the harbour district, ending a dispute that has divided residents, traders and engineers since the winter floods.
The vote was eleven to four, with two members absent, and followed five hours of debate in a crowded hall. Under the
plan the works department will publish a full schedule by 20 June and open the first trench near the fish market
once the summer traffic has eased. The department employs sixty people and has been short of surveyors, so part of
the work will go to a private firm from the neighbouring county, which must name its foreman and its suppliers
within ten days. Shopkeepers asked for the noisiest work to be done at night. The mayor, who had promised them an
answer before the vote, said the contractor would present a timetable for each street by the end of next month, and
that nobody would find a closed road in front of the door without a letter first. An earlier attempt ended badly.
The pipes that were delivered in 2019 turned out to be too narrow, a court case about the bill dragged on for years,
and the money that was left paid for little more than patches. The auditors found that three offices had signed the
same form without reading it, and that the warnings of a young engineer were filed away unanswered. This time the
council wants to be told more often. The director of works is to report on costs every quarter, and an independent
engineer will examine the first hundred metres of pipe before 15 November, while the trench is still open. If the
pipe fails, the firm has to replace it at its own expense. The bill comes to nine million crowns, of which the
province pays a third. Its minister told the council in a letter that the money will be transferred by the first of
August, provided that the town shows how it will pay for the rest. The treasurer said a loan had been agreed and
that water would cost the average household about two crowns more. Opponents were not convinced. They called the
estimate a fairy tale, pointed to the bridge that cost twice what was planned, and announced that they would collect
signatures for a referendum; for that they need four thousand names until mid-September. A spokesman said volunteers
would stand at the ferry landing, the station and the two markets, and that the first lists were already filling up.
Others simply want the brown water to stop. A baker whose shop was under water twice last year said she had heard
many promises and would believe in clean pipes when she saw them, but that the plan was better than none. If all
goes well, the district will have new mains in the spring of 2027, and the council intends to decide on the
remaining streets of the old town later, when the results are known. The next meeting is set for Thursday.`;
