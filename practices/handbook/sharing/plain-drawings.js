/*
 * What runs on a plain page, and only on one that has a diagram: it puts the picture in the place of the text. The drawing itself happens in
 * /drawing (web/public/drawing), which has an origin of its own; what comes out is shown as a picture. Without it the text stays.
 */
(() => {
  /** @typedef {{ svg: string, width: number, height: number }} Drawn */
  const STARTS_IN = 20_000;
  const DRAWS_IN = 5_000;
  const LARGEST = 2_000_000;
  const MOST_LINES = 500;
  const LONGEST_WORDS = 1_000;

  /** @type {Promise<HTMLIFrameElement> | null} */
  let frame = null;
  /** @type {Promise<unknown>} */
  let queue = Promise.resolve();

  /** The page that draws: laid out, so that words can be measured, and seen by nobody. @returns {Promise<HTMLIFrameElement>} */
  const opened = () =>
    new Promise((resolve, reject) => {
      const page = document.createElement('iframe');
      page.src = '/drawing/index.html';
      page.setAttribute('sandbox', 'allow-scripts');
      page.setAttribute('aria-hidden', 'true');
      page.title = 'Diagram';
      page.tabIndex = -1;
      page.className = 'drawing';
      const late = setTimeout(() => reject(new Error('late')), STARTS_IN);
      addEventListener('message', ({ source, data }) => {
        if (source !== page.contentWindow) return;
        clearTimeout(late);
        if (data === 'ready') resolve(page);
        else reject(new Error('away'));
      });
      document.body.append(page);
    });

  /** @param {string} text @returns {Promise<Drawn | null>} Null: it cannot be drawn. */
  const drawn = async (text) => {
    frame ??= opened();
    const page = await frame;
    const { port1, port2 } = new MessageChannel();
    /** @type {Promise<Partial<Drawn>>} */
    const answer = new Promise((resolve, reject) => {
      port1.addEventListener('message', ({ data }) => resolve(data), { once: true });
      port1.start();
      setTimeout(() => {
        // Whatever it is still doing ends with it.
        page.remove();
        frame = null;
        reject(new Error('slow'));
      }, DRAWS_IN);
    });
    page.contentWindow?.postMessage({ text, theme: theme() }, '*', [port2]);
    const { svg, width = 0, height = 0 } = await answer;
    return typeof svg === 'string' && svg.length <= LARGEST && width > 0 && height > 0 ? { svg, width, height } : null;
  };

  /** The sheet's colours, as they are now. */
  const theme = () => {
    const probe = document.body.appendChild(document.createElement('span'));
    /** @param {string} name */
    const colour = (name) => {
      probe.style.color = `var(--${name})`;
      const parts = (getComputedStyle(probe).color.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
      return `#${parts.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
    };
    const [paper, ink, soft, line, wash] = ['paper', 'ink', 'soft', 'line', 'wash'].map(colour);
    const [go, goWash, stop, stopWash] = ['go', 'go-wash', 'stop', 'stop-wash'].map(colour);
    probe.remove();
    return {
      ...{ darkMode: matchMedia('(prefers-color-scheme: dark)').matches, fontSize: '14px', background: paper },
      ...{ primaryColor: wash, primaryTextColor: ink, primaryBorderColor: soft },
      ...{ secondaryColor: goWash, secondaryTextColor: ink, secondaryBorderColor: go },
      ...{ tertiaryColor: stopWash, tertiaryTextColor: ink, tertiaryBorderColor: stop },
      ...{ mainBkg: wash, nodeBorder: soft, clusterBkg: paper, clusterBorder: line, lineColor: soft, textColor: ink },
      ...{ titleColor: ink, edgeLabelBackground: paper, noteBkgColor: goWash, noteTextColor: ink, noteBorderColor: go },
      ...{ actorBkg: wash, actorBorder: soft, actorTextColor: ink, signalColor: soft, signalTextColor: ink },
      ...{ labelBoxBkgColor: wash, labelTextColor: ink, loopTextColor: ink, errorBkgColor: stopWash, errorTextColor: ink },
    };
  };

  /** @param {Drawn} drawing @param {string} text */
  const pictureOf = ({ svg, width, height }, text) => {
    const picture = new Image(width, height);
    picture.src = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
    picture.addEventListener('load', () => URL.revokeObjectURL(picture.src));
    picture.alt = text.trim().slice(0, LONGEST_WORDS);
    // On a narrow screen it scrolls rather than become too small to read.
    picture.style.minWidth = `${Math.min(width, 540)}px`;
    return picture;
  };

  /** @param {HTMLElement} source */
  const show = async (source) => {
    const text = source.textContent ?? '';
    if (text.split('\n').length > MOST_LINES) return;
    const scroll = document.createElement('div');
    scroll.className = 'drawn';
    scroll.tabIndex = 0;
    scroll.setAttribute('role', 'group');
    scroll.setAttribute('aria-label', 'Diagram');
    const paint = () => {
      const turn = queue.then(() => drawn(text));
      queue = turn.catch(() => undefined);
      return turn.then(
        (drawing) => drawing !== null && scroll.replaceChildren(pictureOf(drawing, text)),
        () => undefined,
      );
    };
    await paint();
    // What could not be drawn is shown as it was written.
    if (!scroll.firstChild) return;
    const figure = document.createElement('figure');
    const fold = document.createElement('details');
    const summary = document.createElement('summary');
    summary.lang = 'en';
    summary.textContent = 'Show source';
    source.before(figure);
    fold.append(summary, source);
    figure.append(scroll, fold);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', paint);
  };

  const near = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting || !(target instanceof HTMLElement)) continue;
        near.unobserve(target);
        void show(target);
      }
    },
    { rootMargin: '600px 0px' },
  );
  for (const source of document.querySelectorAll('pre.mermaid')) near.observe(source);
})();
