/** What a message quotes of a commitment, whatever it is about: the words, who said them where and when, and who must act. */
import { isZone } from '../domain/civil.ts';
import type { Window } from '../domain/deadline/types.ts';
import { namesOnlyItsEnd } from '../domain/deadline/windows.ts';
import type { AlertLine, Told } from '../mail/message.ts';
import type { Story } from '../store/stories.ts';

type Said = Pick<
  Told,
  'title' | 'quote' | 'speaker' | 'saidAt' | 'saidZone' | 'source' | 'committers' | 'exampleData'
>;

export const saidIn = (story: Story): Said => ({
  title: story.title,
  quote: story.quote,
  speaker: { name: story.speaker, role: story.speakerRole },
  saidAt: story.saidAt,
  saidZone: story.saidZone,
  source: { title: story.sourceTitle, publisher: story.publisher, url: story.sourceUrl },
  committers: story.committers,
  exampleData: story.exampleData,
});

/** The window of its date as a message shows it; null without one. */
export function windowIn(story: Story, window: Window | null, zone: string): AlertLine['window'] {
  if (window === null || story.precision === null) return null;
  const { rule, precision } = story;
  // A stored zone may have left the tables since: such an item is set aside before it is told.
  const by = isZone(zone) && namesOnlyItsEnd(window, { rule, precision, zone });
  return { ...window, zone, precision, by };
}
