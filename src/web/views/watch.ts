/**
 * The script of the page of long work: while something is under way it asks for the page again and shows what has changed.
 * Without it the link "Look again" does the same. It puts in what the server made, so it escapes nothing by itself.
 */
export const watch = `
const look = async () => {
  const place = document.querySelector('[data-watch]');
  if (place === null || place.dataset.watch !== 'yes') return;
  try {
    const answer = await fetch(location.pathname, { headers: { accept: 'text/html' } });
    // Signed out, or away: what is shown stays, and is asked for again.
    if (answer.ok && !answer.redirected) {
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-watch]');
      // Whoever stands on a button in it does not lose it.
      if (fresh !== null && !place.contains(document.activeElement)) {
        const told = document.querySelector('[data-watch-told]');
        if (told !== null && fresh.dataset.says !== place.dataset.says) told.textContent = fresh.dataset.says;
        place.replaceWith(fresh);
      }
    }
  } catch {
    // Tried again.
  }
  setTimeout(look, 2000);
};
setTimeout(look, 2000);
`;
