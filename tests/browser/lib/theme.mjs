// What these tests know of the theme: a handful of selectors, in one place.
// In: nothing. Out: constants. Invariant: no check names a class or an id of its own.

/** The section with every way to reach the adviser. */
export const CONTACT = '#vp-contact';
/** The visible way out, and everything that leads out. */
export const EXIT = '#vp-exit';
export const LEAVE = '[data-exit]';
/** The text a copy button copies, and the button. */
export const COPY_TEXT = '[data-copy]';
export const COPY_BUTTON = 'button.copy';
/** Where a screen reader hears what happens. */
export const STATUS = '#vp-status';
/** Portraits have a weight budget of their own. */
export const PORTRAIT = '.portrait img';
/** A chat or a form: with a mouse too it is opened, and not copied. */
export const ON_WEB = `${CONTACT} .channel-web a`;
/** What opens a talk with the adviser: one link per way. */
export const REACH = ['tel:', 'mailto:', 'https://wa.me/', 'https://signal.me/']
  .map((start) => `${CONTACT} a[href^="${start}"]`)
  .concat(ON_WEB).join(', ');
