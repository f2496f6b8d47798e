/** The keys of the review as a table, and one item's links that the keys press. */
import type { Whose } from '../../service/browse/queue.ts';
import type { Action } from '../decisions.ts';
import { queueHref } from '../queue-href.ts';
import { QUEUE_KEYS, WAY_KEYS } from '../queue-keys.ts';

/** Readable without the script; the key `?` opens it, and its button turns all of them off. */
export function KeyTable() {
  return (
    <details class="keys" id="keys">
      <summary>
        Keys <kbd>?</kbd>
      </summary>
      <p class="quiet">
        They work in browsers with scripts, outside of forms; in the list, on the item that has the focus.
        Everything can be done without them.
      </p>
      <dl>
        {[...QUEUE_KEYS, ...WAY_KEYS].map(({ key, label }) => (
          <div>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
      <p>
        <button type="button" class="button plain" hidden data-keys-switch="yes">
          Turn the keys off
        </button>
      </p>
    </details>
  );
}

/** One link for each key whose form is offered: it opens the form, by script at once, otherwise by its address. */
export function KeyBar(props: { id: number; whose: Whose; offered: readonly Action['name'][] }) {
  const { id, whose, offered } = props;
  return (
    <nav aria-label="What became of it">
      <ul class="keybar">
        {QUEUE_KEYS.filter(({ action }) => offered.includes(action)).map(
          ({ key, label, action, chooses }) => (
            <li>
              <a
                class="button plain"
                href={queueHref(whose, id, { do: key })}
                data-key={key}
                data-opens={`fold-${action}`}
                aria-keyshortcuts={key}
                {...(chooses === undefined ? {} : { 'data-field': chooses[0], 'data-value': chooses[1] })}
              >
                {label}{' '}
                <span class="kbd" aria-hidden="true">
                  {key}
                </span>
              </a>
            </li>
          ),
        )}
      </ul>
    </nav>
  );
}
