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
export const PAGE = {
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

/** Over HTTPS, once: from now on only over HTTPS. */
export const STRICT_TRANSPORT = 'max-age=31536000';
