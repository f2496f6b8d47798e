/**
 * The one script there is, for the forms that take a date in words: it shows what they mean while they are typed.
 * Without it the button "Show the date" does the same. What it puts into the page comes from `/resolve`, made by the
 * same view as the page, so it escapes nothing by itself.
 */
export const live = `
for (const place of document.querySelectorAll('[data-live]')) {
  const form = place.closest('form');
  const save = form.querySelector('[data-save]');
  const counts = ['deadline', 'saidAt', 'zone', 'language', 'calendar', 'closesOn', 'reviewOn'];
  const typed = (name) => form.elements.namedItem(name)?.value ?? '';
  let waiting;
  let asking = new AbortController();

  const show = (html) => {
    place.innerHTML = html;
    // What has been seen may be saved.
    save.hidden = place.querySelector('[name=seen]') === null;
    save.previousElementSibling.classList.toggle('plain', !save.hidden);
  };

  const look = async () => {
    asking.abort();
    asking = new AbortController();
    // Dates set by hand win over words; the button shows what they bring.
    if (typed('deadline') === '' || typed('closesOn') !== '') return show('');
    const url = new URL(place.dataset.live, location.href);
    url.searchParams.set('text', typed('deadline'));
    for (const name of ['saidAt', 'zone', 'language', 'calendar', 'reviewOn', 'reading'])
      if (typed(name) !== '') url.searchParams.set(name, typed(name));
    try {
      const answer = await fetch(url, { signal: asking.signal });
      show(answer.ok ? await answer.text() : '');
    } catch (error) {
      // Overtaken by the next key, or nobody there to ask: the button still works.
      if (error.name !== 'AbortError') show('');
    }
  };

  form.addEventListener('input', ({ target }) => {
    if (!counts.includes(target.name)) return;
    clearTimeout(waiting);
    waiting = setTimeout(look, 250);
  });
}
`;
