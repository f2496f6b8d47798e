/**
 * The pages of the site, one row a route that answers with HTML, with the states worth looking at. The tests of
 * accessibility, of stored scripts and of narrow windows all walk it; a route without a row makes them fail.
 */
import type { Values } from '../web/shield/filled.ts';

interface Row {
  /** As the router knows it. */
  readonly pattern: string;
  /** Addresses to look at; `values` are what its parameters stand for. */
  readonly paths: (values: Values) => readonly string[];
  /** Who looks: a page that is for somebody is also looked at by nobody, who is sent to sign in. */
  readonly as: 'visitor' | 'reader' | 'editor' | 'administrator';
}

const row = (pattern: string, as: Row['as'], ...paths: (string | ((values: Values) => string))[]): Row => ({
  pattern,
  as,
  paths: (values) => paths.map((path) => (typeof path === 'string' ? path : path(values))),
});
const NUMBER = ':id{[0-9]{1,9}}';

export const PAGES: readonly Row[] = [
  row(
    '/',
    'visitor',
    '/',
    '/?group=overdue',
    '/?disputed=on',
    '/?unmeasurable=1',
    '/?tag=nothing',
    '/?asOf=2025-06-10',
  ),
  row(
    `/commitments/${NUMBER}`,
    'visitor',
    '/commitments/1',
    '/commitments/2',
    '/commitments/3',
    '/commitments/999',
  ),
  row('/parties', 'visitor', '/parties', '/parties?q=nothing'),
  row('/parties', 'editor', '/parties?add=Red+Cross'),
  row('/sources', 'visitor', '/sources', '/sources?q=nothing'),
  row('/tags', 'visitor', '/tags', '/tags?q=nothing'),
  // Leads to one of the others; what is looked at is the name that there is not.
  row('/parties/named', 'visitor', '/parties/named?name=Nobody'),
  row(`/parties/${NUMBER}`, 'visitor', '/parties/1', '/parties/2'),
  row(`/sources/${NUMBER}`, 'visitor', '/sources/1', '/sources/2'),
  row('/tags/:tag', 'visitor', (values) => `/tags/${values.tag}`),
  row(`/evidence/${NUMBER}`, 'visitor', '/evidence/1'),
  row(`/series/${NUMBER}`, 'visitor', '/series/1'),
  row('/review', 'editor', '/review'),
  row(`/review/${NUMBER}`, 'editor', '/review/1', '/review/2', '/review/3'),
  row('/record', 'editor', '/record'),
  row('/resolve', 'editor', '/resolve?text=next+week&saidAt=2025-06-02T15:57&zone=Europe/Istanbul'),
  row('/subscribe', 'visitor', '/subscribe', '/subscribe?party=Russia', '/subscribe?commitment=1'),
  row('/sign-in', 'visitor', '/sign-in', '/sign-in?next=/record'),
  row(
    '/sign-in/link/:token{[A-Za-z0-9_-]{1,100}}',
    'visitor',
    (values) => `/sign-in/link/${values['sign-in']}`,
  ),
  row('/sign-in/first/:token{[A-Za-z0-9_-]{1,100}}', 'visitor', '/sign-in/first/void'),
  row('/account', 'administrator', '/account'),
  row('/people', 'administrator', '/people'),
  row('/confirm/:token', 'visitor', (values) => `/confirm/${values.confirm}`, '/confirm/1.forged'),
  row('/manage/:token', 'visitor', (values) => `/manage/${values.manage}`),
  row('/unsubscribe/:token', 'visitor', (values) => `/unsubscribe/${values.unsubscribe}`),
  row('/outbox', 'administrator', '/outbox', '/outbox?state=failed'),
  row('/outbox/:id{[0-9]{1,15}}', 'administrator', '/outbox/1', '/outbox/3'),
  row('/outbox/:id{[0-9]{1,15}}/html', 'administrator', '/outbox/1/html', '/outbox/2/html', '/outbox/3/html'),
  row('/webhooks', 'administrator', '/webhooks'),
  row(`/webhooks/${NUMBER}`, 'administrator', '/webhooks/1'),
  row('/review/bulk', 'editor', '/review/bulk', '/review/bulk?item=1'),
  row('/similar', 'editor', '/similar?title=bodies&quote=bodies'),
  row('/rules', 'editor', '/rules'),
  row('/rules/diff', 'editor', '/rules/diff'),
  row('/admin', 'administrator', '/admin'),
  row('/subscribers', 'administrator', '/subscribers'),
  row(`/subscribers/${NUMBER}`, 'administrator', '/subscribers/1'),
  row('/queues', 'administrator', '/queues'),
  row('/audit', 'administrator', '/audit'),
  row('/audit/record', 'administrator', '/audit/record'),
  row('/settings', 'administrator', '/settings'),
  row('/work', 'administrator', '/work'),
];

/** A piece of a form that a script asks for, and no page of its own. */
export const isPiece = (path: string): boolean => path.startsWith('/resolve') || path.startsWith('/similar');
