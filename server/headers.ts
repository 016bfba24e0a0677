/** Headers that every answer carries. */
const ALWAYS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** What depends on who asks is kept by nobody in between. */
export const PRIVATE = {
  ...ALWAYS,
  'cache-control': 'private, no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
} as const;

/** The web app: nothing from elsewhere, nothing inline. */
const PAGE = {
  ...ALWAYS,
  'content-security-policy': [
    "default-src 'self'",
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'x-frame-options': 'DENY',
} as const;

/**
 * [safety] The page that draws diagrams (web/public/drawing): it may style what it makes, and nothing else. It has an origin of its own, so it
 * has no cookies, no storage and no way to the page that holds it but messages.
 */
const DRAWING = {
  ...PAGE,
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    'sandbox allow-scripts',
  ].join('; '),
  'x-frame-options': 'SAMEORIGIN',
  // Whoever has an origin of their own asks for its scripts as a stranger. They are everybody's.
  'access-control-allow-origin': '*',
} as const;

/** Headers of a file of the web app, by its address. */
export const headersAt = (address: string): Readonly<Record<string, string>> =>
  address.startsWith('/drawing/') ? DRAWING : PAGE;

/** Over HTTPS, once: from now on only over HTTPS. */
export const STRICT_TRANSPORT = 'max-age=31536000';
