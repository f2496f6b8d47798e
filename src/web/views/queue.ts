/**
 * The script of the review: keys that press the links of the page, forms that open in place, who else is there. What
 * a key does stands at its link (`data-key`); without the script the links lead to the same forms.
 */
export const queue = `
const FIELD = 'textarea, select, input:not([type=checkbox], [type=radio])';
const MEMORY = 'duly-keys';
const one = (selector) => document.querySelector(selector);
let typed = false;

const open = (fold, { field, value }) => {
  fold.open = true;
  if (field !== undefined) fold.querySelector('[name=' + field + ']').value = value;
  const fields = [...fold.querySelectorAll('form input:not([type=hidden]), form select, form textarea')];
  // What the key has chosen needs no second choice.
  fields.find((one) => one.name !== field)?.focus();
  fold.scrollIntoView({ block: 'nearest' });
};

// In the list: on to the title of the next card, or the one before.
const walk = (by) => {
  const titles = [...document.querySelectorAll('.card .title a')];
  const here = titles.findIndex((title) => title.closest('.card').contains(document.activeElement));
  titles[Math.min(titles.length - 1, Math.max(0, here + by))]?.focus();
};

// In the list: the form of the item that has the focus, on its own page; undefined for a key that opens none there.
const formOf = (key) => {
  const card = document.activeElement.closest('.card');
  const keys = card?.querySelector('[data-forms]')?.dataset.forms ?? '';
  if (!keys.split(' ').includes(key)) return undefined;
  const to = new URL(card.querySelector('.title a').href);
  to.searchParams.set('do', key);
  return () => location.assign(to);
};

const OTHERS = {
  j: () => walk(1),
  k: () => walk(-1),
  x: () => document.activeElement.closest('.card')?.querySelector('[name=item]')?.click(),
  '?': () => {
    const table = one('#keys');
    table.open = !table.open;
    if (table.open) table.querySelector('summary').focus();
  },
};

const on = () => {
  try {
    return localStorage.getItem(MEMORY) !== 'off';
  } catch {
    return true;
  }
};

document.addEventListener('keydown', (event) => {
  const { key, target } = event;
  if (key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    // The last button that is shown: where a date is looked at first, the one that saves it.
    const buttons = target.closest('form[method=post]')?.querySelectorAll('[type=submit]:not([hidden])') ?? [];
    [...buttons].at(-1)?.click();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (key === 'Escape') {
    const fold = target.closest('details[open]');
    if (fold === null) return;
    fold.open = false;
    fold.querySelector('summary').focus();
    return;
  }
  // A letter inside a form is meant for it, also on its buttons.
  if (target.closest(FIELD + ', form[method=post]') !== null || !on()) return;
  const link = one('[data-key="' + CSS.escape(key) + '"]');
  const act = link === null ? (OTHERS[key] ?? formOf(key)) : () => link.click();
  if (act === undefined) return;
  event.preventDefault();
  act();
});

document.addEventListener('click', (event) => {
  const link = event.target.closest('[data-opens]');
  if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(document.getElementById(link.dataset.opens), link.dataset);
});

const button = one('[data-keys-switch]');
if (button !== null) {
  const say = () => {
    button.textContent = on() ? 'Turn the keys off' : 'Turn the keys on';
  };
  button.hidden = false;
  say();
  button.addEventListener('click', () => {
    try {
      localStorage.setItem(MEMORY, on() ? 'off' : 'on');
    } catch {
      // A browser that keeps nothing keeps the keys on.
    }
    say();
  });
}

// What was typed is not left behind without a question.
document.addEventListener('input', ({ target }) => {
  if (target.closest('form[method=post]') !== null) typed = true;
});
document.addEventListener('submit', () => {
  typed = false;
});
addEventListener('beforeunload', (event) => {
  if (typed) event.preventDefault();
});

const place = one('[data-here]');
if (place !== null) {
  const say = (text) => {
    if (place.textContent !== text) place.textContent = text;
  };
  const beat = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(place.dataset.here, { method: 'POST' });
      if (answer.ok) say((await answer.json()).says);
      else if (answer.status === 401) say(place.dataset.out);
    } catch {
      // Nobody there to ask: the next minute is soon enough.
    }
  };
  beat();
  setInterval(beat, 60_000);
}
`;
